from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import now

from accounts import canonical
from accounts.errors import RuleBroken
from accounts.queries.audit import first_break
from scoring.actions import forms
from scoring.models import EvaluationForm
from tests.factories import scoring as make
from tests.factories.accounts import ProgrammeFactory

pytestmark = pytest.mark.django_db


def test_a_form_is_kept_as_canonical_text_with_its_digest():
    form = make.form(key="stage-2")

    assert form.document == canonical.text(make.EXPERT)
    assert form.digest == canonical.digest(form.document)
    assert form.slug == "stage-2-expert"
    assert first_break(form.chain) is None


def test_a_part_of_a_round_has_one_form():
    programme = ProgrammeFactory()
    make.form(programme, key="stage-2", kind="user", part="experts")
    make.form(programme, key="stage-2", kind="user", part="citizens")

    with pytest.raises(IntegrityError), transaction.atomic():
        make.form(programme, key="stage-2", kind="user", part="citizens")


@pytest.mark.parametrize(
    ("kind", "document"),
    [
        ("expert", {"items": [{"id": "a", "points": "three"}]}),
        ("expert", {"items": []}),
        ("user", {"items": [{"id": "a", "points": "3"}]}),
        ("user", {"scale": {"min": "5", "max": "1", "step": "1"}}),
    ],
)
def test_a_form_nobody_could_fill_in_is_not_frozen(kind, document):
    with pytest.raises(RuleBroken):
        make.form(kind=kind, document=document)

    assert not EvaluationForm.objects.exists()


def test_a_window_that_closes_before_it_opens_is_refused():
    form, moment = make.form(), now()

    with pytest.raises(RuleBroken):
        forms.reschedule(form, opens_at=moment, closes_at=moment - timedelta(hours=1), by=None)


def test_a_document_changed_in_sql_is_found():
    form = make.form()

    EvaluationForm.objects.filter(pk=form.pk).update(document=form.document.replace("20", "10"))

    assert first_break(form.chain) is not None
