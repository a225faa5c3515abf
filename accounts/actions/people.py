"""Accounts and their roles. Locks: the programme's chain first, then the chain of accounts."""

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts import audit
from accounts.errors import RuleBroken
from accounts.models import Account, Role
from accounts.models.account import plain_email


@transaction.atomic
def invite(email, *, name, programme, role, by, language=Account.Language.KOREAN):
    """Give the person behind ``email`` a role; whoever is new gets an account without password."""
    audit.hold(programme)
    account = enrol(email, name=name, language=language, by=by)
    grant(account, programme, role=role, by=by)
    return account


@transaction.atomic
def enrol(email, *, name, by, language=Account.Language.KOREAN, password=None):
    """The account behind ``email``; a new one cannot sign in until it has a password or a link."""
    account = Account.objects.filter(email=plain_email(email)).first()
    if account:
        return account
    account = Account(email=plain_email(email), name=name, language=language)
    account.set_password(password)  # None: unusable
    account.save()
    audit.record("account.created", account, by=by)
    return account


@transaction.atomic
def grant(account, programme, *, role, by):
    """Let ``account`` hold ``role`` in ``programme`` from now on; twice is once."""
    audit.hold(programme)
    held = Role.objects.current().filter(account=account, programme=programme, name=role).first()
    if held:
        return held
    given = Role.objects.create(account=account, programme=programme, name=role)
    audit.record("role.granted", given, by=by, email=account.email)
    return given


@transaction.atomic
def revoke(role, *, by):
    """End a role now. The last organiser stays: a programme without one could not be run."""
    role = audit.hold(role)
    if role.until is not None:
        raise RuleBroken(_("This role has already ended."))
    if role.name == Role.Name.ORGANISER and not _others(role).exists():
        raise RuleBroken(_("A programme needs at least one organiser."))
    Role.objects.filter(pk=role.pk).update(until=now())
    role.refresh_from_db()
    audit.record("role.revoked", role, by=by)
    return role


@transaction.atomic
def set_password(account, password, *, by):
    """Let the account sign in with ``password``. What it is stands nowhere."""
    account = audit.hold(account)
    account.set_password(password)
    account.save(update_fields=["password"])
    audit.record("account.password_set", account, by=by)
    return account


@transaction.atomic
def set_own(account, *, name, language, by):
    """Change how one is called and in which language one is addressed."""
    account = audit.hold(account)
    Account.objects.filter(pk=account.pk).update(name=name, language=language)
    account.refresh_from_db()
    audit.record("account.changed", account, by=by)
    return account


def _others(role):
    same = Role.objects.current().filter(programme=role.programme_id, name=role.name)
    return same.exclude(account=role.account_id)
