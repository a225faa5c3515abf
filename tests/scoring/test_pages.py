import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from scoring.actions import evaluators
from scoring.models import Conflict, Pledge, Sheet
from tests.factories import scoring as make
from tests.factories import teams
from tests.factories.accounts import AccountFactory, holder

pytestmark = pytest.mark.django_db


@pytest.fixture
def form():
    return make.form()


@pytest.fixture
def sheet(form):
    return make.sheet(form)


@pytest.fixture
def evaluator(client, sheet):
    client.force_login(sheet.evaluator.account)
    return sheet.evaluator


def fields(**changes):
    said = {"score-novelty": "4", "score-plan": "12.5", "comment-novelty": "", "comment-plan": ""}
    return said | {name.replace("_", "-"): value for name, value in changes.items()}


def test_who_may_see_a_sheet(client, sheet):
    url = sheet.get_absolute_url()
    programme = sheet.form.programme

    assert client.get(url).status_code == 302
    for account in (
        AccountFactory(),
        holder(programme),
        holder(programme, "approver"),
        holder(programme, "auditor"),
        holder(programme, "evaluator"),
        teams.member(sheet.candidate.submission.consortium),
    ):
        client.force_login(account)
        assert client.get(url).status_code == 404
    client.force_login(sheet.evaluator.account)
    assert client.get(url).status_code == 200


def test_officers_read_sealed_sheets_once_the_tally_revealed_them(client, form):
    sheet = make.sealed_sheet(form)
    client.force_login(holder(form.programme))
    assert client.get(sheet.get_absolute_url()).status_code == 404

    make.forms.reveal(form, by=None)

    assert "12.5" in client.get(sheet.get_absolute_url()).content.decode()


def test_the_sheet_never_names_the_team(client, sheet, evaluator, tmp_path):
    consortium = sheet.candidate.submission.consortium
    for url in (
        reverse("scoring:desk"),
        sheet.get_absolute_url(),
        reverse("scoring:seal", args=[sheet.uuid]),
    ):
        body = client.get(url).content.decode()
        assert consortium.name_ko not in body
        assert consortium.slug not in body
        assert consortium.model_name not in body


def test_the_pledge_page_names_teams_but_no_codes(client, form):
    make.candidate(form, code="자바", name="가온누리")
    seat = make.evaluator(form, pledged=False)
    client.force_login(seat.account)

    body = client.get(reverse("scoring:pledge", args=[form.slug])).content.decode()

    assert "가온누리" in body
    assert "자바" not in body


def test_signing_needs_an_answer_for_every_team_and_keeps_what_was_chosen(client, form):
    one, two = make.candidate(form), make.candidate(form)
    seat = make.evaluator(form, pledged=False)
    client.force_login(seat.account)
    url = reverse("scoring:pledge", args=[form.slug])
    keys = [c.submission.consortium.slug for c in (one, two)]

    half = client.post(url, {f"ground-{keys[0]}": "kin", "agree": "on", "note": "사촌"})
    assert (half.status_code, "사촌" in half.content.decode()) == (422, True)
    assert not Pledge.objects.exists()
    client.post(
        url, {f"ground-{keys[0]}": "kin", f"ground-{keys[1]}": "none", "agree": "on", "note": ""}
    )

    assert Pledge.objects.get().evaluator == seat
    assert [c.candidate for c in Conflict.objects.all()] == [one]


def test_a_plain_save_keeps_the_draft(client, sheet, evaluator):
    answer = client.post(sheet.get_absolute_url(), fields(score_novelty="3") | {"revision": 1})

    assert answer.headers["Location"] == sheet.get_absolute_url()
    sheet.refresh_from_db()
    assert (sheet.revision, json.loads(sheet.draft)["items"]["novelty"]["score"]) == (2, "3")


def test_a_plain_save_out_of_bounds_says_so_beside_the_field_and_loses_nothing(
    client, sheet, evaluator
):
    typed = fields(score_plan="21", comment_plan="길게 적은 의견") | {"revision": 1}

    answer = client.post(sheet.get_absolute_url(), typed)

    body = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="21"' in body
    assert "길게 적은 의견" in body
    assert '<p class="error state bad" id="score-plan-e" data-error="score-plan">' in body


def test_a_plain_save_from_a_second_tab_shows_both_and_a_second_press_keeps_this_one(
    client, sheet, evaluator
):
    url = sheet.get_absolute_url()
    client.post(url, fields(comment_plan="첫 창") | {"revision": 1})

    answer = client.post(url, fields(comment_plan="둘째 창") | {"revision": 1})
    body = answer.content.decode()
    assert answer.status_code == 409
    assert "첫 창" in body and "둘째 창" in body
    assert 'name="revision" value="2"' in body
    client.post(url, fields(comment_plan="둘째 창") | {"revision": 2})

    sheet.refresh_from_db()
    assert "둘째 창" in sheet.draft


def autosave(client, sheet, revision, **changes):
    body = json.dumps({"revision": revision, "fields": fields(**changes)})
    url = reverse("scoring:draft", args=[sheet.uuid])
    return client.post(url, body, content_type="application/json")


def test_autosave_answers_with_the_new_revision_and_the_sum(client, sheet, evaluator):
    told = autosave(client, sheet, 1, score_novelty="3.5").json()

    assert (told["revision"], told["total"], told["missing"]) == (2, "16", 0)


def test_autosave_tells_a_stale_page_what_was_saved(client, sheet, evaluator):
    autosave(client, sheet, 1, score_novelty="2")

    answer = autosave(client, sheet, 1, score_novelty="3")

    assert answer.status_code == 409
    assert answer.json()["fields"]["score-novelty"] == "2"


def test_autosave_refuses_a_score_out_of_bounds_by_field(client, sheet, evaluator):
    answer = autosave(client, sheet, 1, score_novelty="9")

    assert (answer.status_code, list(answer.json()["problems"])) == (422, ["score-novelty"])


@pytest.mark.parametrize("body", ["", "[]", "{", '{"revision": "x", "fields": {}}', "null"])
def test_autosave_answers_nonsense_with_words(client, sheet, evaluator, body):
    url = reverse("scoring:draft", args=[sheet.uuid])

    answer = client.post(url, body, content_type="application/json")

    assert (answer.status_code, bool(answer.json()["words"])) == (400, True)


def test_a_sheet_is_sealed_on_a_page_that_shows_it_whole(client, sheet, evaluator):
    url = reverse("scoring:seal", args=[sheet.uuid])
    assert "12.5" in client.get(url).content.decode()

    client.post(url, {"revision": 1})

    sheet.refresh_from_db()
    assert sheet.state == "sealed"
    again = client.post(url, {"revision": 1})
    assert again.status_code == 409


def test_an_incomplete_sheet_says_on_the_seal_page_what_is_missing(client, sheet, evaluator):
    autosave(client, sheet, 1, score_novelty="5")
    url = reverse("scoring:seal", args=[sheet.uuid])

    answer = client.post(url, {"revision": 2})

    assert answer.status_code == 409
    assert Sheet.objects.get().state == "draft"


def test_documents_are_read_by_number_under_the_code(client, form):
    candidate = make.candidate(form)
    type(candidate.submission).objects.filter(pk=candidate.submission.pk).update(state="open")
    candidate.submission.refresh_from_db()
    teams.document(candidate.submission, title="가온누리 보고서")
    sheet = make.sheet(form, on=candidate)
    client.force_login(sheet.evaluator.account)
    url = reverse("scoring:document", args=[sheet.uuid, 1])

    answer = client.get(url)

    assert b"".join(answer.streaming_content) == teams.PDF
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert candidate.code in answer.headers["Content-Disposition"]
    assert "가온누리" not in client.get(sheet.get_absolute_url()).content.decode()
    assert client.get(reverse("scoring:document", args=[sheet.uuid, 2])).status_code == 404
    evaluators.declare(sheet.evaluator, candidate, ground="kin", by=sheet.evaluator.account)
    assert client.get(url).status_code == 404


def test_the_desk_costs_the_same_for_one_and_for_three(client):
    form = make.form()
    seat = make.evaluator(form)
    client.force_login(seat.account)
    costs = []
    for _ in range(3):
        make.sheet(form, seat=seat, on=make.candidate(form))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("scoring:desk"))
        costs.append(len(asked))

    assert costs[0] == costs[2] <= 12


def test_an_evaluator_who_stepped_down_sees_nothing_more(client, sheet, evaluator):
    client.post(reverse("scoring:step_down", args=[sheet.form.slug]), {"reason": "시간 부족"})

    assert client.get(sheet.get_absolute_url()).status_code == 404
