"""Who am I, which repository, may I send this, commit: what both roads share."""

import base64
import binascii
import io
import json

from django.http import JsonResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.errors import RuleBroken
from accounts.models import ApiToken
from teams import naming
from teams.actions import commits, intake
from teams.hub.door import Malformed, base, blocks, door, find, gone, length, read_json, words
from teams.models import Consortium, Submission
from teams.queries import acceptance, revisions

SUBMIT = ApiToken.Scope.SUBMIT
LINE = 2 * 2**20  # bytes of one line of a commit: a text of 1 MiB in base64 and its path
IGNORED = "ignored; {} file(s) left out: .DS_Store, Thumbs.db, .env, __pycache__ and the like"


@door("GET")
def whoami(request):
    teams = list(Consortium.objects.of(request.user).values_list("slug", flat=True))
    role = "write" if request.token.allows(SUBMIT) else "read"
    token = {"displayName": request.token.name, "role": role}
    return JsonResponse(
        {
            "type": "user",
            "name": teams[0] if len(teams) == 1 else request.user.email,
            "fullname": request.user.name,
            "email": request.user.email,
            "orgs": [{"type": "org", "name": team} for team in teams],
            "auth": {"type": "access_token", "accessToken": token},
        }
    )


@door("POST", scope=SUBMIT)
def create(request):
    """Nobody creates a repository here: the one there is already is named."""
    told = read_json(request)
    team, name = str(told.get("organization") or ""), str(told.get("name", ""))
    submission = find(request, team, name) if team else _only(request, name)
    if submission is None or told.get("type") not in {None, "model"}:
        raise RuleBroken(_("There is no such submission. Yours: %(repos)s"), repos=_own(request))
    url = f"{base(request)}/{submission.repo}"
    return JsonResponse({"error": "It exists", "url": url}, status=409)


def _only(request, name):
    """The submission of this name, when the client was told no team and there is one."""
    own = Submission.objects.visible_to(request.user).filter(slug=name)
    return own.select_related("consortium").get() if own.count() == 1 else None


def _own(request):
    own = Submission.objects.visible_to(request.user).filter(state=Submission.State.OPEN)
    return ", ".join(row.repo for row in own.select_related("consortium")[:20]) or "-"


@door("GET")
def info(request, submission, revision="main"):
    tree = revisions.find(submission, revision)
    if tree is None:
        return gone("RevisionNotFound", "Revision not found")
    files = [{"rfilename": path} for path in tree.files.values_list("path", flat=True)]
    told = {"id": submission.repo, "sha": tree.oid, "private": True, "tags": [], "siblings": files}
    return JsonResponse(told)


@door("GET")
def tree(request, submission, revision, folder=""):
    tree = revisions.find(submission, revision)
    if tree is None:
        return gone("RevisionNotFound", "Revision not found")
    files = tree.files
    if folder:
        files = files.filter(path__startswith=folder.strip("/") + "/")
    return JsonResponse([_entry(file) for file in files], safe=False)


def _entry(file):
    told = {"type": "file", "path": file.path, "size": file.size, "oid": file.git_oid}
    if file.lfs:
        told["oid"] = file.sha256[:40]
        told["lfs"] = {"oid": file.sha256, "size": file.size, "pointerSize": 134}
    return told


@door("POST", scope=SUBMIT)
def validate_yaml(request):
    return JsonResponse({"errors": [], "warnings": []})


@door("POST", scope=SUBMIT)
def preupload(request, submission, revision):
    """Refuse here, in words, whatever can be refused before bytes are sent."""
    moment = now()
    _require_main(request, revision)
    acceptance.require_timely(submission, moment)
    offered = [_offered(told) for told in _listed(read_json(request), "files")]
    sent = [file for file in offered if not naming.ignored(file.path)]
    if wrong := acceptance.faults(submission, sent):
        raise RuleBroken("%(all)s", all="\n".join(words(one) for one in wrong[: acceptance.TOLD]))
    standing = revisions.standing(submission, [file.path for file in sent])
    response = JsonResponse({"files": [_told(file, standing) for file in offered]})
    if ignored := len(offered) - len(sent):
        response.headers["X-HF-Warning"] = IGNORED.format(ignored)
    return response


def _require_main(request, revision):
    if request.GET.get("create_pr"):
        raise RuleBroken(_("Pull requests are not offered. Leave out --create-pr."))
    if revision != "main":
        raise RuleBroken(_("There is one branch, main. Leave out --revision."))


def _listed(told, key):
    rows = told.get(key)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Malformed(f"no list of {key}")
    return rows


def _offered(told):
    try:
        sample = base64.b64decode(told.get("sample") or "", validate=True)
        return acceptance.Offered(str(told["path"]), int(told["size"]), sample)
    except (KeyError, TypeError, ValueError) as error:
        raise Malformed("a file without path, size and sample") from error


def _told(file, standing):
    """Small texts travel in the commit, the rest on a large road; what stands there already."""
    told = {"path": file.path, "uploadMode": "lfs", "shouldIgnore": naming.ignored(file.path)}
    if told["shouldIgnore"] or acceptance.is_small_text(file):
        told["uploadMode"] = "regular"
    if there := standing.get(file.path):
        told["oid"] = there.sha256 if told["uploadMode"] == "lfs" else there.git_oid
    return {key: value for key, value in told.items() if value != ""}


@door("POST", scope=SUBMIT)
def commit(request, submission, revision):
    """Read the commit line by line; what counts is the moment its request arrived."""
    moment = now()
    _require_main(request, revision)
    acceptance.require_timely(submission, moment)
    arrival = intake.arrive(submission, by=request.user, at=moment)
    try:
        header, operations = _read(submission, Lines(request))
        facts = {"by": request.user, "received_at": moment}
        facts |= {key: str(header.get(key) or "") for key in ("summary", "parent")}
        made = commits.commit(submission, operations, **facts)
    finally:
        intake.end(arrival)
    url = f"{base(request)}/{submission.repo}/commit/{made.oid}"  # the client takes it apart
    return JsonResponse({"success": True, "commitOid": made.oid, "commitUrl": url})


class Lines:
    """The lines of a body, each of them bounded; Malformed if it ends too early."""

    def __init__(self, request):
        self.left, self.blocks = length(request), blocks(request)

    def __iter__(self):
        rest = b""
        for block in self.blocks:
            self.left -= len(block)
            *whole, rest = (rest + block).split(b"\n")
            yield from filter(None, whole)
            if len(rest) > LINE:
                raise RuleBroken(_("A file inside a commit may have 1 MiB."))
        if self.left:
            raise Malformed("the body was cut off")
        if rest:
            yield rest


def _read(submission, lines):
    header, operations = {}, []
    for line in lines:
        try:
            told = json.loads(line)
            key, value = told["key"], told["value"]
            if key == "header":
                header = {"summary": value.get("summary"), "parent": value.get("parentCommit")}
            elif (operation := _operation(submission, key, value)) is not None:
                operations.append(operation)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Malformed("a line of the commit is not what it should be") from error
    return header, operations


def _operation(submission, key, value):
    path = value["path"]
    if naming.ignored(path):
        return None
    match key:
        case "file":
            return acceptance.named(path, _inline, submission, path, value)
        case "lfsFile":
            acceptance.named(path, intake.settled, submission, value["oid"])
            return commits.Put(path, value["oid"], value["size"])
        case "deletedFile":
            return commits.Delete(path)
        case "deletedFolder":
            return commits.DeleteFolder(path)
    raise RuleBroken(_("“%(key)s” is not offered in a commit."), key=str(key)[:40])


def _inline(submission, path, value):
    try:
        data = base64.b64decode(value["content"], validate=True)
    except binascii.Error as error:
        raise Malformed("a file that is not base64") from error
    if len(data) > acceptance.INLINE:
        raise RuleBroken(_("A file inside a commit may have 1 MiB."))
    blob = intake.receive(submission, io.BytesIO(data), size=len(data))
    return commits.Put(path, blob.sha256, len(data), git_oid=commits.git_oid(data))
