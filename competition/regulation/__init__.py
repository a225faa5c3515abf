"""The regulation: what a rulebook says, and what follows from it. No Django, clock or database."""

from competition.regulation import articles, examples
from competition.regulation.admission import Eligible, eligible
from competition.regulation.differences import Difference, diff
from competition.regulation.disclosing import Disclosed, disclose
from competition.regulation.document.canonical import (
    canonical,
    digest,
    evidence,
    inputs_canonical,
)
from competition.regulation.document.reading import (
    inputs_schema,
    json_schema,
    parse,
    parse_inputs,
)
from competition.regulation.document.refusals import (
    InputsRefused,
    Refused,
    RulebookRefused,
    TallyRefused,
)
from competition.regulation.document.rulebook import SCHEMA, Rulebook
from competition.regulation.evaluation_forms import forms
from competition.regulation.inputs import INPUTS_SCHEMA, TallyInputs
from competition.regulation.readiness import cut_forecast, readiness
from competition.regulation.results import (
    Clause,
    CutLine,
    Figure,
    GateResult,
    Planned,
    Problem,
    Source,
    Standing,
    Tally,
)
from competition.regulation.tallying.engine import tally
from competition.regulation.tallying.keeping import parse_tally, tally_canonical, tally_digest
from competition.regulation.wording.clauses import clause, clauses, printed
from competition.regulation.wording.form import cite
from scoring.rubric import Words

__all__ = [
    "INPUTS_SCHEMA",
    "SCHEMA",
    "Clause",
    "CutLine",
    "Difference",
    "Disclosed",
    "Eligible",
    "Figure",
    "GateResult",
    "InputsRefused",
    "Planned",
    "Problem",
    "Refused",
    "Rulebook",
    "RulebookRefused",
    "Source",
    "Standing",
    "Tally",
    "TallyInputs",
    "TallyRefused",
    "Words",
    "articles",
    "canonical",
    "cite",
    "clause",
    "clauses",
    "cut_forecast",
    "diff",
    "digest",
    "disclose",
    "eligible",
    "evidence",
    "examples",
    "forms",
    "inputs_canonical",
    "inputs_schema",
    "json_schema",
    "parse",
    "parse_inputs",
    "parse_tally",
    "printed",
    "readiness",
    "tally",
    "tally_canonical",
    "tally_digest",
]
