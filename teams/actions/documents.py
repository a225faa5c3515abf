"""Documents handed in through the browser: checked, hashed, kept in versions."""

import hashlib
from pathlib import PurePath

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts import audit, canonical
from accounts.errors import RuleBroken
from teams import contents, naming, storage
from teams.models import Document, Submission
from teams.queries import acceptance

LARGEST = 200 * 10**6  # bytes
PDF_ONLY = {Document.Kind.TECHNICAL_REPORT, Document.Kind.PLAN, Document.Kind.OTHER}


def add(submission: Submission, *, kind: str, title: str, file, by) -> Document:
    """Keep an uploaded file as the next version of its kind. The bytes are stored first."""
    moment = now()
    name = canonical.nfc(PurePath(naming.shown(file.name).replace("\\", "/")).name)[-200:]
    acceptance.require_timely(submission, moment)
    facts = {"title": title.strip()[:200] or name, "name": name, "uploaded_at": moment}
    _check(kind, file)
    facts |= {"size": file.size, "sha256": _sha256(file)}
    key = f"submissions/{submission.pk}/documents/{facts['sha256']}"
    if storage.store().size(key) != file.size:
        storage.store().save(key, file.chunks(storage.BLOCK), file.size)
    return _enter(submission, kind=kind, key=key, facts=facts, by=by)


@transaction.atomic
def _enter(submission, *, kind, key, facts, by):
    submission = audit.hold(submission)
    acceptance.require_timely(submission, facts["uploaded_at"])
    last = submission.documents.filter(kind=kind).order_by("version").last()
    version = last.version + 1 if last else 1
    document = submission.documents.create(kind=kind, version=version, key=key, by=by, **facts)
    audit.record("document.added", document, by=by)
    return document


def _check(kind, file):
    """The document is what its kind asks for: a whole PDF, or a log we accept."""
    if file.size > LARGEST:
        raise RuleBroken(_("The file is larger than 200 MB."), field="file")
    head = file.read(contents.HEAD)
    file.seek(0)
    if head.startswith(b"%PDF-"):
        _require_whole(file)
    elif kind in PDF_ONLY:
        raise RuleBroken(_("This document must be a PDF; the file is none."), field="file")
    else:
        _inspect(file)


def _inspect(file):
    try:
        inspection = contents.Inspection(file.size)
        for block in file.chunks(storage.BLOCK):
            inspection.feed(block)
        inspection.close()
    except RuleBroken as broken:
        broken.field = "file"
        raise
    file.seek(0)


def _require_whole(file):
    """A PDF that ends: the last kilobytes hold its end mark."""
    file.seek(max(0, file.size - 2048))
    if b"%%EOF" not in file.read():
        raise RuleBroken(_("The PDF is damaged: its end is missing."), field="file")
    file.seek(0)


def _sha256(file):
    digest = hashlib.sha256()
    for block in file.chunks(storage.BLOCK):
        digest.update(block)
    file.seek(0)
    return digest.hexdigest()
