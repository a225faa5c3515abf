"""Whom an evaluator may have an interest in: teams by name, never beside their code."""

from dataclasses import dataclass

from django.db.models import Prefetch

from scoring.models import Candidate
from teams.models import Participation


@dataclass(frozen=True)
class Team:
    """One team of the round, as the pledge page names it."""

    key: str
    candidate: Candidate

    @property
    def name(self):
        return self.candidate.submission.consortium.name

    @property
    def bodies(self):
        rows = self.candidate.submission.consortium.taking_part
        return ", ".join(row.organisation.name for row in rows)


def teams(form):
    """Every team judged under the form, by name: an order that says nothing about codes."""
    return _named(form.candidates.standing())


def undeclared(evaluator):
    """Teams this evaluator has declared nothing about."""
    declared = evaluator.conflicts.values("candidate")
    return _named(evaluator.form.candidates.standing().exclude(pk__in=declared))


def _named(candidates):
    current = Participation.objects.current().select_related("organisation").order_by("pk")
    path = "submission__consortium__participations"
    rows = candidates.select_related("submission__consortium").prefetch_related(
        Prefetch(path, current, to_attr="taking_part")
    )
    found = [Team(row.submission.consortium.slug, row) for row in rows]
    return sorted(found, key=lambda team: (team.name, team.key))
