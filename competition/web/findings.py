"""Findings: the officers' list, and one page for each that officers and the team share."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.permissions import allowed, may
from accounts.queries.roles import has_role
from competition.actions import findings
from competition.models import OFFICERS, Finding, Round
from competition.queries import rules, sealed, team
from competition.web import cells
from competition.web.forms import Nothing, ReplyForm, RulingForm, WhyForm


@may("competition.view_round", Round)
def index(request, round):
    """Reports and findings of every team."""
    held = {}
    for finding in sealed.findings(round):
        held.setdefault(finding.entry_id, []).append((finding, cells.component(finding)))
    rows = [
        (entry, cells.verdict(entry), held.get(entry.pk, []))
        for entry in sealed.entries(round)
        if sealed.is_sealed(entry)
    ]
    rulebook = rules.of(round)
    page = {"round": round, "rows": rows, "gates": rulebook.gates if rulebook else []}
    return render(request, "competition/findings.html", page)


@may("competition.view_finding", Finding)
def finding(request, row):
    """One finding, with the form of whose turn it is."""
    return _page(request, row, _forms(request.user, row))


@may("competition.send_finding", Finding)
def send(request, row):
    return _act(request, row, "send", findings.send, Nothing, _("The team was asked to reply."))


@may("competition.reply", Finding)
def reply(request, row):
    return _act(request, row, "reply", findings.reply, ReplyForm, _("Your reply was received."))


@may("competition.rule", Finding)
def rule(request, row):
    said = _("Ruled. A second person decides.")
    return _act(request, row, "rule", findings.rule, RulingForm, said)


@may("competition.approve_ruling", Finding)
def approve(request, row):
    return _act(request, row, "approve", findings.approve, Nothing, _("The finding is settled."))


@may("competition.send_back_ruling", Finding)
def send_back(request, row):
    said = _("The ruling was taken back.")
    return _act(request, row, "send_back", findings.send_back, WhyForm, said)


def _act(request, row, name, action, form_class, said):
    form = form_class.of(request)
    if form.attempt(action, row, by=request.user):
        messages.success(request, said)
        return redirect(row)
    return _page(request, row, _forms(request.user, row) | {name: form}, status=form.status)


def _page(request, row, forms, status=200):
    round = row.entry.round
    rulebook = rules.of(round)
    is_officer = has_role(request.user, round.programme_id, *OFFICERS)
    page = {
        "round": round,
        "finding": row,
        "entry": row.entry,
        "gate_name": rules.say(rulebook.gate(row.gate).names.words),
        "forms": forms,
        "verdict": cells.finding_verdict(row),
        "component": cells.component(row),
        "is_officer": is_officer,
        "shows_ruling": row.passed is not None and (is_officer or round.is_public),
        "reason": row.reason_en if get_language() == "en" and row.reason_en else row.reason,
        "state": row.get_state_display() if is_officer else team.told(row),
    }
    return render(request, "competition/finding.html", page, status=status)


def _forms(account, row):
    """An empty form for each act that is open to this person now."""
    classes = {
        "send": ("competition.send_finding", Nothing),
        "reply": ("competition.reply", ReplyForm),
        "rule": ("competition.rule", RulingForm),
        "approve": ("competition.approve_ruling", Nothing),
        "send_back": ("competition.send_back_ruling", WhyForm),
    }
    return {name: form() for name, (verb, form) in classes.items() if allowed(account, verb, row)}
