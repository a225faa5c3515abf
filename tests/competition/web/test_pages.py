"""Every officer page shows in every state, in both languages."""

import pytest
from django.urls import reverse

from tests.factories import competition as make
from tests.factories.accounts import holder

pytestmark = pytest.mark.django_db
PAGES = (
    "dashboard", "live", "setup", "calendar", "rulebook", "entries", "people", "findings",
    "evaluations", "tally",
)  # fmt: skip


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("stage", ["drafted", "opened", "sealed", "evaluated", "tallied"])
def test_every_office_page_shows_at_every_stage(client, stage, language):
    round = getattr(make, stage)()
    client.force_login(holder(round.programme))
    client.cookies["django_language"] = language

    told = {name: client.get(_to(name, round)).status_code for name in PAGES}

    closed = {"calendar"} if stage == "tallied" else set()
    quiet = {"live"} if stage == "drafted" else set()
    expected = {n: 403 if n in closed else 286 if n in quiet else 200 for n in PAGES}
    assert told == expected


def _to(name, round):
    return reverse(f"competition:{name}", args=[round.slug])
