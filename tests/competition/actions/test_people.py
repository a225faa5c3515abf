import pytest

from accounts.errors import RuleBroken
from accounts.models import PersonalLink
from competition.actions import people
from jobs.models import Message
from scoring.models import Evaluator, Rater
from tests.factories import competition as make

pytestmark = pytest.mark.django_db
LISTED = [{"name": "가람", "email": "garam@example.kr"}, {"name": "나래", "email": "n@example.kr"}]


def test_a_list_seats_each_person_once_however_often_it_is_given():
    round = make.opened()

    people.seat_evaluators(round, people=LISTED, by=None)
    people.seat_evaluators(round, people=LISTED, by=None)

    assert list(Evaluator.objects.values_list("code", flat=True)) == ["A", "B"]


def test_a_panel_is_seated_the_same_way():
    people.seat_panel(make.opened(), people=LISTED, by=None)

    assert Rater.objects.count() == 2


def test_a_member_of_a_team_of_the_round_judges_nobody_in_it():
    round = make.opened(teams=1)
    own = make.lead(round.entries.get())

    with pytest.raises(RuleBroken) as refusal:
        people.seat_evaluators(
            round, people=[*LISTED, {"name": own.name, "email": own.email}], by=None
        )

    assert refusal.value.field == "people"
    assert not Evaluator.objects.exists()  # all or none


def test_seats_wait_for_the_opening():
    with pytest.raises(RuleBroken):
        people.seat_evaluators(make.drafted(), people=LISTED, by=None)


def test_a_link_goes_out_by_mail_whose_body_is_kept_secret():
    round = make.opened()
    people.seat_evaluators(round, people=LISTED, by=None)

    people.send_links(round, purpose="evaluator", by=None)

    assert {link.state for link in PersonalLink.objects.all()} == {"sent"}
    assert set(Message.objects.values_list("secret", flat=True)) == {True}
    assert all("/link/" in body for body in Message.objects.values_list("body", flat=True))


def test_a_new_link_ends_the_earlier_one():
    round = make.opened()
    account = people.seat_evaluators(round, people=LISTED[:1], by=None)[0]

    people.send_link(round, account, purpose="evaluator", by=None)
    people.send_link(round, account, purpose="evaluator", by=None)

    states = [link.state for link in PersonalLink.objects.order_by("pk")]
    assert states == ["revoked", "sent"]
