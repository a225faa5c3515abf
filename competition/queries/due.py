"""What the clock has made due. Only the server's clock is asked."""

from django.db.models import Exists, OuterRef
from django.utils.timezone import now

from competition.models import Entry, Finding, Round
from competition.queries import rules
from scoring.models import OriginalityReport
from teams.models import Submission


def submissions():
    """Past their own deadline, in rounds that are open."""
    due = Submission.objects.due().filter(entry__round__state=Round.State.OPEN)
    return due.select_related("consortium", "programme", "entry__round__rulebook").order_by("pk")


def rounds():
    """Open, past the deadline, and no admitted team still has time."""
    waiting = Entry.objects.competing().filter(
        round=OuterRef("pk"), submission__state=Submission.State.OPEN
    )
    over = Round.objects.filter(state=Round.State.OPEN, closes_at__lte=now())
    return over.filter(~Exists(waiting)).select_related("programme", "rulebook").order_by("pk")


def examined():
    """Reports with an adverse or unclear verdict that nobody has turned into findings yet."""
    found = Finding.objects.filter(report=OuterRef("pk"))
    reports = OriginalityReport.objects.filter(~Exists(found)).select_related("submission")
    for round in Round.objects.moving().select_related("rulebook"):
        verdicts = set().union(*rules.adverse(rules.of(round)).values()) - {"rejected"}
        yield from reports.filter(submission__entry__round=round, verdict__in=verdicts)


def judged():
    """Sealed rounds whose evaluation is over: ticks can be counted now, and not earlier."""
    over = Round.objects.filter(state=Round.State.SEALED, evaluation_closes_at__lte=now())
    return over.select_related("programme", "rulebook").order_by("pk")
