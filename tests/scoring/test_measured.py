from decimal import Decimal

import pytest

from scoring.actions import evaluators, forms, ratings, sheets
from scoring.queries import measured, progress
from tests.factories import scoring as make
from tests.factories.accounts import AccountFactory

pytestmark = pytest.mark.django_db


def test_only_sealed_sheets_of_standing_candidates_count():
    form = make.form()
    one, out = make.candidate(form), make.candidate(form)
    seats = [make.evaluator(form) for _ in range(3)]
    counted = make.sealed_sheet(form, seat=seats[0], on=one)
    make.sheet(form, seat=seats[1], on=one)
    voided = make.sealed_sheet(form, seat=seats[2], on=one)
    sheets.approve_void(
        sheets.void(voided, reason="오기", by=AccountFactory()), by=AccountFactory()
    )
    make.sealed_sheet(form, seat=seats[0], on=out)
    forms.dismiss(out, reason="철회", by=None)

    rows = measured.sheets(form)

    assert [(row.evaluator, row.candidate, row.digest) for row in rows] == [
        ("A", "A", counted.digest)
    ]
    assert rows[0].scores == {"novelty": Decimal("4"), "plan": Decimal("12.5")}


def test_ticks_carry_their_reasons():
    form = make.form()
    seat, candidate = make.evaluator(form), make.candidate(form)
    sheet = make.sheet(form, seat=seat, on=candidate, filled=False)
    ticked = make.answers(ticked=True, why="동결된 인코더")
    sheet = sheets.save_draft(sheet, answers=ticked, revision=0, by=seat.account)
    sheets.seal(sheet, by=seat.account)

    assert measured.sheets(form)[0].ticks == {"technical": "동결된 인코더"}


def test_ratings_of_unsealed_and_excused_raters_do_not_count():
    form = make.form(kind="user")
    candidate = make.candidate(form)
    raters = [make.rater(form) for _ in range(3)]
    for rater, value in zip(raters, "345", strict=True):
        ratings.rate(rater, candidate, value=value, by=rater.account)
    for rater in raters[:2]:
        ratings.seal_all(rater, by=rater.account)
    asked = ratings.excuse(raters[1], reason="대리", by=AccountFactory())
    ratings.approve_excuse(asked, by=AccountFactory())

    rows = measured.ratings(form)
    assert [(row.rater, row.candidate, row.value) for row in rows] == [("A", "A", Decimal("3"))]


def test_the_latest_report_and_run_of_each_submission_count():
    form = make.form()
    handed_in = make.submission(form.programme)
    make.report(handed_in)
    late = make.report(handed_in, verdict="derived")
    make.run(handed_in)
    run = make.run(handed_in)

    assert measured.reports([handed_in]) == {handed_in.pk: late}
    assert measured.runs([handed_in]) == {handed_in.pk: {"simsa-basic": run}}


def test_progress_counts_without_answers():
    form = make.form()
    one, two = make.candidate(form), make.candidate(form)
    begun, idle = make.evaluator(form), make.evaluator(form, pledged=False)
    make.sealed_sheet(form, seat=begun, on=one)
    evaluators.declare(begun, two, ground="kin", by=begun.account)

    counts = [(c.code, c.begun, c.sealed, c.conflicted) for c in progress.by_candidate(form)]
    people = [(e.code, e.pledged, e.sealed) for e in progress.by_evaluator(form)]
    owed = [(m.evaluator.code, m.candidate.code) for m in progress.outstanding(form)]

    assert counts == [("A", 0, 1, 0), ("B", 0, 0, 1)]
    assert people == [("A", True, 1), ("B", False, 0)]
    assert list(progress.not_begun(form)) == [idle]
    assert owed == [("B", "A"), ("B", "B")]


def test_an_evaluation_costs_the_same_for_one_and_for_three(django_assert_num_queries):
    form = make.form()
    for _ in range(3):
        make.sealed_sheet(form, seat=make.evaluator(form), on=make.candidate(form))
        with django_assert_num_queries(1):
            measured.sheets(form)
        with django_assert_num_queries(1):
            list(progress.by_candidate(form))
        with django_assert_num_queries(4):  # evaluators, conflicts, sheets, candidates
            progress.outstanding(form)
        with django_assert_num_queries(1):
            [seat.account.name for seat in progress.by_evaluator(form)]
