"""Who takes part: bodies, the consortium they form, and the people who act for it."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Role

OVERSEERS = (Role.Name.ORGANISER, Role.Name.APPROVER, Role.Name.AUDITOR)


def oversees(account, programme):
    """The account conducts or audits the programme today (``programme``: a path to its id)."""
    roles = Role.objects.current().filter(account=account.pk, name__in=OVERSEERS)
    return Exists(roles.filter(programme=OuterRef(programme)))


def belongs(account, consortium):
    """The account acts for the consortium today (``consortium``: a path to its id)."""
    own = Membership.objects.current().filter(account=account.pk)
    return Exists(own.filter(consortium=OuterRef(consortium)))


class Dated(models.QuerySet):
    def current(self, at=None):
        """Begun and not ended at this moment."""
        at = at or now()
        return self.filter(Q(until=None) | Q(until__gt=at), since__lte=at)


class Organisation(models.Model):
    """A body that takes part: a company, a university, an institute."""

    class Kind(models.TextChoices):
        COMPANY = "company", _("Company")
        UNIVERSITY = "university", _("University")
        INSTITUTE = "institute", _("Research institute")

    name_ko = models.CharField(max_length=100, unique=True)
    name_en = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.COMPANY)

    def __str__(self):
        return self.name

    @property
    def name(self):
        return self.name_en if get_language() == "en" and self.name_en else self.name_ko


class ConsortiumQuerySet(models.QuerySet):
    def visible_to(self, account):
        """Its members of today, and whoever conducts or audits the programme."""
        return self.filter(oversees(account, "programme") | belongs(account, "pk"))

    def of(self, account):
        """Those the account acts for today."""
        return self.filter(belongs(account, "pk"))


class Consortium(models.Model):
    """The bodies that build one model together, under one name in the hub."""

    programme = models.ForeignKey(
        "accounts.Programme", on_delete=models.PROTECT, related_name="consortia"
    )
    slug = models.CharField(max_length=40, unique=True)  # the first half of every repository id
    name_ko = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True)
    model_name = models.CharField(max_length=100, blank=True)
    founded_at = models.DateTimeField(default=now)

    objects = ConsortiumQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("teams:members", args=[self.slug])

    @property
    def name(self):
        return self.name_en if get_language() == "en" and self.name_en else self.name_ko

    @property
    def chain(self):
        return f"programme:{self.programme_id}"


class Participation(models.Model):
    """A body is part of a consortium from one day to another."""

    class Part(models.TextChoices):
        LEAD = "lead", _("Lead body")
        PARTICIPATING = "participating", _("Participating body")

    consortium = models.ForeignKey(
        Consortium, on_delete=models.PROTECT, related_name="participations"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="participations"
    )
    part = models.CharField(max_length=13, choices=Part, default=Part.PARTICIPATING)
    since = models.DateTimeField(default=now)
    until = models.DateTimeField(null=True, blank=True)

    objects = Dated.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consortium", "organisation"],
                condition=Q(until=None),
                name="a_body_takes_part_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["consortium"],
                condition=Q(until=None, part="lead"),
                name="a_consortium_has_one_lead_body",
            ),
        ]

    def __str__(self):
        return f"{self.organisation} ({self.get_part_display()})"

    @property
    def chain(self):
        return self.consortium.chain


class MembershipQuerySet(Dated):
    def visible_to(self, account):
        """Members of one's own consortia, and all of a programme one conducts or audits."""
        return self.filter(
            oversees(account, "consortium__programme") | belongs(account, "consortium")
        )


class Membership(models.Model):
    """An account acts for a consortium from one day to another."""

    class Role(models.TextChoices):
        LEAD = "lead", _("Lead")
        SIGNATORY = "signatory", _("Signatory")
        MEMBER = "member", _("Member")

    consortium = models.ForeignKey(Consortium, on_delete=models.PROTECT, related_name="memberships")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=9, choices=Role, default=Role.MEMBER)
    since = models.DateTimeField(default=now)
    until = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consortium", "account"],
                condition=Q(until=None),
                name="an_account_is_a_member_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="membership_ends_after_it_began",
            ),
        ]

    def __str__(self):
        return f"{self.account} ({self.get_role_display()})"

    @property
    def chain(self):
        return self.consortium.chain


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, account):
        """As the members of the consortium."""
        return self.filter(
            oversees(account, "consortium__programme") | belongs(account, "consortium")
        )

    def open(self):
        """Neither accepted nor revoked nor run out."""
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=now())


class Invitation(models.Model):
    """A link that makes whoever holds it a member; only its digest is kept."""

    consortium = models.ForeignKey(Consortium, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=9, choices=Membership.Role, default=Membership.Role.MEMBER)
    digest = models.CharField(max_length=64, unique=True)
    invited_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-invited_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(revoked_at=None),
                name="invitation_is_accepted_or_revoked_not_both",
            )
        ]

    def __str__(self):
        return self.email

    @property
    def chain(self):
        return self.consortium.chain

    @property
    def is_open(self):
        return not self.accepted_at and not self.revoked_at and self.expires_at > now()
