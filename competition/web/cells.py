"""Cells of the matrix of teams: an icon with its word, or a number."""

from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.templatetags import simsa
from competition import regulation
from competition.models import Entry, Finding
from competition.queries import board, missing, rules, sealed
from jobs.models import Job
from scoring import originality
from scoring.models import OriginalityReport
from teams.models import Submission

SUBMISSION = {"open": "run", "sealed": "done", "lapsed": "bad", "withdrawn": "none"}
VERDICT = {
    "derived": "bad",
    "rejected": "bad",
    "inconclusive": "hold",
    "no_evidence": "done",
    "independent": "done",
}
FINDING = {"open": "warn", "sent": "wait", "replied": "warn", "ruled": "warn", "settled": "done"}
JOB = {
    "queued": "wait",
    "waiting": "wait",
    "running": "run",
    "done": "done",
    "failed": "bad",
    "cancelled": "none",
}


def state(kind, label):
    return simsa.state(kind, label)


def mark(kind, label):
    return simsa.mark(kind, label)


def brief(kind, label):
    """An icon alone where all is well, with its word where something is to be noticed."""
    return mark(kind, label) if kind == "done" else state(kind, label)


def columns(shown):
    """Heads of the matrix: label and, for evaluations, how many seats."""
    heads = [(_("Hand-in seal"), None), (_("Bill of materials"), None)]
    if shown.rulebook and shown.rulebook.gates:
        heads += [(_("Originality"), None), (_("Reply"), None)]
    heads += [(_("Benchmark"), suite if len(shown.suites) > 1 else None) for suite in shown.suites]
    _done, seats = board.progress(shown.rows)
    return heads + [(rules.say(c.names.words), seats.get(c.id, 0)) for c in judged(shown.rulebook)]


def judged(rulebook):
    """Criteria by whose id a form is frozen: one for all evaluators, one for each user panel."""
    if rulebook is None:
        return []
    named = [form["criterion"] for form in regulation.forms(rulebook)]
    return [rulebook.criterion(id) for id in named]


def sheets(shown, part):
    """The evaluators' matrix under one form: code, marks by blind letter, sealed, expected."""
    letters = sorted(shown.rows.standing, key=lambda entry: (len(entry.code), entry.code))
    found = {(s.evaluator, s.submission): s.state for s in shown.rows.sheets if s.part == part}
    closed = {(s.code, sub) for s, sub in missing.conflicts(shown.rows) if s.part == part}
    active = {s.code for s in shown.rows.seats if s.part == part and s.state == "active"}
    language = get_language()
    for code in sorted(active, key=lambda code: (len(code), code)):
        keys = [(code, entry.submission_id) for entry in letters]
        told = ["conflict" if key in closed else found.get(key, "") for key in keys]
        marks = _joined([_cell("sheet", state, language) for state in told])
        yield code, marks, told.count("sealed"), len(told) - told.count("conflict")


def _sheet(key):
    words = {
        "conflict": ("none", _("Conflict")),
        "sealed": ("done", _("Sealed")),
        "void": ("none", _("Void")),
        "draft": ("draft", _("Being filled in")),
        "": ("wait", _("Not begun")),
    }
    return mark(*words[key])


def rows(shown):
    """(entry, its cells as markup) for each team of the round."""
    states, findings = shown.states, _by_entry(shown.rows.findings)
    done, _seats = board.progress(shown.rows)
    parts = [criterion.id for criterion in judged(shown.rulebook)]
    gated = shown.rulebook and shown.rulebook.gates
    language = get_language()
    for entry in shown.rows.entries:
        keys = [_seal_key(entry), ("bill", entry.declared)]
        if gated:
            keys += [_report_key(entry, states), _reply_key(findings.get(entry.pk, []))]
        keys += [_run_key(entry, suite, shown.rows, states) for suite in shown.suites]
        keys += [("number", done[part, entry.submission_id]) for part in parts]
        yield entry, _joined([_cell(*key, language) for key in keys])


@lru_cache(maxsize=2048)
def _cell(kind, key, language):
    """A cell is written once for each thing it can say in each language."""
    return format_html("<td>{}</td>", WRITTEN[kind](key))


def _joined(cells):
    return mark_safe("".join(cells))  # noqa: S308 — each was escaped when it was written


def _by_entry(findings):
    grouped = {}
    for finding in findings:
        grouped.setdefault(finding.entry_id, []).append(finding)
    return grouped


def _seal_key(entry):
    return "seal", "out" if sealed.is_out(entry) else _hand_in(entry)


def _hand_in(entry):
    if entry.state != "admitted" or entry.submission is None:
        return f"entry:{entry.state}"
    return entry.submission.state


def _report_key(entry, states):
    if entry.report_verdict:
        return "report", entry.report_verdict
    return _job_key(states.get((entry.submission_id, "originality", "")))


def _reply_key(findings):
    order = list(Finding.State)
    return "reply", min((f.state for f in findings), key=order.index, default="")


def _run_key(entry, suite, rows, states):
    run = rows.runs.get((entry.submission_id, suite))
    if run is None:
        return _job_key(states.get((entry.submission_id, "benchmark", suite)))
    return "run", run.outcome


def _job_key(job):
    if job is None:
        return "job", ""
    running = job.state == "running" and job.percent is not None
    return "job", f"{job.percent} %" if running else job.state


def seal(entry):
    """How far the hand-in of an entry is."""
    return _seal(_hand_in(entry))


def _seal(key):
    if key == "out":
        return state("bad", _("Out"))
    kind, _sep, word = key.rpartition(":")
    if kind:
        return mark("none", Entry.State(word).label)
    return brief(SUBMISSION[key], Submission.State(key).label)


def _bill(declared):
    return mark("done", _("Declared")) if declared else mark("wait", _("Not declared"))


def _report(verdict):
    return brief(VERDICT[verdict], _verdict(verdict))


def _reply(key):
    if not key:
        return mark("none", _("Not applicable"))
    return brief(FINDING[key], Finding.State(key).label)


def _run(outcome):
    measured = outcome == "measured"
    return mark("done", _("Done")) if measured else state("bad", _("Could not be run"))


def _job(key):
    if not key:
        return mark("wait", _("Pending"))
    if key.endswith("%"):
        return state("run", key)
    return brief(JOB[key], Job.State(key).label)


def _number(value):
    return format_html('<span class="num">{}</span>', value)


WRITTEN = {
    "seal": _seal,
    "bill": _bill,
    "report": _report,
    "reply": _reply,
    "run": _run,
    "job": _job,
    "number": _number,
    "sheet": _sheet,
}


def verdict(entry):
    """The word of an entry's latest report."""
    if not entry.report_verdict:
        return state("wait", _("Not examined"))
    return state(VERDICT[entry.report_verdict], _verdict(entry.report_verdict))


def finding_verdict(finding):
    """The word of one finding."""
    if finding.source == Finding.Source.TICKS:
        return state("bad", finding.get_source_display())
    return state(VERDICT.get(finding.verdict, "hold"), _verdict(finding.verdict))


def component(finding):
    """What a finding is about: the component's name, or the evaluators' check."""
    if finding.source == Finding.Source.TICKS:
        return finding.get_source_display()
    language = "en" if get_language() == "en" else "ko"
    return originality.name("component", finding.component, language)


def _verdict(word):
    known = OriginalityReport.Verdict.values
    return OriginalityReport.Verdict(word).label if word in known else word
