"""A form, frozen when the round opens, and whom it judges."""

from django.db import models
from django.db.models import F, OuterRef, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.models import Programme, Role
from scoring.models.document import FormDocument
from teams.models import Submission


def officers(account, programme):
    """Roles of ``account`` that look over a programme, now. ``programme`` names its column."""
    names = (Role.Name.ORGANISER, Role.Name.APPROVER, Role.Name.AUDITOR)
    return Role.objects.current().filter(
        account=account.pk, name__in=names, programme=OuterRef(programme)
    )


class FormQuerySet(models.QuerySet):
    def visible_to(self, account):
        """Officers of the programme, and whoever fills this form in."""
        evaluating = Q(evaluators__account=account.pk, evaluators__state="active")
        rating = Q(raters__account=account.pk)
        office = models.Exists(officers(account, "programme"))
        named = self.model.objects.filter(evaluating | rating, pk=OuterRef("pk"))
        return self.filter(office | models.Exists(named))

    def open_at(self, moment):
        return self.filter(opens_at__lte=moment, closes_at__gt=moment)


class EvaluationForm(models.Model):
    """An evaluation form as the rulebook had it when the round opened. Never edited.

    ``document`` is canonical text; every sheet names the digest it was filled in under.
    """

    class Kind(models.TextChoices):
        EXPERT = "expert", _("Expert evaluation")
        USER = "user", _("User evaluation")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="forms")
    key = models.SlugField(max_length=80)
    kind = models.CharField(max_length=6, choices=Kind)
    part = models.SlugField(max_length=60)
    slug = models.SlugField(max_length=150, unique=True)
    document = models.TextField()
    digest = models.CharField(max_length=64)
    frozen_at = models.DateTimeField(default=now)

    # Written from above, like the document.
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    revealed_at = models.DateTimeField(null=True, blank=True)

    objects = FormQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "key", "part"], name="one_form_for_each_part_of_a_round"
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="form_closes_after_it_opens"
            ),
        ]

    def __str__(self):
        return self.slug

    @property
    def chain(self):
        return f"programme:{self.programme_id}"

    @property
    def content(self):
        return FormDocument.read(self.document)

    @property
    def title(self):
        return self.content.title

    @property
    def is_user_panel(self):
        return self.kind == self.Kind.USER

    def takes_answers(self, *, at):
        return self.opens_at <= at < self.closes_at


class CandidateQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(dismissed_at=None)


class Candidate(models.Model):
    """A submission judged under a form, known to its evaluators by a code only."""

    form = models.ForeignKey(EvaluationForm, models.PROTECT, related_name="candidates")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="candidacies")
    code = models.CharField(max_length=20)
    dismissed_at = models.DateTimeField(null=True, blank=True)
    dismissed_because = models.TextField(blank=True)

    objects = CandidateQuerySet.as_manager()

    class Meta:
        ordering = ["form", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["form", "submission"], name="a_submission_is_judged_once_under_a_form"
            ),
            models.UniqueConstraint(fields=["form", "code"], name="a_code_means_one_candidate"),
        ]

    def __str__(self):
        return self.code

    @property
    def chain(self):
        return self.form.chain
