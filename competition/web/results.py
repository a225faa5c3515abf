"""The published result, and the way from each of its figures down to formula and inputs."""

import json

from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import canonical
from competition import regulation
from competition.models import Decision, Round
from competition.queries import disclosed, rules

EVERYBODY = "all"  # the place of the team in the address of a figure of all teams


@require_safe
def results(request, slug):
    """What the disclosure clause gives the public, each figure leading to its derivation."""
    round, record, tally = _out(slug)
    seen = disclosed.shown(round, tally, "public")
    names = disclosed.names(round)
    total = seen.means.get("total")
    page = {
        "round": round,
        "record": record,
        "advanced": [names[code] for code in seen.advanced or ()],
        "eliminated": [names[code] for code in seen.eliminated or ()],
        "counts": _counts(tally),
        "planned": rules.say(seen.planned) if seen.planned else "",
        "parts": disclosed.parts(round, seen),
        "total_mean": total,
        "points": rules.of(round).points,
        "steps": _steps(tally),
        "figures": seen.figures,
    }
    return render(request, "competition/public/results.html", page)


@require_safe
def figure(request, slug, code, figure):
    """Why this number: formula, inputs down to the sealed row, rounding, clause."""
    round, record, tally = _out(slug)
    told, mine = _told(request.user, round, tally, code)
    identity = _identity(code, figure)
    if identity not in told:
        raise Http404
    shown = told[identity]
    names = disclosed.names(round)
    page = {
        "round": round,
        "record": record,
        "figure": _spoken(shown, told, names),
        "is_mine": mine,
        "team": names.get(code, ""),
        "code": code,
        "clause": rules.cited(shown.clause),
        "clause_text": _clause_text(round, shown.clause),
        "formula": rules.say(shown.formula),
    }
    return render(request, "competition/public/figure.html", page)


@require_safe
def results_file(request, slug):
    """The same facts for programs: canonical JSON of what the public may see."""
    round, record, tally = _out(slug)
    seen = disclosed.shown(round, tally, "public")
    told = {
        "round": round.slug,
        "rulebook": round.rulebook.digest,
        "tally": record.digest,
        "inputs": record.inputs_digest,
        "published_at": round.published_at,
        "advanced": list(seen.advanced or ()),
        "eliminated": list(seen.eliminated or ()),
        "means": seen.means,
        "tops": seen.tops,
        "gaps": seen.gaps,
    }
    return JsonResponse(json.loads(canonical.text(told)), json_dumps_params={"ensure_ascii": False})


def _out(slug):
    """A round whose result is out, with its tally; otherwise as if it did not exist."""
    rounds = Round.objects.public().select_related("programme", "rulebook")
    round = get_object_or_404(rounds, slug=slug)
    found = disclosed.tally_of(round)
    if found is None:
        raise Http404
    return round, *found


def _told(account, round, tally, code):
    """The figures this reader may open: the public's, and a team's own to its members."""
    told = dict(disclosed.shown(round, tally, "public").figures)
    mine = account.is_authenticated and (
        Decision.objects.visible_to(account)
        .filter(round=round, entry__consortium__slug=code)
        .exists()
    )
    if mine:
        own = disclosed.shown(round, tally, "own_team", code).figures
        told = {**told, **own}
    return told, mine


def _identity(code, figure):
    return figure if code == EVERYBODY else f"{code}/{figure}"


def _spoken(figure, told, names):
    """A figure in the reader's words, its sources with links to what may be opened further."""
    return {
        "id": figure.id,
        "label": rules.say(figure.label),
        "expression": figure.expression,
        "exact": figure.exact,
        "value": figure.value,
        "unit": rules.say(figure.unit),
        "rounding": rules.say(figure.rounding) if figure.rounding else "",
        "sources": [_source(source, told) for source in figure.sources],
    }


def _source(source, told):
    code, _slash, rest = source.figure.partition("/")
    everybody = code in ("mean", "top")
    opens = source.figure in told
    return {
        "label": rules.say(source.label),
        "value": source.value,
        "digest": source.digest,
        "note": rules.say(source.note) if source.note else "",
        "counted": source.counted,
        "code": EVERYBODY if everybody else code,
        "figure": (source.figure if everybody else rest) if opens else "",
    }


def _clause_text(round, number):
    clause = rules.clauses(round.rulebook).get(number)
    return rules.say(clause.text) if clause else ""


def _counts(tally):
    outcomes = [standing.outcome for standing in tally.standings]
    passed = [all(gate.passed for gate in s.gates) for s in tally.standings if s.gates]
    return {
        "teams": len([o for o in outcomes if o != "withdrawn"]),
        "advanced": outcomes.count("advanced"),
        "eliminated": outcomes.count("eliminated"),
        "passed": sum(passed),
        "failed": len(passed) - sum(passed),
        "ranked": len([s for s in tally.standings if s.rank is not None]),
    }


def _steps(tally):
    """How it was decided: gate, rank, cut, each with its clause."""
    n = _counts(tally)
    articles = regulation.articles
    return [
        {
            "title": _("Minimum standard"),
            "text": _("%(passed)s of %(teams)s teams met it, %(failed)s did not") % n,
            "clause": rules.cited(articles.GATE_FAILED),
        },
        {
            "title": _("Ranking by total"),
            "text": _("%(ranked)s teams were ranked") % n,
            "clause": rules.cited("15(2)"),
        },
        {
            "title": _("Cut"),
            "text": _("%(advanced)s advance, %(eliminated)s are eliminated") % n,
            "clause": rules.cited(tally.cut.clause),
        },
    ]
