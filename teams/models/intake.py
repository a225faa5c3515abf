"""What arrives before it counts: verified contents, pieces of uploads, commits under way."""

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _


class Blob(models.Model):
    """Bytes that are stored, whose SHA-256 was computed here and whose content is allowed."""

    class Format(models.TextChoices):
        SAFETENSORS = "safetensors", _("safetensors")
        TEXT = "text", _("UTF-8 text")
        SENTENCEPIECE = "sentencepiece", _("SentencePiece model")
        ZSTD = "zstd", _("Zstandard stream")
        GZIP = "gzip", _("gzip stream")

    submission = models.ForeignKey(
        "teams.Submission", on_delete=models.PROTECT, related_name="blobs"
    )
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    key = models.CharField(max_length=200)
    format = models.CharField(max_length=13, choices=Format)
    stored_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "sha256"], name="a_content_is_kept_once_per_submission"
            )
        ]

    def __str__(self):
        return self.sha256


class Xorb(models.Model):
    """A run of packed chunks on the Xet road; its name means nothing outside its submission."""

    submission = models.ForeignKey(
        "teams.Submission", on_delete=models.PROTECT, related_name="xorbs"
    )
    generation = models.PositiveIntegerField()
    name = models.CharField(max_length=64)
    size = models.BigIntegerField()
    granted_at = models.DateTimeField(default=now)
    stored_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "generation", "name"], name="a_xorb_is_kept_once"
            )
        ]

    def __str__(self):
        return self.name

    @property
    def key(self):
        return f"submissions/{self.submission_id}/xorbs/{self.generation}/{self.name}"


class Upload(models.Model):
    """A large content arriving in parts on the LFS road."""

    submission = models.ForeignKey(
        "teams.Submission", on_delete=models.PROTECT, related_name="uploads"
    )
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    ticket = models.CharField(max_length=300)  # the store's name for it
    started_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "sha256"], name="a_content_arrives_once_at_a_time"
            )
        ]

    def __str__(self):
        return self.sha256

    @property
    def key(self):
        return f"submissions/{self.submission_id}/arriving/{self.sha256}"


class Arrival(models.Model):
    """A commit whose request has reached the server and is still being read.

    The deadline is compared with ``received_at``, so a seal waits for those in time.
    """

    submission = models.ForeignKey(
        "teams.Submission", on_delete=models.PROTECT, related_name="arrivals"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return f"{self.submission_id} {self.received_at:%F %T}"
