"""One request in, one answer out. ``argv[1]`` is the process that must stay alive."""

import json
import os
import sys
from importlib import import_module

from scoring.benchmarks.harness import warden

warden.guard(int(sys.argv[1]))  # before torch starts its threads

OUT = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
os.dup2(2, 1)  # what libraries print goes to the log, not among the messages


def say(kind: str, **facts: object) -> None:
    """One message, one line."""
    OUT.write(json.dumps({"kind": kind} | facts, ensure_ascii=False) + "\n")


INCOMPLETE = "The benchmark environment is not complete: %(why)s"

say("progress", step=0, steps=0, note="Starting lm-eval")
request = json.load(sys.stdin)
try:
    serving = import_module("scoring.benchmarks.harness.serving")
except Exception as error:  # not complete: somebody may still be installing it
    say("fault", fault="HarnessMissing", words=INCOMPLETE, facts={"why": repr(error)[:1000]})
    sys.exit(3)
serving.serve(request, say)
