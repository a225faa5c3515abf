"""What the five teams hand in: weights, a technical report, the bill of materials."""

from django.core.files.base import ContentFile

from competition.demo import cast, reports, stage
from competition.models import Entry, Round
from teams.actions import bill, commits, documents
from teams.models import File

DECLARED = (
    "component",
    "source",
    "source_kind",
    "licence",
    "commit",
    "weights",
    "training",
    "note",
)


def hand_in_all(round: Round, made: dict):
    """Every team that has not handed in yet does so, as its lead."""
    models = {model["slug"]: model for model in made["teams"]}
    for team in cast.TEAMS:
        entry = Entry.objects.get(round=round, consortium__slug=team.slug)
        if not File.objects.current().filter(submission=entry.submission).exists():
            _hand_in(team, entry.submission, models[team.slug])


def _hand_in(team, submission, model):
    lead = stage.account(team.lead)
    for row in model["components"]:
        told = {name: row.get(name, "") for name in DECLARED}
        bill.declare(submission, name=row["name"], **told, by=lead)
    report = ContentFile(reports.technical_report(team), name=f"{team.slug}-report.pdf")
    documents.add(
        submission, kind="technical_report", title=f"{team.model} 기술보고서", file=report, by=lead
    )
    commits.hand_in(submission, model["path"], by=lead)
