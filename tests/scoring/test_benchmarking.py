"""The real harness on a tiny model, through a real job."""

import json

import pytest

from accounts.models import AuditEvent
from accounts.queries.audit import first_break
from jobs.actions import leases, running
from jobs.models import Job
from scoring import benchmarks
from scoring.actions import benchmarking
from scoring.models import BenchmarkRun
from tests.factories import scoring as make
from tests.factories import teams
from tests.factories.accounts import ProgrammeFactory, holder
from tests.factories.jobs import no_progress

pytestmark = pytest.mark.django_db


@pytest.fixture
def model(team_files):
    return team_files("")


@pytest.mark.bench_env
def test_a_run_is_sealed_with_figures_environment_and_outputs(handed_in, model):
    submission = handed_in(model)
    job = benchmarking.want(submission, "simsa-basic")

    running.run(job.pk, worker="test")

    run = BenchmarkRun.objects.get()
    assert Job.objects.get().state == "done"
    assert run.outcome == "measured"
    assert len(run.figures["tasks"]) == len(benchmarks.suites.load("simsa-basic").tasks)
    assert run.setting["versions"]["lm_eval"] == "0.4.13"
    outputs = benchmarking.read_outputs(run, by=holder(submission.programme, "custodian"))
    assert json.loads(outputs.readline())
    assert first_break(submission.chain) is None


@pytest.mark.bench_env
def test_a_hand_in_that_is_no_model_is_a_sealed_rejection_and_no_failed_job(handed_in):
    submission = handed_in({"model.safetensors": teams.weights(), "config.json": b"{}"})
    job = benchmarking.want(submission, "simsa-basic")

    running.run(job.pk, worker="test")

    run = BenchmarkRun.objects.get()
    assert (Job.objects.get().state, run.outcome, bool(run.reason)) == ("done", "rejected", True)
    assert run.outputs_key == ""


def test_without_the_harness_the_job_waits_and_says_why(handed_in, model, settings):
    settings.BENCH_PYTHON = "/nowhere/python"
    submission = handed_in(model)
    job = benchmarking.want(submission, "simsa-basic")

    running.run(job.pk, worker="test")

    job.refresh_from_db()
    assert (job.state, bool(job.note)) == ("waiting", True)
    assert not BenchmarkRun.objects.exists()


def test_wanting_the_same_suite_twice_makes_one_job(handed_in):
    submission = handed_in({"config.json": b"{}"})

    first = benchmarking.want(submission, "simsa-basic")
    assert benchmarking.want(submission, "simsa-basic") == first


def test_raw_outputs_are_for_custodians_and_each_reading_is_on_the_trail(client):
    handed = make.submission(ProgrammeFactory())
    storage_key = "outputs/test.jsonl"
    benchmarking.storage.store().save(storage_key, [b"{}\n"], 3)
    run = make.run(handed, outputs_key=storage_key, outputs_sha256="5" * 64)
    url = f"/custody/{run.uuid}/outputs/"
    for role in ("organiser", "approver", "auditor", "evaluator"):
        client.force_login(holder(handed.programme, role))
        assert client.post(url).status_code == 403
    other = holder(ProgrammeFactory(), "custodian")
    client.force_login(other)
    assert client.post(url).status_code == 404
    custodian = holder(handed.programme, "custodian")
    client.force_login(custodian)

    assert b"".join(client.post(url).streaming_content) == b"{}\n"
    page = client.get("/custody/").content.decode()
    assert handed.consortium.name_ko not in page
    assert AuditEvent.objects.get(verb="benchmarkrun.outputs_read").actor == custodian


def test_a_worker_that_lost_its_lease_keeps_no_run(handed_in, monkeypatch):
    submission = handed_in({"config.json": b"{}"})
    job = leases.claim(benchmarking.want(submission, "simsa-basic").pk, worker="slow")
    Job.objects.update(lease=None, state="cancelled", lease_until=None, ended_at=job.created_at)

    def refuse(*_, **__):
        raise benchmarks.BadModel("no config")

    monkeypatch.setattr(benchmarks, "run", refuse)
    with pytest.raises(leases.LeaseLost):
        benchmarking.measure(job, progress=no_progress)

    assert not BenchmarkRun.objects.exists()
