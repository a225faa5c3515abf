"""What every door of the hub does: whose token, which repository, refusals in words.

The client prints the JSON key ``error`` of a 400; of other answers it prints less, of a 404
nothing. So a rule that says no is a 400, and a repository one may not see is the 404 of none.
"""

import json
import logging
from functools import wraps

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpRequest, JsonResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from accounts.errors import RuleBroken
from accounts.models import ApiToken
from accounts.permissions import allowed
from accounts.queries import tokens
from teams.models import Submission
from teams.storage import BLOCK, Full, Short

NO_CREDENTIALS = "Invalid credentials in Authorization header"  # the client knows this sentence
NO_NEWS = "_has_been_logged"  # Django logs no answer that has this; refusals are the protocol
log = logging.getLogger(__name__)


def door(method: str, *, scope=ApiToken.Scope.READ):
    """A view for token holders; ``team`` and ``name`` in its address become the submission."""

    def decorate(view):
        @csrf_exempt
        @wraps(view)
        def wrapped(request, **captured):
            if request.method not in METHODS[method]:
                return refusal(405, f"{request.method} is not offered here")
            token = tokens.find(bearer(request))
            if token is None:
                return refusal(401, NO_CREDENTIALS)
            request.token, request.user = token, token.user
            with translation.override(token.user.language):
                return answered(_entered, view, request, scope, captured)

        return wrapped

    return decorate


METHODS = {"GET": {"GET", "HEAD"}, "POST": {"POST"}, "PUT": {"PUT"}}


def answered(view, request, *args, **kwargs):
    """Call a view; whatever it raises becomes an answer that reaches the terminal."""
    try:
        return view(request, *args, **kwargs)
    except RuleBroken as broken:
        return refusal(400, words(broken))
    except PermissionDenied:
        return refusal(403, _("Your token or your role does not allow this."))
    except Full:
        log.error("no room for %s", request.path)
        return refusal(507, no_room())
    except Short as short:
        return refusal(400, _("The body was cut off: %(short)s. Send it again.") % {"short": short})
    except (Malformed, RequestDataTooBig) as error:
        return refusal(400, _("The request cannot be read: %(why)s.") % {"why": error})


class Malformed(Exception):
    """The body is not what the protocol says."""


def _entered(view, request, scope, captured):
    if not request.token.allows(scope):
        raise PermissionDenied
    if "team" not in captured:
        return view(request, **captured)
    submission = find(request, captured.pop("team"), captured.pop("name"))
    if submission is None:
        return gone("RepoNotFound", "Repository not found")
    if scope != ApiToken.Scope.READ and not allowed(request.user, "teams.hand_in", submission):
        raise PermissionDenied
    return view(request, submission, **captured)


def find(request, team, name) -> Submission | None:
    """The repository of this name, if account and token reach it."""
    rows = Submission.objects.visible_to(request.user).filter(consortium__slug=team, slug=name)
    if request.token.programme_id:
        rows = rows.filter(programme=request.token.programme_id)
    return rows.select_related("consortium", "programme").first()


def bearer(request: HttpRequest) -> str:
    kind, _space, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if kind.lower() == "bearer" else ""


def words(broken: RuleBroken) -> str:
    """The sentence of a broken rule with its clause, in the language of the moment."""
    if not broken.clause:
        return str(broken)
    return _("%(words)s (clause %(clause)s)") % {"words": broken, "clause": broken.clause}


def no_room() -> str:
    return _("The server's disk is full; nothing of this was kept. Tell the organiser.")


def refusal(status: int, text: str, **headers) -> JsonResponse:
    response = JsonResponse({"error": text}, status=status, json_dumps_params={"ensure_ascii": 0})
    setattr(response, NO_NEWS, True)
    if text.isascii():
        response.headers["X-Error-Message"] = text.replace("\n", " ")
    for header, value in headers.items():
        response.headers[header.replace("_", "-")] = value
    return response


def gone(code: str, text: str) -> JsonResponse:
    return refusal(404, text, X_Error_Code=code)


def read_json(request) -> dict:
    """A small JSON body (Django bounds it), or Malformed."""
    try:
        told = json.loads(request.body)
    except ValueError as error:
        raise Malformed("not JSON") from error
    if not isinstance(told, dict):
        raise Malformed("not a JSON object")
    return told


def length(request) -> int:
    """The announced length of a body that is read as a stream."""
    told = request.META.get("CONTENT_LENGTH") or ""
    if not told.isdigit():
        raise Malformed("no Content-Length")
    return int(told)


def blocks(request):
    """The body as it comes, a block at a time, never more than was announced."""
    left, read = length(request), request.environ["wsgi.input"].read
    while left and (block := read(min(BLOCK, left))):
        left -= len(block)
        yield block


def base(request) -> str:
    """Scheme and host by which the client reached us."""
    return request.build_absolute_uri("/").rstrip("/")
