"""An officer sets up a round in the browser, from nothing to open."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import PersonalLink
from competition import regulation
from competition.actions import people
from competition.models import Round
from scoring.models import Evaluator
from tests.factories import competition as make
from tests.factories.accounts import ProgrammeFactory, holder

pytestmark = pytest.mark.django_db
CALENDAR = {
    "opens_at": "2027-03-01T09:00",
    "closes_at": "2027-03-12T18:00",
    "evaluation_opens_at": "2027-03-15T09:00",
    "evaluation_closes_at": "2027-03-28T18:00",
    "publishes_at": "2027-04-02T14:00",
}
NAMES = {"name_ko": "2차 단계평가", "name_en": "Stage 2", "slug": "stage-2", "kind": "stage"}


def to(name, *args):
    return reverse(f"competition:{name}", args=args)


def upload(client, round, text):
    file = SimpleUploadedFile("rulebook.json", text.encode(), "application/json")
    return client.post(to("rulebook", round.slug), {"file": file})


def test_a_round_is_set_up_and_opened_in_the_browser(client):
    programme = ProgrammeFactory()
    client.force_login(holder(programme))

    client.post(to("new_round", programme.slug), NAMES)
    round = Round.objects.get(slug="stage-2")
    client.post(to("calendar", round.slug), CALENDAR)
    upload(client, round, regulation.examples.text("demo-stage"))
    client.post(
        to("add_teams", round.slug), {"teams": "haneul,하늘,Haneul,하늘 1,,,lead@example.kr"}
    )
    opened = client.post(to("open", round.slug))
    client.post(to("add_people", round.slug, "evaluator"), {"people": "가람,g@example.kr"})
    client.post(to("send_links", round.slug, "evaluator"))

    round.refresh_from_db()
    assert opened.headers["Location"] == round.get_absolute_url()
    assert (round.state, round.entries.count(), Evaluator.objects.count()) == ("open", 1, 1)
    assert PersonalLink.objects.get().state == "sent"


def test_what_is_open_in_a_rulebook_is_said_in_the_readers_language(client):
    round = make.drafted(book=None)
    client.force_login(holder(round.programme))
    said = json.loads(regulation.examples.text("demo-stage")) | {"cut": None}

    upload(client, round, json.dumps(said))
    korean = client.get(to("rulebook", round.slug)).content.decode()
    client.cookies["django_language"] = "en"
    english = client.get(to("rulebook", round.slug)).content.decode()

    problem = regulation.readiness(regulation.parse(json.dumps(said)))[0]
    assert problem.ko in korean
    assert problem.en in english.replace("&#x27;", "'")


@pytest.mark.parametrize("text", ["not json", "[]", '{"schema": "simsa-rulebook/99"}', '{"a": 1}'])
def test_a_file_that_is_no_rulebook_is_refused_on_its_page(client, text):
    round = make.drafted(book=None)
    client.force_login(holder(round.programme))

    answer = upload(client, round, text)

    assert answer.status_code == 409
    assert "규정 파일이 아닙니다" in answer.content.decode()


def test_the_file_that_comes_back_has_the_digest_that_is_shown(client):
    round = make.drafted()
    client.force_login(holder(round.programme))

    file = client.get(to("rulebook_file", round.slug, round.rulebook.number))

    assert regulation.digest(regulation.parse(file.content)) == round.rulebook.digest


def test_a_bound_rulebook_takes_no_other(client):
    round = make.opened()
    client.force_login(holder(round.programme))

    assert upload(client, round, regulation.examples.text("demo-stage")).status_code == 403


def test_a_round_without_its_dates_is_refused_with_the_clause(client):
    round = make.drafted(closes_at=None)
    client.force_login(holder(round.programme))

    answer = client.post(to("open", round.slug))

    assert answer.status_code == 409
    assert "4(1)" in answer.content.decode()


def test_a_wrong_list_keeps_what_was_typed(client):
    round = make.opened()
    client.force_login(holder(round.programme))

    answer = client.post(to("add_people", round.slug, "panel"), {"people": "가람,no address"})

    assert answer.status_code == 422
    assert "가람,no address" in answer.content.decode()


def test_a_link_is_sent_again_and_revoked(client):
    round = make.opened()
    client.force_login(holder(round.programme))
    seated = people.seat_evaluators(
        round, people=[{"name": "가람", "email": "g@example.kr"}], by=None
    )[0]

    client.post(to("send_link", round.slug, "evaluator", seated.pk))
    client.post(to("revoke_link", round.slug, "evaluator", seated.pk))

    assert PersonalLink.objects.get().state == "revoked"


def test_an_application_is_admitted_and_another_refused(client):
    round = make.opened()
    client.force_login(holder(round.programme))
    first, second = (
        make.entries.apply(round, make.ConsortiumFactory(programme=round.programme), by=None)
        for _n in range(2)
    )

    client.post(to("admit", round.slug, first.consortium.slug))
    client.post(to("refuse", round.slug, second.consortium.slug), {"reason": "서류 미비"})

    first.refresh_from_db(), second.refresh_from_db()
    assert (first.state, second.state) == ("admitted", "refused")
