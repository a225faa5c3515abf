from datetime import timedelta

import pytest
from django.utils.timezone import now

from accounts.errors import RuleBroken
from competition.actions import entries
from competition.models import Entry
from jobs.models import Message
from tests.factories import competition as make
from tests.factories.teams import ConsortiumFactory, member

pytestmark = pytest.mark.django_db


def team(round):
    consortium = ConsortiumFactory(programme=round.programme)
    return consortium, member(consortium)


def test_a_team_applies_to_an_open_round_and_waits_for_an_answer():
    round = make.opened()
    consortium, lead = team(round)

    entry = entries.apply(round, consortium, by=lead)

    assert (entry.state, entry.submission) == ("applied", None)


def test_an_admitted_applicant_gets_its_repository_and_is_told():
    round = make.opened()
    consortium, lead = team(round)

    entry = entries.admit(entries.apply(round, consortium, by=lead), by=None)

    assert entry.submission.repo == f"{consortium.slug}/{round.slug}"
    assert Message.objects.filter(to=lead.email).exists()


def test_nobody_applies_to_a_round_that_is_being_prepared():
    round = make.drafted()

    with pytest.raises(RuleBroken) as refusal:
        entries.apply(round, team(round)[0], by=None)

    assert refusal.value.clause == "4(1)"


def test_nobody_applies_after_the_hand_in_closed():
    round = make.past_deadline(make.opened())

    with pytest.raises(RuleBroken) as refusal:
        entries.apply(round, team(round)[0], by=None)

    assert refusal.value.clause == "4(1)"


def test_who_was_eliminated_before_may_not_take_part_where_the_rules_say_so():
    before = make.published(teams=3)
    out = before.decisions.get(outcome="eliminated").entry.consortium
    round = make.opened(before.programme)

    with pytest.raises(RuleBroken) as refusal:
        entries.apply(round, out, by=None)

    assert refusal.value.clause == "3(3)"


def test_who_advanced_may_take_part_again():
    before = make.published(teams=3)
    inside = before.decisions.filter(outcome="advanced").first().entry.consortium
    round = make.opened(before.programme)

    assert entries.apply(round, inside, by=None).state == "applied"


def test_eligibility_holds_for_officers_too():
    before = make.published(teams=3)
    out = before.decisions.get(outcome="eliminated").entry.consortium
    round = make.opened(before.programme)

    with pytest.raises(RuleBroken) as refusal:
        entries.enter(round, out, by=None)

    assert refusal.value.clause == "3(3)"


def test_a_team_is_in_a_round_once():
    round = make.opened(teams=1)

    with pytest.raises(RuleBroken):
        entries.enter(round, round.entries.get().consortium, by=None)


def test_a_team_may_withdraw_until_the_seal():
    round = make.opened(teams=1)
    entry = round.entries.select_related("round", "submission").get()

    gone = entries.withdraw(entry, by=make.lead(entry))

    gone.submission.refresh_from_db()
    assert (gone.state, gone.submission.state) == ("withdrawn", "withdrawn")


def test_after_the_seal_nobody_withdraws():
    round = make.sealed(teams=1)
    entry = Entry.objects.select_related("round", "submission").get(round=round)

    with pytest.raises(RuleBroken) as refusal:
        entries.withdraw(entry, by=None)

    assert refusal.value.clause == "6(4)"


def test_a_refusal_needs_a_reason_and_tells_the_team():
    round = make.opened()
    consortium, lead = team(round)
    entry = entries.apply(round, consortium, by=lead)

    with pytest.raises(RuleBroken):
        entries.refuse(entry, reason=" ", by=None)
    entries.refuse(entry, reason="서류 미비", by=None)

    assert Message.objects.filter(to=lead.email, body__contains="서류 미비").exists()


def test_own_dates_go_down_into_the_submission_and_need_a_reason():
    round = make.opened(teams=1)
    entry = Entry.objects.select_related("round", "submission", "consortium").get(round=round)
    dates = {"opens_at": now(), "closes_at": round.closes_at + timedelta(days=3)}

    with pytest.raises(RuleBroken):
        entries.set_calendar(entry, **dates, reason="", by=None)
    entry = entries.set_calendar(entry, **dates, reason="장비 지연 공급", by=None)

    entry.submission.refresh_from_db()
    assert entry.submission.closes_at == dates["closes_at"]


def test_a_team_entered_before_the_rules_were_chosen_is_asked_at_the_opening():
    before = make.published(teams=3)
    out = before.decisions.get(outcome="eliminated").entry.consortium
    round = make.drafted(before.programme, book=None)
    entries.enter(round, out, by=None)
    round = make.rounds.choose_rulebook(round, before.rulebook, by=None)

    with pytest.raises(RuleBroken) as refusal:
        make.rounds.open(round, by=None)

    assert refusal.value.clause == "3(3)"
