"""The hand-in page of a submission, its receipt, and what is downloaded from it."""

from django.conf import settings
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.permissions import allowed, may
from teams import storage
from teams.models import Document, Submission
from teams.queries import packages, shelves

SHOWN = 400  # files a page lists; all stand in the list of digests


@require_safe
@may("teams.view_submission", Submission)
def submission(request, submission):
    files = list(submission.files.current().order_by("path")[: SHOWN + 1])
    count, used = packages.total(submission)
    page = {
        "submission": submission,
        "files": shelves.tree(files[:SHOWN]),
        "file_count": count,
        "used": used,
        "more": len(files) > SHOWN,
        "waiting": packages.waiting(submission),
        "last": submission.commits.select_related("by").last(),
        "documents": submission.documents.latest().select_related("by"),
        "missing": _kinds(packages.missing_documents(submission)),
        "components": submission.components.all(),
        "endpoint": settings.PUBLIC_URL,
        "may_hand_in": submission.receives and allowed(request.user, "teams.hand_in", submission),
    }
    return render(request, "teams/submission.html", page)


def _kinds(names):
    return [Document.Kind(name).label for name in names]


@require_safe
@may("teams.view_submission", Submission)
def receipt(request, submission):
    """What was handed in, with sizes and digests; before the seal, what stands now."""
    files = submission.files.current().order_by("path")
    count, used = packages.total(submission)
    page = {
        "submission": submission,
        "files": files[:SHOWN],
        "file_count": count,
        "used": used,
        "documents": submission.documents.order_by("kind", "version"),
        "components": submission.components.all(),
        "last": submission.commits.select_related("by").last(),
        "manifest": submission.manifest or packages.manifest(submission),
    }
    return render(request, "teams/receipt.html", page)


@require_safe
@may("teams.view_submission", Submission)
def digests(request, submission):
    """Every file, in the form `sha256sum --check` reads."""
    lines = "".join(f"{sha256}  {path}\n" for path, _size, sha256 in packages.listing(submission))
    response = HttpResponse(lines, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = content_disposition_header(True, "SHA256SUMS")
    return response


@require_safe
@may("teams.view_handed", Document)
def document(request, document):
    """A document as it was handed in. The browser may show it, but run nothing in it."""
    if address := storage.store().get_url(document.key, document.name):
        return HttpResponseRedirect(address)
    is_pdf = document.name.lower().endswith(".pdf")
    kind = "application/pdf" if is_pdf else "application/octet-stream"
    response = FileResponse(storage.store().open(document.key), content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(not is_pdf, document.name)
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response
