"""Bytes that arrive: stored in one pass that also hashes and judges them, before any commit.

Nothing here counts as handed in; only a commit does. What fails is not kept.
"""

import hashlib
import secrets
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.errors import RuleBroken
from teams import contents, storage
from teams.models import Arrival, Blob, Submission, Upload, Xorb
from teams.queries import acceptance

PART = 64 * 2**20  # bytes of a part on the LFS road


class Watch:
    """Hash and judge blocks while they pass; at their end, say whether they are what was named."""

    def __init__(self, size: int, sha256: str = ""):
        self.wanted, self.seen = sha256, hashlib.sha256()
        self.inspection = contents.Inspection(size)

    def over(self, blocks: Iterable[bytes]):
        """The blocks themselves; each is looked at while the caller writes it."""
        with ThreadPoolExecutor(1) as beside:
            looked = beside.submit(self._look, b"")
            for block in blocks:
                looked.result()
                looked = beside.submit(self._look, block)
                yield block
            looked.result()
        self.sha256 = self.seen.hexdigest()
        if self.wanted and self.sha256 != self.wanted:
            raise RuleBroken(
                _("The content that arrived has SHA-256 %(seen)s, announced was %(wanted)s."),
                seen=self.sha256,
                wanted=self.wanted,
            )
        self.format = self.inspection.close()

    def _look(self, block):
        self.seen.update(block)
        self.inspection.feed(block)


def receive(submission: Submission, blocks: Iterable[bytes], *, size: int, sha256="") -> Blob:
    """Store a content that comes through our hands. Short, Full or RuleBroken: nothing is kept."""
    return keep(submission, *stored(submission, blocks, size=size, sha256=sha256))


def stored(submission: Submission, blocks, *, size: int, sha256=""):
    """Store without touching the database (other threads may); what ``keep`` wants to know."""
    watch, key = Watch(size, sha256), fresh_key(submission)
    storage.store().save(key, watch.over(blocks), size)
    return watch.sha256, size, key, watch.format


def keep(submission: Submission, sha256, size, key, format) -> Blob:
    """Enter a stored content; if it was there already, the second copy goes."""
    facts = {"size": size, "key": key, "format": format}
    blob, made = Blob.objects.get_or_create(submission=submission, sha256=sha256, defaults=facts)
    if not made:
        storage.store().remove(key)
    submission.uploads.filter(sha256=sha256).delete()
    return blob


def fresh_key(submission):
    """A place nothing was ever written to, so no address given out earlier reaches it."""
    return f"submissions/{submission.pk}/contents/{secrets.token_hex(16)}"


def known(submission: Submission, sha256: str) -> Blob | None:
    return submission.blobs.filter(sha256=sha256).first()


def begin(submission: Submission, *, sha256: str, size: int) -> Upload:
    """A content will arrive in parts, or directly at the store; asked twice it is one upload."""
    acceptance.require_staging(submission, size)
    upload = submission.uploads.filter(sha256=sha256).first()
    if upload and upload.size == size:
        return upload
    if upload:
        forget(upload)
    fresh = Upload(submission=submission, sha256=sha256, size=size)
    fresh.ticket = storage.store().begin(fresh.key, size) if size > PART else ""
    return submission.uploads.get_or_create(
        sha256=sha256, defaults={"size": size, "ticket": fresh.ticket}
    )[0]


def complete(upload: Upload, *, parts: list[tuple[int, str]]) -> Blob:
    """All parts are there: put together, move out of reach, hash, judge, enter."""
    if upload.ticket:
        storage.store().finish(upload.key, upload.ticket, parts)
    return take_in(upload)


def take_in(upload: Upload) -> Blob:
    """Judge what a client put into the store; it is moved first, so it cannot change meanwhile."""
    store, submission = storage.store(), upload.submission
    if blob := known(submission, upload.sha256):
        return blob
    if store.size(upload.key) != upload.size:
        raise RuleBroken(_("The content is not here, or of another size. Send it again."))
    key, watch = fresh_key(submission), Watch(upload.size, upload.sha256)
    store.move(upload.key, key)
    try:
        for _block in watch.over(store.blocks(key)):
            pass
    except BaseException:
        store.remove(key)
        Upload.objects.filter(pk=upload.pk).delete()
        raise
    return keep(submission, upload.sha256, upload.size, key, watch.format)


def settled(submission: Submission, sha256: str) -> Blob | None:
    """The content, taken in now if the client put it into the store and never said so."""
    if blob := known(submission, sha256):
        return blob
    upload = submission.uploads.filter(sha256=sha256, ticket="").first()
    return take_in(upload) if upload else None


def forget(upload: Upload) -> None:
    """Give up an upload that will not be completed."""
    storage.store().abort(upload.key, upload.ticket)
    Upload.objects.filter(pk=upload.pk).delete()


def grant(submission: Submission, name: str, size: int) -> Xorb:
    """A place for a xorb. ``stored_at`` is set when its bytes are here already."""
    acceptance.require_staging(submission, size)
    xorb, made = submission.xorbs.get_or_create(
        generation=submission.generation, name=name, defaults={"size": size}
    )
    if xorb.stored_at:
        return xorb
    if not made and xorb.size != size:
        submission.xorbs.filter(pk=xorb.pk).update(size=size)
        xorb.size = size
    return xorb if made else arrived(xorb)


def arrived(xorb: Xorb) -> Xorb:
    """Note that the bytes of a granted xorb are here, if they are, whole."""
    if xorb.stored_at is None and storage.store().size(xorb.key) == xorb.size:
        xorb.stored_at = now()
        Xorb.objects.filter(pk=xorb.pk).update(stored_at=xorb.stored_at)
    return xorb


def renew_generation(submission: Submission) -> None:
    """Drop all xorbs; clients are told another address and send what they need again."""
    with transaction.atomic():
        submission.xorbs.all().delete()
        raised = submission.generation + 1
        Submission.objects.filter(pk=submission.pk).update(generation=raised)
    storage.store().remove_below(f"submissions/{submission.pk}/xorbs")


def clear_closed() -> None:
    """Free the space of what was sent for closed submissions and counts for nothing."""
    for submission in Submission.objects.untidy():
        clear(submission)


def clear(submission: Submission) -> None:
    """After the seal: what no commit names is not needed any more."""
    if submission.is_open:
        raise ValueError(f"{submission.pk} is open; a client may still name these bytes")
    for upload in submission.uploads.all():
        forget(upload)
    submission.xorbs.all().delete()
    storage.store().remove_below(f"submissions/{submission.pk}/xorbs")
    for blob in submission.blobs.filter(files=None):
        storage.store().remove(blob.key)
        blob.delete()
    storage.store().sweep(f"submissions/{submission.pk}")


def arrive(submission: Submission, *, by, at) -> Arrival:
    """A commit's request has reached the server; until it ends, a seal waits for it."""
    return submission.arrivals.create(by=by, received_at=at)


def end(arrival: Arrival) -> None:
    Arrival.objects.filter(pk=arrival.pk).update(ended_at=now())
