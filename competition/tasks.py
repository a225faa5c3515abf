"""The clock's door: what is due is fetched, and one action is called for each."""

import logging

from celery import shared_task

from accounts.errors import RuleBroken
from competition.actions import findings, sealing
from competition.demo import story
from competition.queries import due

log = logging.getLogger(__name__)


@shared_task(ignore_result=True)
def tick():
    """Beat, every 5 s: seal what is due, close rounds, open findings."""
    for rows, action in (
        (due.submissions, sealing.seal),
        (due.rounds, sealing.close),
        (due.examined, findings.gather),
        (due.judged, findings.count_ticks),
    ):
        for row in rows():
            _try(action, row)


@shared_task(ignore_result=True)
def play():
    """Beat, every 5 s: one act of the demonstration, where one plays."""
    story.play()


def _try(action, row):
    """One row that fails does not hold up the others; the next tick tries it again."""
    try:
        action(row, by=None)
    except RuleBroken as lost:  # another tick was faster
        log.info("%s %s: %s", action.__name__, row, lost)
    except Exception:
        log.exception("%s %s", action.__name__, row)
