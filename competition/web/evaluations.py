"""How far the evaluation is, sheet by sheet and without a score; voiding by two persons."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.permissions import allowed, may
from accounts.queries.roles import has_role
from competition.models import Round
from competition.queries import board, rules
from competition.queries.sealed import of_forms
from competition.web import cells
from competition.web.forms import ReasonForm
from scoring.actions import ratings, sheets
from scoring.models import Candidate, Evaluator, Rater, Sheet


@may("competition.view_round", Round)
def index(request, round):
    rulebook = rules.of(round)
    shown = board.Board(round, rulebook, board.sealed.rows(round, contents=False), [], [])
    letters = sorted((e.code for e in shown.rows.standing), key=lambda code: (len(code), code))
    page = {
        "round": round,
        "forms": [_form(shown, criterion, letters) for criterion in cells.judged(rulebook)],
        "letters": letters,
        "asked": _asked(round),
        "may_void": allowed(request.user, "scoring.void_sheet", round),
        "may_answer": has_role(request.user, round.programme_id, "approver"),
    }
    return render(request, "competition/evaluations.html", page)


@may("competition.view_round", Round, passes=("part", "evaluator", "candidate"))
def void(request, round, part, evaluator, candidate):
    """Ask that a sheet, sealed or never sealed, shall not count."""
    seat, judged = _pair(round, part, evaluator, candidate)
    sheet = seat.sheets.live().filter(candidate=judged).first()
    _require(request, "scoring.void_sheet", sheet or seat)
    form = ReasonForm.of(request)
    if form.attempt(_void, seat, judged, sheet, by=request.user):
        messages.success(request, _("Asked for. A second person decides."))
        return redirect("competition:evaluations", round.slug)
    page = {"round": round, "form": form, "seat": seat, "candidate": judged, "sheet": sheet}
    return render(request, "competition/void.html", page, status=form.status)


@may("competition.view_round", Round, passes=("part",))
def pick_void(request, round, part):
    """From the two lists of the page to the sheet they name."""
    seat, judged = _pair(
        round, part, request.GET.get("evaluator", ""), request.GET.get("candidate", "")
    )
    return redirect("competition:void", round.slug, part, seat.code, judged.code)


@may("competition.view_round", Round, passes=("uuid", "answer"))
def answer_void(request, round, uuid, answer):
    """The second person: approve or refuse."""
    rows = Sheet.objects.administered_by(request.user).filter(**of_forms(round))
    sheet = get_object_or_404(rows.select_related("form", "evaluator", "candidate"), uuid=uuid)
    _require(request, "scoring.approve_void", sheet)
    if request.method == "POST":
        action = sheets.approve_void if answer == "approve" else sheets.refuse_void
        action(sheet, by=request.user)
        messages.success(request, _("Decided."))
    return redirect("competition:evaluations", round.slug)


@may("competition.view_round", Round, passes=("uuid",))
def excuse(request, round, uuid):
    """Ask that a panel member's ratings shall not count; or, as a second person, agree."""
    rater = get_object_or_404(Rater.objects.filter(**of_forms(round)), uuid=uuid)
    if rater.excuse_asked_by_id:
        _require(request, "scoring.approve_excuse", rater)
        if request.method == "POST":
            ratings.approve_excuse(rater, by=request.user)
            messages.success(request, _("Decided."))
        return redirect("competition:evaluations", round.slug)
    _require(request, "scoring.excuse_rater", rater)
    form = ReasonForm.of(request)
    if form.attempt(ratings.excuse, rater, by=request.user):
        messages.success(request, _("Asked for. A second person decides."))
        return redirect("competition:evaluations", round.slug)
    page = {"round": round, "form": form, "rater": rater}
    return render(request, "competition/void.html", page, status=form.status)


def _void(seat, candidate, sheet, *, reason, by):
    if sheet is not None:
        return sheets.void(sheet, reason=reason, by=by)
    return sheets.excuse(seat, candidate, reason=reason, by=by)


def _pair(round, part, evaluator, candidate):
    forms = of_forms(round) | {"form__part": part}
    seats = Evaluator.objects.filter(**forms).select_related("form", "account")
    seat = get_object_or_404(seats, code=evaluator)
    return seat, get_object_or_404(Candidate.objects.filter(**forms), code=candidate)


def _form(shown, criterion, letters):
    panel = criterion.producer.by != "evaluators"
    title = rules.say(criterion.names.words)
    found = {"title": title, "part": criterion.id, "panel": panel, "rows": [], "letters": letters}
    if panel:
        seats = {(v.rater, v.seat) for v in shown.rows.votes if v.part == criterion.id}
        sealed = sum(1 for _rater, state in seats if state == "sealed")
        return found | {"seats": len(seats), "sealed": sealed}
    rows = list(cells.sheets(shown, criterion.id))
    sealed, expected = sum(r[2] for r in rows), sum(r[3] for r in rows)
    return found | {"rows": rows, "sealed": sealed, "seats": expected}


def _asked(round):
    """Voidings that await a second person; no answer is loaded."""
    asked = Sheet.objects.filter(**of_forms(round), void_asked_by__isnull=False)
    related = ("form", "evaluator", "candidate", "void_asked_by")
    sheets = asked.exclude(state="void").select_related(*related).defer("draft", "answers")
    raters = Rater.objects.filter(**of_forms(round), excuse_asked_by__isnull=False)
    return {
        "sheets": sheets,
        "raters": raters.exclude(state="excused").select_related("excuse_asked_by"),
    }


def _require(request, verb, row):
    if not allowed(request.user, verb, row):
        raise PermissionDenied
