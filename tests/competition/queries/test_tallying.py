import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from competition import regulation
from competition.models import Round
from competition.queries import missing, proposals, sealed, tallying
from scoring.actions import evaluators, sheets
from scoring.models import Evaluator
from tests.factories import competition as make
from tests.factories.accounts import holder

pytestmark = pytest.mark.django_db


def test_the_inputs_name_every_sealed_row_by_its_digest():
    round = make.evaluated(teams=2)

    given = tallying.inputs(round)

    assert len(given.entries) == 2
    assert (len(given.sheets), len(given.ratings), len(given.measurements)) == (10, 10, 4)
    assert set(given.conditions) == {"examined", "evaluated"}
    assert all(row.digest for row in (*given.sheets, *given.ratings, *given.measurements))


def test_the_inputs_cost_the_same_for_one_team_and_for_three():
    costs = []
    for teams in (1, 3):
        round = Round.objects.with_rules().get(pk=make.evaluated(teams=teams).pk)
        with CaptureQueriesContext(connection) as asked:
            tallying.inputs(round)
        costs.append(len(asked))

    assert costs == [5, 5]


def test_asking_again_gives_the_same_digest():
    round = make.evaluated(teams=2)

    first, second = tallying.inputs(round), tallying.inputs(round)

    assert regulation.evidence(first) == regulation.evidence(second)


def test_a_declared_conflict_is_told_and_counts_for_nothing():
    round = make.examined(teams=2)
    make.evaluate(round, evaluators_=4)
    form = make.expert_form(round)
    account = holder(round.programme, "evaluator")
    seat = evaluators.appoint(form, account, by=None)
    closed, other = make.candidates(form)
    evaluators.sign(seat, by=account, conflicts=[(closed, "employer", "")])
    make.judge(Evaluator.objects.select_related("account", "form").get(pk=seat.pk), other)

    found = tallying.preview(round)

    states = sorted(sheet.state for sheet in found.inputs.sheets)
    assert states == ["conflict"] + ["sealed"] * 9
    assert found.missing == []


def test_a_team_that_withdrew_is_told_as_such():
    round = make.opened(teams=2)
    gone = round.entries.select_related("round", "submission", "consortium").first()
    make.entries.withdraw(gone, by=None)
    for one in round.entries.competing().select_related("submission"):
        make.fill(one)
    make.seal_all(round)

    given = tallying.inputs(Round.objects.get(pk=round.pk))

    statuses = {entry.code: entry.status for entry in given.entries}
    assert statuses[gone.consortium.slug] == "withdrawn"


def test_the_latest_report_counts_and_not_one_that_was_replaced():
    round = make.evaluated(teams=2)
    entry = make.handed_in(round)[0]
    make.findings.gather(make.report(entry, verdict="derived"))
    make.report(entry, verdict="no_evidence")

    assert tallying.inputs(round).findings == ()


def test_an_adverse_report_nobody_has_read_yet_bars_the_tally():
    round = make.evaluated(teams=2)
    make.report(make.handed_in(round)[0], verdict="derived")

    assert [lack.clause for lack in tallying.preview(round).missing] == ["12(3)"]


def test_a_broken_model_is_named_with_the_button_that_puts_it_out(client):
    round = make.evaluated(teams=2)
    entry = make.handed_in(round)[0]
    make.report(entry, verdict="rejected")
    client.force_login(holder(round.programme))

    lack = tallying.preview(round).missing[0]

    assert lack.clause == "6(6)"
    assert client.get(lack.url).status_code == 200


@pytest.mark.parametrize("stage", ["sealed", "examined"])
def test_everything_missing_leads_to_a_page_that_is_there(client, stage):
    round = getattr(make, stage)(teams=2)
    make.seats(round, evaluators_=1, raters=0)
    client.force_login(holder(round.programme))

    found = tallying.preview(round).missing

    assert found
    assert {client.get(lack.url).status_code for lack in found} == {200}
    assert all(lack.clause for lack in found)


def test_progress_loads_neither_answers_nor_figures():
    round = make.evaluated(teams=1)

    rows = sealed.rows(round, contents=False)

    assert {sheet.answers for sheet in rows.sheets} == {""}
    assert {tuple(run.figures) for run in rows.runs.values()} == {()}


def test_a_remembered_preview_is_forgotten_when_anything_is_sealed():
    round = Round.objects.with_rules().get(pk=make.evaluated(teams=2).pk)
    before = proposals.of(round)
    seat = Evaluator.objects.select_related("form", "account").first()
    sheet = seat.sheets.sealed().first()
    organiser, approver = make.officers(round)

    sheets.approve_void(sheets.void(sheet, reason="오기", by=organiser), by=approver)
    after = proposals.of(round)

    assert (before.summary.used["sealed"], after.summary.used["sealed"]) == (10, 9)


def test_the_window_is_over_at_its_last_moment():
    round = make.sealed(teams=1)

    assert not missing.is_over(round)
    assert missing.is_over(make.later(round, days=8))
