"""The demonstration's own row: begun, paused, resumed, ended; and when a person last acted."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import now

from accounts import audit
from competition.models import Playback

PATIENCE = timedelta(seconds=45)  # after a person's last act the story keeps still


def begin(programme, *, by=None):
    """Let the story of this programme play."""
    row, _new = Playback.objects.get_or_create(programme=programme)
    audit.record("playback.begun", row, by=by)
    return row


@transaction.atomic
def pause(row, *, by):
    return audit.move(row, Playback.State.PAUSED, by=by)


@transaction.atomic
def resume(row, *, by):
    return audit.move(row, Playback.State.PLAYING, by=by)


@transaction.atomic
def end(row, *, by=None):
    return audit.move(row, Playback.State.ENDED, by=by)


def person_acted():
    """Somebody who signed in pressed something: the story waits for them."""
    Playback.objects.filter(state=Playback.State.PLAYING).update(person_acted_at=now())


def claim(row) -> bool:
    """One act at a time, by one worker, and none while a person is acting."""
    idle = Q(acted_at=None) | Q(acted_at__lt=now() - timedelta(seconds=3))
    alone = Q(person_acted_at=None) | Q(person_acted_at__lt=now() - PATIENCE)
    mine = Playback.objects.filter(idle, alone, pk=row.pk, state=Playback.State.PLAYING)
    return bool(mine.update(acted_at=now()))


def acted(row, act, error=""):
    """What was done, or why it could not be; the next tick tries again."""
    Playback.objects.filter(pk=row.pk).update(act=act, error=error, acted_at=now())
