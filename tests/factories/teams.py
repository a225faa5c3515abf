"""Consortia, their people, and what they hand in, for tests."""

import json
import struct
from datetime import timedelta

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now
from factory.django import DjangoModelFactory

from accounts.actions import tokens
from teams.actions import bill, commits, documents, submissions
from teams.models import Consortium, Membership, Organisation, Submission
from tests.factories.accounts import AccountFactory, ProgrammeFactory

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name_ko = factory.Sequence(lambda n: f"기관 {n}")
    name_en = factory.Sequence(lambda n: f"Body {n}")


class ConsortiumFactory(DjangoModelFactory):
    class Meta:
        model = Consortium

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"team-{n}")
    name_ko = factory.Sequence(lambda n: f"컨소시엄 {n}")
    name_en = factory.Sequence(lambda n: f"Consortium {n}")
    model_name = factory.Sequence(lambda n: f"Model {n}")


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    consortium = factory.SubFactory(ConsortiumFactory)
    account = factory.SubFactory(AccountFactory)
    role = Membership.Role.LEAD
    since = factory.LazyFunction(lambda: now() - timedelta(days=30))


class SubmissionFactory(DjangoModelFactory):
    class Meta:
        model = Submission

    consortium = factory.SubFactory(ConsortiumFactory)
    programme = factory.SelfAttribute("consortium.programme")
    slug = "stage-2"
    opens_at = factory.LazyFunction(lambda: now() - timedelta(days=1))
    closes_at = factory.LazyFunction(lambda: now() + timedelta(days=1))
    refusal_ko = "접수가 마감되었습니다."
    refusal_en = "Hand-in is closed."
    clause = "9(2)"


def member(consortium, role="lead", **account):
    """An account that acts for ``consortium`` today."""
    account = AccountFactory(**account)
    return MembershipFactory(consortium=consortium, account=account, role=role).account


def submit_token(account):
    """The secret with which ``account`` hands in."""
    how = {"name": "test", "scope": "submit", "expires_in": timedelta(days=1)}
    return tokens.issue(account, by=account, **how)[1]


def weights(data: bytes = bytes(8)) -> bytes:
    """A safetensors file of one tensor that holds ``data``."""
    tensor = {"dtype": "U8", "shape": [len(data)], "data_offsets": [0, len(data)]}
    header = json.dumps({"w": tensor}).encode()
    return struct.pack("<Q", len(header)) + header + data


def handed_in(submission, files: dict[str, bytes], folder, *, by=None):
    """Commit ``files`` (path to bytes), written below ``folder`` first."""
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return commits.hand_in(submission, folder, by=by)


def document(submission, kind="technical_report", title="기술보고서", data=PDF, by=None):
    """A document of one page that nobody would read."""
    file = SimpleUploadedFile("report.pdf", data, "application/pdf")
    return documents.add(submission, kind=kind, title=title, file=file, by=by)


def component(submission, name="본체", by=None, **columns):
    """A line of the bill of materials."""
    return bill.declare(submission, name=name, component="language", by=by, **columns)


def past_deadline(submission):
    """The deadline was a minute ago; nothing was sealed yet."""
    late = {"closes_at": now() - timedelta(minutes=1)}
    return submissions.amend_terms(submission, late, by=None)
