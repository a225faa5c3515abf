"""Pages cost the same for one row and for many, and the big ones at most 12 queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import competition as make
from tests.factories.accounts import holder

pytestmark = pytest.mark.django_db
MOST = 12


def cost(client, name, round):
    client.get(reverse(f"competition:{name}", args=[round.slug]))  # imports, templates
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse(f"competition:{name}", args=[round.slug])).status_code == 200
    return len(asked)


@pytest.mark.parametrize("name", ["dashboard", "entries", "findings", "evaluations", "tally"])
def test_a_page_costs_the_same_for_one_team_and_for_three(client, name):
    one, three = make.evaluated(teams=1), make.evaluated(teams=3)
    costs = []
    for round in (one, three):
        client.force_login(holder(round.programme))
        costs.append(cost(client, name, round))

    assert costs[0] == costs[1] <= MOST


@pytest.mark.parametrize("stage", ["tallied", "published"])
def test_a_kept_tally_costs_the_same_for_one_team_and_for_three(client, stage):
    costs = []
    for teams in (1, 3):
        round = getattr(make, stage)(teams=teams)
        client.force_login(holder(round.programme))
        costs.append(cost(client, "tally", round))

    assert costs[0] == costs[1] <= MOST


def test_the_list_of_rounds_costs_the_same_for_one_and_for_three(client):
    round = make.drafted()
    client.force_login(holder(round.programme))
    costs = []
    for _n in range(3):
        client.get(reverse("competition:office"))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("competition:office"))
        costs.append(len(asked))
        make.drafted(round.programme)

    assert len(set(costs)) == 1


def test_a_teams_home_costs_the_same_for_one_round_and_for_three(client):
    first = make.opened(teams=1)
    consortium = first.entries.get().consortium
    client.force_login(make.lead(first.entries.get()))
    costs = []
    for _n in range(3):
        client.get(reverse("competition:team_home"))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("competition:team_home"))
        costs.append(len(asked))
        make.entry(make.opened(first.programme), consortium)

    assert len(set(costs)) == 1
