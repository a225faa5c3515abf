"""A score sheet: a draft that saves itself, sealed once, voided only by two persons."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from scoring.models.evaluator import Evaluator
from scoring.models.form import Candidate, EvaluationForm, officers


class SheetQuerySet(models.QuerySet):
    def visible_to(self, account):
        """The evaluator's own; sealed ones to officers too, once the tally revealed them."""
        own = Q(evaluator__account=account.pk, evaluator__state=Evaluator.State.ACTIVE)
        revealed = Q(form__revealed_at__isnull=False) & ~Q(state=Sheet.State.DRAFT)
        seen = self.filter(own | revealed & models.Exists(officers(account, "form__programme")))
        return seen.select_related("form__programme", "evaluator", "candidate")

    def administered_by(self, account):
        """Rows an officer may void or count. Whoever uses this shows no answer."""
        return self.filter(models.Exists(officers(account, "form__programme")))

    def live(self):
        return self.exclude(state=Sheet.State.VOID)

    def sealed(self):
        return self.filter(state=Sheet.State.SEALED)


class Sheet(models.Model):
    """One evaluator's judgement of one candidate, under the form as it was frozen."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Being filled in")
        SEALED = "sealed", _("Sealed")
        VOID = "void", _("Void")

    MOVES = {State.DRAFT: {State.SEALED, State.VOID}, State.SEALED: {State.VOID}}
    EVIDENCE = (  # the draft changes every few seconds and proves nothing
        "uuid", "form_id", "evaluator_id", "candidate_id", "state", "form_digest", "answers",
        "digest", "sealed_at", "replaces_id", "void_asked_by_id", "void_reason",
        "void_asked_at", "void_approved_by_id", "voided_at",
    )  # fmt: skip

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    form = models.ForeignKey(EvaluationForm, models.PROTECT, related_name="sheets")
    evaluator = models.ForeignKey(Evaluator, models.PROTECT, related_name="sheets")
    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="sheets")
    state = models.CharField(max_length=6, choices=State, default=State.DRAFT)
    opened_at = models.DateTimeField(default=now)

    draft = models.TextField(default="{}")
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)

    form_digest = models.CharField(max_length=64)
    answers = models.TextField(blank=True)  # canonical text
    digest = models.CharField(max_length=64, blank=True)
    sealed_at = models.DateTimeField(null=True, blank=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replacement"
    )

    void_asked_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+"
    )
    void_reason = models.TextField(blank=True)
    void_asked_at = models.DateTimeField(null=True, blank=True)
    void_approved_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+"
    )
    voided_at = models.DateTimeField(null=True, blank=True)

    objects = SheetQuerySet.as_manager()

    class Meta:
        ordering = ["form", "candidate", "evaluator"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluator", "candidate"],
                condition=~Q(state="void"),
                name="one_live_sheet_for_each_evaluator_and_candidate",
            ),
            models.CheckConstraint(
                condition=~Q(state="sealed")
                | (~Q(answers="") & ~Q(digest="") & Q(sealed_at__isnull=False)),
                name="sheet_sealed_means_answered_and_dated",
            ),
            models.CheckConstraint(
                condition=~Q(state="void")
                | (Q(void_asked_by__isnull=False) & Q(void_approved_by__isnull=False)),
                name="sheet_void_means_asked_and_approved",
            ),
            models.CheckConstraint(
                condition=Q(void_approved_by=None) | ~Q(void_approved_by=F("void_asked_by")),
                name="sheet_is_voided_by_a_second_person",
            ),
        ]

    def __str__(self):
        return f"{self.evaluator_id}/{self.candidate_id}"

    def get_absolute_url(self):
        return reverse("scoring:sheet", args=[self.uuid])

    @property
    def chain(self):
        return self.form.chain

    @property
    def is_draft(self):
        return self.state == self.State.DRAFT

    @property
    def void_is_asked(self):
        return self.void_asked_by_id is not None and self.state != self.State.VOID
