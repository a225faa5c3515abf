"""The Xet road: grants for xorbs, and shards from which files are put together.

A xorb's name is an opaque key inside one submission: knowing a name elsewhere gives nothing.
Of these doors the client shows only what a shard's answer says, so after the deadline xorbs
are waved through unread and the shard says why nothing of it counts.
"""

import json
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from functools import wraps

from django.conf import settings
from django.core import signing
from django.http import JsonResponse, StreamingHttpResponse
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt

from accounts.errors import RuleBroken
from accounts.models import Account, ApiToken
from teams import storage
from teams.actions import intake
from teams.hub import xet
from teams.hub.door import (
    METHODS,
    Malformed,
    answered,
    base,
    bearer,
    blocks,
    door,
    length,
    no_room,
    read_json,
    refusal,
    words,
)
from teams.hub.lfs import absolute, addressee, sha256
from teams.models import Submission
from teams.queries import acceptance

SALT = "teams.hub.cas"
RENEWED, ACCEPTED = 3600, 26 * 3600  # seconds; a 401 here is fatal, so tokens live on
LOST = gettext_lazy(
    "Not all pieces were kept: the server's disk is full, or the connection broke (507)."
    " Nothing of this counts. Run the command again; if it says the same, tell the organiser."
)
BEAT = 2  # seconds between signs of life while files are put together


@door("GET", scope=ApiToken.Scope.SUBMIT)
def write_token(request, submission, revision):
    told = {"submission": submission.pk, "account": request.user.pk}
    address = f"{base(request)}/xet/{submission.repo}/g{submission.generation}"
    secret = signing.dumps(told, salt=SALT)
    exp = int(now().timestamp()) + RENEWED
    return JsonResponse({"casUrl": address, "exp": exp, "accessToken": secret})


def cas(method):
    """A view below ``casUrl``: whose token it is, and that it is this repository's."""

    def decorate(view):
        @csrf_exempt
        @wraps(view)
        def wrapped(request, team, name, **captured):
            if request.method not in METHODS[method]:
                return refusal(405, f"{request.method} is not offered here")
            submission, account = _entitled(bearer(request), team, name)
            if submission is None:
                return refusal(401, "Unauthorized")
            request.user = account
            with translation.override(account.language):
                return answered(view, request, submission, **captured)

        return wrapped

    return decorate


def _entitled(secret, team, name):
    try:
        told = signing.loads(secret, salt=SALT, max_age=ACCEPTED)
    except signing.BadSignature:
        return None, None
    account = Account.objects.filter(pk=told["account"], is_active=True).first()
    rows = Submission.objects.visible_to(account) if account else Submission.objects.none()
    rows = rows.filter(pk=told["submission"], consortium__slug=team, slug=name)
    return rows.select_related("consortium", "programme").first(), account


@cas("GET")
def chunk(request, submission, generation, digest):
    """No deduplication across uploads: nobody learns what others have."""
    return refusal(404, "not tracked")


@cas("POST")
def grant(request, submission, generation, digest):
    told = read_json(request)
    size = told.get("length")
    if type(size) is not int or not 0 < size <= xet.XORB_LIMIT:
        raise Malformed("no length, or one no xorb has")
    if not submission.takes(now()):
        return JsonResponse({})
    xorb = intake.grant(submission, sha256(digest), size)
    if xorb.stored_at:
        return JsonResponse({})
    url = storage.store().put_url(xorb.key, size, **addressee(submission))
    url = absolute(base(request), url)
    headers = {"content-type": "application/octet-stream"}
    told = {"id": str(xorb.pk), "method": "PUT", "url": url, "headers": headers}
    return JsonResponse(told, status=201)


@cas("POST")
def granted(request, submission, generation, digest, grant):
    xorb = submission.xorbs.filter(name=digest, generation=submission.generation).first()
    if xorb is None or not intake.arrived(xorb).stored_at:
        return refusal(404, "nothing arrived")
    return JsonResponse({})


@cas("POST")
def xorb(request, submission, generation, digest):
    """The whole xorb in the body: what clients before grants do."""
    size = length(request)
    if size > xet.XORB_LIMIT:
        raise Malformed("longer than any xorb")
    if not submission.takes(now()):
        return JsonResponse({"was_inserted": False})
    row = intake.grant(submission, sha256(digest), size)
    if row.stored_at:
        return JsonResponse({"was_inserted": False})
    with suppress(storage.Full):  # the shard will miss it, and say so in words
        storage.store().save(row.key, blocks(request), size)
    return JsonResponse({"was_inserted": intake.arrived(row).stored_at is not None})


@cas("POST")
def shards_v2(request, submission, generation):
    """Put files together, with a sign of life every other second."""
    shard = _spooled(request)
    frames = _frames(request.user, submission, shard, now())
    lines = (json.dumps(frame, ensure_ascii=False) + "\n" for frame in frames)
    return StreamingHttpResponse(lines, content_type="application/x-ndjson")


@cas("POST")
def shards_v1(request, submission, generation):
    *_beats, last = _frames(request.user, submission, _spooled(request), now())
    return JsonResponse({"result": 1, **last}, status=200 if last["type"] == "result" else 400)


def _spooled(request):
    size = length(request)
    if size > xet.SHARD_LIMIT:
        raise Malformed("longer than any shard")
    file = tempfile.SpooledTemporaryFile(4 * 2**20, dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115
    written = sum(file.write(block) for block in blocks(request))
    if written != size:
        raise storage.Short(f"{written} of {size} bytes")
    file.seek(0)
    return file


def _frames(account, submission, shard, moment):
    """The answer to a shard, frame by frame; the last one is its result or why there is none."""
    with translation.override(account.language), shard:
        try:
            acceptance.require_timely(submission, moment)
            yield from _rebuilt(submission, list(xet.recipes(shard)))
            yield {"type": "result"}
        except RuleBroken as broken:
            yield _failure(words(broken))
        except storage.Full:
            yield _failure(no_room())
        except (xet.Damaged, storage.Short) as error:
            yield _failure(str(error))


def _failure(text):
    return {"type": "error", "message": text, "retryable": False}


def _rebuilt(submission, recipes):
    missing = [r for r in recipes if not intake.known(submission, sha256(r.sha256))]
    for number, recipe in enumerate(missing):
        acceptance.require_size(submission, recipe.sha256, recipe.size)
        yield {"type": "validating", "verified": number, "total": len(missing)}
        with Shelf(submission) as shelf:
            yield from _beats(
                submission, recipe, shelf, {"verified": number, "total": len(missing)}
            )


def _beats(submission, recipe, shelf, counts):
    """Rebuild in a thread, so that this one can say it is alive; the row is entered here."""
    facts = {"size": recipe.size, "sha256": recipe.sha256}
    with ThreadPoolExecutor(1) as pool:
        work = pool.submit(intake.stored, submission, xet.plain(recipe, shelf.opened), **facts)
        try:
            while not wait([work], timeout=BEAT).done:
                yield {"type": "validating", **counts}
        except GeneratorExit:  # the client has gone
            shelf.closed.set()
            raise
    intake.keep(submission, *work.result())


class Shelf:
    """The xorbs a file is put together from; the last one stays open."""

    def __init__(self, submission):
        stored = submission.xorbs.filter(generation=submission.generation, stored_at__isnull=False)
        self.stored = {xorb.name: xorb for xorb in stored}
        self.closed, self.name, self.file = threading.Event(), "", None

    def opened(self, name):
        if self.closed.is_set():
            raise xet.Damaged("the client has gone")
        if name != self.name:
            self._close()
            if name not in self.stored:
                raise RuleBroken(LOST)
            self.name, self.file = name, storage.store().open(self.stored[name].key)
        return self.file

    def __enter__(self):
        return self

    def __exit__(self, *told):
        self._close()

    def _close(self):
        if self.file:
            self.file.close()
