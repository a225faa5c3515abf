"""Rounds at every stage for tests: walked there by the real actions."""

import json
from datetime import timedelta
from decimal import Decimal
from itertools import count

from django.db.models import F
from django.utils.timezone import now

from accounts import canonical
from competition import regulation
from competition.actions import decisions, entries, findings, rounds, rulebooks, sealing
from competition.models import Entry, Round
from jobs import kinds
from scoring.actions import evaluators, ratings, sheets
from scoring.models import Candidate, EvaluationForm, Rater
from scoring.models import Evaluator as Seat
from teams.models import Submission
from tests.factories import scoring
from tests.factories.accounts import ProgrammeFactory, holder
from tests.factories.jobs import register
from tests.factories.teams import ConsortiumFactory, member

NUMBERS = count(1)
DAY = timedelta(days=1)
BOOK = "demo-stage"


def rulebook(programme, name=BOOK, by=None):
    """A shipped example, stored as a version."""
    return rulebooks.upload(programme, regulation.examples.text(name), by=by)


def calendar():
    """Opened yesterday, closes tomorrow, evaluated until in a week."""
    moment = now()
    return {
        "opens_at": moment - DAY,
        "closes_at": moment + DAY,
        "evaluation_opens_at": moment - DAY,
        "evaluation_closes_at": moment + 7 * DAY,
    }


def drafted(programme=None, *, book=BOOK, kind="stage", **columns):
    """A round that is being prepared, with rules and calendar."""
    programme = programme or ProgrammeFactory()
    number = next(NUMBERS)
    names = {"slug": f"round-{number}", "name_ko": f"평가 {number}", "name_en": f"Round {number}"}
    round = rounds.draft(programme, kind=kind, by=None, **names, **calendar() | columns)
    return rounds.choose_rulebook(round, rulebook(programme, book), by=None) if book else round


def entry(round, consortium=None, **names):
    """A team that takes part, with a lead."""
    consortium = consortium or ConsortiumFactory(programme=round.programme, **names)
    if not consortium.memberships.exists():
        member(consortium)
    return entries.enter(round, consortium, by=None)


def opened(programme=None, *, teams=0, **columns):
    """An open round with so many teams."""
    round = drafted(programme, **columns)
    for _n in range(teams):
        entry(round)
    return rounds.open(round, by=None)


def lead(entry):
    """The account that leads the team of an entry."""
    return entry.consortium.memberships.get(role="lead").account


def fill(entry):
    """Something stands in the repository, without any bytes behind it."""
    submission = entry.submission
    blob = submission.blobs.create(
        sha256=canonical.digest(entry.consortium.slug), size=8, key="none", format="safetensors"
    )
    commit = submission.commits.create(
        number=1, oid=f"{submission.pk:040d}", tree="0" * 64, received_at=now()
    )
    submission.files.create(
        path="model.safetensors",
        size=8,
        sha256=blob.sha256,
        lfs=True,
        blob=blob,
        added=commit,
    )


def past_deadline(round):
    """The hand-in closed a minute ago; nothing was sealed yet."""
    late = now() - timedelta(minutes=1)
    Round.objects.filter(pk=round.pk).update(closes_at=late)
    Submission.objects.filter(entry__round=round).update(closes_at=late)
    return Round.objects.get(pk=round.pk)


def sealed(programme=None, *, teams=3, lapsed=0, **columns):
    """A sealed round: ``teams`` handed in, ``lapsed`` did not."""
    round = opened(programme, teams=teams + lapsed, **columns)
    own = list(round.entries.order_by("pk").select_related("submission", "consortium"))
    for one in own[:teams]:
        fill(one)
    return seal_all(round)


def seal_all(round):
    """The deadline has passed: seal every submission, then the round."""
    past_deadline(round)
    quiet_kinds()
    for one in Entry.objects.competing().filter(round=round).select_related("submission"):
        sealing.seal(one.submission)
    return sealing.close(Round.objects.get(pk=round.pk))


def quiet_kinds():
    """Kinds that other apps register; a test that never runs them needs their names only."""
    for name in ("originality", "benchmark", "letter"):
        if name not in kinds.KINDS:
            register(name)


def report(entry, *, verdict="no_evidence", component="vision", reference="Orpen VL 2"):
    """An originality report on one component."""
    part = {"component": component, "verdict": verdict, "reference": reference}
    text = canonical.text({"verdict": verdict, "parts": [part], "components": []})
    return scoring.report(
        entry.submission, verdict=verdict, evidence=text, digest=canonical.digest(text)
    )


def run(entry, value="0.5"):
    """A benchmark run with this value on every metric the rulebook counts."""
    tasks = [
        {"task": name, "value": value, "repeats": [value]} for name in ("simsa_ko", "simsa_en")
    ]
    text = canonical.text({"tasks": tasks})
    return scoring.run(entry.submission, metrics=text, digest=canonical.digest(text))


def handed_in(round):
    """The entries of a round that handed in, in the order of their entering."""
    rows = Entry.objects.handed_in().filter(round=round)
    return list(rows.select_related("consortium", "submission", "round__rulebook").order_by("pk"))


def examined(programme=None, *, teams=3, values=None, **how):
    """A sealed round with a report and a run for every team. ``values``: one for each team."""
    round = sealed(programme, teams=teams, **how)
    values = values or [f"0.{90 - 10 * n}" for n in range(teams)]
    for one, value in zip(handed_in(round), values, strict=True):
        report(one)
        run(one, value)
    return round


def expert_form(round):
    return EvaluationForm.objects.get(programme=round.programme, key=round.slug, kind="expert")


def user_form(round):
    return EvaluationForm.objects.get(programme=round.programme, key=round.slug, kind="user")


def seats(round, evaluators_=5, raters=5):
    """Evaluators with their pledge signed, and panel members."""
    for _n in range(evaluators_):
        account = holder(round.programme, "evaluator")
        seat = evaluators.appoint(expert_form(round), account, by=None)
        evaluators.sign(seat, by=account)
    for _n in range(raters):
        ratings.seat(user_form(round), holder(round.programme, "panel"), by=None)


def answers(form, share="0.5", ticks=()):
    """Answers that give every item about this share of its points, in half points."""
    items = {}
    for item in form.content.items:
        points = (item.points * 2 * Decimal(share)).to_integral_value() / 2
        items[item.id] = {"score": str(points), "comment": "사유를 적습니다."}
    ticked = {
        tick.id: {"ticked": tick.id in ticks, "comment": "미충족 사유" if tick.id in ticks else ""}
        for tick in form.content.ticks
    }
    return {"items": items, "ticks": ticked}


def evaluate(round, *, evaluators_=5, raters=5, ticks=None):
    """Every seat seals everything. ``ticks``: tick ids by consortium slug."""
    seats(round, evaluators_, raters)
    form, panel = expert_form(round), user_form(round)
    for seat in Seat.objects.filter(form=form).select_related("account", "form"):
        for candidate in candidates(form):
            judge(seat, candidate, ticks=(ticks or {}).get(slug_of(candidate), ()))
    for rater in Rater.objects.filter(form=panel).select_related("account", "form"):
        for candidate in candidates(panel):
            ratings.rate(rater, candidate, value="4", by=rater.account)
        ratings.seal_all(Rater.objects.get(pk=rater.pk), by=rater.account)
    return round


def candidates(form):
    return Candidate.objects.filter(form=form).select_related("submission__consortium", "form")


def slug_of(candidate):
    return candidate.submission.consortium.slug


def judge(seat, candidate, *, share="0.5", ticks=(), seal=True):
    """One sheet, filled and sealed."""
    sheet = sheets.open(seat, candidate, by=seat.account)
    said = answers(seat.form, share, ticks)
    sheet = sheets.save_draft(sheet, answers=said, revision=sheet.revision, by=seat.account)
    return sheets.seal(sheet, by=seat.account) if seal else sheet


def evaluated(programme=None, *, ticks=None, evaluators_=5, raters=5, **how):
    """Everything is in: the tally can be proposed."""
    return evaluate(examined(programme, **how), ticks=ticks, evaluators_=evaluators_, raters=raters)


def officers(round):
    """(organiser, approver) of the round's programme."""
    return holder(round.programme, "organiser"), holder(round.programme, "approver")


def tallied(programme=None, **how):
    round = evaluated(programme, **how)
    return decisions.propose(round, by=holder(round.programme, "organiser"))


def decided(programme=None, **how):
    round = tallied(programme, **how)
    return decisions.approve(round, by=holder(round.programme, "approver"))


def published(programme=None, **how):
    round = decided(programme, **how)
    return decisions.publish(round, by=round.proposed_by)


def finding(round, *, verdict="derived"):
    """An open finding on the first team that handed in."""
    one = handed_in(round)[0]
    return findings.gather(report(one, verdict=verdict))[0]


def gather(round):
    """An adverse report turned into a finding, whatever the round's state."""
    one = Entry.objects.filter(round=round).first()
    return findings.gather(report(one, verdict="derived"))[0]


def later(round, **shift):
    """Everything about the round happened so much earlier: the clock moved on."""
    delta = timedelta(**shift)
    Round.objects.filter(pk=round.pk).update(
        **{
            name: F(name) - delta
            for name in (
                "opens_at",
                "closes_at",
                "evaluation_opens_at",
                "evaluation_closes_at",
                "objections_close_at",
            )
        }
    )
    forms = EvaluationForm.objects.filter(programme=round.programme, key=round.slug)
    forms.update(opens_at=F("opens_at") - delta, closes_at=F("closes_at") - delta)
    return Round.objects.get(pk=round.pk)


def incomplete(programme):
    """A stored rulebook with one open point: nobody said how many advance."""
    said = json.loads(regulation.examples.text(BOOK))
    said["cut"] = None
    return rulebooks.upload(programme, json.dumps(said), by=None)
