"""Evaluators and panel members by list, and the personal links they come in by."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import audit
from accounts.actions import links, people
from accounts.errors import RuleBroken
from accounts.models import PersonalLink
from accounts.templatetags.simsa import kst_text
from competition.models import Round
from jobs.actions import outbox
from scoring.actions import evaluators, ratings
from scoring.models import EvaluationForm, Evaluator, Rater
from teams.models import Membership

LONGEST_LIST = 2000


@transaction.atomic
def seat_evaluators(round, *, people, by):
    """Appoint each listed person (name, email) under every expert form of the round."""
    return _seat(round, people, "evaluator", EvaluationForm.Kind.EXPERT, evaluators.appoint, by=by)


@transaction.atomic
def seat_panel(round, *, people, by):
    """Seat each listed person (name, email) on the user panels of the round."""
    return _seat(round, people, "panel", EvaluationForm.Kind.USER, ratings.seat, by=by)


def send_links(round, *, purpose, by, accounts=None):
    """Mail a personal link to everybody who sits, or to ``accounts``; earlier links end."""
    seated = accounts if accounts is not None else sitting(round, purpose)
    return [send_link(round, account, purpose=purpose, by=by) for account in seated]


@transaction.atomic
def send_link(round, account, *, purpose, by):
    """One link by mail. The mail's body is wiped once it is sent."""
    audit.hold(round)
    secret = links.issue(account, round.programme, purpose=purpose, by=by)
    with translation.override(account.language):
        outbox.put(
            to=account.email,
            subject=gettext("Your link to %(round)s") % {"round": round.name},
            body=_mail(round, secret),
            programme=round.programme,
            about=f"link:{account.pk}",
            secret=True,
        )
    links.sent(secret, by=by)
    return account


def sitting(round, purpose):
    """The accounts that hold a seat of this round."""
    forms = EvaluationForm.objects.filter(programme=round.programme_id, key=round.slug)
    if purpose == PersonalLink.Purpose.EVALUATOR:
        seats = Evaluator.objects.filter(form__in=forms, state=Evaluator.State.ACTIVE)
    else:
        seats = Rater.objects.filter(form__in=forms).exclude(state=Rater.State.EXCUSED)
    accounts = {seat.account_id: seat.account for seat in seats.select_related("account")}
    return sorted(accounts.values(), key=lambda account: account.pk)


def _seat(round, listed, role, kind, seat, *, by):
    round = audit.hold(round)
    if round.state not in (Round.State.OPEN, Round.State.SEALED):
        raise RuleBroken(_("Seats are given once the round is open: its forms are frozen then."))
    if len(listed) > LONGEST_LIST:
        raise RuleBroken(_("At most %(n)s people in one list."), n=LONGEST_LIST, field="people")
    forms = list(round.programme.forms.filter(key=round.slug, kind=kind).order_by("pk"))
    if not forms:
        raise RuleBroken(_("The rulebook asks for no such evaluation."))
    return [_give(round, forms, person, role, seat, by=by) for person in listed]


def _give(round, forms, person, role, seat, *, by):
    """A seat on each form where the person has none yet; a list given twice seats once."""
    words = {"name": person["name"], "programme": round.programme, "role": role}
    account = people.invite(person["email"], **words, by=by)
    own = Membership.objects.current().filter(account=account)
    if own.filter(consortium__entries__round=round).exists():
        raise RuleBroken(
            _("%(name)s belongs to a team of this round."), field="people", name=account.name
        )
    for form in forms:
        seats = form.raters if form.is_user_panel else form.evaluators
        if not seats.filter(account=account).exists():
            seat(form, account, by=by)
    return account


def _mail(round, secret):
    address = settings.PUBLIC_URL + reverse("accounts:link", args=[secret])
    words = gettext(
        "This link is yours alone; do not pass it on.\n\n%(link)s\n\nEvaluation until %(ends)s."
    )
    return words % {"link": address, "ends": kst_text(round.evaluation_closes_at)}
