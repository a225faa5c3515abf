"""The repository of a submission: commits, and files that each commit adds or removes."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from teams.models.consortium import belongs, oversees
from teams.models.intake import Blob


class Commit(models.Model):
    """One accepted change of the file list. The last one before the deadline counts."""

    EVIDENCE = ("submission_id", "number", "oid", "tree", "received_at")

    submission = models.ForeignKey(
        "teams.Submission", on_delete=models.PROTECT, related_name="commits"
    )
    number = models.PositiveIntegerField()
    oid = models.CharField(max_length=40)
    tree = models.CharField(max_length=64)  # digest of the whole list after this commit
    summary = models.CharField(max_length=200, blank=True)
    received_at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["submission", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "number"], name="commits_of_a_submission_are_numbered"
            )
        ]

    def __str__(self):
        return self.oid

    @property
    def chain(self):
        return self.submission.chain


class FileQuerySet(models.QuerySet):
    def visible_to(self, account):
        """As the submission they belong to."""
        closed = ~Q(submission__state="open") & oversees(account, "submission__programme")
        return self.filter(closed | belongs(account, "submission__consortium"))

    def current(self):
        """What the repository holds now; after the seal, what was handed in."""
        return self.filter(removed=None)

    def at(self, number):
        """What it held after the commit of this number."""
        gone = Q(removed__number__lte=number)
        return self.filter(added__number__lte=number).exclude(gone)


class File(models.Model):
    """A path of the repository and the content that stands there."""

    EVIDENCE = ("submission_id", "path", "size", "sha256", "added_id", "removed_id")

    submission = models.ForeignKey(
        "teams.Submission", on_delete=models.PROTECT, related_name="files"
    )
    path = models.CharField(max_length=1000)  # in NFC
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    git_oid = models.CharField(max_length=40, blank=True)  # of small files sent inside a commit
    lfs = models.BooleanField()
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="files")
    added = models.ForeignKey(Commit, on_delete=models.PROTECT, related_name="added")
    removed = models.ForeignKey(
        Commit, on_delete=models.PROTECT, null=True, blank=True, related_name="removed"
    )

    objects = FileQuerySet.as_manager()

    class Meta:
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "path"],
                condition=Q(removed=None),
                name="a_path_holds_one_file_at_a_time",
                violation_error_message=_("There is a file of this name already."),
            )
        ]

    def __str__(self):
        return self.path

    @property
    def chain(self):
        return self.submission.chain
