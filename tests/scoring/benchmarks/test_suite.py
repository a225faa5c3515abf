import json
from decimal import Decimal
from pathlib import Path

import pytest

from scoring.benchmarks import BadSuite, suites
from scoring.benchmarks.suite import OWN_TASKS, parse, read

WHOLE = """
suite: small
version: "1"
harness: lm-eval==0.4.13
name: {ko: 작은 평가, en: Small}
tasks:
  - {task: simsa_ko, name: {ko: 한국어, en: Korean}, weight: "0.4"}
  - {task: arc_easy, name: {ko: 과학, en: Science}, shots: 5, weight: "0.6"}
"""


def refusal(text):
    with pytest.raises(BadSuite) as caught:
        parse(text, place="s.yaml")
    return str(caught.value)


def test_every_shipped_suite_reads_and_its_weights_sum_to_one():
    assert suites.names() == ["simsa-basic"]
    for name in suites.names():
        suite = suites.load(name)
        assert suite.suite == name
        assert sum(task.weight for task in suite.tasks) == Decimal(1)


def test_a_suite_tells_its_own_tasks_from_those_of_lm_eval():
    suite = parse(WHOLE, place="s.yaml")

    assert [own.task for own in suite.own] == ["simsa_ko"]
    assert [task.key for task in suite.tasks] == ["acc,none", "acc,none"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"0.4"', "0.4", 's.yaml: tasks[0].weight: must be a number in quotes, such as "0.4"'),
        ('"0.4"', '"0.5"', "s.yaml: the weights sum to 1.1, not to 1"),
        ('"0.4"', '"0"', "s.yaml: tasks[0].weight: must be more than 0"),
        ('"0.4"', '"1e-1"', 's.yaml: tasks[0].weight: must be a number in quotes, such as "0.4"'),
        ("arc_easy", "simsa_ko", "s.yaml: named twice: simsa_ko"),
        ("simsa_ko", "simsa_xx", "s.yaml: there is no task simsa_xx"),
        ("0.4.13", "0.4.12", "s.yaml: harness must be lm-eval==0.4.13"),
        ("suite: small", "suite: Small one", "s.yaml: suite: String should match"),
        ("version: ", "version: 1 #", "s.yaml: version: Input should be a valid string"),
        ("shots: 5", "shots: 5.0", "s.yaml: tasks[1].shots: Input should be a valid integer"),
        ("shots: 5", "shots: -1", "s.yaml: tasks[1].shots: Input should be greater than"),
        ("shots: 5", "shot: 5", "s.yaml: tasks[1].shot: Extra inputs are not permitted"),
        ("{ko: 과학, ", "{", "s.yaml: tasks[1].name.ko: Field required"),
        ("tasks:", "repeats: 0\ntasks:", "s.yaml: repeats: Input should be greater than"),
        ("tasks:", "own: []\ntasks:", "s.yaml: own: Extra inputs are not permitted"),
        ("tasks:", "suite: other\ntasks:", "s.yaml: not YAML: 'suite' is given twice"),
        ("suite: small", "suite: &a small\nx: *a", "s.yaml: not YAML: aliases are not taken"),
        ("suite: small", "suite: !!python/name:os.system ''", "s.yaml: not YAML: could not"),
        ("suite: small", "suite: [", "s.yaml: not YAML: "),
    ],
)
def test_a_broken_suite_is_refused_with_its_place(old, new, words):
    assert old in WHOLE
    assert refusal(WHOLE.replace(old, new, 1)).startswith(words)


def test_a_suite_nested_too_deeply_is_refused():
    assert refusal("[" * 5000) == "s.yaml: nested too deeply"


def test_everything_that_is_wrong_is_said_at_once():
    words = refusal(WHOLE.replace('"0.4"', "0.4").replace("shots: 5", "shots: x"))

    assert "tasks[0].weight" in words
    assert "tasks[1].shots" in words


def test_a_file_that_is_too_large_or_not_text_is_refused(tmp_path):
    large, strange = tmp_path / "large.yaml", tmp_path / "strange.yaml"
    large.write_bytes(b"#" * 1_000_001)
    strange.write_bytes(b"\xff\xfe")

    with pytest.raises(BadSuite, match="larger than 1 MB"):
        suites.load(large)
    with pytest.raises(BadSuite, match="codec can't decode"):
        suites.load(strange)
    with pytest.raises(BadSuite, match="There is no suite nothing; there are: simsa-basic"):
        suites.load("nothing")


def test_the_digest_changes_with_any_item_of_our_own_task(tmp_path):
    tasks = tmp_path / "tasks"
    tasks.mkdir()
    for path in OWN_TASKS.glob("simsa_ko.*"):
        (tasks / path.name).write_bytes(path.read_bytes())
    file = tmp_path / "small.yaml"
    file.write_text(WHOLE)
    before = read(file).digest
    assert before == read(file).digest

    items = tasks / "simsa_ko.jsonl"
    items.write_text(items.read_text().replace("커피", "홍차", 1))

    assert read(file).digest != before


@pytest.mark.parametrize("path", sorted(OWN_TASKS.glob("*.jsonl")), ids=lambda path: path.stem)
def test_every_item_of_ours_has_one_right_answer_among_four_different_ones(path: Path):
    items = [json.loads(line) for line in path.read_text().splitlines()]

    assert len(items) == len({item["context"] for item in items}) == 64
    for item in items:
        assert item.keys() == {"id", "context", "choices", "answer"}
        assert len(set(item["choices"])) == 4
    places = [item["answer"] for item in items]
    assert [places.count(n) for n in range(4)] == [
        16
    ] * 4  # always guessing one place gains nothing
