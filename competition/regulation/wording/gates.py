"""Chapter 4, articles 12 and 13: the minimum standard, and what the tally waits for."""

from competition.regulation.document.deciding import Gate
from competition.regulation.document.rulebook import Rulebook
from competition.regulation.korean import with_particle
from competition.regulation.vocabulary import ASPECTS, CONDITIONS, VERDICTS, named
from competition.regulation.wording.form import Article, Paragraph, article, row, says
from scoring.rubric import Words


def standard(rulebook: Rulebook) -> Article:
    """Article 12. A gate adds no points; a finding is adverse by rule and fails by a ruling."""
    title = ("독자성 최소기준", "Originality minimum standard")
    if not rulebook.gates:
        nothing = says("최소기준을 두지 아니한다.", "There is no minimum standard.")
        return article(12, *title, nothing)
    return article(
        12,
        *title,
        says(
            "최소기준은 점수와 별도로 점검하며, 점수를 더하거나 빼지 아니한다.",
            "The minimum standard is examined apart from the points and neither adds nor takes "
            "any.",
        ),
        says(
            "팀의 모델은 다음 각 호를 모두 충족하여야 한다.",
            "A team's model must meet all of these:",
            [_standard(gate, s) for gate in rulebook.gates for s in gate.standards],
        ),
        says(
            "다음 각 호의 어느 하나에 해당하면 충족 여부를 판단하는 절차를 시작한다.",
            "Each of these starts the procedure that decides whether the standard is met:",
            [words for gate in rulebook.gates for words in _adverse(gate)],
        ),
        _reply(rulebook),
        _ruling(rulebook),
        says(
            "제3항 각 호에 해당하지 아니하거나 제5항에 따라 충족으로 판단된 팀은 최소기준을 "
            "충족한 것으로 "
            "한다.",
            "A team to which none of paragraph (3) applies, or which is ruled to meet the standard "
            "under paragraph (5), meets the minimum standard.",
        ),
    )


def _standard(gate: Gate, standard) -> Words:
    aspect = ASPECTS[standard.aspect]
    evidence = row(e.words for e in standard.evidence) if standard.evidence else None
    ko = f" 증빙: {evidence.ko}." if evidence else ""
    en = f" Evidence: {evidence.en}." if evidence else ""
    return Words(f"{aspect.ko}: {standard.ko}{ko}", f"{aspect.en}: {standard.en}{en}")


def _adverse(gate: Gate) -> list[Words]:
    lines = []
    if gate.fails:
        verdicts = row((named(VERDICTS, v) for v in gate.fails), last="or")
        lines.append(
            Words(
                f"{gate.names.ko}: 구성요소 검사의 판정이 {_quoted(gate.fails)}인 때(불리한 판정)",
                f"{gate.names.en}: a component is found {verdicts.en} (adverse)",
            )
        )
    if gate.unclear:
        verdicts = row((named(VERDICTS, v) for v in gate.unclear), last="or")
        lines.append(
            Words(
                f"{gate.names.ko}: 구성요소 검사의 판정이 {_quoted(gate.unclear)}인 때(불명확한 "
                "판정)",
                f"{gate.names.en}: a component is found {verdicts.en} (unclear)",
            )
        )
    if gate.ticks_fail is not None:
        lines.append(
            Words(
                f"{gate.names.ko}: 봉인한 평가표 가운데 {gate.ticks_fail}장 이상이 충족하지 "
                "못한다고 "
                "표시한 때",
                f"{gate.names.en}: at least {gate.ticks_fail} of the sealed sheets tick it as "
                "missed",
            )
        )
    return lines


def _quoted(verdicts) -> str:
    return " 또는 ".join(f"‘{named(VERDICTS, v).ko}’" for v in verdicts)


def _reply(rulebook: Rulebook) -> Paragraph:
    periods = {gate.reply_days or 0 for gate in rulebook.gates}
    ko, en = (
        "제3항에 해당하는 팀에는 그 내용을 알리고,",
        "The team concerned is told what was found",
    )
    if len(periods) == 1:
        n = periods.pop()
        return says(
            f"{ko} 팀은 알린 날부터 {n}일 이내에 한 번 서면으로 소명할 수 있다.",
            f"{en} and may reply once in writing within {n} days of the notice.",
        )
    items = [
        Words(f"{g.names.ko}: {g.reply_days or 0}일", f"{g.names.en}: {g.reply_days or 0} days")
        for g in rulebook.gates
    ]
    return says(
        f"{ko} 팀은 알린 날부터 다음 기간 안에 한 번 서면으로 소명할 수 있다.",
        f"{en} and may reply once in writing within this time of the notice:",
        items,
    )


def _ruling(rulebook: Rulebook) -> Paragraph:
    by = [gate.ruled_by.words for gate in rulebook.gates if gate.ruled_by]
    who = row(dict.fromkeys(by)) if by else Words("담당자", "the officer in charge")
    return says(
        f"{with_particle(who.ko, '이/가')} 소명을 살펴 이유를 적어 충족 여부를 판단하고, "
        "다른 사람이 승인한다. 그때까지 그 팀의 결정은 보류한다.",
        f"The reply is weighed by {who.en}, who rules with a written reason whether the standard "
        "is met; a second person approves. Until then the team is held.",
    )


def conditions(rulebook: Rulebook) -> Article:
    """Article 13. What must be complete, and that only sealed records are counted."""
    names = [named(CONDITIONS, c) for c in rulebook.conditions]
    return article(
        13,
        "집계의 요건",
        "Conditions of the tally",
        says(
            "집계에 따른 결정은 다음 요건을 갖춘 뒤에 한다. 요건을 갖추는 순서는 정하지 아니한다."
            if names
            else "집계에 앞서 갖출 요건을 두지 아니한다.",
            "A decision is taken only when these are complete, in whatever order:"
            if names
            else "Nothing must be complete before the tally.",
            names,
        ),
        says(
            "봉인한 자료만 집계하며, 집계에 쓴 자료의 해시를 결정과 함께 남긴다.",
            "Only sealed records are counted; the hash of what was counted stands with the "
            "decision.",
        ),
        says(
            "유효한 평가가 제11조제4항의 수에 미치지 못하는 팀은 보류한다.",
            "A team with fewer valid answers than Article 11(4) requires is held.",
        ),
    )
