"""The LFS road: basic and multipart, by addresses that need no token."""

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from accounts.errors import RuleBroken
from accounts.models import ApiToken
from teams import storage
from teams.actions import intake
from teams.hub.door import (
    Malformed,
    answered,
    base,
    blocks,
    door,
    length,
    read_json,
    refusal,
    words,
)
from teams.models import Submission, Upload
from teams.queries import acceptance

SUBMIT = ApiToken.Scope.SUBMIT
SALT = "teams.hub.complete"


@door("POST", scope=SUBMIT)
def batch(request, submission):
    """For each content: nothing to do, or where its bytes go."""
    told = read_json(request)
    upload = told.get("operation") == "upload"
    if upload:
        acceptance.require_timely(submission, now())
    answers = [_answer(request, submission, item, upload) for item in told.get("objects", [])]
    return JsonResponse({"transfer": "multipart", "objects": answers, "hash_algo": "sha256"})


def _answer(request, submission, item, upload):
    try:
        oid, size = sha256(item["oid"]), int(item["size"])
    except (KeyError, TypeError, ValueError) as error:
        raise Malformed("an object without oid and size") from error
    told = {"oid": oid, "size": size}
    if intake.known(submission, oid):
        return told
    if not upload:
        return told | {"error": {"code": 404, "message": _("There is no such content.")}}
    try:
        return told | {"actions": _actions(request, submission, oid, size)}
    except RuleBroken as broken:
        return told | {"error": {"code": 422, "message": words(broken)}}


def sha256(told) -> str:
    if not isinstance(told, str) or len(told) != 64 or set(told) - set("0123456789abcdef"):
        raise Malformed("an oid that is no SHA-256")
    return told


def _actions(request, submission, oid, size):
    acceptance.require_size(submission, oid, size)
    upload = intake.begin(submission, sha256=oid, size=size)
    own = base(request)
    verify = {"href": f"{own}/{submission.repo}.git/info/lfs/verify"}
    return {
        "upload": _parts(own, upload) if upload.ticket else _whole(own, upload),
        "verify": verify,
    }


def _whole(own, upload):
    note = {"sha256": upload.sha256, **addressee(upload.submission)}
    return {"href": absolute(own, storage.store().put_url(upload.key, upload.size, **note))}


def _parts(own, upload):
    """Every part's address at once; the client asks for no others and wants exactly these."""
    header = {"chunk_size": str(intake.PART)}
    for number, offset in enumerate(range(0, upload.size, intake.PART), start=1):
        size = min(intake.PART, upload.size - offset)
        place = {"number": number, "offset": offset, "size": size}
        note = addressee(upload.submission)
        url = storage.store().part_url(upload.key, upload.ticket, **place, **note)
        header[str(number)] = absolute(own, url)
    token = signing.dumps({"upload": upload.pk, **addressee(upload.submission)}, salt=SALT)
    return {"href": f"{own}/intake/complete/{token}", "header": header}


def addressee(submission):
    """What an address carries, since its request has no token: whose bytes, in which language."""
    return {"submission": submission.pk, "language": translation.get_language()}


def absolute(own, url):
    return own + url if url.startswith("/") else url


@csrf_exempt
def put(request, token):
    """Bytes for one of our own addresses; whoever holds it may send exactly that."""
    if request.method != "PUT":
        return refusal(405, "PUT only")
    try:
        allowed = storage.permitted(token)
    except signing.BadSignature:
        return refusal(403, _("This address is not ours, or it has run out. Start again."))
    with translation.override(allowed["language"]):
        return answered(_put, request, allowed)


def _put(request, allowed):
    size, moment = length(request), now()
    if size != allowed["size"]:
        raise storage.Short(f"{size} of {allowed['size']} bytes")
    submission = Submission.objects.get(pk=allowed["submission"])
    store, body = storage.store(), blocks(request)
    if "offset" in allowed:
        acceptance.require_timely(submission, moment)
        store.save_part(allowed["key"], body, allowed["offset"], size)
    elif "sha256" in allowed:
        acceptance.require_timely(submission, moment)
        intake.receive(submission, body, size=size, sha256=allowed["sha256"])
    else:
        _put_xorb(submission, allowed["key"], body, size, moment)
    return HttpResponse(headers={"ETag": f'"{size:x}"'})


def _put_xorb(submission, key, body, size, moment):
    """A refused xorb is a 403: the client then goes on to the shard, whose answer has words."""
    if not submission.takes(moment):
        raise PermissionDenied
    try:
        storage.store().save(key, body, size)
    except storage.Full as error:
        raise PermissionDenied from error


@csrf_exempt
def complete(request, token):
    """All parts were sent: verify the whole."""
    if request.method != "POST":
        return refusal(405, "POST only")
    try:
        allowed = signing.loads(token, salt=SALT, max_age=storage.LIFE)
    except signing.BadSignature:
        return refusal(403, _("This address is not ours, or it has run out. Start again."))
    with translation.override(allowed["language"]):
        return answered(_complete, request, allowed["upload"])


def _complete(request, pk):
    told = read_json(request)
    upload = Upload.objects.select_related("submission").filter(pk=pk).first()
    if upload is None:  # asked again after it was done
        return JsonResponse({})
    try:
        parts = [(int(part["partNumber"]), str(part["etag"])) for part in told["parts"]]
    except (KeyError, TypeError, ValueError) as error:
        raise Malformed("no list of parts") from error
    intake.complete(upload, parts=parts)
    return JsonResponse({})


@door("POST", scope=SUBMIT)
def verify(request, submission):
    told = read_json(request)
    blob = intake.settled(submission, sha256(told.get("oid")))
    if blob is None or blob.size != told.get("size"):
        raise RuleBroken(_("The content is not here, or of another size. Send it again."))
    return JsonResponse({})
