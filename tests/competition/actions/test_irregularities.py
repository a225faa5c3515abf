import pytest
from django.db import IntegrityError, transaction

from accounts.errors import RuleBroken
from competition.actions import irregularities
from competition.models import Irregularity
from competition.queries import tallying
from tests.factories import competition as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def round():
    return make.examined(teams=2)


@pytest.fixture
def proposed(round):
    organiser = make.officers(round)[0]
    entry = make.handed_in(round)[0]
    return irregularities.propose(entry, kind="unreadable", note="읽을 수 없습니다.", by=organiser)


def test_an_unreadable_model_is_out_by_its_clause_once_two_persons_say_so(round, proposed):
    irregularities.approve(proposed, by=make.officers(round)[1])

    found = tallying.preview(round)

    standing = found.tally.standing(proposed.entry.consortium.slug)
    assert (standing.outcome, standing.clause) == ("eliminated", "6(6)")


def test_until_then_it_competes_and_the_tally_says_what_is_awaited(round, proposed):
    found = tallying.preview(round)

    assert found.inputs.entries[0].status == "competing"
    assert "6(7)" in {lack.clause for lack in found.missing}


def test_whoever_proposed_cannot_approve(proposed):
    with pytest.raises(RuleBroken) as refusal:
        irregularities.approve(proposed, by=proposed.decided_by)

    assert refusal.value.clause == "6(6)"


def test_the_table_refuses_it_too(proposed):
    with pytest.raises(IntegrityError, match="second_person"), transaction.atomic():
        Irregularity.objects.filter(pk=proposed.pk).update(approved_by=proposed.decided_by)


def test_an_entry_is_proposed_once_at_a_time(proposed):
    with pytest.raises(RuleBroken):
        irregularities.propose(proposed.entry, kind="other", note="사유", by=None)


def test_what_was_dropped_may_be_proposed_again(round, proposed):
    irregularities.drop(proposed, by=make.officers(round)[1])

    again = irregularities.propose(proposed.entry, kind="other", note="규정 위반", by=None)

    assert (again.state, again.clause) == ("proposed", "6(7)")


def test_it_needs_a_reason(round):
    with pytest.raises(RuleBroken) as refusal:
        irregularities.propose(make.handed_in(round)[0], kind="other", note=" ", by=None)

    assert refusal.value.field == "note"
