"""What the invented evaluators and citizens give: a team's merit and a person's own bent."""

from decimal import ROUND_HALF_UP, Decimal
from hashlib import sha256

COMMENTS = (
    "계획을 충실히 이행하였고 근거 자료가 보고서와 일치합니다.",
    "학습 과정의 기록이 구체적이며 위험 대응이 적절합니다.",
    "결과는 양호하나 활용 범위에 대한 설명이 더 필요합니다.",
    "구성 요소별 출처가 분명하고 재현 절차가 제시되었습니다.",
    "생태계 기여 계획이 실제 수요와 연결되어 있습니다.",
)


def answers(document, merit, who) -> dict:
    """A filled-in form: every item scored in its own steps, every tick left open."""
    items = {line.id: _item(line, merit, f"{who}:{line.id}") for line in document.items}
    ticks = {line.id: {"ticked": False, "comment": ""} for line in document.ticks}
    return {"items": items, "ticks": ticks}


def rating(scale, merit, who) -> str:
    """A citizen's value on the panel's scale."""
    return str(_on(scale, merit, who))


def _item(line, merit, who):
    return {"score": str(_on(line.scale, merit, who)), "comment": COMMENTS[_drawn(who) % 5]}


def _on(scale, merit, who):
    """``merit`` of the way from the lowest to the highest value, give or take a tenth, in steps."""
    bent = Decimal(_drawn(who) % 2001 - 1000) / 10000
    share = min(Decimal(1), max(Decimal(0), Decimal(str(merit)) + bent))
    span = scale.max - scale.min
    steps = (share * span / scale.step).quantize(Decimal(1), ROUND_HALF_UP)
    return scale.min + steps * scale.step


def _drawn(who):
    return int.from_bytes(sha256(who.encode()).digest()[:4], "big")
