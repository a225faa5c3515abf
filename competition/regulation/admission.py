"""Article 3: whether a consortium may take part, given its history in the programme."""

from dataclasses import dataclass

from competition.regulation import articles
from competition.regulation.document.procedure import History
from competition.regulation.document.rulebook import Rulebook
from competition.regulation.wording.general import HISTORIES
from scoring.rubric import Words


@dataclass(frozen=True, slots=True)
class Eligible:
    """Whether, by which clause, and in words."""

    ok: bool
    clause: str
    words: Words


def eligible(rulebook: Rulebook, history: History) -> Eligible:
    """Clause 3(2) admits the histories it lists; 3(3) refuses the others, with the reason."""
    admits = rulebook.eligibility.admits if rulebook.eligibility else ()
    words = HISTORIES[history]
    if history in admits:
        ko, en = f"참가할 수 있습니다: {words.ko}.", f"Admitted: {words.en}."
        return Eligible(True, articles.HISTORY, Words(ko, en))
    ko, en = f"참가할 수 없습니다: {words.ko}.", f"Not admitted: {words.en}."
    return Eligible(False, articles.NOT_ELIGIBLE, Words(ko, en))
