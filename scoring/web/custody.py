"""Raw outputs, for custodians: by suite, date and digest, never by team."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.permissions import allowed, may
from scoring.actions import benchmarking
from scoring.models import BenchmarkRun
from scoring.queries import runs


@may("scoring.list_custody")
def home(request):
    """Every run whose outputs this person keeps."""
    kept = BenchmarkRun.objects.in_custody_of(request.user).order_by("-created_at")
    rows = [(run, runs.title(run.suite)) for run in kept]
    return render(request, "scoring/custody.html", {"rows": rows})


@require_POST
@never_cache
@may("scoring.list_custody", passes=("uuid",))
def outputs(request, uuid):
    """The outputs of one run; the trail says who read them before a byte goes out."""
    run = get_object_or_404(BenchmarkRun.objects.in_custody_of(request.user), uuid=uuid)
    if not allowed(request.user, "scoring.read_outputs", run):
        raise Http404
    return FileResponse(
        benchmarking.read_outputs(run, by=request.user),
        as_attachment=True,
        filename=f"{run.suite}-{run.outputs_sha256[:12]}.jsonl",
        content_type="application/jsonl",
    )
