from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Account, Programme, Role
from competition.models.rulebook import OFFICERS, RulebookVersion
from teams.models import Membership

slug_rule = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Lower-case letters, digits and single hyphens only.")
)


class RoundQuerySet(models.QuerySet):
    def public(self):
        """What anyone may know of: a round that is being prepared is nobody's business yet."""
        return self.with_rules().exclude(state=Round.State.DRAFTED)

    def with_rules(self):
        """With the programme and the rulebook: every page of a round names both."""
        return self.select_related("programme__playback", "rulebook")

    def visible_to(self, account):
        """Officers see every round of their programme; others take part in an opened one."""
        role = Role.objects.current().filter(account=account.pk, programme=OuterRef("programme"))
        member = Membership.objects.current().filter(
            account=account.pk, consortium__programme=OuterRef("programme")
        )
        opened = ~Q(state=Round.State.DRAFTED)
        return self.with_rules().filter(
            Exists(role.filter(name__in=OFFICERS)) | (opened & (Exists(role) | Exists(member)))
        )

    def officered_by(self, account):
        role = Role.objects.current().filter(account=account.pk, programme=OuterRef("programme"))
        return self.with_rules().filter(Exists(role.filter(name__in=OFFICERS)))

    def moving(self):
        """What the tick looks at."""
        return self.filter(state__in=[Round.State.OPEN, Round.State.SEALED])


class Round(models.Model):
    """One competition round under one rulebook, from its call to its confirmed result."""

    class State(models.TextChoices):
        DRAFTED = "drafted", _("Being prepared")
        OPEN = "open", _("Open for hand-in")
        SEALED = "sealed", _("Hand-in sealed")
        TALLIED = "tallied", _("Decision proposed")
        DECIDED = "decided", _("Decision approved")
        PUBLISHED = "published", _("Result published")
        CONFIRMED = "confirmed", _("Result confirmed")

    MOVES = {
        State.DRAFTED: {State.OPEN},
        State.OPEN: {State.SEALED},
        State.SEALED: {State.TALLIED},
        State.TALLIED: {State.SEALED, State.DECIDED},
        State.DECIDED: {State.PUBLISHED},
        State.PUBLISHED: {State.CONFIRMED},
    }

    class Kind(models.TextChoices):
        SELECTION = "selection", _("Selection evaluation")
        STAGE = "stage", _("Stage evaluation")
        ADDITIONAL = "additional", _("Additional call")
        REHEARSAL = "rehearsal", _("Rehearsal")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="rounds")
    slug = models.CharField(max_length=40, unique=True, validators=[slug_rule])
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.STAGE)
    name_ko = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFTED)
    rulebook = models.ForeignKey(RulebookVersion, models.PROTECT, null=True, related_name="rounds")
    created_at = models.DateTimeField(auto_now_add=True)

    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    evaluation_opens_at = models.DateTimeField(null=True, blank=True)
    evaluation_closes_at = models.DateTimeField(null=True, blank=True)
    publishes_at = models.DateTimeField(null=True, blank=True)  # planned; nothing is earlier
    objections_close_at = models.DateTimeField(null=True, blank=True)  # fixed by publication

    opened_at = models.DateTimeField(null=True, blank=True)
    sealed_at = models.DateTimeField(null=True, blank=True)
    proposed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None)
                | (Q(proposed_by__isnull=False) & ~Q(approved_by=F("proposed_by"))),
                name="round_is_approved_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(state="drafted")
                | Q(
                    rulebook__isnull=False,
                    opens_at__isnull=False,
                    closes_at__isnull=False,
                    evaluation_opens_at__isnull=False,
                    evaluation_closes_at__isnull=False,
                ),
                name="round_that_opened_has_rules_and_calendar",
            ),
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("closes_at"))
                | Q(opens_at__isnull=True)
                | Q(closes_at__isnull=True),
                name="round_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(evaluation_opens_at__lt=F("evaluation_closes_at"))
                | Q(evaluation_opens_at__isnull=True)
                | Q(evaluation_closes_at__isnull=True),
                name="round_evaluation_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["decided", "published", "confirmed"])
                | Q(approved_by__isnull=False),
                name="round_decided_means_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["published", "confirmed"])
                | Q(published_at__isnull=False, objections_close_at__isnull=False),
                name="round_published_means_dated",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("competition:dashboard", args=[self.slug])

    @property
    def name(self):
        return self.name_en if get_language() == "en" else self.name_ko

    @property
    def chain(self):
        return f"programme:{self.programme_id}"

    @property
    def is_public(self):
        """Is the result out? Before that nobody but officers learns any part of it."""
        return self.state in (self.State.PUBLISHED, self.State.CONFIRMED)

    @property
    def told_state(self):
        """The state as everybody but officers is told it: deciding shows as no more than sealed."""
        deciding = self.state in (self.State.TALLIED, self.State.DECIDED)
        return self.State.SEALED if deciding else self.State(self.state)
