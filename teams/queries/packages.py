"""What a submission holds, asked by engines and pages."""

from contextlib import contextmanager
from pathlib import Path

from django.db.models import Count, Sum

from accounts import canonical
from teams import storage
from teams.models import Submission


@contextmanager
def checked_out(submission: Submission):
    """A folder on this machine with the files as they stand: read, never write in it.

    Local storage lends its bytes by hard links; from S3 they are fetched. Gone afterwards.
    """
    with storage.workplace(f"submission-{submission.pk}") as folder:
        for file in submission.files.current().select_related("blob"):
            target = Path(folder, file.path)
            target.parent.mkdir(parents=True, exist_ok=True)
            storage.store().lend(file.blob.key, target)
        yield Path(folder)


def listing(submission: Submission) -> list[list]:
    """Path, size and SHA-256 of every file that counts, in the order of paths."""
    rows = submission.files.current().order_by("path").values_list("path", "size", "sha256")
    return sorted(map(list, rows))


def manifest(submission: Submission) -> str:
    """The digest of everything that is sealed: files, documents, bill of materials."""
    documents = submission.documents.order_by("kind", "version")
    bill = submission.components.order_by("pk")
    columns = "name component source source_kind licence commit weights training note"
    whole = {
        "repository": submission.repo,
        "files": listing(submission),
        "documents": list(documents.values("kind", "version", "title", "name", "size", "sha256")),
        "bill": list(bill.values(*columns.split())),
    }
    return canonical.digest(canonical.text(whole))


def tree(listed: list[list]) -> str:
    """The digest of a file list alone; a commit names it."""
    return canonical.digest(canonical.text(listed))


def totals(submissions) -> dict[int, tuple[int, int]]:
    """Number of files and bytes of each submission, by its pk: what an officer may see early."""
    current = submissions.filter(files__removed=None)
    rows = current.values_list("pk").annotate(Count("files"), Sum("files__size"))
    return {pk: (files, size or 0) for pk, files, size in rows.order_by()}


def total(submission: Submission) -> tuple[int, int]:
    """Number of files and bytes that stand in the repository now."""
    sums = submission.files.current().aggregate(count=Count("pk"), size=Sum("size"))
    return sums["count"], sums["size"] or 0


def waiting(submission: Submission) -> int:
    """Bytes that arrived whole and that no commit names yet."""
    return submission.blobs.filter(files=None).aggregate(n=Sum("size"))["n"] or 0


def missing_documents(submission: Submission) -> list[str]:
    """The kinds of document the terms ask for that were not handed in yet."""
    here = set(submission.documents.values_list("kind", flat=True))
    return [kind for kind in submission.documents_required if kind not in here]
