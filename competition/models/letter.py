from uuid import uuid4

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Account, Role
from competition.models.decision import OUT, Decision
from competition.models.entry import own
from competition.models.rulebook import OFFICERS


class LetterQuerySet(models.QuerySet):
    def visible_to(self, account):
        """Officers and the team's members, both only once the result is out."""
        officer = Role.objects.current().filter(
            account=account.pk,
            programme=OuterRef("decision__round__programme"),
            name__in=OFFICERS,
        )
        member = own(account, "decision__entry__consortium")
        out = Q(decision__round__state__in=OUT)
        return self.filter(out & (Exists(officer) | Exists(member)))


class Letter(models.Model):
    """One decision told to one team in one language; the file is made after publication."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Being made")
        MADE = "made", _("Made")

    MOVES = {State.WAITING: {State.MADE}}

    class Language(models.TextChoices):
        KOREAN = "ko", _("Korean")
        ENGLISH = "en", _("English")

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="letters")
    language = models.CharField(max_length=2, choices=Language)
    number = models.CharField(max_length=48)  # one for both languages: the decision's
    code = models.CharField(max_length=20, unique=True)  # public verification, not guessable
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    key = models.CharField(max_length=200, blank=True)  # where the PDF lies
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True)
    issued_at = models.DateTimeField()  # the moment of publication, as printed
    made_at = models.DateTimeField(null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "language"], name="letter_is_written_once_per_language"
            ),
            models.UniqueConstraint(
                fields=["number", "language"], name="letter_number_is_given_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="made") | (~Q(key="") & ~Q(sha256="")),
                name="letter_made_means_kept_and_digested",
            ),
        ]

    def __str__(self):
        return f"{self.number} ({self.language})"

    def get_absolute_url(self):
        return reverse("competition:letter", args=[self.number])

    @property
    def programme_id(self):
        return self.decision.round.programme_id

    @property
    def chain(self):
        return self.decision.chain


class ObjectionQuerySet(models.QuerySet):
    def visible_to(self, account):
        officer = Role.objects.current().filter(
            account=account.pk,
            programme=OuterRef("decision__round__programme"),
            name__in=OFFICERS,
        )
        return self.filter(Exists(officer) | Exists(own(account, "decision__entry__consortium")))


class Objection(models.Model):
    """A team's objection to its decision, as received. Its handling is not here yet."""

    EVIDENCE = (
        "decision_id",
        "text",
        "attachment_name",
        "attachment_sha256",
        "filed_at",
        "filed_by_id",
        "receipt",
    )

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="objections")
    text = models.TextField()
    attachment_key = models.CharField(max_length=200, blank=True)
    attachment_name = models.CharField(max_length=200, blank=True)
    attachment_sha256 = models.CharField(max_length=64, blank=True)
    attachment_size = models.PositiveBigIntegerField(null=True, blank=True)
    filed_at = models.DateTimeField()
    filed_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    receipt = models.CharField(max_length=60, unique=True)

    objects = ObjectionQuerySet.as_manager()

    def __str__(self):
        return self.receipt

    @property
    def programme_id(self):
        return self.decision.round.programme_id

    @property
    def chain(self):
        return self.decision.chain
