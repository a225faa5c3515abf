"""Scalers, aggregators and rounding: pure functions whose docstrings are their clauses."""

from scoring.rubric.aggregators import (
    Aggregator,
    Mean,
    Median,
    TrimmedMean,
    aggregated,
    enough,
    expression,
    kept,
    mean,
    median,
    needed,
)
from scoring.rubric.numbers import CONTEXT, Measured, Number, Strict, added, over, settled, times
from scoring.rubric.rounding import Rounding, place, rounded, step
from scoring.rubric.scalers import (
    Linear,
    PassFail,
    RankPoints,
    Ratio,
    Scaler,
    TopIsFull,
    scaled,
)
from scoring.rubric.scalers import ratio as ratio_to_target
from scoring.rubric.words import Lang, Words, eye, plain

__all__ = [
    "CONTEXT",
    "Aggregator",
    "Lang",
    "Linear",
    "Mean",
    "Measured",
    "Median",
    "Number",
    "PassFail",
    "RankPoints",
    "Ratio",
    "Rounding",
    "Scaler",
    "Strict",
    "TopIsFull",
    "TrimmedMean",
    "Words",
    "added",
    "aggregated",
    "enough",
    "expression",
    "eye",
    "kept",
    "mean",
    "median",
    "needed",
    "over",
    "place",
    "plain",
    "ratio_to_target",
    "rounded",
    "scaled",
    "settled",
    "step",
    "times",
]
