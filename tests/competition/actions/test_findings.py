from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from accounts.errors import IllegalMove, RuleBroken
from competition import tasks
from competition.actions import findings
from competition.models import Finding
from jobs.models import Message
from tests.factories import competition as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def round():
    return make.sealed(teams=2)


@pytest.fixture
def officer(round):
    return make.officers(round)[0]


@pytest.fixture
def approver(round):
    return make.officers(round)[1]


@pytest.fixture
def sent(round, officer):
    return findings.send(make.finding(round), by=officer)


def ruled(finding, officer, *, passed=False):
    finding = findings.reply(finding, reply="저희가 학습하였습니다.", by=make.lead(finding.entry))
    return findings.rule(finding, passed=passed, reason="인코더가 같습니다.", by=officer)


def test_the_tick_opens_one_finding_for_each_adverse_component(round):
    make.report(make.handed_in(round)[0], verdict="derived")

    tasks.tick()
    tasks.tick()

    assert list(Finding.objects.values_list("component", "verdict", "state")) == [
        ("vision", "derived", "open")
    ]


def test_an_unclear_verdict_goes_to_the_team_too(round):
    make.report(make.handed_in(round)[0], verdict="inconclusive")

    tasks.tick()

    assert Finding.objects.get().verdict == "inconclusive"


def test_a_report_without_fault_opens_none(round):
    make.report(make.handed_in(round)[0])

    tasks.tick()

    assert not Finding.objects.exists()


def test_a_finding_is_sent_with_its_report_and_the_days_the_rulebook_gives(round, officer):
    finding = make.finding(round)

    sent = findings.send(finding, by=officer)

    sent.report.refresh_from_db()
    assert sent.reply_due_at - sent.sent_at == timedelta(days=3)
    assert sent.report.disclosed_to_team_at is not None
    assert Message.objects.filter(to=make.lead(finding.entry).email).exists()


def test_the_team_replies_once(sent):
    lead = make.lead(sent.entry)
    replied = findings.reply(sent, reply="저희 것입니다.", by=lead)

    with pytest.raises(IllegalMove):
        findings.reply(replied, reply="한 번 더", by=lead)

    assert (replied.state, replied.reply) == ("replied", "저희 것입니다.")


def test_an_empty_reply_is_refused_at_its_field(sent):
    with pytest.raises(RuleBroken) as refusal:
        findings.reply(sent, reply="  ", by=make.lead(sent.entry))

    assert refusal.value.field == "reply"


def test_a_reply_after_its_time_is_refused_with_the_clause(sent):
    late = sent.reply_due_at + timedelta(seconds=1)
    with time_machine.travel(late, tick=False), pytest.raises(RuleBroken) as refusal:
        findings.reply(sent, reply="늦었습니다.", by=make.lead(sent.entry))

    assert refusal.value.clause == "12(4)"


def test_nobody_rules_while_the_team_has_time_to_reply(sent, officer):
    with pytest.raises(RuleBroken) as refusal:
        findings.rule(sent, passed=False, reason="사유", by=officer)

    assert refusal.value.clause == "12(4)"


def test_a_team_that_let_its_time_pass_is_ruled_on(sent, officer):
    with time_machine.travel(sent.reply_due_at + timedelta(seconds=1), tick=False):
        finding = findings.rule(sent, passed=False, reason="답이 없습니다.", by=officer)

    assert finding.state == "ruled"


def test_a_ruling_needs_a_reason(sent, officer):
    finding = findings.reply(sent, reply="답", by=make.lead(sent.entry))

    with pytest.raises(RuleBroken) as refusal:
        findings.rule(finding, passed=True, reason=" ", by=officer)

    assert (refusal.value.field, refusal.value.clause) == ("reason", "12(5)")


def test_whoever_ruled_cannot_approve(sent, officer):
    with pytest.raises(RuleBroken) as refusal:
        findings.approve(ruled(sent, officer), by=officer)

    assert refusal.value.clause == "12(5)"


def test_the_table_refuses_a_ruling_approved_by_its_author(sent, officer):
    finding = ruled(sent, officer)

    with pytest.raises(IntegrityError, match="second_person"), transaction.atomic():
        Finding.objects.filter(pk=finding.pk).update(approved_by=officer)


def test_a_second_person_settles_it(sent, officer, approver):
    finding = findings.approve(ruled(sent, officer), by=approver)

    assert (finding.state, finding.passed) == ("settled", False)


def test_a_ruling_that_is_sent_back_is_made_again(sent, officer, approver):
    finding = findings.send_back(ruled(sent, officer), why="근거가 부족합니다.", by=approver)

    assert (finding.state, finding.passed, finding.reason) == ("replied", None, "")


def test_ticks_are_counted_after_the_evaluation_and_not_earlier():
    round = make.examined(teams=2)
    marked = make.handed_in(round)[0]
    make.evaluate(round, ticks={marked.consortium.slug: ["originality.technical"]})

    tasks.tick()
    early = Finding.objects.count()
    with time_machine.travel(round.evaluation_closes_at + timedelta(seconds=1), tick=False):
        tasks.tick()

    finding = Finding.objects.get()
    assert early == 0
    assert (finding.entry, finding.source, finding.verdict) == (marked, "ticks", "ticks")
