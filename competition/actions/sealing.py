"""The deadline: submissions are sealed one by one, then the round."""

import secrets
from string import ascii_uppercase

from django.db import transaction
from django.utils.timezone import now

from accounts import audit
from competition.actions import entries
from competition.models import Entry, Round
from competition.queries import rules
from scoring.actions import benchmarking, forms, screening
from scoring.models import EvaluationForm
from teams.actions import submissions
from teams.models import Submission

NOT_ADMITTED = "접수 마감 전에 승인되지 않음 / not admitted before the hand-in closed"


@transaction.atomic
def seal(submission, *, by=None):
    """Seal what one team handed in, and want its examination and its benchmarks."""
    sealed = submissions.seal(submission, by=by)
    if sealed.state == Submission.State.SEALED:
        want_machines(sealed, submission.entry.round, by=by)
    return sealed


def want_machines(submission, round, *, by=None):
    """The jobs the rulebook asks for. Wanting them twice makes one of each."""
    rulebook = rules.of(round)
    wanted = [screening.want(submission, by=by)] if rulebook.gates else []
    wanted += [benchmarking.want(submission, suite, by=by) for suite in rules.suites(rulebook)]
    return wanted


@transaction.atomic
def close(round, *, by=None):
    """Every team handed in or let it pass: seal the round, put the entries to the evaluators.

    Evaluators know them by a letter drawn here, so that no order betrays who they are.
    """
    round = audit.move(round, Round.State.SEALED, by=by, changes={"sealed_at": now()})
    for entry in round.entries.filter(state=Entry.State.APPLIED):
        entries.refuse(entry, reason=NOT_ADMITTED, by=by)
    handed_in = list(round.entries.handed_in().select_related("submission", "round__programme"))
    secrets.SystemRandom().shuffle(handed_in)
    for entry, code in zip(handed_in, codes(), strict=False):
        _admit(entry, round, code, by=by)
    return round


def codes():
    """A, B, … Z, AA, AB, …"""
    yield from ascii_uppercase
    for first in ascii_uppercase:
        yield from (first + second for second in ascii_uppercase)


def _admit(entry, round, code, *, by):
    Entry.objects.filter(pk=entry.pk).update(code=code)
    audit.record("entry.coded", entry, by=by)
    for form in EvaluationForm.objects.filter(programme=round.programme_id, key=round.slug):
        forms.admit(form, entry.submission, code=code, by=by)
