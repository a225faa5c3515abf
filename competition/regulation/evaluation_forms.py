"""The evaluation forms that follow from a rulebook, to be frozen when a round opens."""

from typing import Any

from competition.regulation import articles
from competition.regulation.document.deciding import Gate, Majority
from competition.regulation.document.parts import Criterion, Evaluators, Item, Panel
from competition.regulation.document.rulebook import Rulebook
from competition.regulation.document.texts import Name, Text
from competition.regulation.vocabulary import ASPECTS
from scoring.rubric import plain

Document = dict[str, Any]


def forms(rulebook: Rulebook) -> list[Document]:
    """One form for all evaluators' criteria, one for each user panel, in the order of the rules.

    Numbers are strings. An item's score runs from ``min`` to ``max`` in ``step``; ``points`` is
    what it weighs (equal to ``max`` unless it has a scale of its own).
    """
    judged = [c for c in rulebook.criteria() if isinstance(c.producer, Evaluators)]
    panels = [(c, c.producer) for c in rulebook.criteria() if isinstance(c.producer, Panel)]
    expert = [_expert(rulebook, judged)] if judged else []
    return expert + [_panel(c, panel) for c, panel in panels]


def _expert(rulebook: Rulebook, judged: list[Criterion]) -> Document:
    majority = rulebook.cut.majority if rulebook.cut else None
    return {
        "kind": "expert",
        "criterion": judged[0].id,
        "criteria": [c.id for c in judged],
        "title": both(judged[0].names) if len(judged) == 1 else both(rulebook.names),
        "seats": max(c.producer.seats for c in judged),
        "items": [line for c in judged for line in _lines(c)],
        "gate_ticks": [
            *(tick for gate in rulebook.gates for tick in _ticks(gate)),
            *([_no(majority)] if majority else []),
        ],
        "question": both(majority.question) if majority else None,
        "clause": articles.FORM,
    }


def both(words: Name | Text) -> dict[str, str]:
    return {"ko": words.ko, "en": words.en}


def _lines(criterion: Criterion) -> list[Document]:
    lines = []
    for item in criterion.items:
        lines += _under(item, criterion, ())
    return lines


def _under(item: Item, criterion: Criterion, headings: tuple[Item, ...]) -> list[Document]:
    if not item.items:
        return [_line(item, criterion, headings)]
    return [line for one in item.items for line in _under(one, criterion, (*headings, item))]


def _line(item: Item, criterion: Criterion, headings: tuple[Item, ...]) -> Document:
    producer, scale = criterion.producer, item.scale
    comment = producer.comment
    return {
        "id": item.id,
        "criterion": criterion.id,
        "section": [{"id": h.id, "points": plain(h.points), **both(h.names)} for h in headings],
        "group": both(headings[0].names) if headings else {"ko": "", "en": ""},
        "title": both(item.names),
        "help": both(item.guide) if item.guide else {"ko": "", "en": ""},
        "points": plain(item.points),
        "min": plain(scale.low) if scale else "0",
        "max": plain(scale.high) if scale else plain(item.points),
        "step": plain(scale.step) if scale else plain(producer.step),
        "anchors": [{"at": plain(a.at), "ko": a.ko, "en": a.en} for a in item.anchors],
        "comment": {"always": "required", "extremes": "extremes", "never": "optional"}[
            comment.when
        ],
        "comment_minimum": comment.minimum,
    }


def _ticks(gate: Gate) -> list[Document]:
    """What an evaluator may tick as missed: the aspects the gate's standard speaks of."""
    if gate.ticks_fail is None:
        return []
    aspects = dict.fromkeys(standard.aspect for standard in gate.standards)
    return [
        {
            "id": f"{gate.id}.{aspect}",
            "ko": f"{gate.names.ko}: {ASPECTS[aspect].ko} 미충족",
            "en": f"{gate.names.en}: {ASPECTS[aspect].en} not met",
            "standards": [{"ko": s.ko, "en": s.en} for s in gate.standards if s.aspect == aspect],
            "clause": articles.ADVERSE,
        }
        for aspect in aspects
    ]


def _no(majority: Majority) -> Document:
    """Clause 16(4): a tick answers the question with no."""
    return {
        "id": "majority.no",
        "ko": f"‘아니요’로 답함: {majority.question.ko}",
        "en": f"Answered no: {majority.question.en}",
        "clause": articles.MAJORITY,
    }


def _panel(criterion: Criterion, panel: Panel) -> Document:
    scale = panel.scale
    return {
        "kind": "user",
        "panel": panel.by,
        "criterion": criterion.id,
        "title": both(criterion.names),
        "seats": panel.seats,
        "scale": {"min": plain(scale.low), "max": plain(scale.high), "step": plain(scale.step)},
        "minutes_at_least": panel.minutes_at_least,
        "items": [],
        "gate_ticks": [],
        "clause": articles.PANEL_SCALE,
    }
