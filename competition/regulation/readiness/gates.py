"""Gates: a testable standard, something that can fail it, someone who rules, time to reply."""

from collections.abc import Iterator

from competition.regulation.document.deciding import Gate
from competition.regulation.document.parts import Evaluators, Panel
from competition.regulation.document.rulebook import Rulebook
from competition.regulation.results import Problem


def standards(rulebook: Rulebook) -> Iterator[Problem]:
    """A gate says what it asks for, who rules and how long a team may reply."""
    for gate in rulebook.gates:
        place = f"gates/{gate.id}"
        if not gate.standards:
            yield Problem(place, "최소기준의 내용이 없습니다.", "The gate has no standard.")
        if gate.ruled_by is None:
            yield Problem(place, "판단하는 사람을 정하지 않았습니다.", "Nobody is named who rules.")
        if not gate.reply_days:
            yield Problem(place, "소명 기간을 정하지 않았습니다.", "The team has no time to reply.")


def verdicts(rulebook: Rulebook) -> Iterator[Problem]:
    """A gate can fail, and can be reached."""
    for gate in rulebook.gates:
        place = f"gates/{gate.id}"
        if not gate.fails and gate.ticks_fail is None:
            yield Problem(
                place,
                "미충족으로 보는 판정도, 평가위원 표시의 기준 수도 정하지 않았습니다.",
                "Neither a failing verdict nor a number of evaluators' ticks is set.",
            )
        for verdict in sorted(set(gate.fails) & set(gate.unclear)):
            yield Problem(
                place,
                f"판정 ‘{verdict}’이(가) 미충족과 불명확에 모두 들어 있습니다.",
                f"The verdict “{verdict}” is listed both as failing and as unclear.",
            )
        yield from _ticks(place, gate, rulebook)
        if gate.fails and not rulebook.hand_in.model:
            yield Problem(
                place,
                "모델을 제출하지 않는데 모델 검사 판정을 기준으로 삼았습니다.",
                "The gate asks for verdicts on a model, but no model is handed in.",
            )


def _ticks(place: str, gate: Gate, rulebook: Rulebook) -> Iterator[Problem]:
    seats = [c.producer.seats for c in rulebook.criteria() if isinstance(c.producer, Evaluators)]
    if gate.ticks_fail is not None and gate.ticks_fail > max(seats, default=0):
        yield Problem(
            place,
            f"미충족 표시 {gate.ticks_fail}명에 이를 수 없습니다(평가위원 "
            f"{max(seats, default=0)}명).",
            f"{gate.ticks_fail} ticks cannot be reached ({max(seats, default=0)} evaluators).",
        )


def conditions(rulebook: Rulebook) -> Iterator[Problem]:
    """What decides must be finished before the tally."""
    examined = any(gate.fails or gate.unclear for gate in rulebook.gates)
    if examined and "examined" not in rulebook.conditions:
        yield _condition("examined", "독자성 검사", "the originality examination")
    evaluated = any(isinstance(c.producer, Evaluators | Panel) for c in rulebook.criteria())
    if evaluated and "evaluated" not in rulebook.conditions:
        yield _condition("evaluated", "평가", "the evaluation")


def _condition(id: str, ko: str, en: str) -> Problem:
    return Problem(
        "conditions",
        f"집계의 요건에 {ko} 완료(‘{id}’)가 없습니다.",
        f"The tally does not wait for {en} (“{id}”).",
    )
