from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import now

from accounts import canonical
from accounts.errors import RuleBroken, StaleState
from accounts.models import AuditEvent
from accounts.queries.audit import first_break
from scoring.actions import evaluators, forms, sheets
from scoring.actions.sheets import BadAnswers, StaleDraft
from scoring.models import Sheet
from tests.factories import scoring as make
from tests.factories.accounts import AccountFactory, holder

pytestmark = pytest.mark.django_db


def test_nothing_opens_before_the_pledge_is_signed():
    form = make.form()
    candidate, seat = make.candidate(form), make.evaluator(form, pledged=False)

    with pytest.raises(RuleBroken):
        sheets.open(seat, candidate, by=seat.account)
    evaluators.sign(seat, by=seat.account)

    assert sheets.open(seat, candidate, by=seat.account).state == "draft"


def test_a_declared_conflict_closes_that_candidate_and_no_other():
    form = make.form()
    own, other = make.candidate(form), make.candidate(form)
    seat = make.evaluator(form, conflicts=[(own, "joint_work", "")])

    with pytest.raises(RuleBroken):
        sheets.open(seat, own, by=seat.account)

    assert sheets.open(seat, other, by=seat.account).candidate == other


def test_a_conflict_declared_later_closes_the_draft():
    sheet = make.sheet()

    evaluators.declare(sheet.evaluator, sheet.candidate, ground="kin", by=sheet.evaluator.account)

    with pytest.raises(RuleBroken):
        sheets.seal(sheet, by=sheet.evaluator.account)


def test_opening_twice_gives_one_sheet():
    first = make.sheet(filled=False)

    again = sheets.open(first.evaluator, first.candidate, by=first.evaluator.account)

    assert again == first


def test_nobody_saves_or_seals_for_another():
    sheet = make.sheet()
    stranger = AccountFactory()

    for act in (
        lambda: sheets.save_draft(sheet, answers=make.answers(), revision=1, by=stranger),
        lambda: sheets.seal(sheet, by=stranger),
    ):
        with pytest.raises(RuleBroken):
            act()


@pytest.mark.parametrize("window", [{"opens_in": 1}, {"opens_in": -2, "closes_in": -1}])
def test_outside_the_window_nothing_is_saved_or_sealed(window):
    sheet = make.sheet()
    moment = now()
    forms.reschedule(
        sheet.form,
        opens_at=moment + timedelta(hours=window["opens_in"]),
        closes_at=moment + timedelta(hours=window.get("closes_in", 2)),
        by=None,
    )
    sheet = Sheet.objects.get(pk=sheet.pk)

    with pytest.raises(RuleBroken):
        sheets.save_draft(sheet, answers=make.answers(), revision=1, by=sheet.evaluator.account)
    with pytest.raises(RuleBroken):
        sheets.seal(sheet, by=sheet.evaluator.account)


def test_a_save_from_a_stale_page_is_refused_and_the_saved_draft_stands():
    sheet = make.sheet(filled=False)
    by = sheet.evaluator.account
    sheets.save_draft(sheet, answers=make.answers("3"), revision=0, by=by)

    with pytest.raises(StaleDraft):
        sheets.save_draft(sheet, answers=make.answers("2"), revision=0, by=by)

    sheet.refresh_from_db()
    assert (sheet.revision, '"score":"3"' in sheet.draft) == (1, True)


def test_a_score_outside_its_bounds_is_not_saved():
    sheet = make.sheet()

    with pytest.raises(BadAnswers) as refused:
        sheets.save_draft(
            sheet, answers=make.answers("5.5"), revision=1, by=sheet.evaluator.account
        )

    assert list(refused.value.problems) == ["score-novelty"]
    sheet.refresh_from_db()
    assert sheet.revision == 1


def test_a_sealed_sheet_holds_answers_digest_and_the_digest_of_its_form():
    sheet = make.sealed_sheet()

    assert sheet.state == "sealed"
    assert sheet.digest == canonical.digest(sheet.answers)
    assert f'"form":"{sheet.form.digest}"' in sheet.answers
    assert first_break(sheet.chain) is None


def test_a_second_seal_is_refused():
    sheet = make.sealed_sheet()

    with pytest.raises(StaleState):
        sheets.seal(sheet, by=sheet.evaluator.account)

    assert AuditEvent.objects.filter(verb="sheet.sealed").count() == 1


def test_a_sealed_sheet_takes_no_draft():
    sheet = make.sealed_sheet()

    with pytest.raises(StaleState):
        sheets.save_draft(sheet, answers=make.answers("1"), revision=1, by=sheet.evaluator.account)


def test_an_incomplete_sheet_is_not_sealed_and_says_what_is_missing():
    sheet = make.sheet(filled=False)
    by = sheet.evaluator.account
    sheet = sheets.save_draft(sheet, answers=make.answers("5", ""), revision=0, by=by)

    with pytest.raises(BadAnswers) as refused:
        sheets.seal(sheet, by=by)

    assert set(refused.value.problems) == {"comment-novelty", "score-plan"}


def test_what_was_saved_after_the_evaluator_looked_is_not_sealed():
    sheet = make.sheet()
    by = sheet.evaluator.account
    sheets.save_draft(sheet, answers=make.answers("2"), revision=1, by=by)

    with pytest.raises(StaleDraft):
        sheets.seal(sheet, by=by, revision=1)


def test_a_sheet_is_voided_by_two_persons():
    sheet = make.sealed_sheet()
    asks, approves = holder(sheet.form.programme), holder(sheet.form.programme, "approver")
    asked = sheets.void(sheet, reason="이해충돌이 드러남", by=asks)

    with pytest.raises(RuleBroken):
        sheets.approve_void(asked, by=asks)
    voided = sheets.approve_void(asked, by=approves)

    assert (voided.state, voided.void_approved_by) == ("void", approves)


def test_the_database_refuses_a_sheet_voided_by_one_person():
    sheet = make.sealed_sheet()
    one = AccountFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Sheet.objects.filter(pk=sheet.pk).update(
            state="void", void_asked_by=one, void_approved_by=one
        )


def test_a_refused_void_leaves_the_sheet_counting():
    sheet = make.sealed_sheet()
    asked = sheets.void(sheet, reason="오기", by=holder(sheet.form.programme))

    sheets.refuse_void(asked, by=holder(sheet.form.programme, "approver"))

    sheet.refresh_from_db()
    assert (sheet.state, sheet.void_asked_by, sheet.void_reason) == ("sealed", None, "")


def test_a_sheet_never_begun_can_be_excused_by_two_persons():
    form = make.form()
    candidate, seat = make.candidate(form), make.evaluator(form)

    asked = sheets.excuse(seat, candidate, reason="불참", by=holder(form.programme))
    voided = sheets.approve_void(asked, by=holder(form.programme, "approver"))

    assert (voided.state, voided.answers) == ("void", "")


def test_a_new_sheet_after_a_void_names_the_one_it_replaces():
    old = make.sealed_sheet()
    asked = sheets.void(old, reason="오기", by=AccountFactory())
    sheets.approve_void(asked, by=AccountFactory())

    new = sheets.open(old.evaluator, old.candidate, by=old.evaluator.account)

    assert (new.pk != old.pk, new.replaces_id) == (True, old.pk)


def test_autosave_leaves_no_line_on_the_trail_and_the_seal_leaves_one():
    sheet = make.sheet(filled=False)
    by, before = sheet.evaluator.account, AuditEvent.objects.count()

    for revision in range(5):
        sheet = sheets.save_draft(sheet, answers=make.answers(), revision=revision, by=by)
    assert AuditEvent.objects.count() == before
    sheets.seal(sheet, by=by)

    assert AuditEvent.objects.count() == before + 1


def test_an_answer_changed_in_sql_is_found():
    sheet = make.sealed_sheet()

    Sheet.objects.filter(pk=sheet.pk).update(answers=sheet.answers.replace("12.5", "19.5"))

    assert first_break(sheet.chain) is not None
