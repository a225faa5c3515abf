"""Everything sealed about a round, fetched in five queries whatever the number of teams."""

import json
from collections import namedtuple
from dataclasses import dataclass
from functools import cached_property

from django.db.models import DecimalField, Exists, F, FilteredRelation, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from competition.models import Entry, Finding
from scoring.models import BenchmarkRun, Evaluator, OriginalityReport, Rater, Sheet
from teams.models import Component, Submission

Run = namedtuple("Run", "submission suite outcome figures digest")
Seat = namedtuple("Seat", "part code state conflict")
SheetRow = namedtuple("SheetRow", "part evaluator seat submission state answers digest why asked")
Vote = namedtuple("Vote", "part rater seat submission value state digest")


@dataclass(frozen=True)
class Rows:
    """The rows of one round. Sheets that are drafts carry no answers."""

    entries: list
    applied: list  # who waits for an answer; no part of any tally
    findings: list
    runs: dict  # (submission id, suite) -> the latest Run
    seats: list
    sheets: list
    votes: list

    @cached_property
    def handed_in(self):
        """Entries that compete and handed something in, in the order of their codes."""
        return [e for e in self.entries if is_sealed(e)]

    @cached_property
    def standing(self):
        """Of those, the ones no irregularity put out."""
        return [e for e in self.handed_in if not is_out(e)]


def is_sealed(entry):
    return (
        entry.state == Entry.State.ADMITTED
        and entry.submission is not None
        and entry.submission.state == Submission.State.SEALED
    )


def is_out(entry):
    """Put out by two persons (clauses 6(5) to 6(7))."""
    return entry.out_state == "approved"


def rows(round, *, contents=True):
    """Fetch them. Without ``contents`` neither answers nor figures are loaded: how far it is."""
    told = entries(round)
    seats, votes = _sitting(round)
    return Rows(
        entries=[entry for entry in told if entry.state != Entry.State.APPLIED],
        applied=[entry for entry in told if entry.state == Entry.State.APPLIED],
        findings=findings(round),
        runs=runs(round, contents=contents),
        seats=seats,
        sheets=_sheets(round, contents=contents),
        votes=votes,
    )


def entries(round):
    """Everybody but who was refused, with what put them out and their latest report."""
    latest = OriginalityReport.objects.filter(submission=OuterRef("submission"))
    latest = latest.order_by("-created_at", "-pk")
    standing = ~Q(irregularities__state="dropped")
    told = Entry.objects.filter(round=round).exclude(state=Entry.State.REFUSED)
    return list(
        told.select_related("consortium", "submission")
        .annotate(out=FilteredRelation("irregularities", condition=standing))
        .annotate(
            out_state=F("out__state"),
            out_kind=F("out__kind"),
            out_note=F("out__note"),
            out_note_en=F("out__note_en"),
            report_id=Subquery(latest.values("pk")[:1]),
            report_uuid=Subquery(latest.values("uuid")[:1]),
            report_verdict=Subquery(latest.values("verdict")[:1]),
            declared=Exists(Component.objects.filter(submission=OuterRef("submission"))),
        )
        .order_by("consortium__name_ko", "pk")
    )


def findings(round):
    rows = Finding.objects.filter(entry__round=round).select_related("entry__consortium")
    return list(rows.order_by("entry__consortium__name_ko", "pk"))


def runs(round, *, contents=True):
    """The latest run of each suite on each submission."""
    found = BenchmarkRun.objects.filter(submission__entry__round=round).order_by("created_at", "pk")
    figures = "metrics" if contents else Value("{}")
    columns = ("submission_id", "suite", "outcome", figures, "digest")
    return {(row[0], row[1]): _run(row) for row in found.values_list(*columns)}


def of_forms(round, form="form"):
    """The look-up of what belongs to the forms of a round."""
    return {f"{form}__programme": round.programme_id, f"{form}__key": round.slug}


def _run(row):
    submission, suite, outcome, metrics, digest = row
    return Run(submission, suite, outcome, json.loads(metrics), digest)


def _sitting(round):
    """Evaluators and raters in one query: each evaluator once for every conflict declared, each
    rater once for every rating, or once with none."""
    seats = (
        Evaluator.objects.filter(**of_forms(round))
        .order_by()
        .values_list(
            Value("seat"),
            "form__part",
            "code",
            "state",
            "conflicts__candidate__submission",
            Value(None, output_field=DecimalField()),
            Value(""),
            Value(""),
        )
    )
    votes = (
        Rater.objects.filter(**of_forms(round))
        .order_by()
        .values_list(
            Value("vote"),
            "form__part",
            "code",
            "state",
            "ratings__candidate__submission",
            "ratings__value",
            Coalesce("ratings__state", Value("")),
            Coalesce("ratings__digest", Value("")),
        )
    )
    rows = sorted(votes.union(seats, all=True), key=lambda row: (row[1], len(row[2]), row[2]))
    seated = [Seat(*row[1:5]) for row in rows if row[0] == "seat"]
    return seated, [Vote(*row[1:]) for row in rows if row[0] == "vote"]


def _sheets(round, *, contents):
    columns = (
        "form__part",
        "evaluator__code",
        "evaluator__state",
        "candidate__submission",
        "state",
        "answers" if contents else Value(""),
        "digest",
        "void_reason",
        "void_asked_by",
    )
    sheets = Sheet.objects.filter(**of_forms(round), candidate__dismissed_at=None)
    return [SheetRow(*row) for row in sheets.order_by("pk").values_list(*columns)]
