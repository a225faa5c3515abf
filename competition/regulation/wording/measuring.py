"""Chapter 3, articles 7, 8 and 10: parts and points, benchmarks, user panels."""

from collections.abc import Iterator

from competition.regulation.document.parts import Benchmark, Criterion, OutsideIndex, Panel
from competition.regulation.document.rulebook import Rulebook
from competition.regulation.vocabulary import PRODUCERS
from competition.regulation.wording.form import Article, Paragraph, article, row, says
from scoring.rubric import Words, plain


def parts(rulebook: Rulebook) -> Article:
    """Article 7. The parts and criteria and their points."""
    lines = [
        Words(f"{p.names.ko}: {plain(p.points)}점", f"{p.names.en}: {plain(p.points)} points")
        for p in rulebook.parts
    ]
    return article(
        7,
        "평가 부문과 배점",
        "Parts and points",
        says(
            f"총점은 {plain(rulebook.points)}점 만점으로 하고, 부문별 배점은 다음과 같다.",
            f"The total is {plain(rulebook.points)} points, divided into these parts:",
            lines,
        ),
        says(
            "평가지표별 배점과 평가하는 자는 다음과 같다.",
            "The criteria, their points and who produces them:",
            [_criterion(rulebook, c) for c in rulebook.criteria()],
        ),
    )


def _criterion(rulebook: Rulebook, criterion: Criterion) -> Words:
    names, points = criterion.names, plain(criterion.points)
    by = PRODUCERS[criterion.producer.by] if criterion.producer else Words("미정", "not set")
    part = rulebook.part_of(criterion.id).names
    return Words(
        f"{part.ko} 부문의 {names.ko}: {points}점, {by.ko}",
        f"{names.en} ({part.en}): {points} points, by {by.en}",
    )


def _measured(rulebook: Rulebook) -> Iterator[tuple[Criterion, Benchmark | OutsideIndex]]:
    for criterion in rulebook.criteria():
        if isinstance(criterion.producer, Benchmark | OutsideIndex):
            yield criterion, criterion.producer


def benchmarks(rulebook: Rulebook) -> Article:
    """Article 8. What is measured, when the list is frozen, how runs count, what a gap means."""
    measured = list(_measured(rulebook))
    if not measured:
        nothing = says("기계로 측정하는 지표를 두지 아니한다.", "Nothing is measured by machines.")
        return article(8, "벤치마크 평가", "Benchmark evaluation", nothing)
    return article(
        8,
        "벤치마크 평가",
        "Benchmark evaluation",
        says(
            "측정 항목은 다음과 같고, 봉인한 모델로 측정한다.",
            "These are measured, on the sealed model:",
            [_metrics(c, p) for c, p in measured],
        ),
        _frozen(measured),
        _runs(measured),
        _gap(rulebook),
    )


def _metrics(criterion: Criterion, producer: Benchmark | OutsideIndex) -> Words:
    weights = {m.weight for m in producer.metrics}
    even = len(weights) < 2

    def named(lang: str) -> list[Words]:
        return [
            Words(
                m.names.ko if even else f"{m.names.ko}({plain(m.weight)})",
                m.names.en if even else f"{m.names.en} ({plain(m.weight)})",
            )
            for m in producer.metrics
        ]

    names = row(named("ko")) if producer.metrics else Words("팀이 정한 항목", "the team's choice")
    weighted = Words("", "") if even else Words(", 괄호 안은 가중치", "; weights in brackets")
    source = _source(producer)
    return Words(
        f"{criterion.names.ko}: {names.ko}({source.ko}{weighted.ko})",
        f"{criterion.names.en}: {names.en} ({source.en}{weighted.en})",
    )


def _source(producer: Benchmark | OutsideIndex) -> Words:
    if isinstance(producer, OutsideIndex):
        by, edition = producer.publisher, producer.edition
        return Words(
            f"{by.ko}이 측정하여 발표한 {edition.ko}",
            f"measured and published by {by.en}, {edition.en}",
        )
    run_by = producer.run_by
    ko = f"{run_by.ko} 측정, " if run_by else ""
    en = f"run by {run_by.en}, " if run_by else ""
    return Words(f"{ko}측정 묶음 {producer.suite}", f"{en}suite {producer.suite}")


def _frozen(measured) -> Paragraph:
    choices = [(c, p.choice) for c, p in measured if isinstance(p, Benchmark)]
    items = [_choice(c, choice) for c, choice in choices if choice.rule != "fixed"]
    days = max((choice.frozen_days_before for _, choice in choices), default=0)
    when_ko = f"제출 기한 {days}일 전에" if days else "개시할 때에"
    when_en = f"{days} days before the deadline" if days else "at the opening"
    return says(
        f"측정 항목은 {when_ko} 확정하고 그 뒤에는 바꾸지 아니한다.",
        f"The list is frozen {when_en} and does not change afterwards.",
        items,
    )


def _choice(criterion: Criterion, choice) -> Words:
    names = criterion.names
    if choice.rule == "proposed":
        each_ko = (
            f"팀마다 {choice.proposals_each}개까지 제안한 것 가운데 "
            if choice.proposals_each
            else ""
        )
        each_en = f", each proposing up to {choice.proposals_each}" if choice.proposals_each else ""
        k = choice.proposed_by_at_least
        return Words(
            f"{names.ko}: {each_ko}{k}팀 이상이 제안한 벤치마크를 쓴다.",
            f"{names.en}: those proposed by at least {k} teams{each_en}.",
        )
    picks, adds = choice.team_picks or 0, choice.organiser_adds or 0
    return Words(
        f"{names.ko}: 팀이 목표 모델과 벤치마크 {picks}개를 정하고 주관 부처가 {adds}개를 더한다.",
        f"{names.en}: the team declares a target model and {picks} benchmarks; the organiser adds "
        f"{adds}.",
    )


def _runs(measured) -> Paragraph:
    items = [
        Words(
            f"{c.names.ko}: {p.repeats}회 측정하여 {c.aggregator.words().ko}을 쓴다.",
            f"{c.names.en}: {_times(p.repeats)}, {c.aggregator.words().en}.",
        )
        for c, p in measured
        if isinstance(p, Benchmark)
    ]
    return says(
        "측정에 쓴 판, 설정, 난수 시드, 장비와 원출력의 해시를 기록한다.",
        "Version, settings, seeds, hardware and the hash of raw outputs are recorded.",
        items,
    )


def _times(n: int) -> str:
    return "one run" if n == 1 else f"{n} runs"


def _gap(rulebook: Rulebook) -> Paragraph:
    if rulebook.treatment.no_measurement == "zero":
        return says(
            "측정값이 없는 항목은 0으로 본다.", "A metric that was not measured counts as 0."
        )
    return says(
        "측정값이 없는 팀은 측정을 마칠 때까지 보류한다. 장비나 운영의 장애를 팀의 책임으로 "
        "보지 아니한다.",
        "A team without a measurement is held until it is measured. Faults of equipment or "
        "operation are never the team's.",
    )


def panels(rulebook: Rulebook) -> Article:
    """Article 10. The user panels, their scale, and what guards their answers."""
    panels = [(c, c.producer) for c in rulebook.criteria() if isinstance(c.producer, Panel)]
    if not panels:
        nothing = says("사용자 평가를 하지 아니한다.", "There is no user evaluation.")
        return article(10, "사용자 평가", "User evaluation", nothing)
    return article(
        10,
        "사용자 평가",
        "User evaluation",
        says(
            "사용자 평가는 다음 평가단이 모델을 써 본 뒤에 한다.",
            "These panels rate the models after using them:",
            [_panel(c, p) for c, p in panels],
        ),
        says(
            "평가단원은 팀마다 정해진 척도로 절대평가를 한다. 팀의 순서는 평가단원마다 무작위로 "
            "한다.",
            "Each member rates every team on the scale, absolutely and not by comparison. The "
            "order "
            "of teams is random for each member.",
            [_scale(c, p) for c, p in panels],
        ),
        says(
            "이해관계가 있는 사람은 평가단에 들 수 없고, 정한 시간만큼 써 보지 아니한 응답은 "
            "유효하지 아니하다.",
            "Nobody with an interest may sit on a panel; an answer without the required time of "
            "use "
            "is not valid.",
            [_minutes(c, p) for c, p in panels if p.minutes_at_least],
        ),
    )


def _panel(criterion: Criterion, panel: Panel) -> Words:
    quota_ko = f", {panel.quota.ko}" if panel.quota else ""
    quota_en = f", {panel.quota.en}" if panel.quota else ""
    by = PRODUCERS[panel.by]
    return Words(
        f"{criterion.names.ko}: {by.ko} {panel.seats}명{quota_ko}",
        f"{criterion.names.en}: {by.en}, {panel.seats} members{quota_en}",
    )


def _scale(criterion: Criterion, panel: Panel) -> Words:
    low, high, step = (plain(n) for n in (panel.scale.low, panel.scale.high, panel.scale.step))
    return Words(
        f"{criterion.names.ko}: {low}점부터 {high}점까지 {step}점 간격",
        f"{criterion.names.en}: from {low} to {high} in steps of {step}",
    )


def _minutes(criterion: Criterion, panel: Panel) -> Words:
    n = panel.minutes_at_least
    return Words(
        f"{criterion.names.ko}: 팀마다 {n}분 이상",
        f"{criterion.names.en}: at least {n} minutes for each team",
    )
