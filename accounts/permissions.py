"""The table of verbs (one line each, in every app's ``permissions.py``) and who asks it."""

from functools import wraps

import rules
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from rest_framework.permissions import SAFE_METHODS, BasePermission

from accounts.models import ApiToken
from accounts.queries.roles import has_role


def allowed(account, verb, row=None):
    """Ask the table: no short cut for superusers, and an unknown verb is a bug, not a no."""
    if not rules.perm_exists(verb):
        raise LookupError(f"no permissions.py defines {verb}")
    return rules.has_perm(verb, account, row)


def may(verb, model=None, *, passes=()):
    """Fetch the row in the URL, check ``verb`` on it, pass it to the view.

    What the address captures are look-ups (``slug``, ``consortium__slug``), but for those named
    in ``passes``, which go on to the view. Not visible is 404, like a row that does not exist.
    Without a model the verb is asked of the account alone.
    """

    def decorate(view):
        @wraps(view)
        def wrapped(request, **captured):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            passed = {name: captured.pop(name) for name in passes}
            rows = [_fetch(model, request.user, captured)] if model else []
            if not allowed(request.user, verb, *rows):
                raise PermissionDenied
            return view(request, *rows, **passed)

        return wrapped

    return decorate


def _fetch(model, account, lookup):
    return get_object_or_404(model.objects.visible_to(account), **lookup)


class May(BasePermission):
    """The same table for DRF. An action that ``view.verbs`` does not name is refused.

    A token must reach as far as the verb: reading for safe methods, ``view.scopes`` (default:
    everything; None: no token will do) for the others. A token of one programme reaches only
    rows of that programme.
    """

    def has_permission(self, request, view):
        verb = view.verbs.get(view.action)
        if verb is None or not _in_scope(request, view):
            return False
        return view.detail or (not _bound(request) and allowed(request.user, verb))

    def has_object_permission(self, request, view, row):
        if _bound(request) and row.chain != request.auth.chain:
            return False
        return allowed(request.user, view.verbs[view.action], row)


def _in_scope(request, view):
    if not isinstance(request.auth, ApiToken):
        return True
    need = ApiToken.Scope.READ if request.method in SAFE_METHODS else ApiToken.Scope.FULL
    need = getattr(view, "scopes", {}).get(view.action, need)
    return need is not None and request.auth.allows(need)


def _bound(request):
    return isinstance(request.auth, ApiToken) and request.auth.programme_id is not None


@rules.predicate
def is_anyone(account, row=None):
    """Whoever signed in."""
    return bool(account.pk)


@rules.predicate
def is_self(account, row):
    return account.pk == (row.user_id if isinstance(row, ApiToken) else row.pk)


def holds(*names):
    """A predicate: the account holds one of ``names`` in the programme of the row."""

    @rules.predicate(name=f"holds:{','.join(names)}")
    def check(account, row):
        return has_role(account, _programme_id(row), *names)

    return check


def is_in(*states):
    """A predicate: the row stands in one of ``states``."""

    @rules.predicate(name=f"is_in:{','.join(states)}")
    def check(account, row):
        return row.state in states

    return check


def _programme_id(row):
    """The programme a row belongs to, as its chain says."""
    kind, _, number = row.chain.partition(":")
    return int(number) if kind == "programme" else None


rules.add_perm("accounts.view_self", is_anyone)
rules.add_perm("accounts.change_self", is_self)
rules.add_perm("accounts.list_tokens", is_anyone)
rules.add_perm("accounts.view_token", is_self)
rules.add_perm("accounts.issue_token", is_anyone)
rules.add_perm("accounts.revoke_token", is_self)
