from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils.timezone import now

from accounts.errors import IllegalMove, RuleBroken
from accounts.queries.audit import first_break
from competition import regulation
from competition.actions import decisions, findings
from competition.models import Decision, Letter, Objection, Round, TallyRecord
from jobs.models import Job, Message
from scoring.actions import sheets
from scoring.models import EvaluationForm, OriginalityReport, Sheet
from tests.factories import competition as make
from tests.factories.accounts import holder

pytestmark = pytest.mark.django_db


def outcomes(round):
    told = Decision.objects.standing().filter(round=round).order_by("pk")
    return {d.entry.consortium.slug: (d.outcome, d.clause) for d in told}


def slugs(round):
    return [entry.consortium.slug for entry in make.handed_in(round)]


def test_the_lowest_total_goes_where_one_is_to_be_eliminated():
    round = make.tallied(teams=3, values=["0.9", "0.7", "0.5"])

    first, second, third = slugs(round)

    assert outcomes(round) == {
        first: ("advanced", "15(3)"),
        second: ("advanced", "15(3)"),
        third: ("eliminated", "15(4)"),
    }


def test_two_go_where_one_was_planned_and_one_fails_the_gate():
    round = make.examined(teams=3, values=["0.9", "0.7", "0.5"])
    organiser, approver = make.officers(round)
    copied = make.handed_in(round)[0]
    finding = findings.send(findings.gather(make.report(copied, verdict="derived"))[0], by=None)
    finding = findings.reply(finding, reply="저희 것입니다.", by=make.lead(copied))
    finding = findings.rule(finding, passed=False, reason="남의 가중치입니다.", by=organiser)
    findings.approve(finding, by=approver)
    make.evaluate(round)

    round = decisions.propose(round, by=organiser)

    first, second, third = slugs(round)
    assert outcomes(round) == {
        first: ("eliminated", "15(1)"),
        second: ("advanced", "15(3)"),
        third: ("eliminated", "15(4)"),
    }


def test_who_handed_in_nothing_is_out_by_its_clause_and_nothing_is_stuck():
    round = make.tallied(teams=2, lapsed=1)

    assert ("eliminated", "6(5)") in outcomes(round).values()


def test_a_proposal_is_refused_while_anything_is_missing():
    round = make.examined(teams=2)

    with pytest.raises(decisions.NotComplete) as refusal:
        decisions.propose(round, by=holder(round.programme))

    assert refusal.value.missing
    assert Round.objects.get(pk=round.pk).state == "sealed"
    assert not TallyRecord.objects.exists()


def test_an_unsettled_finding_bars_the_proposal():
    round = make.evaluated(teams=2)
    make.finding(round)

    with pytest.raises(decisions.NotComplete) as refusal:
        decisions.propose(round, by=holder(round.programme))

    assert refusal.value.clause == "12(5)"


def test_a_sheet_never_sealed_does_not_count_after_the_window():
    round = make.examined(teams=2)
    make.evaluate(round, evaluators_=3)
    make.seats(round, evaluators_=1, raters=0)

    with time_machine.travel(round.evaluation_closes_at + timedelta(seconds=1), tick=False):
        round = decisions.propose(round, by=holder(round.programme))

    assert set(outcomes(round).values()) == {("advanced", "15(3)"), ("eliminated", "15(4)")}


def test_a_sheet_voided_by_two_persons_does_not_count():
    round = make.evaluated(teams=2)
    organiser, approver = make.officers(round)
    sheet = Sheet.objects.sealed().first()
    sheets.approve_void(sheets.void(sheet, reason="오기", by=organiser), by=approver)

    round = decisions.propose(round, by=organiser)

    kept = regulation.parse_inputs(TallyRecord.objects.get().inputs)
    states = [given.state for given in kept.sheets]
    assert (states.count("voided"), states.count("sealed")) == (1, 9)


def test_a_voiding_nobody_answered_bars_the_proposal():
    round = make.evaluated(teams=2)
    sheets.void(Sheet.objects.sealed().first(), reason="오기", by=holder(round.programme))

    with pytest.raises(decisions.NotComplete) as refusal:
        decisions.propose(round, by=holder(round.programme))

    assert refusal.value.clause == "9(6)"


def test_the_tally_is_kept_with_its_digests_and_repeats_itself():
    make.tallied(teams=2)
    kept = TallyRecord.objects.get()

    rulebook = regulation.parse(kept.round.rulebook.document)
    again = regulation.tally(rulebook, regulation.parse_inputs(kept.inputs))

    assert regulation.tally_canonical(again) == kept.result
    assert regulation.tally_digest(again) == kept.digest


def test_officers_may_read_sealed_sheets_from_the_proposal_on():
    round = make.evaluated(teams=2)
    before = set(EvaluationForm.objects.values_list("revealed_at", flat=True))

    decisions.propose(round, by=holder(round.programme))

    assert before == {None}
    assert None not in set(EvaluationForm.objects.values_list("revealed_at", flat=True))


def test_whoever_proposed_cannot_approve():
    round = make.tallied(teams=2)

    with pytest.raises(RuleBroken) as refusal:
        decisions.approve(round, by=round.proposed_by)

    assert refusal.value.clause == "17(2)"
    assert Round.objects.get(pk=round.pk).state == "tallied"


def test_the_table_refuses_a_proposal_approved_by_its_author():
    round = make.tallied(teams=2)

    with (
        pytest.raises(IntegrityError, match="round_is_approved_by_a_second_person"),
        transaction.atomic(),
    ):
        Round.objects.filter(pk=round.pk).update(approved_by=round.proposed_by)


def test_what_was_sent_back_is_kept_and_may_be_proposed_again():
    round = make.tallied(teams=2)
    organiser, approver = make.officers(round)

    round = decisions.send_back(round, reason="다시 확인", by=approver)
    round = decisions.propose(round, by=organiser)

    states = list(TallyRecord.objects.order_by("pk").values_list("state", flat=True))
    assert (round.state, states) == ("tallied", ["returned", "standing"])
    assert Decision.objects.standing().count() == 2


def test_sending_back_needs_a_reason():
    round = make.tallied(teams=2)

    with pytest.raises(RuleBroken) as refusal:
        decisions.send_back(round, reason="", by=make.officers(round)[1])

    assert refusal.value.field == "reason"


def test_an_approval_holds_to_exactly_what_was_tallied():
    round = make.tallied(teams=2)
    organiser, approver = make.officers(round)
    sheet = Sheet.objects.sealed().first()
    sheets.approve_void(sheets.void(sheet, reason="오기", by=organiser), by=approver)

    with pytest.raises(RuleBroken) as refusal:
        decisions.approve(round, by=approver)

    assert refusal.value.clause == "13(2)"


def test_nothing_is_published_before_it_is_approved():
    round = make.tallied(teams=2)

    with pytest.raises(IllegalMove):
        decisions.publish(round, by=round.proposed_by)


def test_nothing_is_published_before_its_planned_moment():
    round = make.decided(teams=2, publishes_at=now() + timedelta(days=30))

    with pytest.raises(RuleBroken) as refusal:
        decisions.publish(round, by=round.proposed_by)

    assert refusal.value.clause == "17(4)"


def test_publication_numbers_decisions_writes_letters_and_tells_everybody():
    round = make.published(teams=3)

    numbers = Decision.objects.standing().order_by("entry__consortium__name_ko")
    told = Message.objects.filter(body__contains="/letters/").values_list("to", flat=True)
    assert list(numbers.values_list("number", flat=True)) == [
        f"{round.slug}-{place:02d}" for place in (1, 2, 3)
    ]
    assert sorted(Letter.objects.values_list("language", flat=True)) == ["en"] * 3 + ["ko"] * 3
    assert Job.objects.filter(kind="letter").count() == 6
    assert set(told) == {make.lead(entry).email for entry in round.entries.all()}


def test_the_notice_by_mail_betrays_no_result():
    make.published(teams=3)

    bodies = " ".join(Message.objects.values_list("body", flat=True)).lower()

    assert not [word for word in ("진출", "탈락", "advance", "eliminat") if word in bodies]


def test_publication_opens_each_report_to_its_own_team():
    make.published(teams=2)

    assert not OriginalityReport.objects.filter(disclosed_to_team_at=None).exists()


def test_ten_days_to_object_end_at_midnight_in_korea():
    with time_machine.travel("2027-04-02T05:00:00Z", tick=True):
        round = make.published(teams=2)

    assert round.objections_close_at == datetime.fromisoformat("2027-04-12T23:59:59+09:00")


def test_a_result_is_final_after_the_time_to_object():
    round = make.published(teams=2)

    with pytest.raises(RuleBroken) as early:
        decisions.confirm(round, by=round.proposed_by)
    with time_machine.travel(round.objections_close_at + timedelta(seconds=1), tick=False):
        round = decisions.confirm(round, by=round.proposed_by)

    assert (early.value.clause, round.state) == ("19(1)", "confirmed")


def test_an_objection_that_waits_bars_the_confirmation():
    round = make.published(teams=2)
    decision = Decision.objects.standing().first()
    filed = {"text": "다시 보아 주십시오.", "filed_at": now(), "receipt": "1"}
    Objection.objects.create(decision=decision, filed_by=make.lead(decision.entry), **filed)

    after = round.objections_close_at + timedelta(seconds=1)
    with time_machine.travel(after, tick=False), pytest.raises(RuleBroken) as refusal:
        decisions.confirm(round, by=round.proposed_by)

    assert refusal.value.clause == "19(2)"


def test_the_whole_course_leaves_one_unbroken_chain():
    round = make.published(teams=2)

    assert first_break(round.chain) is None
