"""All clauses of a rulebook in their order, each with its number, title and text."""

from collections.abc import Callable

from competition.regulation.document.rulebook import Rulebook
from competition.regulation.results import Clause
from competition.regulation.wording import (
    converting,
    cut,
    gates,
    general,
    handing_in,
    judging,
    measuring,
    procedure,
)
from competition.regulation.wording.form import Article
from scoring.rubric import Words

Printer = Callable[[Rulebook], Article]
CHAPTERS: tuple[tuple[Words, tuple[Printer, ...]], ...] = (
    (
        Words("제1장 총칙", "Chapter 1. General"),
        (general.purpose, general.definitions, general.eligibility, general.calendar),
    ),
    (
        Words("제2장 제출", "Chapter 2. Hand-in"),
        (handing_in.package, handing_in.deadline),
    ),
    (
        Words("제3장 평가", "Chapter 3. Evaluation"),
        (
            measuring.parts,
            measuring.benchmarks,
            judging.committee,
            measuring.panels,
            converting.conversion,
        ),
    ),
    (
        Words("제4장 최소기준과 결정", "Chapter 4. Minimum standard and decision"),
        (gates.standard, gates.conditions, cut.ranking, cut.decision, cut.special),
    ),
    (
        Words("제5장 절차", "Chapter 5. Procedure"),
        (
            procedure.deciding,
            procedure.disclosure,
            procedure.objection,
            procedure.confirmation,
            procedure.change,
        ),
    ),
)


def clauses(rulebook: Rulebook) -> list[Clause]:
    """Every clause: article headings, paragraphs, items. The numbers never change their meaning."""
    return [
        clause
        for chapter, printers in CHAPTERS
        for printer in printers
        for clause in printer(rulebook).clauses(chapter)
    ]


def clause(rulebook: Rulebook, number: str) -> Clause:
    """The clause of that number. Raises ``KeyError``."""
    return {found.number: found for found in clauses(rulebook)}[number]


def printed(rulebook: Rulebook, lang: str) -> str:
    """The whole regulation as text, and the choices made where the sources are silent."""
    lines = [rulebook.names.words.says(lang)]
    chapter = ""
    for found in clauses(rulebook):
        if (heading := found.chapter.says(lang)) != chapter:
            chapter = heading
            lines += ["", heading]
        lines.append(_printed(found, lang))
    for place, choice in enumerate(rulebook.choices, 1):
        if place == 1:
            lines += ["", "정한 사항" if lang == "ko" else "Choices made"]
        lines.append(f"{place}. {choice.words.says(lang)}")
    return "\n".join(lines) + "\n"


def _printed(found: Clause, lang: str) -> str:
    if found.level == 0:
        title = found.title.says(lang)
        number = found.number
        return f"\n제{number}조({title})" if lang == "ko" else f"\nArticle {number} ({title})"
    text = found.text.says(lang)
    if found.level == 1:
        return f"{_circled(found.number)} {text}" if lang == "ko" else f"({_last(found)}) {text}"
    return f"  {_last(found)}. {text}"


def _last(found: Clause) -> str:
    inner = found.number.split("(")[1]
    return inner.rstrip(")") if found.level == 1 else inner.split(")")[1]


def _circled(number: str) -> str:
    place = int(number.split("(")[1].rstrip(")"))
    return chr(ord("①") + place - 1)
