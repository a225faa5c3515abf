import uuid

from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from jobs.models.job import WATCHERS


class MessageQuerySet(models.QuerySet):
    def due(self):
        """To be sent now: ready, or taken by a sender that went silent."""
        return self.filter(
            state__in=(Message.State.READY, Message.State.SENDING), due_at__lte=now()
        )

    def visible_to(self, account):
        """Like the jobs of the programme."""
        held = Role.objects.current().filter(account=account.pk)
        watched = held.filter(name__in=WATCHERS).values("programme")
        organises = models.Exists(held.filter(name=Role.Name.ORGANISER))
        return self.filter(Q(programme__in=watched) | (Q(programme=None) & organises))


class Message(models.Model):
    """One mail that an action wants sent. ``body`` is wiped after sending if it held a secret."""

    class State(models.TextChoices):
        READY = "ready", _("Waiting to be sent")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")

    MARKS = {State.READY: "wait", State.SENDING: "run", State.SENT: "done", State.FAILED: "bad"}
    EVIDENCE = ()  # told, not guarded: what counts in law is the letter, not the notice

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(
        "accounts.Programme", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    about = models.CharField(max_length=100, blank=True, db_index=True)
    to = models.EmailField()
    subject = models.CharField(max_length=300)
    body = models.TextField()
    secret = models.BooleanField(default=False)
    state = models.CharField(max_length=7, choices=State, default=State.READY)
    due_at = models.DateTimeField(default=now)
    tries = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(default=now)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "due_at"], name="message_state_due")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="message_sent_is_dated"
            )
        ]

    def __str__(self):
        return f"{self.to}: {self.subject}"

    @property
    def chain(self):
        return f"programme:{self.programme_id}" if self.programme_id else "jobs"

    @property
    def mark(self):
        """The class of its state on pages."""
        return self.MARKS[self.state]
