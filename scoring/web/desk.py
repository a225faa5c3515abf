"""The evaluator's desk: what to judge, in which order, how far one has come."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.permissions import may
from scoring.actions import evaluators
from scoring.models import Evaluator
from scoring.queries import conflicts, desk, pledges
from scoring.web.forms import ConflictForm, PledgeForm, StepDownForm


@may("scoring.view_desk")
def home(request):
    """Every seat of this person."""
    return render(request, "scoring/desk.html", {"seats": desk.seats(request.user, at=now())})


@may("scoring.sign_pledge", Evaluator)
def pledge(request, evaluator):
    """The pledge and the conflicts, signed in one act before anything opens."""
    if evaluator.has_pledged:
        return render(request, "scoring/pledged.html", _page(evaluator))
    form = PledgeForm.of(request, teams=conflicts.teams(evaluator.form))
    if request.method == "POST" and form.attempt(evaluators.sign, evaluator, by=request.user):
        messages.success(request, _("The pledge is signed. You may begin."))
        return redirect("scoring:desk")
    page = _page(evaluator) | {"signing": form, "text": pledges.words(get_language() or "ko")}
    return render(request, "scoring/pledge.html", page, status=form.status)


@may("scoring.declare_conflict", Evaluator)
def declare(request, evaluator):
    """A conflict found later."""
    if not evaluator.has_pledged:
        return redirect("scoring:pledge", form__slug=evaluator.form.slug)
    form = ConflictForm.of(request, teams=conflicts.undeclared(evaluator))
    if request.method == "POST" and form.attempt(evaluators.declare, evaluator, by=request.user):
        messages.success(request, _("The conflict is declared; that candidate is closed to you."))
        return redirect("scoring:desk")
    page = _page(evaluator) | {"declaring": form}
    return render(request, "scoring/conflict.html", page, status=form.status)


@may("scoring.step_down", Evaluator)
def step_down(request, evaluator):
    """Recusal from the whole form, by the evaluator."""
    if evaluator.state != Evaluator.State.ACTIVE:
        raise Http404
    form = StepDownForm.of(request)
    if request.method == "POST" and form.attempt(evaluators.recuse, evaluator, by=request.user):
        messages.success(request, _("You have stepped down. The secretariat has been told."))
        return redirect("/")
    page = _page(evaluator) | {"stepping": form}
    return render(request, "scoring/step_down.html", page, status=form.status)


def _page(evaluator):
    form = evaluator.form
    return {
        "evaluator": evaluator,
        "form": form,
        "where": {"programme": form.programme.name, "round": str(form.title)},
    }
