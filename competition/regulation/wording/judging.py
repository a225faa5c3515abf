"""Chapter 3, article 9: the evaluation committee and its sheets."""

from competition.regulation.document.parts import Criterion, Evaluators, Item
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
        return Words(f"{names.ko}: {seats}명", f"{names.en}: {seats} members")
    shares = row(
        Words(f"{s.names.ko} {s.seats}명", f"{s.seats} {s.names.en}") for s in producer.composition
    )
    return Words(
        f"{names.ko}: {seats}명({shares.ko})", f"{names.en}: {seats} members ({shares.en})"
    )


def _form(judged) -> Paragraph:
    lines = [_line(item, p) for c, p in judged for item in c.leaves()]
    return says(
        "평가위원은 다음 세부항목마다 점수를 준다.", "Each of these items is scored:", lines
    )


def _line(item: Item, producer: Evaluators) -> Words:
    points = plain(item.points)
    if item.scale is not None:
        low, high, step = plain(item.scale.low), plain(item.scale.high), plain(item.scale.step)
        return Words(
            f"{item.names.ko}: {points}점({low}~{high}점 척도, {step}점 간격, "
            f"점수 × {points} ÷ {high})",
            f"{item.names.en}: {points} points (scale {low} to {high} in steps of {step}, "
            f"score × {points} ÷ {high})",
        )
    step = plain(producer.step)
    return Words(
        f"{item.names.ko}: {points}점({step}점 간격)",
        f"{item.names.en}: {points} points (steps of {step})",
    )


def _comments(judged) -> Paragraph:
    _, producer = judged[0]
    comment = producer.comment
    when = {
        "always": Words("모든 세부항목에 의견을 적는다", "Every item needs a comment"),
        "extremes": Words(
            "가장 높거나 가장 낮은 점수를 준 세부항목에는 의견을 적는다",
            "An item scored highest or lowest needs a comment",
        ),
        "never": Words("의견은 적지 아니할 수 있다", "Comments are optional"),
    }[comment.when]
    if comment.when == "never" or comment.minimum == 0:
        return says(f"{when.ko}.", f"{when.en}.")
    n = comment.minimum
    return says(f"{when.ko}(최소 {n}자).", f"{when.en} (at least {n} characters).")
