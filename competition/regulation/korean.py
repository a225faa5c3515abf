"""Korean that reads right: particles by the final sound of the word before, and listing."""

from collections.abc import Sequence

# Whether a digit, read aloud in Korean, ends in a consonant: 영 일 이 삼 사 오 육 칠 팔 구.
_DIGITS = {"0": "ㅇ", "1": "ㄹ", "2": "", "3": "ㅁ", "4": "", "5": "", "6": "ㄱ", "7": "ㄹ"}
_DIGITS |= {"8": "ㄹ", "9": ""}
_LETTERS = {"L": "ㄹ", "M": "ㅁ", "N": "ㄴ", "R": "ㄹ"}
_RIEUL = 8


def final(word: str) -> str | None:
    """The final consonant of ``word`` ("" for a vowel, "ㄹ", or another); None when unknown."""
    bare = word.rstrip("’”\"')]》」 ")
    last = bare[-1:].upper()
    if "가" <= last <= "힣":
        coda = (ord(last) - ord("가")) % 28
        return "" if coda == 0 else "ㄹ" if coda == _RIEUL else "ㅇ"
    if last in _DIGITS:
        return _DIGITS[last]
    return _LETTERS.get(last, "") if last.isascii() and last.isalpha() else None


def with_particle(word: str, pair: str) -> str:
    """``word`` with the right one of ``pair`` ("을/를", "이/가", "은/는", "과/와", "으로/로")."""
    after_consonant, after_vowel = pair.split("/")
    coda = final(word)
    if coda is None:
        return f"{word}{after_consonant}({after_vowel})"
    vowel_like = coda == "" or (coda == "ㄹ" and after_consonant == "으로")
    return word + (after_vowel if vowel_like else after_consonant)


def listed(words: Sequence[str]) -> str:
    """ "가", "가와 나", "가, 나와 다": names in a row as a sentence has them."""
    *front, last = words
    if not front:
        return last
    return f"{', '.join([*front[:-1], with_particle(front[-1], '과/와')])} {last}"


def listed_en(words: Sequence[str], last: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    *front, end = words
    return f"{', '.join(front)} {last} {end}" if front else end
