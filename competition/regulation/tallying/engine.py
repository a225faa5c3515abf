"""The tally: check, score, gates, rank, cut, explain. Gate first, then rank."""

from competition.regulation.document.canonical import digest, evidence
from competition.regulation.document.refusals import TallyRefused
from competition.regulation.document.rulebook import Rulebook
from competition.regulation.inputs import TallyInputs
from competition.regulation.readiness import readiness
from competition.regulation.results import TALLY_SCHEMA, Tally
from competition.regulation.tallying import gating, planned, points
from competition.regulation.tallying.checking import contradictions
from competition.regulation.tallying.deciding import Case, decide
from competition.regulation.tallying.gathering import Facts, gather
from competition.regulation.tallying.ledger import Ledger
from competition.regulation.vocabulary import CONDITIONS, named


def tally(rulebook: Rulebook, inputs: TallyInputs) -> Tally:
    """What follows from the rules and the sealed facts; the same facts give the same tally.

    Raises ``TallyRefused`` when the rulebook is not complete or the inputs contradict it. What
    is only missing does not raise: the entry is held, and ``open`` says what bars a decision.
    """
    if problems := readiness(rulebook) or contradictions(rulebook, inputs):
        raise TallyRefused(problems)
    facts, ledger = gather(rulebook, inputs), Ledger()
    _conditions(rulebook, facts, ledger)
    scores = points.score(rulebook, facts, ledger)
    gates = gating.examine(rulebook, facts, ledger)
    means, tops = points.summaries(rulebook, scores, ledger)
    standings, line = decide(Case(rulebook, rulebook.cut, facts, scores, gates), ledger)
    return Tally(
        schema=TALLY_SCHEMA,
        rulebook=digest(rulebook),
        evidence=evidence(inputs),
        standings=standings,
        cut=line,
        planned=planned.compare(rulebook.cut, standings),
        means=means,
        tops=tops,
        figures=ledger.figures,
        open=tuple(ledger.open),
    )


def _conditions(rulebook: Rulebook, facts: Facts, ledger: Ledger) -> None:
    """Clause 13(1): what must be done before a decision."""
    for condition in rulebook.conditions:
        if condition not in facts.conditions:
            words = named(CONDITIONS, condition)
            ko, en = f"집계의 요건이 남아 있습니다: {words.ko}", f"Still required: {words.en}"
            ledger.lacks(condition, ko, en)
