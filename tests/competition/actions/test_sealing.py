from datetime import timedelta

import pytest
import time_machine
from django.utils.timezone import now

from competition import tasks
from competition.actions import entries, sealing
from competition.models import Entry, Round
from jobs.models import Job
from scoring.models import Candidate
from teams.models import Submission
from tests.factories import competition as make
from tests.factories.teams import ConsortiumFactory

pytestmark = pytest.mark.django_db


def tick_at(moment):
    with time_machine.travel(moment, tick=False):
        tasks.tick()


def state(round):
    return Round.objects.get(pk=round.pk).state


def test_the_deadline_seals_at_its_moment_and_not_a_second_earlier():
    round = make.opened(teams=1)
    make.fill(round.entries.get())

    tick_at(round.closes_at - timedelta(seconds=1))
    before = Submission.objects.get().state, state(round)
    tick_at(round.closes_at)

    assert before == ("open", "open")
    assert (Submission.objects.get().state, state(round)) == ("sealed", "sealed")


def test_a_late_entrant_is_sealed_at_its_own_deadline_and_the_round_waits_for_it():
    round = make.opened(teams=2)
    late = Entry.objects.select_related("round", "submission").filter(round=round).first()
    own = round.closes_at + timedelta(days=3)
    entries.set_calendar(late, opens_at=now(), closes_at=own, reason="추가 공모", by=None)

    tick_at(round.closes_at)
    between = sorted(Submission.objects.values_list("state", flat=True)), state(round)
    tick_at(own)

    assert between == (["lapsed", "open"], "open")
    assert (set(Submission.objects.values_list("state", flat=True)), state(round)) == (
        {"lapsed"},
        "sealed",
    )


def test_who_handed_in_nothing_lapses_and_is_put_before_nobody():
    round = make.sealed(teams=1, lapsed=1)

    states = {e.submission.state for e in round.entries.select_related("submission")}

    assert states == {"sealed", "lapsed"}
    assert Candidate.objects.count() == 2  # one team, an expert form and a user form


def test_each_sealed_model_gets_its_examination_and_its_benchmarks():
    round = make.sealed(teams=2)

    kinds = sorted(Job.objects.values_list("kind", flat=True))

    assert kinds == ["benchmark", "benchmark", "originality", "originality"]
    assert {job.programme for job in Job.objects.all()} == {round.programme}


def test_evaluators_know_teams_by_letters_that_repeat_nobody():
    round = make.sealed(teams=3)

    codes = sorted(Entry.objects.filter(round=round).values_list("code", flat=True))
    shown = set(Candidate.objects.values_list("code", flat=True))

    assert codes == ["A", "B", "C"]
    assert shown == {"A", "B", "C"}


def test_letters_go_on_after_z():
    codes = [code for code, _n in zip(sealing.codes(), range(28), strict=False)]

    assert codes[25:] == ["Z", "AA", "AB"]


def test_an_application_nobody_answered_is_refused_at_the_deadline():
    round = make.opened()
    entry = entries.apply(round, ConsortiumFactory(programme=round.programme), by=None)

    tick_at(round.closes_at)

    entry.refresh_from_db()
    assert entry.state == "refused"


def test_one_row_that_fails_does_not_hold_up_the_others(monkeypatch):
    round = make.opened(teams=2)
    broken = Submission.objects.order_by("pk").first()
    sound = sealing.submissions.seal

    def seal(submission, *, by):
        if submission.pk == broken.pk:
            raise OSError("disk")
        return sound(submission, by=by)

    monkeypatch.setattr(sealing.submissions, "seal", seal)
    tick_at(round.closes_at)

    assert sorted(Submission.objects.values_list("state", flat=True)) == ["lapsed", "open"]


def test_a_second_tick_changes_nothing():
    round = make.sealed(teams=1)
    jobs = Job.objects.count()

    tasks.tick()

    assert (state(round), Job.objects.count()) == ("sealed", jobs)
