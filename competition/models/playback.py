from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Programme, Role


class PlaybackQuerySet(models.QuerySet):
    def visible_to(self, account):
        """Whoever organises the programme."""
        organised = Role.objects.current().filter(account=account.pk, name=Role.Name.ORGANISER)
        return self.filter(programme__in=organised.values("programme"))


class Playback(models.Model):
    """The demonstration that plays itself: one row, with a pause. No evidence of anything."""

    EVIDENCE = ()

    class State(models.TextChoices):
        PLAYING = "playing", _("Playing")
        PAUSED = "paused", _("Paused")
        ENDED = "ended", _("Played to the end")

    MOVES = {
        State.PLAYING: {State.PAUSED, State.ENDED},
        State.PAUSED: {State.PLAYING},
    }

    programme = models.OneToOneField(Programme, models.PROTECT, related_name="playback")
    state = models.CharField(max_length=7, choices=State, default=State.PLAYING)
    act = models.CharField(max_length=40, blank=True)  # the key of what was done last
    acted_at = models.DateTimeField(null=True, blank=True)
    person_acted_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    objects = PlaybackQuerySet.as_manager()

    def __str__(self):
        return f"{self.programme}: {self.get_state_display()}"

    @property
    def chain(self):
        return f"programme:{self.programme_id}"
