"""Chapter 5, articles 17 to 21: decision, disclosure, objection, confirmation, change."""

from competition.regulation.document.procedure import Disclosure
from competition.regulation.document.rulebook import Rulebook
from competition.regulation.wording.form import Article, Paragraph, article, row, says
from scoring.rubric import Words, plain

FIGURES = {
    "names_advanced": Words("진출한 팀의 이름", "names of the teams that advance"),
    "names_eliminated": Words("탈락한 팀의 이름", "names of the eliminated teams"),
    "outcome": Words("결정과 그 이유", "the decision and its reason"),
    "gate": Words("최소기준 점검 결과", "the result at the minimum standard"),
    "total": Words("총점", "total"),
    "rank": Words("순위", "rank"),
    "part_points": Words("부문 점수", "points by part"),
    "criterion_points": Words("평가지표 점수", "points by criterion"),
    "item_points": Words("세부항목 점수", "points by item"),
    "mean": Words("평균", "means"),
    "top": Words("최고점", "top scores"),
    "gap": Words("최고점과 최저점의 차이", "the gap between highest and lowest"),
    "cut_margin": Words("진출 경계와의 차이", "the distance to the line"),
    "comments": Words("평가의견", "evaluators' comments"),
    "item_winners": Words("항목별 1위 팀", "the best team of each criterion"),
    "derivation": Words("산출 과정", "the derivation"),
}
AUDIENCES = {
    "own_team": Words("해당 팀", "the team concerned"),
    "other_teams": Words("다른 팀", "other teams"),
    "public": Words("일반 국민", "the public"),
    "auditor": Words("감사자", "auditors"),
}
STAGES = {
    "tallied": Words("집계한 때부터", "from the tally on"),
    "decided": Words("승인한 때부터", "from the approval on"),
    "published": Words("공개한 때부터", "from the publication on"),
    "confirmed": Words("확정한 때부터", "from the confirmation on"),
}
SUBJECTS = {
    "cut": Words("진출과 탈락의 규칙", "the cut"),
    "gates": Words("최소기준", "the minimum standards"),
    "points": Words("배점", "the points"),
    "scalers": Words("환산식", "the formulas"),
    "rounding": Words("끝수 처리", "the rounding"),
    "ties": Words("동점 처리", "the tie-breaks"),
}


def deciding(rulebook: Rulebook) -> Article:
    """Article 17. One proposes, another approves, and all is published at once."""
    return article(
        17,
        "결정 절차",
        "Procedure of the decision",
        says(
            "담당자는 집계 결과에 이 규정을 적용하여 결정안을 올린다.",
            "The officer applies these rules to the tally and proposes the decision.",
        ),
        says(
            "결정안을 올린 사람은 그 결정을 승인할 수 없다.",
            "Whoever proposed the decision cannot approve it.",
        ),
        says(
            "승인한 결정은 모든 팀에 대한 통보와 함께 한 번에 공개한다.",
            "An approved decision is published at once, with the notices to all teams.",
        ),
        says(
            "공개하기 전에는 결정과 감사를 맡은 사람 말고는 누구에게도 결과를 알리지 아니한다.",
            "Before the publication nobody learns the result but those who decide and audit.",
        ),
    )


def disclosure(rulebook: Rulebook) -> Article:
    """Article 18. What is disclosed, to whom, how and when; everything else is not."""
    return article(
        18,
        "공개",
        "Disclosure",
        says(
            "이 조에 정하지 아니한 것은 공개하지 아니한다.",
            "What this article does not name is not disclosed.",
        ),
        says(
            "공개하는 것과 그 방법은 다음과 같다.",
            "These are disclosed:",
            _grouped(rulebook.disclosure),
        ),
    )


def _grouped(rows: tuple[Disclosure, ...]) -> list[Words]:
    """One line for all figures that are shown to the same audience in the same way."""
    groups: dict[tuple, list[Disclosure]] = {}
    for entry in rows:
        groups.setdefault((entry.audience, entry.show, entry.when, entry.band), []).append(entry)
    return [_group(entries) for entries in groups.values()]


def _group(entries: list[Disclosure]) -> Words:
    first = entries[0]
    audience, when = AUDIENCES[first.audience], STAGES[first.when]
    figures, how = row(_figure(e) for e in entries), _how(first)
    if first.show == "none":
        return Words(
            f"{audience.ko}에게 공개하지 아니하는 것: {figures.ko}",
            f"never to {audience.en}: {figures.en}",
        )
    return Words(
        f"{audience.ko}에게 {when.ko} {how.ko} 공개하는 것: {figures.ko}",
        f"to {audience.en}, {how.en}, {when.en}: {figures.en}",
    )


def _figure(entry: Disclosure) -> Words:
    if entry.figure == "gap" and entry.audience == "own_team":
        return Words("평균과의 차이", "the gap to the mean")
    return FIGURES[entry.figure]


def _how(entry: Disclosure) -> Words:
    width = plain(entry.band) if entry.band is not None else "?"
    return {
        "exact": Words("그대로", "exactly"),
        "band": Words(f"{width}점 너비의 구간으로", f"as a band {width} points wide"),
        "mean_gap": Words("평균과 그 차이로", "as the mean and the gap to it"),
        "alphabetical": Words("가나다순으로", "in alphabetical order"),
        "none": Words("공개하지 아니함", "not disclosed"),
    }[entry.show]


def objection(rulebook: Rulebook) -> Article:
    """Article 19. Days to file, days to answer, one extension, who hears it, and further appeal."""
    rule = rulebook.objection
    if rule is None:
        unset = says("정하지 아니하였다.", "Not set.")
        return article(19, "이의신청", "Objection", unset)
    return article(
        19,
        "이의신청",
        "Objection",
        says(
            f"결정에 이의가 있는 팀은 통보를 받은 날부터 {rule.file_days}일 이내에 이의를 신청할 "
            "수 있다"
            f"(근거: {rule.basis.ko}).",
            f"A team may object within {rule.file_days} days of the notice (legal basis: "
            f"{rule.basis.en}).",
        ),
        says(
            f"이의신청은 접수한 날부터 {rule.answer_days}일 이내에 관계자의 의견을 들어 "
            "처리하고, 그 "
            "결과와 이유를 바로 알린다.",
            f"It is decided within {rule.answer_days} days of the filing, after hearing those "
            "concerned; result and reasons are told at once.",
        ),
        _extension(rule.extension),
        _or(
            rule.panel,
            "이의신청은 당초의 평가위원이 아닌 사람이 심의한다.",
            "Objections are heard by persons other than the original evaluators.",
        ),
        _or(
            rule.appeal,
            "이의신청과 관계없이 행정심판이나 행정소송을 제기할 수 있는 경우에는 그 방법과 "
            "기간을 통보서에 "
            "적는다.",
            "Where administrative appeal or litigation is open besides, the notice says how and "
            "until when.",
        ),
    )


def _extension(extension) -> Paragraph:
    if extension is None:
        return says("처리 기간은 연장하지 아니한다.", "The time to answer is not extended.")
    return says(
        f"부득이한 사유가 있으면 그 사유를 알리고 처리 기간을 한 번, {extension.days}일까지 "
        "연장할 수 있다.",
        f"For a compelling reason, which is told, the time to answer may be extended once by up to "
        f"{extension.days} days.",
    )


def _or(text, ko: str, en: str) -> Paragraph:
    return says(text.ko, text.en) if text else says(ko, en)


def confirmation(rulebook: Rulebook) -> Article:
    """Article 20. When the decision is final, and what follows from advancing."""
    benefits = rulebook.cut.benefits if rulebook.cut else None
    return article(
        20,
        "확정과 후속 조치",
        "Confirmation and what follows",
        says(
            "결정은 이의신청 기간이 끝나고 접수한 이의신청을 모두 처리한 뒤에 확정한다.",
            "The decision becomes final when the time to object has passed and every objection has "
            "been decided.",
        ),
        _or(
            benefits,
            "진출한 팀에 대한 지원은 따로 공고한다.",
            "Support for the teams that advance is announced separately.",
        ),
    )


def change(rulebook: Rulebook) -> Article:
    """Article 21. How these rules change after the opening, and what never does."""
    rule = rulebook.change
    if rule is None:
        unset = says("정하지 아니하였다.", "Not set.")
        return article(21, "규정의 변경", "Change of these rules", unset)
    consent = {
        "all": Words("모든 팀의 동의를 받아야 한다", "every team must consent"),
        "majority": Words("과반수 팀의 동의를 받아야 한다", "a majority of the teams must consent"),
        "none": Words(
            "팀의 의견을 듣고 공개하여야 한다", "the teams are heard and their comments published"
        ),
    }[rule.consent]
    never = row(SUBJECTS[s] for s in rule.never) if rule.never else None
    return article(
        21,
        "규정의 변경",
        "Change of these rules",
        says(
            f"개시한 뒤의 변경은 이유와 근거를 밝혀 {rule.notice_days}일 전에 모든 팀에 알리고, "
            "달라진 조항을 "
            "공개한다.",
            f"A change after the opening is announced to all teams {rule.notice_days} days ahead, "
            "with reason and legal basis, and the changed clauses are published.",
        ),
        says(f"변경에는 {consent.ko}.", f"For a change {consent.en}."),
        says(
            f"다음은 개시한 뒤에 변경하지 아니한다: {never.ko}."
            if never
            else "변경할 수 없는 사항을 따로 정하지 아니한다.",
            f"After the opening these never change: {never.en}."
            if never
            else "Nothing is excluded from change.",
        ),
        says(
            "기간의 연장은 모든 팀에 똑같이 적용하며 변경으로 기록한다.",
            "An extension of a period applies to all teams and is recorded as a change.",
        ),
    )
