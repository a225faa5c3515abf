"""The user panel: one rater, one rating for each candidate, sealed together."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from scoring.models.form import Candidate, EvaluationForm, officers


class RaterQuerySet(models.QuerySet):
    def visible_to(self, account):
        """The rater in person, unless excused."""
        return self.held_by(account).select_related("form__programme", "account")

    def administered_by(self, account):
        """For officers of the programme; the ratings are another matter."""
        return self.filter(models.Exists(officers(account, "form__programme")))

    def held_by(self, account):
        return self.filter(account=account.pk).exclude(state=Rater.State.EXCUSED)


class Rater(models.Model):
    """One person's seat on the panel of one user form."""

    class State(models.TextChoices):
        OPEN = "open", _("Being filled in")
        SEALED = "sealed", _("Sealed")
        EXCUSED = "excused", _("Excused")

    MOVES = {State.OPEN: {State.SEALED, State.EXCUSED}, State.SEALED: {State.EXCUSED}}
    EVIDENCE = (  # the revision counts draft saves
        "uuid", "form_id", "account_id", "code", "state", "seed", "seated_at", "sealed_at",
        "reason", "excuse_asked_by_id", "excuse_approved_by_id",
    )  # fmt: skip

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    form = models.ForeignKey(EvaluationForm, models.PROTECT, related_name="raters")
    account = models.ForeignKey(Account, models.PROTECT, related_name="panel_seats")
    code = models.CharField(max_length=20)
    state = models.CharField(max_length=7, choices=State, default=State.OPEN)
    seed = models.PositiveBigIntegerField()
    revision = models.PositiveIntegerField(default=0)
    seated_at = models.DateTimeField(default=now)
    saved_at = models.DateTimeField(null=True, blank=True)
    sealed_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    excuse_asked_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+"
    )
    excuse_approved_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = RaterQuerySet.as_manager()

    class Meta:
        ordering = ["form", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["form", "account"], name="a_person_rates_once_under_a_form"
            ),
            models.UniqueConstraint(fields=["form", "code"], name="a_code_means_one_rater"),
            models.CheckConstraint(
                condition=~Q(state="sealed") | Q(sealed_at__isnull=False),
                name="rater_sealed_means_dated",
            ),
            models.CheckConstraint(
                condition=Q(excuse_approved_by=None)
                | ~Q(excuse_approved_by=models.F("excuse_asked_by")),
                name="rater_is_excused_by_a_second_person",
            ),
        ]

    def __str__(self):
        return self.code

    @property
    def chain(self):
        return self.form.chain


class RatingQuerySet(models.QuerySet):
    def visible_to(self, account):
        """The rater's own; sealed ones to officers too, once the tally revealed them."""
        revealed = Q(rater__form__revealed_at__isnull=False, state=Rating.State.SEALED)
        office = models.Exists(officers(account, "rater__form__programme"))
        return self.filter(Q(rater__account=account.pk) | revealed & office)


class Rating(models.Model):
    """What one rater gave one candidate."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Being filled in")
        SEALED = "sealed", _("Sealed")

    MOVES = {State.DRAFT: {State.SEALED}}

    rater = models.ForeignKey(Rater, models.PROTECT, related_name="ratings")
    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="ratings")
    value = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    comment = models.TextField(blank=True)
    state = models.CharField(max_length=6, choices=State, default=State.DRAFT)
    digest = models.CharField(max_length=64, blank=True)
    sealed_at = models.DateTimeField(null=True, blank=True)

    objects = RatingQuerySet.as_manager()

    class Meta:
        ordering = ["rater", "candidate"]
        constraints = [
            models.UniqueConstraint(
                fields=["rater", "candidate"], name="a_rater_rates_a_candidate_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="sealed")
                | (Q(value__isnull=False) & ~Q(digest="") & Q(sealed_at__isnull=False)),
                name="rating_sealed_means_valued_and_dated",
            ),
        ]

    def __str__(self):
        return f"{self.rater_id}/{self.candidate_id}"

    @property
    def chain(self):
        return self.rater.chain
