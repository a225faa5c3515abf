"""Pages of what machines measured: originality reports and benchmark runs."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from accounts.permissions import may
from scoring.models import BenchmarkRun, OriginalityReport
from scoring.queries import findings, runs
from scoring.web import plots


@never_cache
@may("scoring.view_report", OriginalityReport)
def report(request, report):
    """Component by component: declared and detected, effect, interval, band, verdict."""
    said = report.findings
    found = findings.parts(said)
    bill = report.submission.components.all()
    page = {
        "report": report,
        "said": said,
        "submission": report.submission,
        "parts": [(part, plots.effect(part.top)) for part in found],
        "questions": [(part, _strips(part)) for part in found if part.is_open_question],
        **_counts(found),
        "verdict_state": findings.STATES[report.verdict],
        "verdict_name": findings.verdict_name(report.verdict),
        "declared": findings.declared(bill, found),
        "ticks": plots.ticks(),
        "zero": plots.zero(),
        "fault": findings.words(said["fault"]) if said["fault"] else "",
        "notes": [findings.words(note) for note in said["notes"]],
        "limits": [findings.words(n) for n in [*said["not_tested"], *said["limits"]]],
        "unread": [
            (r["name"], findings.words(r["fault"])) for r in said["references"] if r["fault"]
        ],
        "command": findings.command(said),
    } | _where(report.submission)
    return render(request, "scoring/originality.html", page)


@never_cache
@may("scoring.view_report", OriginalityReport)
def report_json(request, report):
    """The evidence as the engine wrote it."""
    return _download(report.evidence, f"originality-{report.digest[:12]}.json")


@never_cache
@may("scoring.view_run", BenchmarkRun)
def run(request, run):
    """Figures with their errors, and all that is needed to get them again."""
    page = {
        "run": run,
        "submission": run.submission,
        "title": runs.title(run.suite),
        "figures": runs.figures(run),
        "score": runs.score(run),
    }
    return render(request, "scoring/run.html", page | _where(run.submission))


@never_cache
@may("scoring.view_run", BenchmarkRun)
def run_json(request, run):
    """Figures and environment; never the raw outputs, which hold the items."""
    body = f'{{"metrics":{run.metrics},"environment":{run.environment}}}'
    return _download(body, f"{run.suite}-{run.digest[:12]}.json")


def _counts(found):
    """How many components have each verdict; never one figure over all."""
    by_verdict = findings.counts(found)
    quiet = len(by_verdict["no_evidence"]) + len(by_verdict["independent"])
    names = ", ".join(part.name for part in by_verdict["derived"])
    return {"counts": by_verdict, "no_evidence": quiet, "derived_names": names}


def _strips(part):
    return [(row, plots.strip(row["layers"])) for row in part.rows]


def _where(submission):
    return {"where": {"programme": submission.programme.name, "round": submission.slug}}


def _download(text, name):
    response = HttpResponse(text, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
