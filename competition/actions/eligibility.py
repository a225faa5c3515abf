"""Who may take part is asked of the rulebook, with what the team did before (clause 3)."""

from django.utils.translation import gettext_lazy as _

from accounts.errors import RuleBroken
from competition import regulation
from competition.queries import histories, rules


def require(round, consortium):
    """Refuse a team that the rulebook does not admit, with the clause and why."""
    history = histories.of(consortium, before=round)
    answer = regulation.eligible(rules.of(round), history)
    if not answer.ok:
        raise RuleBroken(
            _("%(team)s may not take part: %(why)s"),
            clause=answer.clause,
            team=str(consortium),
            why=_Said(answer.words),
        )


class _Said:
    """Words of the regulation, in the reader's language at the moment of reading."""

    def __init__(self, words):
        self.words = words

    def __str__(self):
        return rules.say(self.words)
