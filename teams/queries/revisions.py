"""What a repository held after which commit."""

import hashlib
from typing import NamedTuple

from django.db.models import QuerySet

from accounts import canonical
from teams.models import File, Submission


class Tree(NamedTuple):
    oid: str
    files: QuerySet


def find(submission: Submission, revision: str) -> Tree | None:
    """The tree of ``main`` or of a commit's name; None if there is no such commit."""
    commits = submission.commits.order_by("number")
    commit = commits.last() if revision == "main" else commits.filter(oid=revision).first()
    if commit:
        return Tree(commit.oid, submission.files.at(commit.number).order_by("path"))
    if revision in {"main", empty(submission)} and not commits.exists():
        return Tree(empty(submission), submission.files.none())
    return None


def empty(submission: Submission) -> str:
    """The name of a repository to which nothing was committed yet."""
    return hashlib.sha1(submission.repo.encode(), usedforsecurity=False).hexdigest()


def standing(submission: Submission, raw_paths: list[str]) -> dict[str, File]:
    """The current file at each of these paths, however the client spells them."""
    kept = {canonical.nfc(raw): raw for raw in raw_paths}
    files = submission.files.current().filter(path__in=list(kept))
    return {kept[file.path]: file for file in files}
