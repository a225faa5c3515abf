"""Geometry of the charts. Everything is an SVG attribute: no style, no script.

An effect stands on a square-root scale, so that 0.02 and 0.98 can both be seen:
zero at 20 %, one at 97 % of the width, so that a band reaches down to -0.067.
"""

from dataclasses import dataclass
from math import copysign, sqrt

ZERO, ONE = 20.0, 97.0
TICKS = (0, 0.02, 0.1, 0.5, 1)
SHADES = (0.006, 0.02, 0.2, 0.5, 0.9)  # borders of the six heat steps


@dataclass(frozen=True)
class Effect:
    """Where dot, interval, null band and threshold of one finding stand, in percent."""

    dot: str
    low: str
    high: str
    band: str
    band_width: str
    cut: str
    hit: bool


def place(value):
    """The x of an effect, in percent of the width; what lies outside stands at the edge."""
    x = ZERO + (ONE - ZERO) * copysign(sqrt(abs(value)), value)
    return min(max(x, 0.0), 100.0)


def effect(row):
    """The chart of one finding, or None where nothing could be measured."""
    if row is None or row["rho"] is None:
        return None
    band = row["null"] or {"low": 0, "high": 0, "threshold": 0}
    low, high = _or(row["rho_low"], row["rho"]), _or(row["rho_high"], row["rho"])
    left, right = place(band["low"]), place(band["high"])
    return Effect(
        dot=_percent(place(row["rho"])),
        low=_percent(place(low)),
        high=_percent(place(high)),
        band=_percent(left),
        band_width=_percent(right - left),
        cut=_percent(place(band["threshold"])),
        hit=row["verdict"] == "derived",
    )


def zero():
    """Where no effect stands."""
    return _percent(ZERO)


def ticks():
    """Label, x and text anchor for the axis row; the last one keeps inside the picture."""
    last = TICKS[-1]
    return [(f"{t:g}", _percent(place(t)), "end" if t == last else "middle") for t in TICKS]


def strip(layers):
    """One cell for each layer with the heat step of its effect: ``none`` where not measured."""
    return [
        {"x": x, "shade": shade(layer["rho"]), "layer": layer} for x, layer in enumerate(layers)
    ]


def shade(rho):
    if rho is None:
        return "none"
    return f"h{1 + sum(rho >= border for border in SHADES)}"


def _or(value, other):
    return other if value is None else value


def _percent(x):
    return f"{x:.1f}%"
