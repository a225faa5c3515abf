"""Who takes part: consortia, their bodies, the people who act for them."""

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts import audit
from accounts.errors import RuleBroken
from accounts.models import Account, Programme
from teams import naming
from teams.models import Consortium, Membership, Organisation, Participation


@transaction.atomic
def found(
    programme: Programme,
    *,
    slug: str,
    name_ko: str,
    lead: Organisation,
    name_en: str = "",
    model_name: str = "",
    by,
) -> Consortium:
    """Enter a consortium with its lead body."""
    audit.hold(programme)
    if Consortium.objects.filter(slug=naming.slug(slug)).exists():
        raise RuleBroken(_("“%(slug)s” is taken."), field="slug", slug=slug)
    names = {"name_ko": name_ko, "name_en": name_en, "model_name": model_name}
    consortium = Consortium.objects.create(programme=programme, slug=slug, **names)
    audit.record("consortium.founded", consortium, by=by)
    join(consortium, lead, part=Participation.Part.LEAD, by=by)
    return consortium


@transaction.atomic
def organisation(*, name_ko: str, name_en: str = "", kind: str = "company") -> Organisation:
    """The body of this name, entered if it is new."""
    others = {"name_en": name_en, "kind": kind}
    return Organisation.objects.get_or_create(name_ko=name_ko, defaults=others)[0]


@transaction.atomic
def join(
    consortium: Consortium,
    body: Organisation,
    *,
    part: str = Participation.Part.PARTICIPATING,
    by,
) -> Participation:
    """A body takes part from now on."""
    consortium = audit.hold(consortium)
    current = consortium.participations.current()
    if current.filter(organisation=body).exists():
        raise RuleBroken(_("%(body)s takes part already."), field="organisation", body=body.name)
    if part == Participation.Part.LEAD and current.filter(part=part).exists():
        raise RuleBroken(_("There is a lead body already."), field="part")
    row = consortium.participations.create(organisation=body, part=part)
    audit.record("body.joined", row, by=by)
    return row


@transaction.atomic
def leave(participation: Participation, *, by) -> Participation:
    """A participating body leaves today; the lead body stays."""
    participation = audit.hold(participation)
    if participation.part == Participation.Part.LEAD:
        raise RuleBroken(_("The lead body cannot leave its consortium."))
    return _end("body.left", participation, by=by)


@transaction.atomic
def add_member(
    consortium: Consortium, account: Account, *, role: str = Membership.Role.MEMBER, by
) -> Membership:
    """An account acts for the consortium from now on; another role ends the one it had."""
    consortium = audit.hold(consortium)
    held = consortium.memberships.current().filter(account=account).first()
    if held and held.role == role:
        return held
    if held:
        _keep_a_lead(held)
        _end("membership.ended", held, by=by)
    membership = consortium.memberships.create(account=account, role=role)
    audit.record("membership.begun", membership, by=by)
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, by) -> Membership:
    """The account no longer acts for the consortium. Its last lead cannot go."""
    audit.hold(membership.consortium)
    _keep_a_lead(membership)
    return _end("membership.ended", audit.hold(membership), by=by)


def _keep_a_lead(membership):
    others = membership.consortium.memberships.current().exclude(pk=membership.pk)
    if membership.role == "lead" and not others.filter(role=Membership.Role.LEAD).exists():
        raise RuleBroken(_("A consortium needs a lead. Name another one first."))


def _end(verb, row, *, by):
    if row.until is not None:
        raise RuleBroken(_("%(row)s has ended already."), row=str(row))
    type(row).objects.filter(pk=row.pk).update(until=now())
    row.refresh_from_db(fields=["until"])
    audit.record(verb, row, by=by)
    return row
