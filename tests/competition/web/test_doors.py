"""Who may go through which door, and that no door tells a result early."""

import pytest
from django.urls import reverse

from competition.models import Round
from tests.factories import competition as make
from tests.factories.accounts import AccountFactory, holder

pytestmark = pytest.mark.django_db
OFFICE = (
    "dashboard", "live", "setup", "rulebook", "entries", "people", "findings", "evaluations",
    "tally",
)  # fmt: skip


def to(name, *args):
    return reverse(f"competition:{name}", args=args)


def sign_in(client, account):
    client.force_login(account)
    return client


@pytest.fixture
def round():
    return make.sealed(teams=2)


def test_nobody_comes_to_the_office_without_signing_in(client, round):
    places = [to(name, round.slug) for name in OFFICE]

    gone = [client.get(place) for place in places]

    assert [r["Location"] for r in gone] == [f"/account/login/?next={place}" for place in places]


def test_a_stranger_cannot_tell_a_round_from_none(client, round):
    sign_in(client, AccountFactory())

    assert {client.get(to(name, round.slug)).status_code for name in OFFICE} == {404}
    assert client.get(to("dashboard", "no-such-round")).status_code == 404


@pytest.mark.parametrize("role", ["evaluator", "panel", "custodian"])
def test_who_only_takes_part_knows_the_round_but_not_its_office(client, round, role):
    sign_in(client, holder(round.programme, role))

    assert {client.get(to(name, round.slug)).status_code for name in OFFICE} == {403}


@pytest.mark.parametrize("role", ["evaluator", "panel", "custodian"])
def test_a_round_being_prepared_is_not_there_for_them(client, role):
    round = make.drafted()
    sign_in(client, holder(round.programme, role))

    assert {client.get(to(name, round.slug)).status_code for name in OFFICE} == {404}


def test_a_team_sees_its_own_page_and_nobody_elses(client, round):
    own, other = make.handed_in(round)
    sign_in(client, make.lead(own))

    assert client.get(own.get_absolute_url()).status_code == 200
    assert client.get(other.get_absolute_url()).status_code == 404
    assert {client.get(to(name, round.slug)).status_code for name in OFFICE} == {403}


def test_an_officer_of_another_programme_is_a_stranger(client, round):
    sign_in(client, holder(make.drafted().programme))

    assert {client.get(to(name, round.slug)).status_code for name in OFFICE} == {404}


ACTS = {  # act → (stage, roles that may)
    "open": ("drafted", {"organiser"}),
    "propose": ("sealed", {"organiser"}),
    "approve": ("tallied", {"approver"}),
    "send_back": ("tallied", {"organiser", "approver"}),
    "publish": ("decided", {"organiser", "approver"}),
    "confirm": ("published", {"organiser", "approver"}),
}


@pytest.mark.parametrize("act", ACTS)
def test_who_may_press_each_button(client, act):
    stage, able = ACTS[act]
    round = getattr(make, stage)()
    answers = {}
    for role in ("organiser", "approver", "auditor"):
        client.force_login(holder(round.programme, role))
        answers[role] = client.get(to(act, round.slug)).status_code

    assert {role for role, status in answers.items() if status == 200} == able
    assert set(answers.values()) <= {200, 403}


def test_the_proposer_is_not_shown_the_approval(client):
    round = make.tallied(teams=2)
    sign_in(client, round.proposed_by)

    assert client.post(to("approve", round.slug)).status_code == 403
    assert Round.objects.get(pk=round.pk).state == "tallied"


def test_an_incomplete_rulebook_opens_through_no_door(client):
    round = make.drafted(book=None)
    organiser = holder(round.programme)
    make.rounds.choose_rulebook(round, make.incomplete(round.programme), by=None)
    sign_in(client, organiser)

    page = client.post(to("open", round.slug))
    api = client.post(f"/api/v1/rounds/{round.slug}/open/")

    assert (page.status_code, api.status_code) == (409, 409)
    assert Round.objects.get(pk=round.pk).state == "drafted"


@pytest.mark.parametrize("stage", ["tallied", "decided"])
def test_a_team_learns_nothing_of_a_decision_before_it_is_published(client, stage):
    round = getattr(make, stage)(teams=3)
    entry = make.handed_in(round)[0]
    decision = entry.decisions.get()
    sign_in(client, make.lead(entry))

    places = [to("team_home"), entry.get_absolute_url(), "/api/v1/decisions/", "/api/v1/rounds/"]
    shown = " ".join(client.get(place).content.decode() for place in places)

    told = [str(decision.total), decision.digest, decision.get_outcome_display(), stage]
    assert [word for word in told if word in shown] == []


def test_a_ruling_is_not_shown_to_the_team_before_the_result(client, round):
    organiser, approver = make.officers(round)
    finding = make.findings.send(make.finding(round), by=organiser)
    lead = make.lead(finding.entry)
    finding = make.findings.reply(finding, reply="답변입니다.", by=lead)
    finding = make.findings.rule(finding, passed=False, reason="비밀사유", by=organiser)
    make.findings.approve(finding, by=approver)
    sign_in(client, lead)

    places = [finding.get_absolute_url(), finding.entry.get_absolute_url(), "/api/v1/findings/"]
    shown = " ".join(client.get(place).content.decode() for place in places)

    assert "답변입니다." in shown
    assert [w for w in ("비밀사유", '"settled"', organiser.name, approver.name) if w in shown] == []


def test_only_the_team_that_was_asked_replies(client, round):
    finding = make.findings.send(make.finding(round), by=None)
    other = make.handed_in(round)[1]
    sign_in(client, make.lead(other))

    assert client.post(to("reply", finding.uuid), {"reply": "남의 답"}).status_code == 404


def test_a_finding_nobody_sent_is_not_there_for_the_team(client, round):
    finding = make.finding(round)
    sign_in(client, make.lead(finding.entry))

    assert client.get(finding.get_absolute_url()).status_code == 404


def test_a_refused_form_keeps_what_was_typed(client, round):
    organiser, _approver = make.officers(round)
    finding = make.findings.send(make.finding(round), by=None)
    sign_in(client, organiser)

    typed = {"passed": "no", "reason": "남겨 둘 사유"}
    page = client.post(to("rule", finding.uuid), typed)

    assert page.status_code == 409  # the team still has time
    assert "남겨 둘 사유" in page.content.decode()
