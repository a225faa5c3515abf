"""Chapter 3, article 9: the evaluation committee and its sheets."""

from collections.abc import Iterator

from competition.regulation.document.parts import Comment, Criterion, Evaluators, Item
from competition.regulation.document.rulebook import Rulebook
from competition.regulation.wording.form import Article, Paragraph, article, row, says
from scoring.rubric import Words, plain


def committee(rulebook: Rulebook) -> Article:
    """Article 9. Who sits, what they declare, how they score, when a sheet does not count."""
    judged = [(c, c.producer) for c in rulebook.criteria() if isinstance(c.producer, Evaluators)]
    if not judged:
        nothing = says("전문가 평가를 하지 아니한다.", "There is no expert evaluation.")
        return article(9, "전문가 평가", "Expert evaluation", nothing)
    return article(
        9,
        "전문가 평가",
        "Expert evaluation",
        says(
            "평가위원회는 다음과 같이 구성한다.",
            "The committees:",
            [_seats(c, p) for c, p in judged],
        ),
        says(
            "평가위원은 자료를 열기 전에 서약하고 이해충돌을 신고한다. 이해충돌이 있는 팀의 "
            "평가에서 "
            "제외하며, 그 평가표는 집계하지 아니한다.",
            "Evaluators sign the pledge and declare conflicts of interest before they open "
            "anything. "
            "Who has a conflict does not evaluate that team; no sheet of theirs counts for it.",
        ),
        _form(judged),
        _comments(judged),
        says(
            "평가표는 한 번만 봉인하며, 봉인한 뒤에는 고칠 수 없다.",
            "A sheet is sealed once and cannot be changed afterwards.",
        ),
        says(
            "평가표는 이유를 밝혀 두 사람의 결정으로만 무효로 하며, 무효인 평가표는 집계하지 "
            "아니한다.",
            "A sheet is voided only by two persons and with a reason; a voided sheet does not "
            "count.",
        ),
        says(
            "정한 기간에 봉인하지 아니한 평가표는 집계하지 아니한다.",
            "A sheet that is not sealed in time does not count.",
        ),
        says(
            "평가위원에게는 팀의 이름 대신 부호를 보이고, 팀의 순서는 평가위원마다 무작위로 한다.",
            "Evaluators see codes instead of team names, in an order that is random for each of "
            "them.",
        ),
    )


def _seats(criterion: Criterion, producer: Evaluators) -> Words:
    names, seats = criterion.names, producer.seats
    if not producer.composition:
        return Words(f"{names.ko}: 평가위원 {seats}명", f"{names.en}: {seats} evaluators")
    shares = row(
        Words(f"{s.names.ko} {s.seats}명", f"{s.seats} {s.names.en}") for s in producer.composition
    )
    return Words(
        f"{names.ko}: 평가위원 {seats}명({shares.ko})",
        f"{names.en}: {seats} evaluators ({shares.en})",
    )


def _form(judged) -> Paragraph:
    lines = [
        _line(item, headings, p)
        for c, p in judged
        for one in c.items
        for item, headings in _lines(one, ())
    ]
    return says(
        "평가위원은 다음 세부항목마다 점수를 준다.", "Each of these items is scored:", lines
    )


def _lines(item: Item, headings: tuple[Item, ...]) -> Iterator[tuple[Item, tuple[Item, ...]]]:
    """Every scored line with the headings it stands under."""
    if not item.items:
        yield item, headings
    for one in item.items:
        yield from _lines(one, (*headings, item))


def _line(item: Item, headings: tuple[Item, ...], producer: Evaluators) -> Words:
    scale = _steps(item, producer)
    head_ko = "".join(f"{h.names.ko}({plain(h.points)}점) 가운데 " for h in headings)
    head_en = "".join(f"{h.names.en} ({plain(h.points)} points), " for h in headings)
    guide_ko = f" {item.guide.ko}" if item.guide else ""
    guide_en = f" {item.guide.en}" if item.guide else ""
    anchors_ko = "".join(f" {plain(a.at)}점: {a.ko}" for a in item.anchors)
    anchors_en = "".join(f" {plain(a.at)}: {a.en}" for a in item.anchors)
    return Words(
        f"{head_ko}{item.names.ko}: {scale.ko}.{guide_ko}{anchors_ko}",
        f"{head_en}{item.names.en}: {scale.en}.{guide_en}{anchors_en}",
    )


def _steps(item: Item, producer: Evaluators) -> Words:
    points = plain(item.points)
    if item.scale is None:
        step = plain(producer.step)
        return Words(f"{points}점({step}점 간격)", f"{points} points in steps of {step}")
    low, high, step = plain(item.scale.low), plain(item.scale.high), plain(item.scale.step)
    return Words(
        f"{points}점({low}~{high}점 척도, {step}점 간격, 점수 × {points} ÷ {high})",
        f"{points} points (scale {low} to {high} in steps of {step}, score × {points} ÷ {high})",
    )


def _comments(judged) -> Paragraph:
    rules = dict.fromkeys(producer.comment for _, producer in judged)
    words = [_comment(rule) for rule in rules]
    if len(words) == 1:
        return Paragraph(words[0])
    items = [
        Words(f"{c.names.ko}: {_comment(p.comment).ko}", f"{c.names.en}: {_comment(p.comment).en}")
        for c, p in judged
    ]
    return says("의견은 다음과 같이 적는다.", "Comments:", items)


def _comment(rule: Comment) -> Words:
    when = {
        "always": Words("모든 세부항목에 의견을 적는다", "Every item needs a comment"),
        "extremes": Words(
            "가장 높거나 가장 낮은 점수를 준 세부항목에는 의견을 적는다",
            "An item scored highest or lowest needs a comment",
        ),
        "never": Words("의견은 적지 아니할 수 있다", "Comments are optional"),
    }[rule.when]
    if rule.when == "never" or rule.minimum == 0:
        return Words(f"{when.ko}.", f"{when.en}.")
    n = rule.minimum
    return Words(f"{when.ko}(최소 {n}자).", f"{when.en} (at least {n} characters).")
