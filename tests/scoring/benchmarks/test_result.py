import json
from decimal import Decimal
from pathlib import Path

import pytest

from scoring.benchmarks import Result, suites
from scoring.benchmarks.result import Answer, Fault, Progress, plain, summarise, understand
from scoring.benchmarks.suite import parse

TWICE = """
suite: twice
version: "2"
harness: lm-eval==0.4.13
name: {ko: 두 번, en: Twice}
repeats: 2
tasks: [{task: simsa_ko, name: {ko: 한국어, en: Korean}, weight: "1"}]
"""


def figures(value, stderr="0.03", **other):
    whole = {"value": value, "stderr": stderr, "items": 64, "version": "1", "hash": "0" * 64}
    return whole | other


def said(*repeats, **other):
    message = {"kind": "answer", "repeats": list(repeats), "model": {}, "versions": {}}
    return json.dumps(message | {"environment": {}} | other).encode()


def both(ko, en):
    return {"simsa_ko": figures(ko), "simsa_en": figures(en)}


def sealed(tasks, **changes):
    facts = {"suite": "s", "suite_version": "1", "suite_digest": "0", "tasks": tasks}
    facts |= {"versions": {}, "environment": {}, "model": {}, "samples_sha256": "1"}
    return Result(**facts | {"samples": Path("a"), "seconds": Decimal(1)} | changes)


def test_the_score_is_the_weighted_sum_of_exact_decimals():
    tasks = summarise(suites.load("simsa-basic"), understand(said(both("0.1", "0.3"))))

    assert sealed(tasks).score == Decimal("20.0")
    assert sealed(tasks).as_dict()["score"] == "20"


def test_repeats_are_averaged_and_their_spread_is_told_but_items_stay_as_uncertain():
    suite = parse(TWICE, place="s")
    repeats = [{"simsa_ko": figures("0.5", "0.3")}, {"simsa_ko": figures("0.7", "0.4")}]

    (task,) = summarise(suite, understand(said(*repeats)))

    assert (task.value, task.repeats) == (Decimal("0.6"), (Decimal("0.5"), Decimal("0.7")))
    assert plain(task.spread)[:8] == "0.141421"
    assert plain(task.stderr)[:8] == "0.353553"


def test_a_metric_without_an_error_has_none():
    suite = parse(TWICE.replace("repeats: 2", "repeats: 1"), place="s")

    (task,) = summarise(suite, understand(said({"simsa_ko": figures("0.5", None)})))

    assert (task.stderr, task.spread) == (None, None)


def test_the_digest_depends_on_the_figures_and_not_on_clock_or_place():
    suite = suites.load("simsa-basic")
    tasks = summarise(suite, understand(said(both("0.1", "0.3"))))
    other = summarise(suite, understand(said(both("0.1", "0.3125"))))

    moved = sealed(tasks, samples=Path("b"), seconds=Decimal(2))
    assert moved.digest == sealed(tasks).digest
    assert sealed(other).digest != sealed(tasks).digest


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"[]",
        b"\xff",
        b'{"kind": "other"}',
        b'{"kind": "progress", "step": -1, "steps": 2, "note": ""}',
        b'{"kind": "progress", "step": "1", "steps": 2, "note": ""}',
        b'{"kind": "fault", "fault": "SystemExit", "words": "", "facts": {}}',
        b'{"kind": "fault", "fault": "BadModel", "words": 1, "facts": {}}',
        said(),
        said({"simsa_ko": figures("NaN")}),
        said({"simsa_ko": figures("Infinity")}),
        said({"simsa_ko": figures("0.5", "-1")}),
        said({"simsa_ko": figures("0.5", items=0)}),
        said({"simsa_ko": figures("0.5", hash="x")}),
        said({"simsa_ko": figures("0.5", more=1)}),
        said({"simsa_ko": figures("0.5")}, model={"class": "x" * 3000}),
    ],
)
def test_what_the_harness_may_not_say_is_not_understood(line):
    with pytest.raises(ValueError):
        understand(line)


def test_what_the_harness_may_say_is_understood():
    progress = b'{"kind": "progress", "step": 1, "steps": 2, "note": "Answering"}'
    fault = b'{"kind": "fault", "fault": "BadModel", "words": "No %(x)s", "facts": {"x": "y"}}'

    assert understand(progress) == Progress(kind="progress", step=1, steps=2, note="Answering")
    assert isinstance(understand(fault), Fault)
    assert isinstance(understand(said(both("0.1", "0.3"))), Answer)


@pytest.mark.parametrize(
    ("repeats", "words"),
    [
        ([both("0.1", "0.2")] * 2, "other questions than were asked"),
        ([{"simsa_ko": figures("0.1")}], "other questions than were asked"),
        ([both("0.1", "0.2") | {"arc": figures("0.1")}], "other questions than were asked"),
        ([both("0.1", "1.2")], "simsa_en: acc,none lies outside 0 to 1"),
        ([both("-0.1", "0.2")], "simsa_ko: acc,none lies outside 0 to 1"),
    ],
)
def test_an_answer_to_something_else_is_refused(repeats, words):
    with pytest.raises(ValueError, match=words):
        summarise(suites.load("simsa-basic"), understand(said(*repeats)))


def test_repeats_over_different_items_are_refused():
    repeats = [{"simsa_ko": figures("0.5")}, {"simsa_ko": figures("0.5", items=63)}]

    with pytest.raises(ValueError, match="the repeats asked different items"):
        summarise(parse(TWICE, place="s"), understand(said(*repeats)))


@pytest.mark.parametrize(
    ("number", "text"),
    [("1E+2", "100"), ("0.50", "0.5"), ("100", "100"), ("0", "0"), ("1E-7", "0.0000001")],
)
def test_a_number_has_one_spelling(number, text):
    assert plain(Decimal(number)) == text
