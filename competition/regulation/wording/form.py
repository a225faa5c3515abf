"""How clauses are made and cited."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from competition.regulation.korean import listed, listed_en
from competition.regulation.results import Clause
from scoring.rubric import Words

_NUMBER = re.compile(r"(\d+)(?:\((\d+)\)(\d+)?)?")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One numbered sentence, with numbered items under it."""

    text: Words
    items: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One numbered article of the regulation."""

    number: int
    title: Words
    paragraphs: tuple[Paragraph, ...]

    def clauses(self, chapter: Words) -> Iterator[Clause]:
        """The heading, every paragraph and every item, in order."""
        yield Clause(str(self.number), chapter, self.title, Words("", ""))
        for place, paragraph in enumerate(self.paragraphs, 1):
            number = f"{self.number}({place})"
            yield Clause(number, chapter, self.title, paragraph.text)
            for line, text in enumerate(paragraph.items, 1):
                yield Clause(f"{number}{line}", chapter, self.title, text)


def article(number: int, ko: str, en: str, *paragraphs: Paragraph) -> Article:
    return Article(number, Words(ko, en), paragraphs)


def says(ko: str, en: str, items: Iterable[Words] = ()) -> Paragraph:
    return Paragraph(Words(ko, en), tuple(items))


def cite(number: str, lang: str) -> str:
    """``11(2)4`` as it is cited: "제11조제2항제4호", "Article 11(2), item 4".

    Raises ``ValueError`` for what is no clause number.
    """
    if not (found := _NUMBER.fullmatch(number)):
        raise ValueError(f"not a clause number: {number}")
    part, paragraph, item = found.groups()
    if lang == "ko":
        tail = f"제{paragraph}항" if paragraph else ""
        return f"제{part}조{tail}" + (f"제{item}호" if item else "")
    tail = f"({paragraph})" if paragraph else ""
    return f"Article {part}{tail}" + (f", item {item}" if item else "")


def cited(number: str) -> Words:
    """The citation in both languages."""
    return Words(cite(number, "ko"), cite(number, "en"))


def row(words: Iterable[Words], *, last: str = "and") -> Words:
    """Names in a row, in both languages."""
    names = list(words)
    return Words(listed([w.ko for w in names]), listed_en([w.en for w in names], last))
