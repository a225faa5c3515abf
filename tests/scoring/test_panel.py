import pytest
from django.urls import reverse

from scoring.actions import ratings
from scoring.models import Rater
from scoring.queries.desk import in_order
from tests.factories import scoring as make
from tests.factories.accounts import AccountFactory, holder

pytestmark = pytest.mark.django_db


@pytest.fixture
def rater(client):
    form = make.form(kind="user")
    for _ in range(3):
        make.candidate(form)
    seat = make.rater(form)
    client.force_login(seat.account)
    return seat


def test_a_panel_member_rates_every_team_and_seals(client, rater):
    url = reverse("scoring:panel", args=[rater.uuid])
    assert client.get(reverse("scoring:panels")).headers["Location"] == url
    given = {"score-A": "5", "score-B": "3", "score-C": "1", "comment-A": "좋음", "revision": 0}

    client.post(url, given)
    client.post(reverse("scoring:panel_seal", args=[rater.uuid]), {"revision": 1})

    assert Rater.objects.get().state == "sealed"
    rows = rater.ratings.order_by("candidate__code").values_list("value", "state")
    assert [(int(value), state) for value, state in rows] == [
        (5, "sealed"),
        (3, "sealed"),
        (1, "sealed"),
    ]
    assert client.post(url, given).status_code == 409


def test_a_rating_out_of_bounds_is_refused_and_shown_again(client, rater):
    url = reverse("scoring:panel", args=[rater.uuid])

    answer = client.post(url, {"score-A": "6", "comment-B": "그대로", "revision": 0})

    assert (answer.status_code, "그대로" in answer.content.decode()) == (422, True)
    assert not rater.ratings.exists()


def test_a_panel_with_a_team_unrated_is_not_sealed(client, rater):
    ratings.rate(rater, rater.form.candidates.first(), value="3", by=rater.account)

    answer = client.post(reverse("scoring:panel_seal", args=[rater.uuid]), {"revision": 1})

    assert (answer.status_code, Rater.objects.get().state) == (409, "open")


def test_nobody_sees_another_panel_members_page(client, rater):
    for account in (make.rater(rater.form).account, holder(rater.form.programme), AccountFactory()):
        client.force_login(account)
        assert client.get(reverse("scoring:panel", args=[rater.uuid])).status_code == 404


def test_raters_meet_the_teams_in_different_orders():
    form = make.form(kind="user")
    for _ in range(6):
        make.candidate(form)
    from_seeds = {
        tuple(c.code for c in in_order(seed, form.candidates.all())) for seed in range(20)
    }

    assert len(from_seeds) > 10
