"""One benchmark job, from the claim to the sealed evidence, for ``bench/benchmark.py``."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils.timezone import now

from accounts.actions import programmes
from jobs.actions import running
from scoring.actions import benchmarking
from scoring.models import BenchmarkRun
from teams.actions import commits, consortia, submissions
from teams.models import Consortium


def consortium(python: Path) -> Consortium:
    """A fresh database with one team, and jobs that measure with ``python``."""
    settings.BENCH_PYTHON = str(python)
    call_command("migrate", verbosity=0)
    programme = programmes.create(slug="bench", name_ko="측정", name_en="Bench", by=None)
    body = consortia.organisation(name_ko="측정 기관")
    return consortia.found(programme, slug="bench-team", name_ko="측정", lead=body, by=None)


def want(team: Consortium, model: Path, number: int) -> int:
    """Hand ``model`` in, seal it and want a run: the number of a job nobody has done yet."""
    terms = {"opens_at": now() - timedelta(hours=1), "closes_at": now() + timedelta(hours=1)}
    slug = f"round-{number}"
    open_one = submissions.open(team, programme=team.programme, slug=slug, terms=terms, by=None)
    commits.hand_in(open_one, model, by=None)
    late = {"closes_at": now() - timedelta(minutes=1)}
    sealed = submissions.seal(submissions.amend_terms(open_one, late, by=None))
    return benchmarking.want(sealed, "simsa-basic").pk


def work(job: int) -> dict[str, str]:
    """Do the job as a worker does; the figures it sealed."""
    running.run(job, worker="bench")
    tasks = BenchmarkRun.objects.get(job=job).figures["tasks"]
    return {task["task"]: task["value"] for task in tasks}
