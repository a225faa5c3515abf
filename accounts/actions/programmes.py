"""Programmes: the tenants of one installation."""

from django.db import transaction

from accounts import audit
from accounts.models import Programme


@transaction.atomic
def create(*, slug, name_ko, name_en, demo=False, by):
    """Begin a programme and its trail."""
    programme = Programme.objects.create(slug=slug, name_ko=name_ko, name_en=name_en, demo=demo)
    audit.record("programme.created", programme, by=by)
    return programme
