"""Appointment, pledge, conflicts, recusal."""

import secrets
from string import ascii_uppercase

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts import audit, canonical
from accounts.errors import RuleBroken
from accounts.models import Role
from accounts.queries.roles import has_role
from scoring.models import Conflict, Evaluator, Pledge
from scoring.queries import pledges
from teams.models import Membership


@transaction.atomic
def appoint(form, account, *, by, code=""):
    """Seat an evaluator under an expert form. Nobody judges a round their team is in."""
    form = audit.hold(form)
    if form.is_user_panel:
        raise RuleBroken(_("This form is filled in by a user panel."))
    if not has_role(account, form.programme_id, Role.Name.EVALUATOR):
        raise RuleBroken(_("%(name)s is not in the evaluator pool."), name=account.name)
    refuse_members(form, account)
    refuse_second_seat(form.evaluators, account)
    evaluator = form.evaluators.create(
        account=account, code=code or next_code(form.evaluators), seed=draw_seed()
    )
    audit.record("evaluator.appointed", evaluator, by=by)
    return evaluator


@transaction.atomic
def sign(evaluator, *, by, conflicts=()):
    """Sign the pledge and declare conflicts, in one act, before anything opens.

    ``conflicts`` is a list of (candidate, ground, note).
    """
    evaluator = audit.hold(evaluator)
    _require_seat(evaluator, by)
    if Pledge.objects.filter(evaluator=evaluator).exists():
        raise RuleBroken(_("The pledge is already signed."))
    text = pledges.text()
    pledge = Pledge.objects.create(
        evaluator=evaluator, text=text, text_digest=canonical.digest(text)
    )
    audit.record("pledge.signed", pledge, by=by)
    for candidate, ground, note in conflicts:
        _declare(evaluator, candidate, ground, note, by=by)
    return pledge


@transaction.atomic
def declare(evaluator, candidate, *, ground, by, note=""):
    """Declare a conflict found later; the candidate closes to this evaluator at once."""
    evaluator = audit.hold(evaluator)
    _require_seat(evaluator, by)
    return _declare(evaluator, candidate, ground, note, by=by)


@transaction.atomic
def recuse(evaluator, *, reason, by):
    """The evaluator steps down, or is excluded. What was sealed before stays sealed."""
    return _leave(evaluator, Evaluator.State.RECUSED, reason, by)


@transaction.atomic
def replace(evaluator, successor, *, reason, by):
    """Seat another person; the one who leaves keeps the code, the successor gets the next."""
    _leave(evaluator, Evaluator.State.REPLACED, reason, by)
    return appoint(evaluator.form, successor, by=by)


def refuse_members(form, account):
    """Members of a candidate's team judge nobody here."""
    teams = form.candidates.standing().values("submission__consortium")
    if Membership.objects.current().filter(account=account, consortium__in=teams).exists():
        raise RuleBroken(_("%(name)s belongs to a team of this round."), name=account.name)


def refuse_second_seat(seats, account):
    if seats.filter(account=account).exists():
        raise RuleBroken(_("%(name)s already has a seat here."), name=account.name)


def next_code(seats):
    """A, B, … Z, A2, B2, …"""
    turn, letter = divmod(seats.count(), len(ascii_uppercase))
    return ascii_uppercase[letter] + (str(turn + 1) if turn else "")


def draw_seed():
    return secrets.randbits(62)


def _require_seat(evaluator, by):
    if evaluator.state != Evaluator.State.ACTIVE:
        raise RuleBroken(_("This seat has been given up."))
    if by != evaluator.account:
        raise RuleBroken(_("Only the evaluator in person may do this."))


def _declare(evaluator, candidate, ground, note, *, by):
    if candidate.form_id != evaluator.form_id:
        raise RuleBroken(_("That candidate is judged under another form."))
    if evaluator.sheets.sealed().filter(candidate=candidate).exists():
        raise RuleBroken(
            _("Your sheet on this candidate is sealed. Ask the secretariat to have it voided.")
        )
    conflict, new = Conflict.objects.get_or_create(
        evaluator=evaluator, candidate=candidate, defaults={"ground": ground, "note": note}
    )
    if new:
        audit.record("conflict.declared", conflict, by=by)
    return conflict


def _leave(evaluator, to, reason, by):
    if not reason.strip():
        raise RuleBroken(_("Give a reason."), field="reason")
    return audit.move(evaluator, to, by=by, changes={"reason": reason, "left_at": now()})
