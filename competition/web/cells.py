"""Cells of the matrix of teams: an icon with its word, or a number."""

from functools import lru_cache

from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.templatetags import simsa
from competition import regulation
from competition.models import Finding
from competition.queries import board, missing, rules, sealed
from scoring import originality
from scoring.models import OriginalityReport

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


@lru_cache(maxsize=512)
def _written(kind, label, as_mark, language):
    return (simsa.mark if as_mark else simsa.state)(kind, label)


def state(kind, label):
    return _written(kind, str(label), False, get_language())


def mark(kind, label):
    return _written(kind, str(label), True, get_language())


def number(value):
    return format_html('<span class="num">{}</span>', value)


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


def rows(shown):
    """(entry, cells) for each team of the round."""
    states, findings = shown.states, _by_entry(shown.rows.findings)
    done, _seats = board.progress(shown.rows)
    parts = [criterion.id for criterion in judged(shown.rulebook)]
    for entry in shown.rows.entries:
        cells = [_seal(entry), _bill(entry)]
        if shown.rulebook and shown.rulebook.gates:
            cells += [_report(entry, states), _reply(findings.get(entry.pk, []))]
        cells += [_run(entry, suite, shown.rows, states) for suite in shown.suites]
        cells += [number(done[part, entry.submission_id]) for part in parts]
        yield entry, cells


def _by_entry(findings):
    grouped = {}
    for finding in findings:
        grouped.setdefault(finding.entry_id, []).append(finding)
    return grouped


def _seal(entry):
    return state("bad", _("Out")) if sealed.is_out(entry) else seal(entry)


def seal(entry):
    """How far the hand-in of an entry is."""
    if entry.state != "admitted" or entry.submission is None:
        return mark("none", entry.get_state_display())
    kind = SUBMISSION[entry.submission.state]
    label = entry.submission.get_state_display()
    return mark(kind, label) if kind == "done" else state(kind, label)


def _bill(entry):
    return mark("done", _("Declared")) if entry.declared else mark("wait", _("Not declared"))


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


def _report(entry, states):
    if entry.report_verdict:
        kind, label = VERDICT[entry.report_verdict], _verdict(entry.report_verdict)
        return mark(kind, label) if kind == "done" else state(kind, label)
    return job(states.get((entry.submission_id, "originality", "")))


def _reply(findings):
    if not findings:
        return mark("none", _("Not applicable"))
    worst = min(findings, key=lambda f: list(Finding.State).index(f.state))
    kind = FINDING[worst.state]
    label = worst.get_state_display()
    return mark(kind, label) if kind == "done" else state(kind, label)


def _run(entry, suite, rows, states):
    run = rows.runs.get((entry.submission_id, suite))
    if run is None:
        return job(states.get((entry.submission_id, "benchmark", suite)))
    measured = run.outcome == "measured"
    return mark("done", _("Done")) if measured else state("bad", _("Could not be run"))


def job(row):
    """A job's state, with its percentage while it runs."""
    if row is None:
        return mark("wait", _("Pending"))
    if row.state == "running" and row.percent is not None:
        return state("run", f"{row.percent} %")
    label = row.get_state_display()
    return mark(JOB[row.state], label) if row.state == "done" else state(JOB[row.state], label)


def sheets(shown, part):
    """The evaluators' matrix under one form: code, marks by blind letter, sealed, expected."""
    letters = sorted(shown.rows.standing, key=lambda entry: (len(entry.code), entry.code))
    found = {(s.evaluator, s.submission): s for s in shown.rows.sheets if s.part == part}
    closed = {(s.code, sub) for s, sub in missing.conflicts(shown.rows) if s.part == part}
    active = {s.code for s in shown.rows.seats if s.part == part and s.state == "active"}
    for code in sorted(active, key=lambda code: (len(code), code)):
        keys = [(code, entry.submission_id) for entry in letters]
        marks = [_sheet(found.get(key), key in closed) for key in keys]
        count = sum(1 for key in keys if key in found and found[key].state == "sealed")
        yield code, marks, count, len([key for key in keys if key not in closed])


def _sheet(sheet, conflicted):
    if conflicted:
        return mark("none", _("Conflict"))
    if sheet is None:
        return mark("wait", _("Not begun"))
    words = {"sealed": ("done", _("Sealed")), "void": ("none", _("Void"))}
    return mark(*words.get(sheet.state, ("draft", _("Being filled in"))))
