"""What comes with the weights: documents in versions, and the bill of materials."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from teams.models.consortium import belongs, oversees


class HandedQuerySet(models.QuerySet):
    def visible_to(self, account):
        """As the submission they belong to."""
        closed = ~Q(submission__state="open") & oversees(account, "submission__programme")
        return self.filter(closed | belongs(account, "submission__consortium"))


class DocumentQuerySet(HandedQuerySet):
    def latest(self):
        """The last version of each kind."""
        newer = Document.objects.filter(
            submission=models.OuterRef("submission"),
            kind=models.OuterRef("kind"),
            version__gt=models.OuterRef("version"),
        )
        return self.filter(~models.Exists(newer))


class Document(models.Model):
    """A document handed in through the browser. A newer version replaces, none is erased."""

    class Kind(models.TextChoices):
        TECHNICAL_REPORT = "technical_report", _("Technical report")
        PLAN = "plan", _("Ripple effect and contribution plan")
        LOG = "log", _("Training log")
        OTHER = "other", _("Other document")

    EVIDENCE = ("submission_id", "kind", "version", "title", "name", "size", "sha256")

    submission = models.ForeignKey(
        "teams.Submission", on_delete=models.PROTECT, related_name="documents"
    )
    kind = models.CharField(max_length=16, choices=Kind)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    name = models.CharField(max_length=200)  # of the file, as the team called it
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    key = models.CharField(max_length=200)
    pages = models.PositiveIntegerField(null=True, blank=True)
    uploaded_at = models.DateTimeField(default=now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "kind", "version"], name="document_versions_are_numbered"
            )
        ]

    def __str__(self):
        return f"{self.title} ({self.get_kind_display()} {self.version})"

    @property
    def chain(self):
        return self.submission.chain


class Component(models.Model):
    """A line of the bill of materials: where a part of the model comes from."""

    class Kind(models.TextChoices):
        LANGUAGE = "language", _("Language model body")
        EMBED = "embed", _("Embedding")
        HEAD = "head", _("Output layer")
        ATTN = "attn", _("Attention")
        FFN = "ffn", _("Feed-forward")
        ROUTER = "router", _("Router")
        NORM = "norm", _("Normalisation")
        VISION = "vision", _("Vision encoder")
        AUDIO = "audio", _("Audio encoder")
        PROJECTOR = "projector", _("Projector")
        TOKENIZER = "tokenizer", _("Tokenizer")
        OTHER = "other", _("Other component")

    class Source(models.TextChoices):
        OWN = "own", _("Designed by ourselves")
        OPEN = "open", _("Open source")
        LICENSED = "licensed", _("Under a licence agreement")

    class Weights(models.TextChoices):
        LOADED = "loaded", _("Loaded")
        INITIALISED = "initialised", _("Initialised at random")

    class Training(models.TextChoices):
        FROZEN = "frozen", _("Frozen")
        TRAINED = "trained", _("Trained")

    EVIDENCE = (
        "submission_id",
        "name",
        "component",
        "source",
        "source_kind",
        "licence",
        "commit",
        "weights",
        "training",
        "note",
    )

    submission = models.ForeignKey(
        "teams.Submission", on_delete=models.PROTECT, related_name="components"
    )
    name = models.CharField(max_length=100)
    component = models.CharField(max_length=9, choices=Kind)
    source = models.CharField(max_length=200, blank=True)  # name or address of what was used
    source_kind = models.CharField(max_length=8, choices=Source, default=Source.OWN)
    licence = models.CharField(max_length=100, blank=True)
    commit = models.CharField(max_length=100, blank=True)  # the exact version of the source
    weights = models.CharField(max_length=11, choices=Weights, default=Weights.INITIALISED)
    training = models.CharField(max_length=7, choices=Training, default=Training.TRAINED)
    note = models.TextField(blank=True)

    objects = HandedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "name"], name="a_component_is_declared_once"
            )
        ]

    def __str__(self):
        return self.name

    @property
    def chain(self):
        return self.submission.chain
