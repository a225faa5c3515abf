"""A candidate's document, beside the form: by number, under the blind code."""

from csp.decorators import csp_replace
from django.http import FileResponse, Http404
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin

from accounts.permissions import may
from scoring.models import Sheet
from scoring.queries import access, documents
from teams.storage import store


@never_cache
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": ["'self'"], "object-src": ["'self'"]})
@may("scoring.read_document", Sheet, passes=("number",))
def document(request, sheet, number):
    """The bytes, named by code and kind; the team's own file name would betray it."""
    found = documents.find(sheet, number)
    if found is None or access.why_closed(sheet.evaluator, sheet.candidate, at=now()):
        raise Http404
    name = f"{sheet.candidate.code}-{found.document.kind}-v{found.document.version}"
    response = FileResponse(
        store().open(found.document.key),
        as_attachment=not found.is_pdf,
        filename=name + (".pdf" if found.is_pdf else ".bin"),
        content_type="application/pdf" if found.is_pdf else "application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
