"""Teams by list: bodies, consortia, the person who leads each, and their entry to a round."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import audit
from accounts.errors import RuleBroken
from competition.actions import entries
from teams.actions import consortia, invitations
from teams.models import Consortium, Membership


@transaction.atomic
def enter_teams(round, *, teams, by):
    """Enter every listed team, all or none. A team that is known by its slug is not made again.

    Each row: slug, name_ko, name_en, model_name, lead_ko, lead_en, email. The address is invited
    to lead the team; the invitation goes by mail.
    """
    round = audit.hold(round)
    return [_enter(round, row, by=by) for row in teams]


def _enter(round, row, *, by):
    known = Consortium.objects.filter(slug=row["slug"]).first()
    if known and known.programme_id != round.programme_id:
        raise RuleBroken(_("“%(slug)s” is taken."), field="teams", slug=row["slug"])
    consortium = known or _found(round, row, by=by)
    if row["email"]:
        invitations.invite(consortium, row["email"], role=Membership.Role.LEAD, by=by)
    return entries.enter(round, consortium, by=by)


def _found(round, row, *, by):
    lead = consortia.organisation(
        name_ko=row["lead_ko"] or row["name_ko"], name_en=row["lead_en"] or row["name_en"]
    )
    names = {name: row[name] for name in ("slug", "name_ko", "name_en", "model_name")}
    return consortia.found(round.programme, lead=lead, by=by, **names)
