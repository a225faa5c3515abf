import pytest
from rest_framework.test import APIClient

from scoring.actions import screening
from scoring.models import OriginalityReport, Sheet
from tests.factories import scoring as make
from tests.factories.accounts import AccountFactory, holder

pytestmark = pytest.mark.django_db


@pytest.fixture
def api():
    return APIClient()


def as_evaluator(api, seat):
    api.force_authenticate(seat.account)
    return api


def test_an_evaluator_opens_saves_and_seals_through_the_api(api):
    form = make.form()
    candidate, seat = make.candidate(form), make.evaluator(form)
    as_evaluator(api, seat)

    sheet = api.post("/api/v1/sheets/", {"form": form.slug, "candidate": candidate.code}).json()
    url = f"/api/v1/sheets/{sheet['uuid']}/"
    saved = api.patch(url, {"revision": 0, "answers": make.answers()}).json()
    sealed = api.post(f"{url}seal/", {"revision": saved["revision"]}).json()

    assert (sheet["state"], saved["revision"], sealed["state"]) == ("draft", 1, "sealed")
    assert sealed["answers"]["items"]["plan"]["score"] == "12.5"


def test_a_score_out_of_bounds_is_wrong_input_with_its_field(api):
    sheet = make.sheet()
    as_evaluator(api, sheet.evaluator)
    body = {"revision": 1, "answers": make.answers("5.5")}

    answer = api.patch(f"/api/v1/sheets/{sheet.uuid}/", body)

    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["score-novelty"])


def test_a_stale_save_is_a_conflict(api):
    sheet = make.sheet()
    as_evaluator(api, sheet.evaluator)

    answer = api.patch(
        f"/api/v1/sheets/{sheet.uuid}/", {"revision": 0, "answers": make.answers("2")}
    )

    assert answer.status_code == 409
    assert '"score":"4"' in Sheet.objects.get().draft


def test_sheets_of_others_do_not_exist(api):
    form = make.form()
    sheet = make.sealed_sheet(form)
    for account in (make.evaluator(form).account, holder(form.programme), AccountFactory()):
        api.force_authenticate(account)
        assert api.get("/api/v1/sheets/").json()["count"] == 0
        assert api.get(f"/api/v1/sheets/{sheet.uuid}/").status_code == 404


@pytest.mark.parametrize("path", ["sheets", "forms", "panels", "originality-reports"])
def test_strangers_are_told_nothing(api, path):
    assert api.get(f"/api/v1/{path}/").status_code in (401, 403)


@pytest.mark.parametrize("path", ["sheets", "forms"])
def test_a_list_costs_the_same_for_one_and_for_three(api, path, django_assert_num_queries):
    seat = None
    for n in range(1, 4):
        form = make.form(seat and seat.form.programme)
        seat = make.evaluator(form) if seat is None else _same_person(form, seat)
        make.sheet(form, seat=seat)
        as_evaluator(api, seat)
        with django_assert_num_queries(2):  # how many there are, and the rows
            assert api.get(f"/api/v1/{path}/").json()["count"] == n


def _same_person(form, seat):
    again = make.evaluators.appoint(form, seat.account, by=None)
    make.evaluators.sign(again, by=seat.account)
    return again


def test_a_team_reads_its_report_once_it_was_told(api):
    form = make.form()
    handed_in = make.submission(form.programme)
    report = make.report(handed_in)
    member = handed_in.consortium.memberships.get().account
    api.force_authenticate(member)
    url = f"/api/v1/originality-reports/{report.uuid}/"
    assert api.get(url).status_code == 404

    screening.disclose(report, by=None)

    assert api.get(url).json()["verdict"] == "no_evidence"
    assert OriginalityReport.objects.visible_to(AccountFactory()).count() == 0


def test_officers_read_reports_and_runs_at_once(api):
    form = make.form()
    handed_in = make.submission(form.programme)
    make.report(handed_in)
    make.run(handed_in)
    for role in ("organiser", "approver", "auditor"):
        api.force_authenticate(holder(form.programme, role))
        assert api.get("/api/v1/originality-reports/").json()["count"] == 1
        assert api.get("/api/v1/benchmark-runs/").json()["count"] == 1
    for role in ("custodian", "evaluator", "panel"):
        api.force_authenticate(holder(form.programme, role))
        assert api.get("/api/v1/originality-reports/").json()["count"] == 0
        assert api.get("/api/v1/benchmark-runs/").json()["count"] == 0
