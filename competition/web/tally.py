"""The tally: previewed, proposed, approved by another, published, confirmed."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts.permissions import allowed, may
from competition import regulation
from competition.actions import decisions
from competition.models import Decision, Round
from competition.queries import proposals, rules
from competition.regulation import articles
from competition.web import standings
from competition.web.forms import Nothing, ReasonForm

ACTS = ("propose", "approve", "send_back", "publish", "confirm")


@may("competition.view_round", Round)
def tally(request, round):
    """Gate, ranking with the line, planned against actual, what went in, who signs."""
    if round.state in (Round.State.DRAFTED, Round.State.OPEN):
        return render(request, "competition/tally_early.html", {"round": round})
    return _show(request, round)


@may("competition.propose", Round)
def propose(request, round):
    said = _("Proposed. A second person decides.")
    return _act(request, round, "propose", decisions.propose, Nothing, said)


@may("competition.approve", Round)
def approve(request, round):
    return _act(
        request, round, "approve", decisions.approve, Nothing, _("The decision is approved.")
    )


@may("competition.send_back", Round)
def send_back(request, round):
    said = _("The proposal was sent back.")
    return _act(request, round, "send_back", decisions.send_back, ReasonForm, said)


@may("competition.publish", Round)
def publish(request, round):
    said = _("The result is public. Every team was told.")
    return _act(request, round, "publish", decisions.publish, Nothing, said)


@may("competition.confirm", Round)
def confirm(request, round):
    return _act(request, round, "confirm", decisions.confirm, Nothing, _("The result is final."))


def _act(request, round, name, action, form_class, said):
    """POST acts; GET shows the question on a page of its own, for whoever has no script."""
    form = form_class.of(request)
    if form.attempt(action, round, by=request.user):
        messages.success(request, said)
        return redirect("competition:tally", round.slug)
    page = {"round": round, "name": name, "form": form, "ask": _ask(round, name)}
    return render(request, "competition/tally_act.html", page, status=form.status)


def _show(request, round):
    try:
        proposal = proposals.of(round)
    except regulation.TallyRefused as refused:
        page = {"round": round, "problems": [(p.place, rules.say(p)) for p in refused.problems]}
        return render(request, "competition/tally_refused.html", page, status=409)
    page = {
        "round": round,
        "proposal": proposal,
        "tally": proposal.tally,
        "rulebook": proposal.rulebook,
        "rows": SimpleLazyObject(lambda: _rows(proposal)),
        "parts": standings.parts(proposal.rulebook),
        "span": len(proposal.rulebook.parts) + 4,
        "digits": standings.digits(proposal.rulebook),
        "checks": _checks(proposal),
        "gate_article": rules.cited("12"),
        "rank_articles": f"{rules.cited('14')}, {rules.cited('15')}",
        "means": [proposal.tally.means.get(part.id) for part in proposal.rulebook.parts],
        "planned": rules.say(proposal.tally.planned.words),
        "rule": rules.say(proposal.tally.cut.rule),
        "open": [rules.say(problem) for problem in proposal.tally.open],
        "used": proposal.summary.used,
        "acts": _open_acts(request.user, round),
        "why_not": _why_not(request.user, round, proposal),
    }
    return render(request, "competition/tally.html", page)


def _rows(proposal):
    """Only where the tables are not remembered, too."""
    return standings.rows(proposal.tally, proposal.rulebook, proposal.entries())


def _open_acts(account, round):
    """The acts this person may do now, each with its question."""
    forms = {"send_back": ReasonForm}
    return {
        name: {"form": forms.get(name, Nothing)(), "url": _url(round, name), **_ask(round, name)}
        for name in ACTS
        if allowed(account, f"competition.{name}", round)
    }


def _url(round, name):
    return reverse(f"competition:{name}", args=[round.slug])


def _checks(proposal):
    """(passed?, words): what was looked at before anybody signs."""
    bars = {lack.clause for lack in proposal.missing}
    tally = proposal.tally
    yield not proposal.missing, _("Every input is sealed")
    yield not bars & {articles.RULING, articles.ADVERSE}, _("Every finding is settled")
    yield not tally.open, _("The rules leave nothing open")
    told = [s for s in tally.standings if s.rank]
    unique = len({s.rank for s in told}) == len(told)
    yield unique, _("No two teams share a rank") if unique else _("Some teams share a rank")


def _ask(round, name):
    """The question of an act, what follows from it, and the words on its buttons."""
    asks = {
        "propose": (_("Propose these decisions?"), _("Propose"), _("Propose the decision")),
        "approve": (_("Approve this proposal?"), _("Approve and seal"), _("Approve the proposal")),
        "send_back": (_("Send this proposal back?"), _("Send back"), _("Send back")),
        "publish": (_("Publish the result now?"), _("Publish to all at once"), _("Publish")),
        "confirm": (_("Confirm the result?"), _("Confirm"), _("Confirm the result")),
    }
    question, button, opener = asks[name]
    follows = list(_follows(round, name))
    return {"question": question, "button": button, "opener": opener, "follows": follows}


def _follows(round, name):
    if name == "propose":
        yield _("What is sealed now is tallied and kept with its digest.")
        yield _("Officers may read the sealed sheets from now on.")
        yield _("Nobody else learns anything before the publication.")
    if name == "approve":
        yield _("The values cannot be changed afterwards.")
        yield _("Correcting them would need a new decision.")
    if name == "send_back":
        yield _("The tally stays in the record; another one can be proposed.")
    if name == "publish":
        count = Decision.objects.standing().filter(round=round).count()
        yield _("%(n)s decision letters go out in Korean and English.") % {"n": count}
        yield _("The result page becomes public at the same moment.")
        yield _("The time to object begins; it cannot be taken back.")
    if name == "confirm":
        yield _("The result becomes final.")


def _why_not(account, round, proposal):
    """Why the next act is not this person's, in a sentence."""
    if round.state == Round.State.SEALED and not proposal.is_complete:
        return _("A proposal is possible once everything below is in.")
    if round.state == Round.State.TALLIED and account.pk == round.proposed_by_id:
        return _("You proposed this decision; another person approves it.")
    return ""
