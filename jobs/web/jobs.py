"""The jobs pages: what works, what waits, one job with its ledger, stop and again."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.models import AuditEvent
from accounts.permissions import allowed, may
from accounts.web.forms import RuleForm
from jobs import kinds
from jobs.actions import cancelling, queueing
from jobs.models import Job
from jobs.queries import standing
from jobs.web.stages import stages

PAGE = 50
END_OF_POLLING = 286
VERBS = {
    "job.wanted": gettext_lazy("Queued"),
    "job.cancel_asked": gettext_lazy("Asked to stop"),
    "job.again": gettext_lazy("Queued again"),
}


class CancelForm(RuleForm):
    reason = forms.CharField(
        label=gettext_lazy("Why it is stopped"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Kept in the audit record."),
    )


@may("jobs.list")
def index(request):
    visible = Job.objects.visible_to(request.user)
    chosen = request.GET.get("state", "")
    page = Paginator(standing.listed(visible, chosen), PAGE).get_page(request.GET.get("page"))
    facts = {
        "page": page,
        "jobs": standing.with_attempts(page.object_list),
        "states": standing.counts(visible),
        "chosen": chosen,
        "failed_mail": standing.failed_mail(request.user),
    }
    template = "jobs/_list.html" if request.htmx else "jobs/index.html"
    return render(request, template, facts)


@may("jobs.view", Job)
def job(request, job):
    return _job_page(request, job, CancelForm())


@may("jobs.view", Job)
def progress(request, job):
    status = END_OF_POLLING if job.ended else 200
    return render(request, "jobs/_progress.html", {"job": job, "speak": True}, status=status)


@may("jobs.cancel", Job)
def cancel(request, job):
    form = CancelForm.of(request)
    if form.attempt(cancelling.ask, job, by=request.user):
        messages.success(request, _("The job is being stopped."))
        return redirect(job)
    return _job_page(request, job, form, asking=True)


@require_POST
@may("jobs.again", Job)
def again(request, job):
    queueing.again(job, by=request.user)
    messages.success(request, _("The job is queued again."))
    return redirect(job)


def _job_page(request, job, form, *, asking=False):
    trail = AuditEvent.objects.about(job).select_related("actor")[:PAGE]
    facts = {
        "job": job,
        "stages": stages(job),
        "kind": kinds.KINDS.get(job.kind),
        "attempts": job.attempts.order_by("-pk")[:PAGE],
        "tries": standing.tries(job),
        "before": standing.before(job),
        "trail": [(event, VERBS.get(event.verb, event.verb)) for event in trail],
        "form": form,
        "asking": asking,
        "may_cancel": allowed(request.user, "jobs.cancel", job),
        "may_repeat": allowed(request.user, "jobs.again", job),
    }
    return render(request, "jobs/job.html", facts, status=form.status)
