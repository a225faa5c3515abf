"""Mail that waits or failed, with a button."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.permissions import may
from accounts.queries.roles import held
from jobs.actions import outbox
from jobs.models import Message
from jobs.queries import standing


@may("jobs.list_mail")
def index(request):
    rows = standing.mail(Message.objects.visible_to(request.user), request.GET.get("state", ""))
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    facts = {
        "page": page,
        "states": standing.counts(Message.objects.visible_to(request.user)),
        "chosen": request.GET.get("state", ""),
        "organised": [key for key, names in held(request.user).items() if "organiser" in names],
    }
    return render(request, "jobs/mail.html", facts)


@require_POST
@may("jobs.send_mail_again", Message)
def again(request, message):
    outbox.again(message, by=request.user)
    messages.success(request, _("The mail is sent again within seconds."))
    return redirect("jobs:mail")
