"""Who judges: appointment, pledge, declared conflicts."""

from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from scoring.models.form import Candidate, EvaluationForm, officers


class EvaluatorQuerySet(models.QuerySet):
    def visible_to(self, account):
        """The evaluator in person."""
        return self.filter(account=account.pk).select_related("form__programme", "account")

    def administered_by(self, account):
        """For officers of the programme."""
        return self.filter(models.Exists(officers(account, "form__programme")))

    def held_by(self, account):
        """The seats of this person, those given up left out."""
        return self.filter(account=account.pk, state=Evaluator.State.ACTIVE)


class Evaluator(models.Model):
    """One person's seat under one expert form. Named by a code in everything published."""

    class State(models.TextChoices):
        ACTIVE = "active", _("Seated")
        RECUSED = "recused", _("Recused")
        REPLACED = "replaced", _("Replaced")

    MOVES = {State.ACTIVE: {State.RECUSED, State.REPLACED}}

    form = models.ForeignKey(EvaluationForm, models.PROTECT, related_name="evaluators")
    account = models.ForeignKey(Account, models.PROTECT, related_name="evaluator_seats")
    code = models.CharField(max_length=20)
    state = models.CharField(max_length=8, choices=State, default=State.ACTIVE)
    seed = models.PositiveBigIntegerField()  # the order of candidates, drawn once
    appointed_at = models.DateTimeField(default=now)
    left_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)

    objects = EvaluatorQuerySet.as_manager()

    class Meta:
        ordering = ["form", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["form", "account"], name="a_person_sits_once_under_a_form"
            ),
            models.UniqueConstraint(fields=["form", "code"], name="a_code_means_one_evaluator"),
        ]

    def __str__(self):
        return self.code

    @property
    def chain(self):
        return self.form.chain

    @property
    def has_pledged(self):
        return hasattr(self, "pledge")


class Pledge(models.Model):
    """What an evaluator signed before anything was opened, word for word."""

    evaluator = models.OneToOneField(Evaluator, models.PROTECT, related_name="pledge")
    text = models.TextField()
    text_digest = models.CharField(max_length=64)
    signed_at = models.DateTimeField(default=now)

    def __str__(self):
        return f"{self.evaluator_id} {self.text_digest[:8]}"

    @property
    def chain(self):
        return self.evaluator.chain


class Conflict(models.Model):
    """A declared interest: it closes the candidate to the evaluator."""

    class Ground(models.TextChoices):
        EMPLOYER = "employer", _("I work there, or did within three years")
        KIN = "kin", _("Family or kinship")
        TEACHING = "teaching", _("Teacher and student")
        JOINT_WORK = "joint_work", _("Joint paper or project within three years")
        SHARES = "shares", _("Shares, advice or other financial interest")
        OTHER = "other", _("Other")

    evaluator = models.ForeignKey(Evaluator, models.PROTECT, related_name="conflicts")
    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="conflicts")
    ground = models.CharField(max_length=10, choices=Ground)
    note = models.TextField(blank=True)
    declared_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["evaluator", "candidate"], name="a_conflict_is_declared_once"
            ),
        ]

    def __str__(self):
        return f"{self.evaluator_id}: {self.ground}"

    @property
    def chain(self):
        return self.evaluator.chain
