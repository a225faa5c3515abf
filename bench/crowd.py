"""A round with 200 entries and 1,000 sheets, beside the 5 that were made by real actions."""

from contextlib import contextmanager
from itertools import islice

from django.core.cache import cache
from django.test import Client
from django.test.runner import DiscoverRunner

from accounts import canonical
from competition.models import Entry
from jobs.models import Job
from scoring.models import (
    BenchmarkRun,
    Candidate,
    Evaluator,
    OriginalityReport,
    Rater,
    Rating,
    Sheet,
)
from teams.models import Consortium, Submission
from tests.factories import competition as make
from tests.factories.accounts import holder

MORE = 195


@contextmanager
def database():
    """An empty database, thrown away afterwards."""
    runner = DiscoverRunner(verbosity=0, interactive=False)
    runner.setup_test_environment()
    kept = runner.setup_databases()
    try:
        yield
    finally:
        runner.teardown_databases(kept)
        runner.teardown_test_environment()


def five():
    return make.evaluated(teams=5)


def published():
    return make.published(teams=5)


def client(round) -> Client:
    """An organiser's browser."""
    browser = Client()
    browser.force_login(holder(round.programme))
    return browser


def visitor() -> Client:
    return Client()


def grow(round):
    """The rows of 195 more teams, copied from those of the first five."""
    codes = list(islice(make.sealing.codes(), 5, 5 + MORE))
    submissions = _teams(round, codes)
    _machines(round, submissions)
    _judged(round, submissions, codes)
    cache.clear()  # rows that no act wrote; a page kept until the next act would not know them


def _teams(round, codes):
    first = Entry.objects.filter(round=round).select_related("submission").first()
    consortia = Consortium.objects.bulk_create(
        Consortium(programme=round.programme, slug=f"x{n}", name_ko=f"팀 {n}", name_en=f"Team {n}")
        for n in range(MORE)
    )
    like = {
        name: getattr(first.submission, name) for name in ("opens_at", "closes_at", "sealed_at")
    }
    like |= {"programme": round.programme, "slug": round.slug, "state": "sealed"}
    submissions = Submission.objects.bulk_create(
        Submission(consortium=c, manifest="0" * 64, receipt="x", **like) for c in consortia
    )
    Entry.objects.bulk_create(
        Entry(
            round=round, consortium=s.consortium, submission=s, state="admitted", code=code,
            applied_at=first.applied_at,
        )
        for s, code in zip(submissions, codes, strict=True)
    )  # fmt: skip
    return submissions


def _machines(round, submissions):
    report, run = OriginalityReport.objects.first(), BenchmarkRun.objects.first()
    for submission in submissions:
        for kind in ("originality", "benchmark"):
            inputs = canonical.text({"submission": submission.pk, "kind": kind})
            Job.objects.create(
                kind=kind, inputs=inputs, digest=canonical.digest(inputs), subject="x",
                programme=round.programme, about=f"submission:{submission.pk}",
            )  # fmt: skip
    OriginalityReport.objects.bulk_create(
        OriginalityReport(
            submission=s, verdict="no_evidence", evidence=report.evidence, digest=report.digest,
            engine="1", library="2" * 64,
        )
        for s in submissions
    )  # fmt: skip
    BenchmarkRun.objects.bulk_create(
        BenchmarkRun(
            submission=s, suite=run.suite, suite_version="1", suite_digest="4" * 64,
            metrics=run.metrics, environment="{}", digest=run.digest,
        )
        for s in submissions
    )  # fmt: skip


def _judged(round, submissions, codes):
    form, panel = make.expert_form(round), make.user_form(round)
    judged, rated = (
        Candidate.objects.bulk_create(
            Candidate(form=f, submission=s, code=code)
            for s, code in zip(submissions, codes, strict=True)
        )
        for f in (form, panel)
    )
    sheet, rating = Sheet.objects.filter(form=form).first(), Rating.objects.first()
    sealed = {"state": "sealed", "answers": sheet.answers, "digest": sheet.digest}
    sealed |= {"form_digest": sheet.form_digest, "sealed_at": sheet.sealed_at}
    Sheet.objects.bulk_create(
        Sheet(form=form, evaluator=e, candidate=c, **sealed)
        for e in Evaluator.objects.filter(form=form)
        for c in judged
    )
    given = {"value": 4, "state": "sealed", "digest": rating.digest, "sealed_at": rating.sealed_at}
    Rating.objects.bulk_create(
        Rating(rater=r, candidate=c, **given)
        for r in Rater.objects.filter(form=panel)
        for c in rated
    )
