"""Setting the stage: programme, people, consortia, references, and a round that opens."""

from datetime import timedelta

from django.conf import settings
from django.utils.timezone import now

from accounts.actions import people, programmes, tokens
from accounts.models import Account, Programme
from competition import regulation
from competition.actions import entries, letterheads, rounds, rulebooks
from competition.demo import cast, secrets
from competition.models import Round
from scoring import demo_models, originality
from scoring.actions import evaluators, ratings
from scoring.models import EvaluationForm
from teams.actions import consortia
from teams.models import Consortium

FIRST, ADDITIONAL = "stage-1", "additional-1"
RETURNING = ("yunseul", "haeoreum")  # who applies to the additional call: one eliminated, one new


def account(person: cast.Person) -> Account:
    return Account.objects.get(email=person.email)


def officer(role: str) -> Account:
    return account(next(person for person in cast.OFFICERS if person.role == role))


def programme() -> Programme:
    return Programme.objects.get(slug=cast.PROGRAMME["slug"])


def set_up() -> Programme:
    """Programme, officers, evaluators, citizens and consortia; the second time changes nothing."""
    found = Programme.objects.filter(slug=cast.PROGRAMME["slug"]).first()
    made = found or programmes.create(**cast.PROGRAMME, demo=True, by=None)
    for person in cast.PEOPLE:
        _enrol(person, made)
    letterheads.set(made, **cast.LETTERHEAD, by=officer("organiser"))
    for team in cast.CONSORTIA:
        if not Consortium.objects.filter(slug=team.slug).exists():
            _found(team, made)
    return made


def open_first_round(*, hand_in: timedelta, evaluation: timedelta) -> Round:
    """The stage evaluation, drafted, given its rules, joined by five teams, opened."""
    by, begun = officer("organiser"), now()
    calendar = {
        "opens_at": begun,
        "closes_at": begun + hand_in,
        "evaluation_opens_at": begun + hand_in,
        "evaluation_closes_at": begun + hand_in + evaluation,
    }
    names = {"name_ko": "1차 단계평가", "name_en": "First Stage Evaluation"}
    round = rounds.draft(programme(), slug=FIRST, kind="stage", **names, **calendar, by=by)
    round = _give_rules(round, "demo-stage", by=by)
    for team in cast.TEAMS:
        entries.enter(round, Consortium.objects.get(slug=team.slug), by=by)
    round = rounds.open(round, by=by)
    _seat(round, by=by)
    return round


def open_additional_call() -> Round:
    """The additional call that follows: it stands open for a month."""
    by, begun = officer("organiser"), now()
    calendar = {
        "opens_at": begun,
        "closes_at": begun + timedelta(days=30),
        "evaluation_opens_at": begun + timedelta(days=31),
        "evaluation_closes_at": begun + timedelta(days=38),
    }
    names = {"name_ko": "추가 공모", "name_en": "Additional Call"}
    round = rounds.draft(
        programme(), slug=ADDITIONAL, kind="additional", **names, **calendar, by=by
    )
    round = rounds.open(_give_rules(round, "demo-additional", by=by), by=by)
    for slug in RETURNING:
        lead = Consortium.objects.get(slug=slug).memberships.current().get(role="lead").account
        entry = entries.apply(round, Consortium.objects.get(slug=slug), by=lead)
        entries.admit(entry, by=by)
    return round


def make_models():
    """Five hand-ins and the reference library, in ``VAR_DIR``; made once."""
    out = settings.VAR_DIR / "demo-models"
    made = demo_models.make(out)
    shelf = settings.REFERENCE_LIBRARY
    for reference in made["references"]:
        if not (shelf / reference["slug"]).exists():
            facts = {"source": "invented", "dated": "2025-01-28"}
            originality.library.add(
                shelf, name=reference["name_en"], path=reference["path"], **facts
            )
    return made


def _enrol(person, programme):
    account = people.enrol(
        person.email,
        name=person.name,
        by=None,
        language="ko",
        password=secrets.password(person.email),
    )
    if person.role != "team":
        people.grant(account, programme, role=person.role, by=None)


def _found(team, programme):
    by = officer("organiser")
    bodies = [
        consortia.organisation(name_ko=ko, name_en=en, kind=kind) for ko, en, kind in team.bodies
    ]
    names = {"name_ko": team.name_ko, "name_en": team.name_en, "model_name": team.model}
    consortium = consortia.found(programme, slug=team.slug, **names, lead=bodies[0], by=by)
    for body in bodies[1:]:
        consortia.join(consortium, body, by=by)
    lead = account(team.lead)
    consortia.add_member(consortium, lead, role="lead", by=by)
    tokens.issue(
        lead, name="hf upload", scope="submit", expires_in=timedelta(days=365),
        programme=programme, secret=secrets.token(lead.email), by=lead,
    )  # fmt: skip


def _give_rules(round, example, *, by):
    version = rulebooks.upload(round.programme, regulation.examples.text(example), by=by)
    return rounds.choose_rulebook(round, version, by=by)


def _seat(round, *, by):
    for form in EvaluationForm.objects.filter(programme=round.programme, key=round.slug):
        if form.is_user_panel:
            for person in cast.CITIZENS:
                ratings.seat(form, account(person), by=by)
        else:
            for person in cast.EVALUATORS:
                evaluators.appoint(form, account(person), by=by)
