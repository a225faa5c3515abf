"""The frame: who may take part, the calendar, what is disclosed, objections, changes."""

from collections import Counter
from collections.abc import Iterator

from competition.regulation.document.procedure import Disclosure, Window
from competition.regulation.document.rulebook import Rulebook
from competition.regulation.results import Problem

AFTER = {
    "examination": "hand_in",
    "evaluation": "hand_in",
    "user_evaluation": "hand_in",
    "decision": "evaluation",
}
NAMES = ("names_advanced", "names_eliminated")
NUMBERS = ("total", "rank", "part_points", "criterion_points", "item_points")
EARLY = ("tallied", "decided")


def eligibility(rulebook: Rulebook) -> Iterator[Problem]:
    """It is said who may take part."""
    if rulebook.eligibility is None:
        yield Problem("eligibility", "참가 자격을 정하지 않았습니다.", "Eligibility is not set.")
    elif not rulebook.eligibility.admits:
        yield Problem(
            "eligibility/admits",
            "참가할 수 있는 이력을 하나도 정하지 않았습니다.",
            "No history is admitted, so nobody could take part.",
        )


def calendar(rulebook: Rulebook) -> Iterator[Problem]:
    """No period ends before it starts or before the one it needs."""
    windows: dict[str, Window] = {window.id: window for window in rulebook.calendar}
    if len(windows) < len(rulebook.calendar):
        yield Problem("calendar", "같은 기간이 두 번 있습니다.", "A period is given twice.")
    for window in rulebook.calendar:
        yield from _window(window, windows)
    yield from _dues(rulebook, windows)
    yield from _replies(rulebook, windows)


def _window(window: Window, windows: dict[str, Window]) -> Iterator[Problem]:
    place = f"calendar/{window.id}"
    if window.closes_day <= window.opens_day:
        yield Problem(place, "기간이 시작하기 전에 끝납니다.", "It ends before it starts.")
    before = windows.get(AFTER.get(window.id, ""))
    if before is not None and window.closes_day < before.closes_day:
        yield Problem(
            place,
            f"앞서야 할 기간(‘{before.id}’)보다 먼저 끝납니다.",
            f"It ends before “{before.id}”, which must come first.",
        )


def _dues(rulebook: Rulebook, windows: dict[str, Window]) -> Iterator[Problem]:
    decision = windows.get("decision")
    for criterion in rulebook.criteria():
        due = getattr(criterion.producer, "due_day", None)
        if decision is not None and due is not None and due > decision.closes_day:
            yield Problem(
                f"parts/{criterion.id}",
                "결정이 끝난 뒤에 결과가 나오게 되어 있습니다.",
                "Its result is due after the decision.",
            )


def _replies(rulebook: Rulebook, windows: dict[str, Window]) -> Iterator[Problem]:
    examined, decision = windows.get("examination"), windows.get("decision")
    for gate in rulebook.gates:
        days = gate.reply_days or 0
        if examined and decision and examined.closes_day + days > decision.closes_day:
            yield Problem(
                f"gates/{gate.id}",
                "검사 뒤의 소명 기간이 결정 기간을 넘습니다.",
                "The time to reply after the examination runs beyond the decision.",
            )


def disclosure(rulebook: Rulebook) -> Iterator[Problem]:
    """Every row can be followed; a team learns at least what its letter says."""
    rows = rulebook.disclosure
    if not rows:
        yield Problem("disclosure", "공개 정책이 없습니다.", "There is no disclosure policy.")
        return
    for (figure, audience), times in Counter((r.figure, r.audience) for r in rows).items():
        if times > 1:
            yield Problem(
                f"disclosure/{figure}/{audience}",
                "같은 대상에 대한 공개 방식이 둘 이상입니다.",
                "It is ruled more than once for the same audience.",
            )
    for row in rows:
        yield from _row(row)
    yield from _letter({(r.figure, r.audience): r for r in rows})


def _row(row: Disclosure) -> Iterator[Problem]:
    place = f"disclosure/{row.figure}/{row.audience}"
    if row.show == "band" and (row.band is None or row.band <= 0):
        yield Problem(place, "구간의 너비가 없습니다.", "The band has no width.")
    if row.show == "alphabetical" and row.figure not in NAMES:
        yield Problem(
            place, "가나다순은 이름에만 쓸 수 있습니다.", "Only names can be shown in order."
        )
    if row.show in ("band", "mean_gap") and row.figure not in NUMBERS:
        yield Problem(
            place,
            "구간이나 평균과의 차이는 점수에만 쓸 수 있습니다.",
            "Only points can be shown as a band or as a gap to the mean.",
        )
    if row.when in EARLY and row.audience != "auditor" and row.show != "none":
        yield Problem(
            place,
            "공개 전에는 누구에게도 알릴 수 없습니다(제17조제4항).",
            "Nobody may learn it before the publication (Article 17(4)).",
        )


def _letter(rows: dict[tuple[str, str], Disclosure]) -> Iterator[Problem]:
    for figure in ("outcome", "gate"):
        own = rows.get((figure, "own_team"))
        if own is None or own.show != "exact" or own.when == "confirmed":
            yield Problem(
                f"disclosure/{figure}/own_team",
                "통보서에 적는 내용을 그 팀에 알리지 않게 되어 있습니다.",
                "The letter tells it, but the policy hides it from the team.",
            )
    for (figure, audience), row in rows.items():
        own = rows.get((figure, "own_team"))
        public = audience == "public" and figure in NUMBERS and row.show == "exact"
        if public and (own is None or own.show != "exact"):
            yield Problem(
                f"disclosure/{figure}/own_team",
                "누구에게나 공개하면서 그 팀에는 알리지 않습니다.",
                "It is shown to everybody but not to the team itself.",
            )


def clocks(rulebook: Rulebook) -> Iterator[Problem]:
    """Objection and change have their periods."""
    objection, change = rulebook.objection, rulebook.change
    if objection is None:
        yield Problem("objection", "이의신청 절차가 없습니다.", "There is no objection procedure.")
    else:
        if objection.file_days == 0:
            yield Problem("objection", "이의신청 기간이 0일입니다.", "There are 0 days to object.")
        if objection.answer_days == 0:
            yield Problem("objection", "처리 기간이 0일입니다.", "There are 0 days to answer.")
        if objection.extension is not None and objection.extension.days == 0:
            yield Problem("objection", "연장 기간이 0일입니다.", "The extension is 0 days long.")
    if change is None:
        yield Problem(
            "change", "규정 변경 절차를 정하지 않았습니다.", "There is no rule for changes."
        )
