"""No address tells anybody what they may not know: every role, every URL, every state."""

import logging

import pytest
import time_machine
from django.utils.timezone import now

from competition.actions import findings
from scoring.actions import evaluators, ratings
from tests.leaks import addresses, reading, withheld
from tests.leaks.story import Story
from tests.leaks.withheld import OFFICERS

pytestmark = pytest.mark.django_db
BY_CODE = "verify/<str:code>/"  # whoever holds a letter has read there its code and digest
ON_LETTER = ("letter code", "decision digest")
TALLYING = ("anonymous", "team A lead", "team B lead", "evaluator", "panel member", "auditor")
LISTING = ("team A lead", "team B lead", "evaluator", "panel member")
MOVES_ON = {"audit/head/"}  # counts every event of the programme, and is meant to
KNOWN = ("office/rounds/", "api/v1/^rounds/", "team/apply/", "office/<slug:programme>/")


@pytest.fixture
def story():
    logging.disable(logging.CRITICAL)  # thousands of refusals
    with time_machine.travel(now(), tick=False):
        yield Story()
    logging.disable(logging.NOTSET)


def told(story, state, **how):
    """Everything every reader is answered, and what of it they may not know."""
    answers = reading.everything(story, **how)
    leaks = {
        (reader.role, address.path, fact.kind, fact.word)
        for reader, seen in answers.items()
        for address, fact in betrayed(seen, secrets_of(story, reader, state))
    }
    return answers, sorted(leaks)


def betrayed(seen, secrets):
    for address, answer in seen.items():
        for fact in withheld.found(secrets, answer.text):
            if not (address.route == BY_CODE and fact.kind in ON_LETTER):
                yield address, fact


def secrets_of(story, reader, state):
    return withheld.by_word(fact for fact in story.facts if not reader.may_know(fact, state))


def differing(before, after):
    """Addresses that answer a reader who is no officer otherwise than before."""
    return sorted(
        (reader.role, address.path)
        for reader, seen in before.items()
        if reader.role not in OFFICERS
        for address, answer in seen.items()
        if address.route not in MOVES_ON and address in after.get(reader, {})
        if answer.without(address.path) != after[reader][address].without(address.path)
    )


def test_every_address_can_be_filled(story):
    """A new address is read by itself, or says here that its arguments need a row."""
    for act in (story.propose, story.approve, story.publish):
        act()
    made, unfilled = addresses.every(story)

    assert unfilled == [], "say in tests/leaks/addresses.py which rows these may name"
    assert len(made) > 250


def test_nobody_learns_of_a_decision_before_it_is_published(story):
    """Not by a word, not by a count, not by an order: nothing they are shown changes."""
    sealed, early = told(story, "sealed")
    story.propose()
    tallied, later = told(story, "tallied", readers=story.called(*TALLYING))
    story.approve()
    decided, latest = told(story, "decided")

    assert (early, later, latest) == ([], [], [])
    assert differing(sealed, tallied) == []
    assert differing(sealed, decided) == []


def test_a_published_result_tells_each_no_more_than_the_clause_gives(story):
    for act in (story.propose, story.approve, story.publish):
        act()

    answers, leaks = told(story, "published", whole=True)

    assert leaks == []
    own = answers[story.called("team A lead")[0]]
    facts = [f for f in story.facts if f.team == story.a.consortium.slug]
    shown = {fact.kind for _address, fact in betrayed(own, withheld.by_word(facts))}
    assert {"points", "ruling reason", "letter file", "sent report"} <= shown  # it does find them


def test_no_list_grows_by_a_row_that_is_hidden(story):
    """Findings not sent, people seated and runs made again leave no trace with the others."""
    watching = story.called(*LISTING)
    before = reading.everything(story, watching)
    findings.gather(story.report(story.b, "report", "derived"))
    story.report(story.c, "report", "derived")
    story.run(story.b, ("0.4141", "0.4343"))
    expert, user = story.forms
    evaluators.appoint(expert, story.person("evaluator"), by=None)
    ratings.seat(user, story.person("panel"), by=None)

    after = reading.everything(story, watching)

    assert differing(before, after) == []


def test_a_row_one_may_not_see_answers_like_one_that_does_not_exist(story):
    for act in (story.propose, story.approve, story.publish):
        act()
    places = [a for a in addresses.every(story)[0] if a.nothing and not _is_hub(a)]
    outside = [r for r in story.readers if r.role not in (*OFFICERS, "anonymous")]

    betraying = {
        (reader.role, address.path, hidden.status, nothing.status)
        for reader in outside
        for address, hidden, nothing in reading.pairs(story, reader, places)
        if hidden.without(address.path) != nothing.without(address.nothing)
        if reader.role == "stranger" or _is_hidden(address, reader)
    }

    assert sorted(betraying) == []


def _is_hidden(address, reader):
    """A round that has opened is known to all who take part, and one's own rows to oneself."""
    if address.team:
        return address.team != reader.team
    return not address.route.startswith(KNOWN)


def _is_hub(address):
    return address.module.startswith("teams.hub")
