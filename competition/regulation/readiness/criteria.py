"""Each criterion: who produces it, how answers become one value and the value points."""

from collections.abc import Iterator

from competition.regulation.document.parts import (
    Benchmark,
    Criterion,
    Evaluators,
    OutsideIndex,
    Panel,
)
from competition.regulation.document.rulebook import Rulebook
from competition.regulation.results import Problem
from scoring.rubric import (
    Linear,
    PassFail,
    RankPoints,
    Ratio,
    TrimmedMean,
    needed,
    plain,
)


def _each(rulebook: Rulebook) -> Iterator[tuple[str, Criterion]]:
    for part in rulebook.parts:
        for criterion in part.criteria:
            yield f"parts/{part.id}/{criterion.id}", criterion


def produced(rulebook: Rulebook) -> Iterator[Problem]:
    """Somebody produces it, and says what is measured."""
    for place, criterion in _each(rulebook):
        match criterion.producer:
            case None:
                yield Problem(
                    place, "누가 평가하는지 정하지 않았습니다.", "Nobody produces this criterion."
                )
            case Benchmark() | OutsideIndex() as producer:
                yield from _metrics(place, rulebook, producer)
            case Evaluators() | Panel() as producer if producer.seats == 0:
                yield Problem(place, "평가하는 사람 수가 0입니다.", "There are no seats.")


def _metrics(place: str, rulebook: Rulebook, producer) -> Iterator[Problem]:
    choice = getattr(producer, "choice", None)
    if not producer.metrics and not (choice and choice.rule == "declared"):
        yield Problem(place, "측정 항목이 없습니다.", "No metric is named.")
    if any(metric.weight <= 0 for metric in producer.metrics):
        yield Problem(place, "가중치는 0보다 커야 합니다.", "Weights must be above 0.")
    ids = [metric.id for metric in producer.metrics]
    if len(set(ids)) < len(ids):
        yield Problem(place, "측정 항목이 중복됩니다.", "A metric is named twice.")
    if choice and choice.rule == "proposed" and not choice.proposed_by_at_least:
        yield Problem(
            place,
            "몇 팀 이상이 제안한 벤치마크를 쓰는지 정하지 않았습니다.",
            "It does not say how many teams must have proposed a benchmark.",
        )
    if isinstance(producer, Benchmark) and not rulebook.hand_in.model:
        yield Problem(
            place,
            "모델을 제출하지 않는데 벤치마크를 측정할 수 없습니다.",
            "A benchmark cannot be run where no model is handed in.",
        )


def scaled(rulebook: Rulebook) -> Iterator[Problem]:
    """There is a formula, with its scale, and it reaches full points exactly at full marks."""
    for place, criterion in _each(rulebook):
        match criterion.scaler:
            case None:
                yield Problem(place, "환산식을 정하지 않았습니다.", "No scaler is chosen.")
            case Linear(full_scale=full):
                yield from _full_scale(place, criterion, full)
            case Ratio() as ratio:
                yield from _ratio(place, criterion, ratio)
            case RankPoints(shares=shares):
                yield from _shares(place, shares)
            case PassFail(threshold=line) if _highest(criterion) not in (None, 0):
                yield from _reachable(place, criterion, line)


def _highest(criterion: Criterion):
    """The highest raw value people can give; None for what machines measure."""
    match criterion.producer:
        case Evaluators():
            return criterion.points
        case Panel(scale=scale):
            return scale.high
    return None


def _full_scale(place: str, criterion: Criterion, full) -> Iterator[Problem]:
    highest = _highest(criterion)
    if full <= 0:
        yield Problem(place, "만점은 0보다 커야 합니다.", "The full scale must be above 0.")
    elif highest is not None and full != highest:
        yield Problem(
            place,
            f"환산식의 만점({plain(full)})이 줄 수 있는 최고점({plain(highest)})과 다릅니다.",
            f"The full scale ({plain(full)}) is not the highest score there is ({plain(highest)}).",
        )


def _ratio(place: str, criterion: Criterion, ratio: Ratio) -> Iterator[Problem]:
    choice = getattr(criterion.producer, "choice", None)
    if ratio.cap is None:
        yield Problem(place, "비율의 상한을 정하지 않았습니다.", "The ratio has no cap.")
    elif ratio.cap <= 0 or ratio.cap > 1:
        yield Problem(
            place,
            "비율의 상한은 0보다 크고 1 이하여야 합니다.",
            "The cap must be above 0 and at most 1, or points could exceed their maximum.",
        )
    if ratio.target is None and not (choice and choice.rule == "declared"):
        yield Problem(
            place,
            "목표값도, 팀이 목표를 정하는 규칙도 없습니다.",
            "There is no target, nor a rule by which teams declare one.",
        )
    if ratio.target is not None and ratio.target <= 0:
        yield Problem(place, "목표값은 0보다 커야 합니다.", "The target must be above 0.")


def _shares(place: str, shares) -> Iterator[Problem]:
    if any(s < 0 or s > 1 for s in shares) or list(shares) != sorted(shares, reverse=True):
        yield Problem(
            place,
            "순위별 비율은 1에서 0 사이에서 순위가 낮을수록 커지지 않아야 합니다.",
            "The shares by rank must lie between 1 and 0 and never rise.",
        )


def _reachable(place: str, criterion: Criterion, line) -> Iterator[Problem]:
    if line > _highest(criterion):
        yield Problem(
            place, "통과 기준에 이를 수 없습니다.", "The pass threshold cannot be reached."
        )


def aggregated(rulebook: Rulebook) -> Iterator[Problem]:
    """Enough people sit for the minimum of valid answers and for the trimming."""
    for place, criterion in _each(rulebook):
        aggregator, seats = criterion.aggregator, getattr(criterion.producer, "seats", None)
        if isinstance(aggregator, TrimmedMean):
            out = aggregator.highest + aggregator.lowest
            if aggregator.below_minimum == "hold" and aggregator.minimum_valid <= out:
                yield _trim(place, out)
        if seats is not None and needed(aggregator) > seats:
            yield Problem(
                place,
                f"유효한 평가가 {needed(aggregator)}명 필요하나 정원이 {seats}명입니다.",
                f"{needed(aggregator)} valid answers are needed, but there are {seats} seats.",
            )


def _trim(place: str, out: int) -> Problem:
    return Problem(
        place,
        f"{out}명을 제외하므로 최소 유효 수는 {out + 1}명 이상이어야 합니다.",
        f"{out} are left out, so at least {out + 1} valid answers must be required.",
    )


def rounded(rulebook: Rulebook) -> Iterator[Problem]:
    """The mode, the digits and the place of rounding are declared."""
    if rulebook.rounding is None:
        yield Problem(
            "rounding",
            "끝수 처리(방식, 자릿수, 순서)를 정하지 않았습니다.",
            "Rounding (mode, digits, place in the chain) is not declared.",
        )
