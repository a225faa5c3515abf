"""The acts that cannot be undone, in a real browser: asked in a dialog, or on a page without it."""

import pytest
from django.urls import reverse

from competition.models import Round
from tests.factories import competition as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def tally(live_server, round):
    return live_server.url + reverse("competition:tally", args=[round.slug])


def state(round):
    return Round.objects.get(pk=round.pk).state


@pytest.mark.parametrize("scripted", [True, False])
def test_a_decision_goes_from_proposal_to_publication_by_clicks(new_page, live_server, scripted):
    round = make.evaluated(teams=3)
    organiser, approver = make.officers(round)
    one = new_page(organiser, java_script_enabled=scripted)
    two = new_page(approver, java_script_enabled=scripted)

    told = []
    for page, opener, button in (
        (one, "결정안 상신", "상신"),
        (two, "결정안 승인", "승인하고 봉인"),
        (one, "공개", "모두에게 한 번에 공개"),
    ):
        page.goto(tally(live_server, round))
        page.locator(".head .actions").get_by_role("link", name=opener, exact=True).click()
        page.get_by_role("button", name=button, exact=True).click()
        page.wait_for_load_state()
        told.append(state(round))

    assert told == ["tallied", "decided", "published"]


def test_a_dialog_that_is_cancelled_changes_nothing(new_page, live_server):
    round = make.evaluated(teams=2)
    page = new_page(make.officers(round)[0])
    page.goto(tally(live_server, round))

    page.locator(".head .actions").get_by_role("link", name="결정안 상신").click()
    dialog = page.get_by_role("dialog")
    asked = dialog.is_visible()
    dialog.get_by_role("link", name="취소").click()

    assert (asked, dialog.count(), state(round)) == (True, 0, "sealed")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_dashboard_and_the_tally_hold_to_wcag(new_page, live_server, axe, scheme):
    round = make.tallied(teams=3)
    page = new_page(make.officers(round)[1], color_scheme=scheme)
    found = []
    for name in ("dashboard", "tally", "approve", "entries", "people", "rulebook"):
        page.goto(live_server.url + reverse(f"competition:{name}", args=[round.slug]))
        found += [(name, problem) for problem in axe(page)]

    assert found == []


def test_the_dashboard_keeps_itself_current(new_page, live_server):
    round = make.sealed(teams=1)
    page = new_page(make.officers(round)[0])
    page.goto(live_server.url + round.get_absolute_url())

    with page.expect_response(lambda answer: answer.url.endswith("/live/")) as answer:
        pass

    assert answer.value.status == 200
