"""A team objects to its decision, in writing, within the time it was given (clause 19)."""

import hashlib

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts import audit, canonical
from accounts.errors import RuleBroken
from competition.models import Objection, Round
from competition.regulation import articles
from teams import storage

LARGEST = 50 * 10**6  # bytes
LONGEST = 20_000  # characters


def file(decision, *, text, attachment=None, by):
    """Receive an objection; the attachment is kept first, the receipt carries the moment."""
    moment = now()
    text = canonical.nfc(text).strip()
    _require_words(text)
    kept = _keep(attachment) if attachment else {}
    return _enter(decision, moment, text=text, by=by, **kept)


@transaction.atomic
def _enter(decision, moment, *, by, **columns):
    round = audit.hold(decision.round)
    _require_time(round, moment)
    place = Objection.objects.filter(decision__round=round).count() + 1
    objection = Objection.objects.create(
        decision=decision,
        filed_at=moment,
        filed_by=by,
        receipt=f"{decision.number}-O{place:02d}",
        **columns,
    )
    audit.record("objection.filed", objection, by=by, receipt=objection.receipt)
    return objection


def _require_words(text):
    if not text:
        raise RuleBroken(_("Say what you ask for and why."), field="text")
    if len(text) > LONGEST:
        words = _("At most %(longest)s characters; this has %(length)s.")
        raise RuleBroken(words, field="text", longest=f"{LONGEST:,}", length=f"{len(text):,}")


def _require_time(round, moment):
    if round.state != Round.State.PUBLISHED or moment > round.objections_close_at:
        raise RuleBroken(_("The time to object is over."), clause=articles.OBJECTION)


def _keep(attachment):
    """Store the file under its own digest; the same file twice is one."""
    if attachment.size > LARGEST:
        raise RuleBroken(_("The file is larger than 50 MB."), field="attachment")
    digest = hashlib.sha256()
    for block in attachment.chunks(storage.BLOCK):
        digest.update(block)
    key = f"objections/{digest.hexdigest()}"
    attachment.seek(0)
    if storage.store().size(key) != attachment.size:
        storage.store().save(key, attachment.chunks(storage.BLOCK), attachment.size)
    name = canonical.nfc(attachment.name.replace("\\", "/").rsplit("/", 1)[-1])[-200:]
    return {
        "attachment_key": key,
        "attachment_name": name,
        "attachment_sha256": digest.hexdigest(),
        "attachment_size": attachment.size,
    }
