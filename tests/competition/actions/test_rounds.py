from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import now

from accounts.errors import RuleBroken
from competition import regulation
from competition.actions import entries, rounds, rulebooks
from competition.models import Round
from jobs.models import Message
from scoring.models import EvaluationForm
from tests.factories import competition as make
from tests.factories.accounts import ProgrammeFactory

pytestmark = pytest.mark.django_db


def test_a_round_without_a_rulebook_does_not_open():
    round = make.drafted(book=None)

    with pytest.raises(RuleBroken):
        rounds.open(round, by=None)

    assert Round.objects.get(pk=round.pk).state == "drafted"


def test_a_round_with_one_open_point_does_not_open():
    round = make.drafted(book=None)
    rounds.choose_rulebook(round, make.incomplete(round.programme), by=None)

    with pytest.raises(rounds.NotReady) as refusal:
        rounds.open(Round.objects.get(pk=round.pk), by=None)

    assert len(refusal.value.problems) >= 1
    assert Round.objects.get(pk=round.pk).state == "drafted"


def test_a_rulebook_for_another_kind_of_round_opens_none():
    round = make.drafted(book="demo-additional")

    with pytest.raises(RuleBroken):
        rounds.open(round, by=None)


def test_a_round_with_a_gap_in_its_calendar_does_not_open():
    round = make.drafted(evaluation_closes_at=None)

    with pytest.raises(RuleBroken) as refusal:
        rounds.open(round, by=None)

    assert refusal.value.clause == "4(1)"


def test_opening_freezes_a_form_for_each_committee_and_panel():
    round = make.opened()

    forms = EvaluationForm.objects.filter(programme=round.programme, key=round.slug)

    assert set(forms.values_list("kind", "part")) == {
        ("expert", "expert_sheet"),
        ("user", "citizens"),
    }


def test_opening_gives_each_admitted_team_a_repository_with_its_terms():
    round = make.opened(teams=1)

    submission = round.entries.get().submission

    assert submission.closes_at == round.closes_at
    assert submission.clause == "6(2)"
    assert submission.documents_required == ["technical_report"]
    assert regulation.cite("6(2)", "ko") in submission.refusal_ko
    assert "Article 6(2)" in submission.refusal_en


def test_opening_publishes_the_rulebook():
    assert make.opened().rulebook.status == "published"


def test_the_rules_stay_after_the_opening():
    round = make.opened()
    other = make.incomplete(round.programme)

    with pytest.raises(RuleBroken) as refusal:
        rounds.choose_rulebook(round, other, by=None)

    assert refusal.value.clause == "21(3)"


def test_the_same_rules_uploaded_twice_are_one_version():
    programme = ProgrammeFactory()

    assert make.rulebook(programme) == make.rulebook(programme)


def test_a_file_that_is_no_rulebook_is_refused_with_its_problems():
    with pytest.raises(rulebooks.NotARulebook) as refusal:
        rulebooks.upload(ProgrammeFactory(), '{"schema": "simsa-rulebook/1"}', by=None)

    assert len(refusal.value.problems) > 1


def test_a_hand_in_that_closes_before_it_opens_is_refused_at_its_field():
    round = make.drafted()

    with pytest.raises(RuleBroken) as refusal:
        rounds.amend_calendar(round, closes_at=round.opens_at - timedelta(days=1), by=None)

    assert refusal.value.field == "closes_at"


def test_after_the_opening_a_date_moves_only_later_and_with_a_reason():
    round = make.opened()
    later, earlier = (round.closes_at + timedelta(hours=h) for h in (3, -3))

    with pytest.raises(RuleBroken) as silent:
        rounds.amend_calendar(round, closes_at=later, by=None)
    with pytest.raises(RuleBroken) as backwards:
        rounds.amend_calendar(round, closes_at=earlier, reason="장비", by=None)

    assert (silent.value.field, backwards.value.field) == ("reason", "closes_at")
    assert backwards.value.clause == "21(4)"


def test_an_extension_reaches_every_team_at_once_and_tells_them():
    round = make.opened(teams=2)
    later = round.closes_at + timedelta(hours=3)

    rounds.amend_calendar(round, closes_at=later, reason="장비 지연", by=None)

    ends = {entry.submission.closes_at for entry in round.entries.select_related("submission")}
    told = Message.objects.filter(body__contains="장비 지연").values_list("to", flat=True)
    assert ends == {later}
    assert set(told) == {make.lead(entry).email for entry in round.entries.all()}


def test_a_longer_evaluation_moves_the_frozen_forms():
    round = make.sealed()
    later = round.evaluation_closes_at + timedelta(days=1)

    rounds.amend_calendar(round, evaluation_closes_at=later, reason="시간 부족", by=None)

    forms = EvaluationForm.objects.filter(key=round.slug)
    assert set(forms.values_list("closes_at", flat=True)) == {later}


def test_a_sealed_hand_in_is_not_extended():
    round = make.sealed()

    with pytest.raises(RuleBroken) as refusal:
        rounds.amend_calendar(round, closes_at=now() + timedelta(days=1), reason="늦음", by=None)

    assert refusal.value.clause == "6(3)"


def test_a_late_entrant_keeps_its_own_dates_when_the_round_is_extended():
    round = make.opened(teams=1)
    late = round.entries.select_related("round", "submission", "consortium").get()
    own = {"opens_at": now(), "closes_at": round.closes_at + timedelta(days=30)}
    late = entries.set_calendar(late, **own, reason="추가 공모", by=None)

    rounds.amend_calendar(
        round, closes_at=round.closes_at + timedelta(hours=1), reason="장비", by=None
    )

    late.submission.refresh_from_db()
    assert late.submission.closes_at == own["closes_at"]


def test_the_table_refuses_an_open_round_without_rules():
    round = make.drafted(book=None)

    with pytest.raises(IntegrityError, match="round_that_opened_has_rules"), transaction.atomic():
        Round.objects.filter(pk=round.pk).update(state="open")
