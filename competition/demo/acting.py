"""The story from the command line: to a stage and no further, or begun and left to play."""

import time
from datetime import timedelta

from django.utils.timezone import now

from competition.actions import findings, playback, sealing
from competition.demo import handing_in, stage, story
from competition.models import Round
from competition.queries import due
from jobs.actions import queueing, running
from jobs.models import Job

STAGES = ("open", "sealed", "examined", "evaluated", "decided", "published")
QUICK = timedelta(seconds=20)  # to hand in, when nobody watches
CALM = timedelta(seconds=100)  # when the deadline is to be seen falling
EVALUATION = timedelta(minutes=6)
JUDGING = ("judge", "rate", "extend")


class NothingHappens(Exception):
    """The story does not reach the stage that was asked for."""


def begin_playing(say=print):
    """Hand in and leave the rest to beat and workers."""
    round = _opened(CALM, say)
    playback.begin(round.programme)
    return round


def play_to(wanted: str, say=print) -> Round:
    """Bring the round to ``wanted`` in this process, doing the machines' work here as well."""
    round = _opened(QUICK, say)
    for name in STAGES[1 : STAGES.index(wanted) + 1]:
        say(f"… {name}")
        REACH[name](round)
        round.refresh_from_db()
    return round


def _opened(hand_in, say):
    if round := Round.objects.filter(slug=stage.FIRST).first():
        return round
    say("… people and teams")
    stage.set_up()
    say("… models")
    made = stage.make_models()
    say("… hand-in")
    round = stage.open_first_round(hand_in=hand_in, evaluation=EVALUATION)
    handing_in.hand_in_all(round, made)
    return round


def _to_sealed(round):
    """Wait for the deadline; it is a real one."""
    if round.state != Round.State.OPEN:
        return
    time.sleep(max(0, (round.closes_at - now()).total_seconds()) + 0.2)
    _clock()


def _to_examined(round):
    """Do the jobs that wait, here."""
    for job in queueing.due():
        running.run(job.pk, worker="demo")
    if left := list(Job.objects.live().values_list("kind", "note")):
        raise NothingHappens(f"jobs did not end: {left}")
    _clock()


def _to_evaluated(round):
    _play_while(lambda act: act.key in JUDGING)


def _to_decided(round):
    _clock()
    _play_while(lambda act: act.key != "publish")


def _to_published(round):
    _play_while(lambda act: act.key in ("publish", "additional call"))
    _to_examined(round)


def _clock():
    """What the tick does: seal what is due, close rounds, open findings."""
    for rows, action in (
        (due.submissions, sealing.seal),
        (due.rounds, sealing.close),
        (due.examined, findings.gather),
    ):
        for row in list(rows()):
            action(row)


def _play_while(wanted):
    while (act := story.next_act()) and wanted(act):
        act.do()


REACH = {
    "sealed": _to_sealed,
    "examined": _to_examined,
    "evaluated": _to_evaluated,
    "decided": _to_decided,
    "published": _to_published,
}
