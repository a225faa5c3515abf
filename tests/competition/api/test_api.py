"""The same verbs through the programs' door."""

import pytest

from competition.models import Round
from tests.factories import competition as make
from tests.factories.accounts import AccountFactory, holder

pytestmark = pytest.mark.django_db


def rows(client, name):
    return client.get(f"/api/v1/{name}/").json()["results"]


def post(client, place, **body):
    return client.post(f"/api/v1/{place}/", body, content_type="application/json")


def test_a_round_is_walked_from_draft_to_publication_by_programs(client):
    round = make.drafted()
    organiser, approver = make.officers(round)
    client.force_login(organiser)
    place = f"rounds/{round.slug}"

    assert post(client, f"{place}/open").json()["state"] == "open"
    make.entry(Round.objects.get(pk=round.pk))
    make.entry(Round.objects.get(pk=round.pk))
    for entry in round.entries.select_related("submission"):
        make.fill(entry)
    make.seal_all(round)
    for entry in make.handed_in(round):
        make.report(entry)
        make.run(entry)
    make.evaluate(Round.objects.get(pk=round.pk))
    assert post(client, f"{place}/propose").json()["state"] == "tallied"
    client.force_login(approver)
    assert post(client, f"{place}/approve").json()["state"] == "decided"
    assert post(client, f"{place}/publish").json()["state"] == "published"


def test_a_broken_rule_is_a_problem_with_its_clause(client):
    round = make.examined(teams=2)
    client.force_login(holder(round.programme))

    answer = post(client, f"rounds/{round.slug}/propose")

    assert answer.status_code == 409
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert answer.json()["clause"]


def test_a_stranger_finds_no_round(client):
    round = make.opened()
    client.force_login(AccountFactory())

    assert rows(client, "rounds") == []
    assert post(client, f"rounds/{round.slug}/open").status_code == 404


@pytest.mark.parametrize("stage", ["tallied", "decided"])
def test_a_round_under_decision_looks_sealed_to_its_teams(client, stage):
    round = getattr(make, stage)(teams=2)
    client.force_login(make.lead(make.handed_in(round)[0]))

    assert [row["state"] for row in rows(client, "rounds")] == ["sealed"]
    assert rows(client, "decisions") == []


def test_a_team_sees_its_own_decision_once_it_is_published(client):
    round = make.published(teams=2)
    own = make.handed_in(round)[0]
    client.force_login(make.lead(own))

    assert [row["consortium"] for row in rows(client, "decisions")] == [own.consortium.slug]


def test_no_entry_names_its_blind_letter(client):
    round = make.sealed(teams=2)
    client.force_login(holder(round.programme))

    assert {"code"} & set(rows(client, "entries")[0]) == set()


def test_a_lead_applies_and_withdraws(client):
    round = make.opened()
    consortium = make.ConsortiumFactory(programme=round.programme)
    client.force_login(make.member(consortium))

    entry = post(client, "entries", round=round.slug, consortium=consortium.slug)
    gone = post(client, f"entries/{entry.json()['id']}/withdraw")

    assert (entry.status_code, entry.json()["state"]) == (201, "applied")
    assert gone.json()["state"] == "withdrawn"


def test_a_plain_member_does_not_apply(client):
    round = make.opened()
    consortium = make.ConsortiumFactory(programme=round.programme)
    client.force_login(make.member(consortium, role="member"))

    answer = post(client, "entries", round=round.slug, consortium=consortium.slug)

    assert answer.status_code == 403


def test_a_finding_is_replied_to_and_ruled_on(client):
    round = make.sealed(teams=1)
    organiser, approver = make.officers(round)
    finding = make.finding(round)
    place = f"findings/{finding.uuid}"
    told = []
    for who, verb, body in (
        (organiser, "send", {}),
        (make.lead(finding.entry), "reply", {"reply": "저희 것입니다."}),
        (organiser, "rule", {"passed": False, "reason": "인코더가 같습니다."}),
        (approver, "approve", {}),
    ):
        client.force_login(who)
        told.append(post(client, f"{place}/{verb}", **body).json()["state"])

    assert told == ["sent", "replied", "ruled", "settled"]


@pytest.mark.parametrize("name", ["rounds", "entries", "findings", "decisions"])
def test_a_list_costs_the_same_for_one_and_for_three(client, name, django_assert_num_queries):
    programme = make.ProgrammeFactory()
    client.force_login(holder(programme))
    for _n in range(3):
        round = make.tallied(programme, teams=1)
        make.gather(round)
        client.get("/api/v1/rounds/")
        with django_assert_num_queries(5):  # session, account, roles, count, rows
            assert rows(client, name)
