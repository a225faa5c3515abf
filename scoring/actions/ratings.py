"""The user panel: seats, ratings saved as they go, all sealed in one act."""

from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.db.models import F
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts import audit, canonical
from accounts.errors import RuleBroken, StaleState
from accounts.models import Role
from accounts.queries.roles import has_role
from scoring.actions.evaluators import draw_seed, next_code, refuse_members, refuse_second_seat
from scoring.actions.sheets import BadAnswers, StaleDraft
from scoring.models import Rater, Rating
from scoring.models.answers import LONGEST
from scoring.models.document import plain
from scoring.queries.access import why_no_answers


@transaction.atomic
def seat(form, account, *, by, code=""):
    """Seat a panel member under a user form."""
    form = audit.hold(form)
    if not form.is_user_panel:
        raise RuleBroken(_("This form is filled in by evaluators."))
    if not has_role(account, form.programme_id, Role.Name.PANEL):
        raise RuleBroken(_("%(name)s is not on the user panel."), name=account.name)
    refuse_members(form, account)
    refuse_second_seat(form.raters, account)
    rater = form.raters.create(
        account=account, code=code or next_code(form.raters), seed=draw_seed()
    )
    audit.record("rater.seated", rater, by=by)
    return rater


def rate(rater, candidate, *, value, by, comment=""):
    """Give one candidate a value, whatever revision the page showed."""
    rater.refresh_from_db(fields=["revision"])
    values = {candidate.code: {"value": str(value), "comment": comment}}
    return save(rater, values=values, revision=rater.revision, by=by)


@transaction.atomic
def save(rater, *, values, revision, by):
    """Keep values by candidate code, unless another page saved since ``revision``."""
    _require_seat(rater, by)
    candidates = {c.code: c for c in rater.form.candidates.standing()}
    taken = _read(rater.form.content.scale, candidates, values)
    mine = Rater.objects.filter(pk=rater.pk, state=Rater.State.OPEN, revision=revision)
    if not mine.update(revision=F("revision") + 1, saved_at=now()):  # holds the row, too
        _say_why_not_saved(rater)
    for code, (value, comment) in taken.items():
        rater.ratings.update_or_create(
            candidate=candidates[code], defaults={"value": value, "comment": comment}
        )
    return Rater.objects.select_related("form").get(pk=rater.pk)


@transaction.atomic
def seal_all(rater, *, by, revision=None):
    """Close every rating for good. All candidates must have one."""
    rater = audit.hold(rater)
    _require_seat(rater, by)
    if rater.state == Rater.State.SEALED:
        raise StaleState(_("Your ratings are already sealed."))
    if revision is not None and revision != rater.revision:
        raise StaleDraft(
            _("The ratings were saved again after you read them. Read them once more.")
        )
    ratings = _complete(rater)
    rater = audit.move(rater, Rater.State.SEALED, by=by, changes={"sealed_at": now()})
    for rating in ratings:
        _seal(rating, rater, by=by)
    return rater


@transaction.atomic
def excuse(rater, *, reason, by):
    """Ask that a panel member's ratings shall not count. A second person decides."""
    rater = audit.hold(rater)
    if not reason.strip():
        raise RuleBroken(_("Give a reason."), field="reason")
    Rater.objects.filter(pk=rater.pk).update(excuse_asked_by=by, reason=reason)
    rater.refresh_from_db()
    audit.record("rater.excuse_asked", rater, by=by, reason=reason)
    return rater


@transaction.atomic
def approve_excuse(rater, *, by):
    """The second person agrees: these ratings count for nothing."""
    rater = audit.hold(rater)
    if rater.excuse_asked_by is None:
        raise RuleBroken(_("Nobody asked to excuse this panel member."))
    if rater.excuse_asked_by == by:  # the database refuses it too
        raise RuleBroken(_("Whoever asked cannot approve."))
    return audit.move(rater, Rater.State.EXCUSED, by=by, changes={"excuse_approved_by": by})


def _require_seat(rater, by):
    if by != rater.account:
        raise RuleBroken(_("Only the panel member in person may do this."))
    if rater.state == Rater.State.EXCUSED:
        raise RuleBroken(_("This seat has been given up."))
    if why := why_no_answers(rater.form, at=now()):
        raise RuleBroken(why)


def _read(scale, candidates, values):
    """(value, comment) by code; a value may be blank. Raises BadAnswers by field."""
    taken, problems = {}, {}
    for code, said in values.items():
        if code not in candidates:
            raise RuleBroken(_("There is no candidate %(code)s."), code=code)
        typed, comment = str(said.get("value") or "").strip(), said.get("comment", "").strip()
        value = _value(typed)
        if typed and (value is None or not scale.holds(value)):
            bounds = {name: plain(getattr(scale, name)) for name in ("min", "max", "step")}
            words = _("Between %(min)s and %(max)s, in steps of %(step)s.")
            problems[f"score-{code}"] = words % bounds
        if len(comment) > LONGEST:
            words = _("At most %(longest)s characters; this has %(length)s.")
            problems[f"comment-{code}"] = words % {"longest": LONGEST, "length": len(comment)}
        taken[code] = value, comment
    if problems:
        raise BadAnswers(_("Some entries cannot be taken."), problems=problems)
    return taken


def _value(typed):
    try:
        value = Decimal(typed)
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < 100 else None


def _complete(rater):
    standing = rater.form.candidates.standing()
    ratings = list(rater.ratings.filter(candidate__in=standing).select_related("candidate"))
    rated = {r.candidate.code for r in ratings if r.value is not None}
    unrated = [c.code for c in standing if c.code not in rated]
    if unrated:
        problems = {f"score-{code}": _("Give a score.") for code in unrated}
        raise BadAnswers(_("Not every candidate has a rating yet."), problems=problems)
    return ratings


def _seal(rating, rater, *, by):
    said = {
        "form": rater.form.digest,
        "rater": rater.code,
        "candidate": rating.candidate.code,
        "value": plain(rating.value),
        "comment": rating.comment,
    }
    sealed = {"digest": canonical.digest(canonical.text(said)), "sealed_at": rater.sealed_at}
    audit.move(rating, Rating.State.SEALED, by=by, changes=sealed)


def _say_why_not_saved(rater):
    state = Rater.objects.values_list("state", flat=True).get(pk=rater.pk)
    if state != Rater.State.OPEN:
        raise StaleState(_("Your ratings are sealed and can no longer be changed."))
    raise StaleDraft(
        _(
            "Your ratings were saved from another page since you opened this one. Nothing is lost:"
            " what you chose is still here."
        )
    )
