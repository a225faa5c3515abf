"""On SQLite and on PostgreSQL. Each was seen to fail with the lock taken out."""

import pytest

from accounts.errors import StaleState
from accounts.models import AuditEvent
from accounts.queries.audit import first_break
from scoring.actions import ratings, sheets
from scoring.actions.sheets import StaleDraft
from scoring.models import Rating, Sheet
from tests.factories import scoring as make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.races]


def test_of_two_seals_at_once_one_wins(at_once):
    sheet = make.sheet()
    by = sheet.evaluator.account

    done = at_once(*[lambda: sheets.seal(sheet, by=by)] * 2)

    assert [type(error) for error in done.errors] == [StaleState]
    assert AuditEvent.objects.filter(verb="sheet.sealed").count() == 1
    assert first_break(sheet.chain) is None


def test_what_is_sealed_is_what_was_saved_last(at_once):
    for _ in range(5):
        sheet = make.sheet()
        by = sheet.evaluator.account

        at_once(
            lambda s=sheet, by=by: sheets.seal(s, by=by),
            lambda s=sheet, by=by: sheets.save_draft(
                s, answers=make.answers("2"), revision=1, by=by
            ),
        )

        sheet = Sheet.objects.get(pk=sheet.pk)
        score = '"score":"2"' if sheet.revision == 2 else '"score":"4"'
        assert sheet.state == "sealed"
        assert score in sheet.answers


def test_of_two_saves_of_one_revision_one_wins(at_once):
    sheet = make.sheet()
    by = sheet.evaluator.account

    done = at_once(
        *[
            lambda score=score: sheets.save_draft(
                sheet, answers=make.answers(score), revision=1, by=by
            )
            for score in ("2", "3")
        ]
    )

    assert [type(error) for error in done.errors] == [StaleDraft]
    assert Sheet.objects.get(pk=sheet.pk).revision == 2


def test_ratings_sealed_while_one_is_saved_hold_one_of_both_values(at_once):
    form = make.form(kind="user")
    candidate, rater = make.candidate(form), make.rater(form)
    ratings.rate(rater, candidate, value="3", by=rater.account)

    at_once(
        lambda: ratings.seal_all(rater, by=rater.account),
        lambda: ratings.save(
            rater, values={candidate.code: {"value": "5"}}, revision=1, by=rater.account
        ),
    )

    rating = Rating.objects.get()
    assert (rating.state, rating.value in (3, 5)) == ("sealed", True)
    assert first_break(form.chain) is None
