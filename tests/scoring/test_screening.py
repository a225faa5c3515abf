"""The real engine on the demonstration's models, through a real job."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils.timezone import now

from accounts import canonical
from accounts.models import AuditEvent
from accounts.queries.audit import first_break
from jobs.actions import leases, running
from jobs.actions.leases import LeaseLost
from jobs.models import Job
from scoring import originality
from scoring.actions import screening
from scoring.models import OriginalityReport
from scoring.queries import findings
from tests.factories import scoring as make
from tests.factories import teams
from tests.factories.accounts import AccountFactory, holder
from tests.factories.jobs import no_progress

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(demo, settings, tmp_path):
    """The one reference from which an encoder was taken; the engine's own tests try more."""
    settings.REFERENCE_LIBRARY = tmp_path / "library"
    taken = {team["vision"] for team in demo["teams"]} - {"own", ""}
    one = next(model for model in demo["references"] if model["slug"] in taken)
    facts = {"name": one["name_en"], "source": "", "dated": ""}
    originality.library.add(settings.REFERENCE_LIBRARY, path=one["path"], **facts)


def test_a_copied_vision_encoder_is_found_and_its_declaration_does_not_match(
    client, library, handed_in, team_files
):
    submission = handed_in(team_files("copied"))
    for name, component in (("비전 인코더", "vision"), ("언어 모형", "language")):
        submission.components.create(name=name, component=component, weights="initialised")
    running.run(screening.want(submission).pk, worker="test")

    report = OriginalityReport.objects.get()
    said = report.findings
    found = findings.parts(said)
    declared = findings.declared(submission.components.all(), found)

    assert Job.objects.get().state == "done"
    assert (report.verdict, report.digest) == ("derived", said["digest"])
    assert [part.component for part in found if part.verdict == "derived"] == ["vision"]
    assert {row.name: row.verdict for row in declared if row.line} == {
        "비전 인코더": "mismatch",
        "언어 모형": "consistent",
    }
    assert first_break(submission.chain) is None
    client.force_login(holder(submission.programme))
    body = client.get(report.get_absolute_url()).content.decode()
    assert submission.consortium.name_ko in body
    assert 'class="dot hit"' in body
    answer = client.get(f"{report.get_absolute_url()}report.json")
    assert json.loads(answer.content) == said
    assert canonical.text(said) == report.evidence


def test_an_unreadable_model_is_a_report_and_not_a_failed_job(client, library, handed_in):
    submission = handed_in({"config.json": b"{}", "README.md": b"# nothing"})

    running.run(screening.want(submission).pk, worker="test")

    report = OriginalityReport.objects.get()
    assert (Job.objects.get().state, report.verdict) == ("done", "rejected")
    client.force_login(holder(submission.programme))
    assert client.get(report.get_absolute_url()).status_code == 200


def test_with_an_empty_library_the_report_says_that_nothing_was_compared(
    client, settings, tmp_path, handed_in, team_files
):
    settings.REFERENCE_LIBRARY = tmp_path / "none"
    submission = handed_in(team_files("own"))

    running.run(screening.want(submission).pk, worker="test")

    client.force_login(holder(submission.programme))
    page = client.get(OriginalityReport.objects.get().get_absolute_url())
    assert page.status_code == 200


def test_wanting_twice_makes_one_job_and_a_grown_library_another(library, handed_in, monkeypatch):
    submission = handed_in({"config.json": b"{}"})
    first = screening.want(submission)
    assert screening.want(submission) == first

    new = originality.Reference("new", Path())
    monkeypatch.setattr(screening, "references", lambda: [new])

    assert screening.want(submission) != first


def test_a_worker_whose_lease_ran_out_keeps_nothing(library, handed_in):
    submission = handed_in({"config.json": b"{}"})
    slow = leases.claim(screening.want(submission).pk, worker="slow")
    Job.objects.update(lease_until=now() - timedelta(seconds=1))
    quick = leases.claim(slow.pk, worker="quick")

    with pytest.raises(LeaseLost):
        screening.screen(slow, progress=no_progress)
    assert not OriginalityReport.objects.exists()
    screening.screen(quick, progress=no_progress)

    assert OriginalityReport.objects.count() == 1


def test_a_disk_that_fails_is_ours_and_the_job_runs_again(library, handed_in, monkeypatch):
    submission = handed_in({"config.json": b"{}"})
    job = screening.want(submission)

    def fail(*_, **__):
        raise OSError("disk")

    monkeypatch.setattr(originality, "assess", fail)
    running.run(job.pk, worker="test")

    job.refresh_from_db()
    assert (job.state, job.attempts.get().fault) == ("queued", "ours")


def test_the_team_sees_its_report_page_only_once_told(client):
    handed = make.submission(make.form().programme)
    report = make.report(handed)
    client.force_login(handed.consortium.memberships.get().account)
    assert client.get(report.get_absolute_url()).status_code == 404
    assert client.get(f"{report.get_absolute_url()}report.json").status_code == 404

    screening.disclose(report, by=None)
    screening.disclose(report, by=None)

    assert client.get(f"{report.get_absolute_url()}report.json").status_code == 200
    assert AuditEvent.objects.filter(verb="originalityreport.disclosed").count() == 1
    client.force_login(teams.member(make.submission(handed.programme).consortium))
    assert client.get(report.get_absolute_url()).status_code == 404
    client.force_login(AccountFactory())
    assert client.get(report.get_absolute_url()).status_code == 404
