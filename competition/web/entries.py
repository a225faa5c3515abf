"""Teams of a round: the list, entering, admission, own dates, exclusion."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.permissions import allowed, may
from accounts.queries.roles import has_role
from competition.actions import entries, irregularities, rosters
from competition.models import Entry, Irregularity, Round
from competition.web import cells
from competition.web.forms import EntryCalendarForm, Nothing, PutOutForm, ReasonForm, TeamsForm


@may("competition.view_round", Round)
def index(request, round):
    """Every team, its calendar and how far its hand-in is: counts and sizes, no contents."""
    rows = Entry.objects.filter(round=round).select_related("consortium", "submission")
    rows = rows.annotate(
        file_count=Count("submission__files", filter=Q(submission__files__removed=None)),
    )
    shown = rows.order_by("consortium__name_ko", "pk")
    out = Irregularity.objects.filter(entry__round=round).exclude(state="dropped")
    page = {
        "round": round,
        "entries": [_listed(entry, round) for entry in shown],
        "irregularities": out.select_related("entry__consortium", "decided_by", "approved_by"),
        "may_enter": allowed(request.user, "competition.enter", round),
        "may_put_out": allowed(request.user, "competition.put_out", round),
        "may_decide": has_role(request.user, round.programme_id, "organiser", "approver"),
        "may_organise": allowed(request.user, "competition.upload_rulebook", round),
    }
    return render(request, "competition/entries.html", page)


@may("competition.enter", Round)
def add(request, round):
    form = TeamsForm.of(request)
    if form.attempt(rosters.enter_teams, round, by=request.user):
        count = len(form.result)
        messages.success(request, _("%(n)s teams were entered.") % {"n": count})
        return redirect("competition:entries", round.slug)
    page = {"round": round, "form": form}
    return render(request, "competition/add_teams.html", page, status=form.status)


@may("competition.admit", Entry)
def admit(request, entry):
    form = Nothing.of(request)
    if request.method == "POST" and form.attempt(entries.admit, entry, by=request.user):
        messages.success(request, _("%(team)s is admitted.") % {"team": entry.consortium.name})
        return redirect("competition:entries", entry.round.slug)
    return _asked(request, entry, form, _("Admit this team?"), _("Admit"))


@may("competition.refuse", Entry)
def refuse(request, entry):
    form = ReasonForm.of(request)
    if form.attempt(entries.refuse, entry, by=request.user):
        messages.success(request, _("The application was refused and the team told."))
        return redirect("competition:entries", entry.round.slug)
    return _asked(request, entry, form, _("Refuse this application?"), _("Refuse"))


@may("competition.set_calendar", Entry)
def calendar(request, entry):
    held = {"opens_at": entry.starts, "closes_at": entry.ends, "reason": entry.calendar_reason}
    form = EntryCalendarForm.of(request, initial=held)
    if form.attempt(entries.set_calendar, entry, by=request.user):
        messages.success(request, _("The team has its own dates and was told."))
        return redirect("competition:entries", entry.round.slug)
    return _asked(request, entry, form, _("Own dates of this team"), _("Set the dates"))


@may("competition.put_out", Entry)
def put_out(request, entry):
    form = PutOutForm.of(request, initial={"kind": request.GET.get("kind", "unreadable")})
    if form.attempt(irregularities.propose, entry, by=request.user):
        messages.success(request, _("Proposed. A second person decides."))
        return redirect("competition:entries", entry.round.slug)
    words = _("Put this team out of the count?")
    return _asked(request, entry, form, words, _("Propose"))


@may("competition.approve_out", Irregularity)
def approve_out(request, row):
    return _decide(request, row, irregularities.approve, _("The team is out of the count."))


@may("competition.drop_out", Irregularity)
def drop_out(request, row):
    return _decide(request, row, irregularities.drop, _("The team competes as before."))


def _decide(request, row, action, said):
    if request.method == "POST":
        action(row, by=request.user)
        messages.success(request, said)
    return redirect("competition:entries", row.entry.round.slug)


def _asked(request, entry, form, question, button):
    page = {
        "round": entry.round,
        "entry": entry,
        "form": form,
        "question": question,
        "button": button,
    }
    return render(request, "competition/entry_act.html", page, status=form.status)


def _listed(entry, round):
    entry.round = round
    return entry, cells.seal(entry)
