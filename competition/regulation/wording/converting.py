"""Chapter 3, article 11: from answers to points, in one declared order."""

from competition.regulation.document.parts import Criterion, Evaluators, Panel
from competition.regulation.document.rulebook import Rulebook
from competition.regulation.wording.form import Article, Paragraph, article, says
from scoring.rubric import Words, needed, place, plain, step

LEVELS = {
    "criterion": Words("평가지표", "criterion"),
    "part": Words("부문", "part"),
    "total": Words("총점", "total"),
}
INCOMPLETE = {
    "not_counted": Words("집계하지 아니한다", "is not counted"),
    "lowest": Words("빠진 답을 최저점으로 본다", "counts the lowest score for each gap"),
    "zero": Words("빠진 답을 0점으로 본다", "counts 0 for each gap"),
}


def conversion(rulebook: Rulebook) -> Article:
    """Article 11. The chain from answers to points, in this order and no other."""
    criteria = list(rulebook.criteria())
    return article(
        11,
        "환산과 집계",
        "Conversion and aggregation",
        says(
            "점수는 답을 하나의 값으로 집계하고, 그 값을 배점으로 환산한 다음, 끝수를 처리하는 "
            "순서로 "
            "정한다. 환산은 최소기준의 충족 여부와 관계없이 평가를 받은 모든 팀을 대상으로 한다.",
            "Answers are first aggregated into one value, the value is then converted into points, "
            "and then rounded. All evaluated teams are converted, whether or not they meet the "
            "minimum standard.",
        ),
        says(
            "평가지표별 환산식은 다음과 같다.",
            "The formula of each criterion:",
            [_formula(c) for c in criteria],
        ),
        says(
            "평가지표별 집계 방법은 다음과 같다.",
            "The aggregation of each criterion:",
            [_aggregation(c) for c in criteria],
        ),
        says(
            "평가지표별 최소 유효 수와 빠진 답의 처리는 다음과 같다.",
            "The valid answers required, and how incomplete ones are treated:",
            [_valid(c) for c in criteria],
        ),
        _rounding(rulebook),
        _means(rulebook),
    )


def _formula(criterion: Criterion) -> Words:
    points = plain(criterion.points)
    if criterion.scaler is None:
        return Words(f"{criterion.names.ko}: 미정", f"{criterion.names.en}: not set")
    words = criterion.scaler.words()
    return Words(
        f"{criterion.names.ko}(배점 {points}): {words.ko}",
        f"{criterion.names.en} ({points} points): {words.en}",
    )


def _aggregation(criterion: Criterion) -> Words:
    words = criterion.aggregator.words()
    of = {
        Evaluators: Words("평가위원별 합계의", "of the evaluators' sums"),
        Panel: Words("평가단원 평점의", "of the members' ratings"),
    }.get(type(criterion.producer), Words("측정값의", "of the measurements"))
    return Words(
        f"{criterion.names.ko}: {of.ko} {words.ko}", f"{criterion.names.en}: {words.en} {of.en}"
    )


def _valid(criterion: Criterion) -> Words:
    aggregator = criterion.aggregator
    count, gap = needed(aggregator), INCOMPLETE[aggregator.incomplete]
    below = aggregator.below_minimum == "mean"
    return Words(
        f"{criterion.names.ko}: {count}건 이상. 미치지 못하면 "
        f"{'유효한 답의 산술평균을 쓴다' if below else '보류한다'}. 빠진 답이 있으면 {gap.ko}.",
        f"{criterion.names.en}: at least {count}; with fewer "
        f"{'the plain mean is used' if below else 'the team is held'}. An incomplete answer "
        f"{gap.en}.",
    )


def _rounding(rulebook: Rulebook) -> Paragraph:
    rule = rulebook.rounding
    if rule is None:
        return says("끝수 처리를 정하지 아니하였다.", "Rounding is not set.")
    level, words = LEVELS[rule.at], step(rule.mode, rule.digits)
    order_ko = "총점을 낸 뒤에" if rule.at == "total" else f"{level.ko}마다"
    return says(
        f"팀의 점수는 {order_ko} {words.ko}하고, "
        f"{'그 밖에는' if rule.at == 'total' else '그 값을 더하며 다시'} 끝수를 처리하지 아니한다.",
        f"A team's points are {words.en} at the level of the {level.en} and nowhere else.",
    )


def _means(rulebook: Rulebook) -> Paragraph:
    rule = rulebook.rounding
    if rule is None:
        return says("평균의 산출 방법을 정하지 아니하였다.", "Means are not set.")
    first = rule.mean_of == "rounded"
    words, kept = step(rule.mode, rule.mean_digits), place(rule.mean_digits)
    return says(
        "평균은 평가를 받은 모든 팀의 "
        f"{'끝수를 처리한 점수를' if first else '끝수를 처리하기 전의 점수를'} "
        f"더하여 팀 수로 나누고 {words.ko}한다. 최고점은 그 가운데 가장 높은 점수로 한다. "
        "세부항목의 평균은 같은 자리까지 보이며 총점의 계산에는 쓰지 아니한다.",
        f"A mean is the sum of the {'rounded' if first else 'unrounded'} points of all evaluated "
        f"teams ÷ their number, {words.en.split(' to ')[0]} to {kept.en}. The top score is the "
        "highest among them. Means of items are shown to the same place and are no part of the "
        "total.",
    )
