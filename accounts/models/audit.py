from django.conf import settings
from django.db import models
from django.db.models import Value
from django.db.models.functions import Cast, Concat
from django.utils.timezone import now

from accounts.models.role import Role

READERS = (Role.Name.ORGANISER, Role.Name.APPROVER, Role.Name.AUDITOR)


class ChainHead(models.Model):
    """The end of one chain, and the lock of everyone who lengthens it."""

    chain = models.CharField(max_length=60, primary_key=True)
    length = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    def __str__(self):
        return f"{self.chain} {self.length}"


class AuditEventQuerySet(models.QuerySet):
    def visible_to(self, account):
        """The trail of a programme is read by its organisers, approvers and auditors."""
        held = Role.objects.current().filter(account=account.pk, name__in=READERS)
        chains = held.annotate(
            chain=Concat(Value("programme:"), Cast("programme_id", models.CharField()))
        )
        return self.filter(chain__in=chains.values("chain"))

    def about(self, row):
        """What was done to ``row``, oldest first."""
        return self.filter(row=f"{row._meta.label_lower}:{row.pk}").order_by("seq")


class AuditEvent(models.Model):
    """One link: who did what to which row, when, and the digests that bind it. Never changed."""

    chain = models.CharField(max_length=60)
    seq = models.PositiveBigIntegerField()
    verb = models.CharField(max_length=100)
    row = models.CharField(max_length=120, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(default=now)
    body = models.TextField()
    digest = models.CharField(max_length=64)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "seq"], name="audit_place_is_taken_once")
        ]

    def __str__(self):
        return f"{self.chain} {self.seq} {self.verb}"
