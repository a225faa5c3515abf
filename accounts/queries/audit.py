"""Walking the chains: the links, then the rows they tell of, then the heads kept outside."""

import json
from datetime import UTC
from typing import NamedTuple

from django.apps import apps
from django.db.models import Model

from accounts import canonical
from accounts.models import AuditEvent, ChainHead
from accounts.queries import evidence, heads


class Break(NamedTuple):
    """Where the trail and the database contradict each other: ``place`` in words, ``why`` a key."""

    chain: str
    seq: int
    why: str
    place: str = ""

    def __str__(self):
        return f"{self.chain} {self.seq} {self.why} {self.place}".strip()


def all_breaks():
    """Everything wrong anywhere: each chain, chains the database forgot, rows nobody tells of."""
    chains = {head.chain for head in heads.stored()} | {head.chain for head in heads.kept()}
    chains |= set(AuditEvent.objects.values_list("chain", flat=True).distinct())
    for chain in sorted(chains):
        yield from breaks(chain)
    yield from untold_rows()


def first_break(chain: str) -> Break | None:
    """The first thing wrong with one chain and the rows it tells of, or None."""
    return next(iter(breaks(chain)), None)


def breaks(chain: str):
    """Everything wrong with one chain: its links, its head, its rows, the head outside."""
    told: dict[str, tuple[int, str]] = {}
    links = {0: ""}
    for event in AuditEvent.objects.filter(chain=chain).order_by("seq").iterator():
        if why := _broken_link(event, links):
            yield Break(chain, event.seq, why, event.row)
        links[event.seq] = event.digest
        told[event.row] = (event.seq, _body(event).get("row_digest", ""))
    yield from _broken_ends(chain, links)
    yield from _changed_rows(chain, told)


def untold_rows():
    """Rows of audited models that no event tells of: somebody added them behind the trail."""
    for model in apps.get_models():
        if isinstance(getattr(model, "chain", None), property) and evidence.fields(model):
            yield from _untold(model)


def _broken_link(event, links):
    if event.seq - 1 not in links:
        return "missing link before"
    if canonical.digest(event.body) != event.digest:
        return "changed link"
    truth = {
        "chain": event.chain,
        "seq": event.seq,
        "previous": links[event.seq - 1],
        "verb": event.verb,
        "row": event.row,
        "by": event.actor_id,
        "at": event.at.astimezone(UTC).isoformat(),
    }
    body = _body(event)
    if any(body.get(name) != value for name, value in truth.items()):
        return "link says another thing than its columns"
    return ""


def _body(event):
    try:
        return dict(json.loads(event.body))
    except (TypeError, ValueError):
        return {}


def _broken_ends(chain, links):
    last = max(links)
    head = ChainHead.objects.filter(chain=chain).first()
    if head is None or (head.length, head.digest) != (last, links[last]):
        yield Break(chain, last, "head and last link differ")
    for kept in heads.kept():
        if kept.chain == chain and links.get(kept.length) != kept.digest:
            yield Break(chain, kept.length, "differs from the head kept outside")


def _changed_rows(chain, told):
    for label, rows in _by_model(told).items():
        model = apps.get_model(label)
        standing = _digests(model, rows)
        for pk, (seq, digest) in rows.items():
            if standing.get(pk, "") != digest:
                why = "changed row" if pk in standing and digest else "deleted row"
                yield Break(chain, seq, why, f"{label}:{pk}")


def _by_model(told):
    models: dict[str, dict[str, tuple[int, str]]] = {}
    for row, last in told.items():
        label, pk = row.split(":", 1)
        models.setdefault(label, {})[pk] = last
    return models


def _digests(model: type[Model], wanted):
    """The digest of each wanted row as it now stands, read in slices."""
    columns = evidence.fields(model)
    if not columns:
        return {pk: digest for pk, (seq, digest) in wanted.items()}
    standing, keys = {}, list(wanted)
    for start in range(0, len(keys), 500):
        rows = model._base_manager.filter(pk__in=keys[start : start + 500])
        for row in rows.values("pk", *columns):
            pk = str(row["pk"])
            standing[pk] = evidence.digest({name: row[name] for name in columns})
    return standing


def _untold(model):
    told = AuditEvent.objects.filter(row__startswith=f"{model._meta.label_lower}:")
    known = {row.split(":", 1)[1] for row in told.values_list("row", flat=True).distinct()}
    for pk in model._base_manager.values_list("pk", flat=True).iterator():
        if str(pk) not in known:
            yield Break("", 0, "row without a trail", f"{model._meta.label_lower}:{pk}")
