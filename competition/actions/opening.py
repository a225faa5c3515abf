"""What happens below when a round opens: frozen forms, open submissions."""

from competition import regulation
from competition.actions import eligibility, terms
from competition.models import Entry
from scoring.actions import forms
from teams.actions import submissions


def freeze_forms(round, rulebook, *, by):
    """Each evaluation form as the rulebook has it now; sheets will name its digest."""
    for form in regulation.forms(rulebook):
        forms.freeze(
            round.programme,
            key=round.slug,
            kind=form["kind"],
            part=form["criterion"],
            document=form,
            opens_at=round.evaluation_opens_at,
            closes_at=round.evaluation_closes_at,
            by=by,
        )


def open_submissions(round, *, by):
    """One repository for each entry that was admitted while the round was prepared.

    It may have been entered before the rules were chosen, so they are asked now.
    """
    for entry in round.entries.competing().select_related("consortium").order_by("pk"):
        entry.round = round
        eligibility.require(round, entry.consortium)
        open_submission(entry, by=by)


def open_submission(entry, *, by):
    submission = submissions.open(
        entry.consortium,
        programme=entry.round.programme,
        slug=entry.round.slug,
        terms=terms.of(entry),
        by=by,
    )
    Entry.objects.filter(pk=entry.pk).update(submission=submission)
    entry.refresh_from_db(fields=["submission"])
    return submission
