"""Benchmarks: want a run, run the harness, seal figures and outputs."""

import json
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.timezone import now

from accounts import audit, canonical
from jobs.actions import leases, queueing
from scoring import benchmarks
from scoring.models import BenchmarkRun
from teams import storage
from teams.models import Submission
from teams.queries import packages

KIND = "benchmark"


def want(submission, suite, *, by=None):
    """Ask for a run of ``suite`` (its name) on a sealed submission; twice makes one job."""
    said = benchmarks.suites.load(suite)
    inputs = {
        "submission": submission.pk,
        "manifest": submission.manifest,
        "suite": said.suite,
        "suite_digest": said.digest,
    }
    return queueing.want(
        KIND,
        inputs,
        programme=submission.programme,
        subject=f"{submission.consortium.slug}/{submission.slug}: {said.suite}",
        about=f"submission:{submission.pk}",
        by=by,
    )


def measure(job, *, progress):
    """Run the suite once and seal figures, environment and raw outputs.

    A hand-in that is no model is a result, too: ``rejected``, with the reason.
    """
    submission, suite = _inputs(job)
    with storage.workplace("benchmark") as out, packages.checked_out(submission) as at:
        try:
            result = benchmarks.run(
                at, suite, out_dir=out / "run", machine=machine(), progress=progress
            )
        except benchmarks.BadModel as fault:
            _seal_rejection(job, submission, suite, str(fault))
            return
        key = _store(result.samples, job)
        with leases.finishing(job):
            _seal(job, submission, suite, result, key)


@transaction.atomic
def disclose(run, *, by):
    """The team may read the run from now on."""
    run = audit.hold(run)
    if run.disclosed_to_team_at is None:
        BenchmarkRun.objects.filter(pk=run.pk).update(disclosed_to_team_at=now())
        run.refresh_from_db()
        audit.record("benchmarkrun.disclosed", run, by=by)
    return run


def read_outputs(run, *, by):
    """Open the raw outputs for a custodian; that it happened goes on the trail first."""
    audit.record("benchmarkrun.outputs_read", run, by=by, sha256=run.outputs_sha256)
    return storage.store().open(run.outputs_key)


def machine():
    """What this installation measures on."""
    device = settings.BENCH_DEVICE
    backend = "vllm" if device == "vllm" else "hf"
    return benchmarks.Machine(
        python=Path(settings.BENCH_PYTHON),
        backend=backend,
        device="cuda" if backend == "vllm" else device,
    )


def _inputs(job):
    said = json.loads(job.inputs)
    submissions = Submission.objects.select_related("consortium", "programme")
    return submissions.get(pk=said["submission"]), benchmarks.suites.load(said["suite"])


def _store(samples, job):
    """Raw outputs go to the store under the attempt's lease: a second attempt overwrites none."""
    key = f"outputs/{job.uuid}/{job.lease}.jsonl"
    with samples.open("rb") as file:
        blocks = iter(lambda: file.read(storage.BLOCK), b"")
        storage.store().save(key, blocks, samples.stat().st_size)
    return key


def _seal(job, submission, suite, result, key):
    _keep(
        job,
        submission,
        suite,
        metrics=result.text,
        environment=canonical.text(
            {
                "machine": result.environment,
                "versions": result.versions,
                "model": result.model,
                "seconds": result.seconds,
            }
        ),
        outputs_key=key,
        outputs_sha256=result.samples_sha256,
    )


def _seal_rejection(job, submission, suite, reason):
    with leases.finishing(job):
        rejected = {"outcome": BenchmarkRun.Outcome.REJECTED, "reason": reason}
        empty = {"metrics": canonical.text({}), "environment": canonical.text({})}
        _keep(job, submission, suite, **rejected, **empty)


def _keep(job, submission, suite, **columns):
    run = BenchmarkRun.objects.create(
        job=job,
        submission=submission,
        suite=suite.suite,
        suite_version=suite.version,
        suite_digest=suite.digest,
        digest=canonical.digest(columns["metrics"]),
        **columns,
    )
    audit.record("benchmark.measured", run, by=None, outcome=run.outcome)
    return run
