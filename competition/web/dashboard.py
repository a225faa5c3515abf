"""The dashboard of a round, and its part that lives."""

from django.shortcuts import render
from django.utils.timezone import now

from accounts.permissions import allowed, may
from competition.models import Round
from competition.queries import board, deadlines, rules, steps, todo, trail
from competition.web import cells

SHOWN = 6  # jobs and to-dos on the first screen


@may("competition.view_round", Round)
def dashboard(request, round):
    shown = board.of(round)
    doing = todo.of(shown)
    page = {
        "round": round,
        "rulebook": shown.rulebook,
        "steps": steps.of(round, shown.rows),
        "todo": doing,
        "columns": cells.columns(shown),
        "rows": list(cells.rows(shown)),
        "forms": _forms(shown),
        "moment": now(),
        "deadlines": deadlines.of(round, shown.rows),
        "exceptions": deadlines.exceptions(shown.rows),
        "recent": _recent(round),
        "playback": _playback(request.user, round),
        **_live(shown.shown, shown.counts),
    }
    return render(request, "competition/dashboard.html", page)


@may("competition.view_round", Round)
def live(request, round):
    """The running jobs, asked for again every few seconds; 286 ends the asking."""
    jobs = board.jobs(round)
    shown = board.Board(round, None, None, jobs, [])
    page = {"round": round, **_live(shown.shown, shown.counts)}
    going = any(not job.ended for job in jobs)
    status = 200 if going or round.state in ("open", "sealed") else 286
    return render(request, "competition/_jobs.html", page, status=status)


def _live(jobs, counts):
    return {
        "jobs": jobs[:SHOWN],
        "running": counts["running"],
        "waiting": counts["queued"] + counts["waiting"],
        "done": counts["done"],
        "failed": counts["failed"],
    }


def _forms(shown):
    """The evaluators' matrix of each committee, once the round is sealed."""
    if shown.round.state in ("drafted", "open"):
        return []
    letters = sorted((entry.code for entry in shown.rows.standing), key=lambda c: (len(c), c))
    return [
        {
            "title": rules.say(criterion.names.words),
            "letters": letters,
            "rows": list(cells.sheets(shown, criterion.id)),
        }
        for criterion in cells.judged(shown.rulebook)
        if criterion.producer.by == "evaluators"
    ]


def _playback(account, round):
    """The demonstration that plays itself, for whoever may pause it; fetched with the round."""
    row = getattr(round.programme, "playback", None)
    return row if row is not None and allowed(account, "competition.play", row) else None


def _recent(round):
    return [(line, trail.words(line)) for line in trail.recent(round)]
