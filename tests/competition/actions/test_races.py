"""Two at once: on SQLite and on PostgreSQL."""

import pytest

from accounts.errors import StaleState
from competition.actions import decisions, findings, sealing
from competition.models import Decision, Finding, Letter, Round, TallyRecord
from tests.factories import competition as make
from tests.factories.accounts import holder

pytestmark = [pytest.mark.races, pytest.mark.django_db(transaction=True)]


def test_of_two_officers_pressing_publish_at_once_one_publishes(at_once):
    round = make.decided(teams=2)
    organiser, approver = make.officers(round)

    pressed = at_once(
        lambda: decisions.publish(round, by=organiser),
        lambda: decisions.publish(round, by=approver),
    )

    assert [type(error) for error in pressed.errors] == [StaleState]
    assert Letter.objects.count() == 4
    assert Decision.objects.exclude(number="").count() == 2
    assert Round.objects.get(pk=round.pk).state == "published"


def test_of_two_proposals_at_once_one_stands(at_once):
    round = make.evaluated(teams=2)
    first, second = holder(round.programme), holder(round.programme)

    pressed = at_once(
        lambda: decisions.propose(round, by=first), lambda: decisions.propose(round, by=second)
    )

    assert [type(error) for error in pressed.errors] == [StaleState]
    assert TallyRecord.objects.count() == 1


def test_of_two_ticks_closing_a_round_one_draws_the_letters(at_once):
    round = make.opened(teams=2)
    for entry in round.entries.all():
        make.fill(entry)
    make.past_deadline(round)
    for entry in round.entries.select_related("submission"):
        sealing.seal(entry.submission)
    round = Round.objects.get(pk=round.pk)

    pressed = at_once(*[lambda: sealing.close(round)] * 2)

    assert len(pressed.errors) == 1
    assert sorted(round.entries.values_list("code", flat=True)) == ["A", "B"]


def test_of_two_ticks_reading_a_report_one_opens_its_finding(at_once):
    round = make.sealed(teams=1)
    report = make.report(make.handed_in(round)[0], verdict="derived")

    read = at_once(*[lambda: findings.gather(report)] * 2)

    assert read.errors == []
    assert Finding.objects.count() == 1


def test_of_a_publication_and_a_sending_back_the_first_wins(at_once):
    round = make.tallied(teams=2)
    _organiser, approver = make.officers(round)
    other = holder(round.programme, "approver")

    pressed = at_once(
        lambda: decisions.approve(round, by=approver),
        lambda: decisions.send_back(round, reason="다시", by=other),
    )

    assert [type(error) for error in pressed.errors] == [StaleState]
