"""The trail: every change of state, and everything else worth a line, in one chain per programme.

The chain's head is locked before any audited row, so that two actions never wait for each other
crosswise. Price: audited writes of a programme queue up, so nothing slow happens inside.
"""

import os
from copy import copy

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts import canonical
from accounts.errors import IllegalMove, StaleState
from accounts.models import AuditEvent, ChainHead
from accounts.queries import evidence, heads

#: How much of the file is looked at to see whether the present ends stand in it.
LATELY = 64 * 1024


@transaction.atomic
def move(row, to, *, by, changes=None, **facts):
    """Move ``row`` to state ``to`` with ``changes``, and write down who did; return it as it is.

    One UPDATE names the state we saw, so of two racers one wins, and the row is locked
    until the commit: move first, then check. The row passed in stays as it was.
    Raises IllegalMove where no arrow leads there, StaleState to the loser of a race.
    """
    origin, changes = row.state, changes or {}
    if to not in row.MOVES.get(origin, ()):
        words = {"row": str(row), "origin": _label(row, origin), "to": _label(row, to)}
        raise IllegalMove(_("%(row)s is %(origin)s and cannot become %(to)s."), **words)
    _head(row)
    if not _rows(row).filter(state=origin).update(state=to, **changes):
        words = {"row": str(row), "origin": _label(row, origin)}
        raise StaleState(_("%(row)s is no longer %(origin)s. Someone else was faster."), **words)
    moved = copy(row)
    moved.refresh_from_db(fields=["state", *changes])
    record(f"{row._meta.model_name}.{to}", moved, by=by, origin=origin, **facts)
    return moved


@transaction.atomic
def record(verb, row, *, by, **facts):
    """Add one line to the chain: what was done, and the digest of the row as it now is."""
    return _link(verb, row, by=by, facts=facts, row_digest=evidence.digest_of(_rows(row)))


@transaction.atomic
def erase(verb, row, *, by, **facts):
    """Delete a row that may be deleted, and keep the line that says so."""
    _head(row)
    gone = evidence.digest_of(_rows(row))
    line = _link(verb, row, by=by, facts=facts | {"gone": gone}, row_digest="")
    row.delete()
    return line


def hold(row):
    """Lock ``row`` until the commit; return it as it stands now.

    Whoever adds or reads children because of a parent's state holds the parent first.
    """
    _head(row)
    return _rows(row).select_for_update().get()


def _link(verb, row, *, by, facts, row_digest):
    head = _head(row)
    said = {"verb": verb, "by": by and by.pk, "row": f"{row._meta.label_lower}:{row.pk}"}
    at = now()
    link = {"seq": head.length + 1, "previous": head.digest, "at": at, "row_digest": row_digest}
    body = canonical.text(said | link | {"chain": head.chain, "facts": facts})
    head.length, head.digest = head.length + 1, canonical.digest(body)
    head.save()
    line = AuditEvent(chain=head.chain, seq=head.length, verb=verb, row=said["row"], actor=by)
    line.body, line.digest, line.at = body, head.digest, at
    line.save()
    told = heads.Head(head.chain, head.length, head.digest)
    transaction.on_commit(lambda: keep([told]), robust=True)
    return line


def keep(ends):
    """Append heads to the file outside the database; one write each line, so none is torn.

    Lines are only ever added: a chain cut off and grown again contradicts an older line.
    """
    path = heads.path()
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = "".join(f"{head.line}\n" for head in ends).encode()
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
    try:
        os.write(file, lines)
    finally:
        os.close(file)


def keep_all():
    """Write down the heads the file does not end with: what another machine has added."""
    if missing := set(heads.stored()) - set(heads.kept(last=LATELY)):
        keep(sorted(missing))


def _head(row):
    """The chain's one lock, taken before any row of the programme."""
    return ChainHead.objects.select_for_update().get_or_create(chain=row.chain)[0]


def _rows(row):
    return row._meta.concrete_model._base_manager.filter(pk=row.pk)


def _label(row, state):
    return dict(row._meta.get_field("state").flatchoices).get(state, state)
