"""Chapter 1, articles 1 to 4: purpose, definitions, who may take part, calendar and clock."""

from competition.regulation.document.rulebook import Rulebook
from competition.regulation.wording.form import Article, Paragraph, article, row, says
from scoring.rubric import Words

KINDS = {
    "selection": Words("선정평가", "selection evaluation"),
    "stage": Words("단계평가", "stage evaluation"),
    "additional": Words("추가 공모", "additional call"),
    "rehearsal": Words("예행연습", "rehearsal"),
}
HISTORIES = {
    "newcomer": Words("이 사업에 처음 신청하는 자", "those who apply for the first time"),
    "not_selected": Words(
        "신청하였으나 선정되지 않은 자", "those who applied and were not selected"
    ),
    "eliminated_by_score": Words(
        "앞선 단계에서 총점 순위에 따라 탈락한 자", "those eliminated by total in an earlier stage"
    ),
    "eliminated_by_gate": Words(
        "앞선 단계에서 최소기준을 충족하지 못하여 탈락한 자",
        "those eliminated at a minimum standard in an earlier stage",
    ),
    "advanced": Words("앞선 단계에서 진출한 자", "those who advanced from the earlier stage"),
    "withdrew": Words("참가를 철회한 자", "those who withdrew"),
}
WINDOWS = {
    "hand_in": Words("제출", "hand-in"),
    "examination": Words("독자성 검사와 벤치마크 측정", "examination and benchmarks"),
    "evaluation": Words("전문가 평가", "expert evaluation"),
    "user_evaluation": Words("사용자 평가", "user evaluation"),
    "decision": Words("결정", "decision"),
}


def purpose(rulebook: Rulebook) -> Article:
    """Article 1. What the round is for, and what kind of evaluation it is."""
    kind, names = KINDS[rulebook.kind], rulebook.names
    unscored = rulebook.kind == "rehearsal"
    return article(
        1,
        "목적",
        "Purpose",
        says(rulebook.purpose.ko, rulebook.purpose.en),
        says(
            f"이 규정은 {rulebook.programme.ko} 사업의 {kind.ko}인 ‘{names.ko}’에 적용한다.",
            f"These rules apply to “{names.en}”, a {kind.en} of the programme "
            f"“{rulebook.programme.en}”.",
        ),
        says(
            "예행연습의 결과는 다른 평가에 영향을 주지 아니한다."
            if unscored
            else "평가와 결정은 이 규정에 정한 것만으로 한다.",
            "The result of a rehearsal has no effect on any other evaluation."
            if unscored
            else "Evaluation and decision rest on these rules and on nothing else.",
        ),
    )


def definitions(rulebook: Rulebook) -> Article:
    """Article 2. The words these rules use."""
    items = (
        Words(
            "‘팀’이란 이 평가에 참가하는 컨소시엄을 말한다.",
            "“Team” means a consortium that takes part in this evaluation.",
        ),
        Words(
            "‘봉인’이란 자료를 해시와 함께 확정하여 그 뒤에 바꿀 수 없게 하는 것을 말한다.",
            "“Seal” means to fix a record together with its hash, so that it cannot change.",
        ),
        Words(
            "‘원점수’란 환산하기 전의 측정값이나 평가값을 말한다.",
            "“Raw value” means a measurement or rating before conversion.",
        ),
        Words(
            "‘최소기준’이란 점수와 별도로 충족 여부를 정하는 기준을 말한다.",
            "“Minimum standard” means a standard that is met or not met, apart from any points.",
        ),
        Words(
            "‘소명’이란 불리한 판정에 대하여 팀이 서면으로 설명하는 것을 말한다.",
            "“Reply” means a team's explanation in writing of an adverse finding.",
        ),
    )
    return article(
        2,
        "정의",
        "Definitions",
        says("이 규정에서 쓰는 말의 뜻은 다음과 같다.", "In these rules:", items),
    )


def eligibility(rulebook: Rulebook) -> Article:
    """Article 3. Who may take part, given what they did before."""
    rule = rulebook.eligibility
    if rule is None:
        return article(3, "참가 자격", "Eligibility", _not_set())
    admitted = row(HISTORIES[h] for h in rule.admits) if rule.admits else Words("없음", "none")
    late = rule.late_entrants.words if rule.late_entrants else None
    return article(
        3,
        "참가 자격",
        "Eligibility",
        says(rule.who.ko, rule.who.en),
        says(
            f"참가할 수 있는 이력은 다음과 같다: {admitted.ko}.",
            f"Admitted by history: {admitted.en}.",
        ),
        says(
            "제1항과 제2항에 해당하지 아니하는 신청은 그 이유를 알려 받아들이지 아니한다.",
            "An application outside paragraphs (1) and (2) is refused, and the reason is told.",
        ),
        says(
            late.ko if late else "늦게 합류하는 팀에 대한 특례를 두지 아니한다.",
            late.en if late else "There is no special rule for late entrants.",
        ),
    )


def _not_set() -> Paragraph:
    return says("정하지 아니하였다.", "Not set.")


def calendar(rulebook: Rulebook) -> Article:
    """Article 4. The clock that counts, the periods, and that an extension applies to all."""
    windows = [
        Words(
            f"{WINDOWS[w.id].ko}: 개시일부터 {w.opens_day}일째에 시작하여 {w.closes_day}일째에 "
            "끝난다.",
            f"{WINDOWS[w.id].en}: from day {w.opens_day} to day {w.closes_day} after the opening.",
        )
        for w in rulebook.calendar
    ]
    return article(
        4,
        "일정과 시각",
        "Calendar and clock",
        says(
            "기한은 서버의 시각으로 따지며 한국 표준시로 표시한다.",
            "Deadlines are judged by the server's clock alone and shown in Korea Standard Time.",
        ),
        says(
            "평가 기간은 다음과 같다. 날짜와 시각은 공고한다."
            if windows
            else "평가 기간의 날짜와 시각은 공고한다.",
            "The periods are these; dates and times are announced."
            if windows
            else "Dates and times of all periods are announced.",
            windows,
        ),
        says(
            "팀마다 일정을 달리 정한 경우에는 그 팀의 일정에 따른다.",
            "Where a team has a calendar of its own, that calendar applies to it.",
        ),
        says(
            "기한을 늦추는 때에는 모든 팀에 똑같이 늦추고 즉시 알린다.",
            "If a period is extended, it is extended for all teams, who are told at once.",
        ),
    )
