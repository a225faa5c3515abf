"""A submission: opened under terms, filled by commits, sealed at the deadline."""

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts import audit
from accounts.errors import RuleBroken
from accounts.models import Programme
from teams import naming
from teams.models import Consortium, Submission
from teams.queries import packages

TERMS = frozenset(
    {
        "opens_at",
        "closes_at",
        "quota_bytes",
        "max_file_bytes",
        "documents_required",
        "refusal_ko",
        "refusal_en",
        "clause",
    }
)


@transaction.atomic
def open(consortium: Consortium, *, programme: Programme, slug: str, terms: dict, by) -> Submission:
    """Open the one repository of an entry. ``terms``: opens_at, closes_at, others as needed."""
    consortium = audit.hold(consortium)
    naming.slug(slug)
    if consortium.submissions.filter(slug=slug).exists():
        raise RuleBroken(_("%(team)s has this submission already."), team=consortium.name)
    columns = _terms(terms) | {"programme": programme, "slug": slug}
    submission = consortium.submissions.create(**columns)
    audit.record("submission.opened", submission, by=by, terms=terms)
    return submission


@transaction.atomic
def amend_terms(submission: Submission, terms: dict, *, by) -> Submission:
    """Write changed terms into an open submission; what is sealed stays as it was."""
    submission = audit.hold(submission)
    require_open(submission)
    Submission.objects.filter(pk=submission.pk).update(**_terms(terms))
    submission.refresh_from_db()
    audit.record("submission.terms", submission, by=by, terms=terms)
    return submission


@transaction.atomic
def seal(submission: Submission, *, by=None) -> Submission:
    """Close it for good: keep the digest of files, documents and bill; lapse it if it is empty.

    A commit whose request arrived in time is waited for (``Submission.objects.due``).
    """
    submission = audit.hold(submission)
    if not Submission.objects.due().filter(pk=submission.pk).exists():
        raise RuleBroken(_("%(repo)s is not due yet."), repo=submission.repo)
    if not submission.files.current().exists():
        return audit.move(submission, Submission.State.LAPSED, by=by)
    manifest = packages.manifest(submission)
    sealed = {"manifest": manifest, "sealed_at": now(), "receipt": _receipt(submission, manifest)}
    return audit.move(submission, Submission.State.SEALED, by=by, changes=sealed)


@transaction.atomic
def withdraw(submission: Submission, *, by) -> Submission:
    """The team takes no further part; what it handed in stays where it is, unread."""
    return audit.move(submission, Submission.State.WITHDRAWN, by=by)


def require_open(submission):
    if not submission.is_open:
        state = submission.get_state_display()
        raise RuleBroken(_("%(repo)s is %(state)s."), repo=submission.repo, state=state)


def _terms(terms):
    if unknown := set(terms) - TERMS:
        raise TypeError(f"not terms of a submission: {sorted(unknown)}")
    return terms


def _receipt(submission, manifest):
    """A number that says the day and can be checked against the manifest."""
    return f"{submission.closes_at:%Y%m%d}-{submission.pk:05d}-{manifest[:8].upper()}"
