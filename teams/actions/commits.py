"""A commit: the only thing that puts files into a submission. The last one in time counts."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts import audit, canonical
from accounts.errors import RuleBroken
from teams import naming, storage
from teams.actions import intake
from teams.models import Commit, File, Submission
from teams.queries import acceptance, packages


@dataclass(frozen=True)
class Put:
    """A content that is here already shall stand at ``path``."""

    path: str
    sha256: str
    size: int
    git_oid: str = ""  # of what travelled inside the commit; others came over a large road


@dataclass(frozen=True)
class Delete:
    path: str


@dataclass(frozen=True)
class DeleteFolder:
    path: str


@transaction.atomic
def commit(
    submission: Submission,
    operations: Iterable,
    *,
    by,
    received_at,
    summary: str = "",
    parent: str = "",
) -> Commit:
    """Change the file list, if the request reached the server in time. Asked twice it is one.

    The moment is compared here and only here, while no seal can pass. Whoever names a
    ``parent`` is refused if another commit came in between.
    """
    submission = audit.hold(submission)
    acceptance.require_timely(submission, received_at)
    before = {file.path: file for file in submission.files.current()}
    after = _applied(before, operations)
    acceptance.require_fit(submission, {path: item.size for path, item in after.items()})
    last = submission.commits.last()
    if last and after == before:
        return last
    if parent and last and parent != last.oid:
        raise RuleBroken(_("Somebody else committed meanwhile. Fetch the current state first."))
    made = _made(submission, last, after, by=by, received_at=received_at, summary=summary)
    _remove([f for path, f in before.items() if after.get(path) is not f], made, by=by)
    _add([p for p in after.values() if isinstance(p, Put)], made, by=by)
    audit.record("commit.received", made, by=by, tree=made.tree)
    return made


def hand_in(submission: Submission, folder: Path, *, by, received_at=None) -> Commit:
    """Hand in a folder of this machine: the same checks and the same rows as over the hub."""
    moment, puts = received_at or now(), []
    for source in sorted(path for path in folder.rglob("*") if path.is_file()):
        path, size = naming.path(source.relative_to(folder).as_posix()), source.stat().st_size
        with source.open("rb") as file:
            blob = acceptance.named(path, _received, submission, file, size)
        puts.append(Put(path, blob.sha256, size))
    return commit(submission, puts, by=by, received_at=moment, summary=folder.name)


def git_oid(data: bytes) -> str:
    """The name Git gives to a content; clients compare it for small files."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _received(submission, file, size):
    return intake.receive(submission, _blocks(file), size=size)


def _blocks(file):
    while block := file.read(storage.BLOCK):
        yield block


def _applied(before, operations):
    """The tree after all operations, in their order: standing files, and what replaces them."""
    after, spelled = dict(before), {}
    for operation in operations:
        match operation:
            case Put():
                put = replace(operation, path=naming.path(operation.path))
                naming.require_one_spelling(spelled, put.path, operation.path)
                after[put.path] = _unchanged(before, put) or put
            case Delete():
                after.pop(canonical.nfc(operation.path), None)
            case DeleteFolder():
                below = canonical.nfc(operation.path).rstrip("/") + "/"
                after = {path: item for path, item in after.items() if not path.startswith(below)}
    return after


def _unchanged(before, put):
    standing = before.get(put.path)
    return standing if standing and standing.sha256 == put.sha256 else None


def _made(submission, last, after, **facts):
    number = last.number + 1 if last else 1
    tree = packages.tree(sorted([path, f.size, f.sha256] for path, f in after.items()))
    named = f"{submission.pk}:{number}:{tree}:{last.oid if last else ''}"
    oid = hashlib.sha1(named.encode(), usedforsecurity=False).hexdigest()
    facts["summary"] = facts["summary"][:200]
    return submission.commits.create(number=number, oid=oid, tree=tree, **facts)


def _remove(files, made, *, by):
    for file in files:
        File.objects.filter(pk=file.pk).update(removed=made)
        audit.record("file.removed", file, by=by)


def _add(puts, made, *, by):
    wanted = {put.sha256 for put in puts}
    blobs = {b.sha256: b for b in made.submission.blobs.filter(sha256__in=wanted)}
    for put in puts:
        blob = blobs.get(put.sha256)
        if blob is None or blob.size != put.size:
            words = _("%(path)s: its content was never received, or has another size.")
            raise RuleBroken(words, path=naming.shown(put.path))
        acceptance.require_size(made.submission, put.path, put.size)
        columns = {"path": put.path, "size": put.size, "sha256": put.sha256, "blob": blob}
        columns |= {"git_oid": put.git_oid, "lfs": not put.git_oid}
        file = made.submission.files.create(added=made, **columns)
        audit.record("file.added", file, by=by)
