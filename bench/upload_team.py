"""A team with an open submission, and addresses to PUT to, for ``bench/upload.py``."""

import hashlib
from datetime import timedelta
from pathlib import Path

from django.core.management import call_command
from django.utils.timezone import now

from accounts.actions import people, programmes, tokens
from teams import storage
from teams.actions import consortia, submissions
from teams.models import Commit, File, Submission


def team(open_for: timedelta) -> tuple[Submission, str]:
    """A fresh database with one team; its submission and a token's secret."""
    call_command("migrate", verbosity=0)
    programme = programmes.create(slug="bench", name_ko="측정", name_en="Bench", by=None)
    lead = people.enrol("lead@bench.example", name="측정", by=None)
    body = consortia.organisation(name_ko="측정 기관")
    own = consortia.found(programme, slug="bench-team", name_ko="측정", lead=body, by=None)
    consortia.add_member(own, lead, role="lead", by=None)
    terms = {"opens_at": now() - timedelta(hours=1), "closes_at": now() + open_for}
    submission = submissions.open(own, programme=programme, slug="round", terms=terms, by=None)
    how = {"name": "bench", "scope": "submit", "expires_in": timedelta(days=1), "by": None}
    return submission, tokens.issue(lead, **how)[1]


def address(submission: Submission, source: Path) -> str:
    """Where the file may be PUT; whatever an earlier round kept is forgotten."""
    forget(submission.repo)
    with source.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    note = {"submission": submission.pk, "sha256": sha256, "language": "en"}
    return storage.store().put_url("unused", source.stat().st_size, **note)


def forget(repo: str) -> None:
    """Empty the submission: a client that finds its files there would send nothing."""
    submission = Submission.objects.select_related("consortium").get(slug=repo.split("/")[1])
    File.objects.filter(submission=submission).delete()
    Commit.objects.filter(submission=submission).delete()
    for rows in (submission.blobs, submission.xorbs, submission.uploads):
        rows.all().delete()
    storage.store().remove_below(f"submissions/{submission.pk}")
