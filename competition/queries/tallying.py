"""What the regulation's tally reads, and the tally itself, before anybody proposes it."""

import json
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from accounts import canonical
from competition import regulation
from competition.queries import missing, rules, sealed, ticks

LONGEST = Decimal(1).scaleb(-20)  # the finest raw value the inputs can say
OUT = {"no_hand_in": "excluded", "unreadable": "unreadable", "other": "excluded"}


@dataclass(frozen=True)
class Preview:
    """A tally nobody has proposed: what it would say now, and what still bars it."""

    round: object
    rulebook: object
    rows: sealed.Rows
    inputs: object
    tally: object
    missing: list


def preview(round):
    """Compute, write nothing. Five queries whatever the number of teams."""
    rulebook, rows = rules.of(round), sealed.rows(round)
    lacking = missing.of(round, rulebook, rows)
    read = _read(round, rulebook, rows)
    tally = regulation.tally(rulebook, read)
    return Preview(round, rulebook, rows, read, tally, lacking)


def inputs(round):
    """The sealed facts of a round, as ``regulation.TallyInputs``."""
    return _read(round, rules.of(round), sealed.rows(round))


def _read(round, rulebook, rows):
    return regulation.parse_inputs(canonical.text(facts(round, rulebook, rows)))


def facts(round, rulebook, rows):
    """The same as plain data: the published schema of the inputs."""
    codes = {e.submission_id: e.consortium.slug for e in rows.entries if e.submission_id}
    return {
        "schema": "simsa-tally-inputs/1",
        "rulebook": round.rulebook.digest,
        "conditions": missing.met(round, rulebook, rows),
        "entries": [_entry(entry) for entry in rows.entries],
        "findings": [_finding(f) for f in current_findings(rows)],
        "measurements": list(_measurements(rulebook, rows.runs, codes)),
        "sheets": [*_sheets(rows, codes), *_never_sealed(round, rows, codes)],
        "ratings": list(_ratings(rows, codes)),
    }


def current_findings(rows):
    """Findings of the latest report of each team, and those counted from ticks."""
    latest = {entry.pk: entry.report_id for entry in rows.entries}
    return [f for f in rows.findings if f.report_id in (None, latest.get(f.entry_id))]


def _entry(entry):
    said = {"code": entry.consortium.slug, "handed_in": sealed.is_sealed(entry)}
    if entry.state == "withdrawn":
        return said | {"status": "withdrawn"}
    if said["handed_in"]:
        submission = entry.submission
        said |= {"manifest": submission.manifest, "handed_in_at": _moment(submission.sealed_at)}
    if sealed.is_out(entry):
        said |= {"status": OUT[entry.out_kind]}
        said |= {"reason": both(entry.out_note, entry.out_note_en)}
    return said


def _finding(finding):
    ruled = finding.state == finding.State.SETTLED
    return {
        "entry": finding.entry.consortium.slug,
        "gate": finding.gate,
        "source": finding.source,
        "component": finding.component,
        "reference": finding.reference,
        "verdict": finding.verdict,
        "digest": finding.digest,
        "ruling": _ruling(finding) if ruled else None,
    }


def _ruling(finding):
    return {"passed": finding.passed, "reason": both(finding.reason, finding.reason_en)}


def _measurements(rulebook, runs, codes):
    for criterion in rulebook.criteria():
        if not criterion.producer or criterion.producer.by != "benchmark":
            continue
        wanted = {metric.id for metric in criterion.producer.metrics}
        for run in runs.values():
            if run.suite == criterion.producer.suite and run.outcome == "measured":
                yield from _measured(criterion, wanted, run, codes)


def _measured(criterion, wanted, run, codes):
    for task in run.figures["tasks"]:
        if task["task"] not in wanted:
            continue
        for number, value in enumerate(task["repeats"] or [task["value"]], start=1):
            yield {
                "entry": codes[run.submission],
                "criterion": criterion.id,
                "metric": task["task"],
                "run": number,
                "raw": _raw(value),
                "digest": run.digest,
            }


def _sheets(rows, codes):
    name = _naming(rows)
    live = {(s.part, s.evaluator, s.submission) for s in rows.sheets if s.state == "sealed"}
    for sheet in rows.sheets:
        key = (sheet.part, sheet.evaluator, sheet.submission)
        said = {"entry": codes[sheet.submission], "evaluator": name(sheet.part, sheet.evaluator)}
        if sheet.state == "sealed":
            yield said | _scores(sheet)
        elif sheet.state == "void" and key not in live:
            yield said | {"state": "voided", "reason": sheet.why or None}


def _scores(sheet):
    answers = json.loads(sheet.answers)
    given = {i: line["score"] for i, line in answers.get("items", {}).items() if line["score"]}
    return {
        "state": "sealed",
        "scores": given,
        "ticks": list(ticks.ticked(answers)),
        "digest": sheet.digest,
    }


def _never_sealed(round, rows, codes):
    """Conflicts, and sheets nobody sealed: told, so that the count of evaluators is explained."""
    name = _naming(rows)
    for seat, submission in missing.conflicts(rows):
        yield {
            "entry": codes[submission],
            "evaluator": name(seat.part, seat.code),
            "state": "conflict",
        }
    for part, code, submission in missing.unsealed(rows):
        yield {"entry": codes[submission], "evaluator": name(part, code), "state": "unsealed"}


def _naming(rows):
    """Evaluators' codes; with several committees each is told apart by its form."""
    several = len({seat.part for seat in rows.seats}) > 1
    return lambda part, code: f"{part}.{code}" if several else code


def _ratings(rows, codes):
    for vote in rows.votes:
        if vote.seat == "sealed" and vote.state == "sealed" and vote.submission in codes:
            yield {
                "entry": codes[vote.submission],
                "criterion": vote.part,
                "rater": vote.rater,
                "rating": f"{vote.value.normalize():f}",
                "digest": vote.digest,
            }


def both(korean, english):
    """A reason in both languages; the Korean text counts where no English one was written."""
    return {"ko": korean, "en": english or korean}


def _raw(value):
    number = Decimal(value)
    if number.as_tuple().exponent < -20:
        number = number.quantize(LONGEST, ROUND_HALF_EVEN)
    return format(number, "f")


def _moment(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
