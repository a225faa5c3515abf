"""Serves one request: checks the harness's version, asks, and turns faults into messages."""

import traceback
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from scoring.benchmarks.faults import BenchmarkError, HarnessMissing
from scoring.benchmarks.harness import asking, surroundings
from scoring.benchmarks.harness.meter import Meter


def serve(request: dict[str, Any], say: Callable[..., None]) -> None:
    """End with one ``answer`` or one ``fault``; what is neither is a traceback in the log."""
    meter = Meter(lambda step, steps, note: say("progress", step=step, steps=steps, note=note))
    try:
        _check_version(request["suite"]["harness"])
        surroundings.settle(request["machine"])
        found = asking.answer(request, meter)
    except BenchmarkError as fault:
        traceback.print_exc()  # into the log, before whoever listens ends us
        facts = {name: str(fact) for name, fact in fault.facts.items()}
        say("fault", fault=type(fault).__name__, words=fault.words, facts=facts)
        return
    say("answer", **found, **surroundings.describe(request["machine"]))


def _check_version(wanted: str) -> None:
    found = f"lm-eval=={version('lm_eval')}"
    if found != wanted:
        raise HarnessMissing(
            "The suite wants %(wanted)s, installed is %(found)s.", wanted=wanted, found=found
        )
