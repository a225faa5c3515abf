"""The letterhead of a programme: agency, sender, address."""

from django.db import transaction

from accounts import audit
from competition.models import Letterhead


@transaction.atomic
def set(programme, *, by, **columns):
    """Write or change it; letters already made stay as they are."""
    programme = audit.hold(programme)
    held = Letterhead.objects.filter(programme=programme).first()
    if held and all(getattr(held, name) == value for name, value in columns.items()):
        return held
    head, _new = Letterhead.objects.update_or_create(programme=programme, defaults=columns)
    audit.record("letterhead.set", head, by=by)
    return head
