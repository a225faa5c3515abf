"""Who holds which role now."""

from accounts.models import Role


def has_role(account, programme, *wanted) -> bool:
    """Does ``account`` hold one of the ``wanted`` roles in ``programme`` (row or id) today?"""
    return not names(account, programme).isdisjoint(wanted)


def names(account, programme) -> set[str]:
    """The roles of ``account`` in ``programme`` (row or id) today."""
    return held(account).get(getattr(programme, "pk", programme), set())


def held(account) -> dict[int, set[str]]:
    """Every role of ``account`` today, by programme id. One query, or none if remembered."""
    if account is None or not account.pk:
        return {}
    remembered = getattr(account, "roles_today", None)
    return _ask(account) if remembered is None else remembered


def remember(account):
    """Ask once and keep the answer on this object: for the account of one request."""
    if account is not None and account.pk:
        account.roles_today = _ask(account)
    return account


def holders(programme, *wanted):
    """The roles among ``wanted`` that somebody holds in ``programme`` today, with the account."""
    current = Role.objects.current().filter(programme=programme, name__in=wanted)
    return current.select_related("account").order_by("account__name", "pk")


def is_officer(account) -> bool:
    """Does the account act for the ministry anywhere today?"""
    return any(not of.isdisjoint(Role.OFFICERS) for of in held(account).values())


def _ask(account):
    by_programme: dict[int, set[str]] = {}
    rows = Role.objects.current().filter(account=account.pk)
    for programme_id, name in rows.values_list("programme_id", "name"):
        by_programme.setdefault(programme_id, set()).add(name)
    return by_programme
