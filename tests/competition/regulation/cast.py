"""A small cast for the tests of the regulation: five teams under the demonstration's rules."""

import hashlib
import json

from competition import regulation

EVALUATORS = ("V1", "V2", "V3", "V4", "V5")
MEMBERS = tuple(f"P{n:02d}" for n in range(1, 11))
PASSED = {"ko": "초기화한 뒤 학습한 기록을 확인하였습니다.", "en": "Records show own training."}
FAILED = {"ko": "비전 인코더의 가중치가 같습니다.", "en": "The vision encoder is the same."}
BORROWED = {"passed": False, "reason": FAILED}
OWN = {"passed": True, "reason": PASSED}


def sha(*words):
    return hashlib.sha256("/".join(map(str, words)).encode()).hexdigest()


def demo():
    return regulation.examples.load("demo-stage")


def document(name="demo-stage"):
    """An example as plain data, to be broken on purpose."""
    return json.loads(regulation.examples.text(name))


def book(said):
    return regulation.parse(json.dumps(said, ensure_ascii=False))


def changed(path, value, name="demo-stage"):
    """The example with one value changed; ``path`` like ``parts.0.points``."""
    said = document(name)
    *steps, last = [int(s) if s.isdigit() else s for s in path.split(".")]
    place = said
    for step in steps:
        place = place[step]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return said


def facts(rulebook, **teams):
    """Inputs as plain data. A team: ``bench`` (raw 0..1), ``share`` of full marks on every line
    (a multiple of 1/2 works for every line), ``rating``; other keys go to its entry row."""
    said = {
        "schema": "simsa-tally-inputs/1",
        "rulebook": regulation.digest(rulebook),
        "conditions": ["examined", "evaluated"],
        "entries": [],
        "findings": [],
        "measurements": [],
        "sheets": [],
        "ratings": [],
    }
    for code, team in teams.items():
        _enter(said, rulebook, code, dict(team))
    return said


def _enter(said, rulebook, code, team):
    raws = (team.pop("ko", "0.5"), team.pop("en", "0.5"))
    scores, rating = team.pop("scores", 1), team.pop("rating", "3")
    entry = {"code": code, "handed_in": True, "handed_in_at": "2027-03-24T05:20:00Z"}
    said["entries"].append(entry | team)
    for criterion, raw in zip(("simsa_ko", "simsa_en"), raws, strict=True):
        said["measurements"].append(measurement(code, criterion, raw))
    said["sheets"] += [sheet(rulebook, code, v, scores) for v in EVALUATORS]
    said["ratings"] += [vote(code, member, rating) for member in MEMBERS]


def measurement(code, criterion, raw, run=1):
    return {
        "entry": code,
        "criterion": criterion,
        "metric": criterion,
        "run": run,
        "raw": raw,
        "digest": sha("run", code, criterion, run),
    }


def sheet(rulebook, code, evaluator, less=1, **columns):
    """A sealed sheet with full marks on every line, but ``less`` half points on the first."""
    lines = rulebook.criterion("expert_sheet").leaves()
    scores = {line.id: f"{line.points:f}" for line in lines}
    first = lines[0]
    scores[first.id] = f"{first.points - less * rulebook.criterion('expert_sheet').producer.step:f}"
    row = {"entry": code, "evaluator": evaluator, "scores": scores, "state": "sealed"}
    return row | {"digest": sha("sheet", code, evaluator)} | columns


def vote(code, member, rating):
    digest = sha("vote", code, member)
    return {
        "entry": code,
        "criterion": "citizens",
        "rater": member,
        "rating": rating,
        "digest": digest,
    }


def finding(code, verdict="derived", *, ruling=None, **columns):
    row = {
        "entry": code,
        "gate": "originality",
        "component": "vision",
        "reference": "Orpen VL 2",
        "verdict": verdict,
        "digest": sha("report", code),
    }
    return row | ({"ruling": ruling} if ruling else {}) | columns


def inputs(said):
    return regulation.parse_inputs(json.dumps(said, ensure_ascii=False))


def tally(rulebook, said):
    return regulation.tally(rulebook, inputs(said))


def outcomes(result):
    return {s.entry: (s.outcome, s.clause) for s in result.standings}


def five(rulebook):
    """Totals in the order dodam, mirhan, gaon, saebak, yunseul."""
    return facts(
        rulebook,
        dodam={"ko": "0.9", "en": "0.8"},
        mirhan={"ko": "0.8", "en": "0.8"},
        gaon={"ko": "0.8", "en": "0.75"},
        saebak={"ko": "0.7", "en": "0.7"},
        yunseul={"ko": "0.6", "en": "0.7"},
    )


def advance(count, *, end="hold"):
    """A cut by which so many of those who passed advance."""
    return {
        "method": "advance",
        "count": count,
        "among": "passed_gates",
        "ties": {"order": ["benchmark"], "end": end},
        "shortfall": {"too_few": "fewer_advance", "none": "nobody_advances"},
    }
