import ast
from pathlib import Path

import polib
import pytest

from scoring import benchmarks
from scoring.benchmarks import NOTES, BadModel
from scoring.benchmarks.words import KOREAN, PLACE, told

SOURCE = Path(benchmarks.__file__).parent
SPOKEN = {"BadModel", "BadSuite", "HarnessMissing", "DataMissing", "HarnessFailed"}
SPOKEN |= {"_failed", "_none_of"}


def said():
    """Every English sentence with which the engine's sources raise a fault."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            first = node.args[0]
            if name in SPOKEN and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def test_every_sentence_of_the_engine_has_korean_words():
    sentences = set(said()) | set(NOTES)

    assert len(sentences) > 40
    assert sentences - {"%(place)s: %(why)s"} - KOREAN.keys() == set()


@pytest.mark.parametrize("english", KOREAN)
def test_korean_words_have_the_same_places(english):
    assert set(PLACE.findall(english)) == set(PLACE.findall(KOREAN[english]))


def test_a_filled_sentence_is_told_in_korean_with_its_facts():
    error = BadModel("The index names %(name)s, which is not there.", name="a b.safetensors")

    assert told(str(error), "ko") == "색인에 적힌 a b.safetensors 파일이 없습니다."
    assert told(str(error), "en") == "The index names a b.safetensors, which is not there."


@pytest.mark.parametrize("english", KOREAN)
def test_every_filled_sentence_finds_its_own_korean(english):
    facts = {name: f"<{name} 1.\n2>" for name in PLACE.findall(english)}

    assert told(english % facts if facts else english, "ko") == KOREAN[english] % facts


def test_what_it_does_not_know_stays_as_it_is():
    assert told("Something else", "ko") == "Something else"


def test_an_error_in_a_ledger_reads_as_a_sentence():
    error = BadModel("There is no %(file)s.", file="config.json")

    assert repr(error) == "BadModel: There is no config.json."


def test_the_catalogue_says_the_same_of_sentences_that_a_job_shows():
    catalogue = polib.pofile(str(SOURCE.parents[1] / "locale" / "ko" / "parts" / "bench.po"))

    fixed = {english: korean for english, korean in KOREAN.items() if not PLACE.search(english)}
    assert {entry.msgid: entry.msgstr for entry in catalogue} == fixed
