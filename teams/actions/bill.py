"""The bill of materials: where each component of the model comes from."""

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts import audit
from accounts.errors import RuleBroken
from teams.models import Component, Submission
from teams.queries import acceptance


@transaction.atomic
def declare(submission: Submission, *, name: str, by, **columns) -> Component:
    """Enter a component, or say anew what an entered one is; the name is its identity."""
    submission = _held(submission)
    name = name.strip()
    _require_source(columns)
    rows = submission.components.filter(name=name)
    verb = "component.changed" if rows.update(**columns) else "component.declared"
    row = rows.first() or submission.components.create(name=name, **columns)
    audit.record(verb, row, by=by)
    return row


@transaction.atomic
def remove(component: Component, *, by) -> None:
    """Take a component off the bill."""
    _held(component.submission)
    audit.erase("component.removed", component, by=by, name=component.name)


def _held(submission):
    submission = audit.hold(submission)
    acceptance.require_timely(submission, now())
    return submission


def _require_source(columns):
    """What is not one's own names its source and licence."""
    if columns.get("source_kind", Component.Source.OWN) == Component.Source.OWN:
        return
    for field in ("source", "licence"):
        if not columns.get(field, "").strip():
            raise RuleBroken(_("Name the source and its licence."), field=field)
