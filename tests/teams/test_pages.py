from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now

from accounts.models import Account, ApiToken
from jobs.models import Message
from teams.actions import invitations, submissions
from teams.models import Component, Document, Submission
from teams.queries import packages
from tests.factories import teams
from tests.factories.accounts import AccountFactory, holder

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(team):
    return team.submission.get_absolute_url()


@pytest.fixture
def lead(client, team):
    client.force_login(team.lead)
    return client


def pdf(data=teams.PDF):
    return SimpleUploadedFile("보고서.pdf", data, "application/pdf")


def test_who_sees_the_hand_in_page(client, team, url):
    organiser = holder(team.submission.programme)
    auditor = holder(team.submission.programme, "auditor")
    evaluator = holder(team.submission.programme, "evaluator")
    member = teams.member(team.consortium, role="signatory")

    def answers():
        codes = []
        for account in (member, organiser, auditor, evaluator, AccountFactory()):
            client.force_login(account)
            codes.append(client.get(url).status_code)
        return codes

    assert client.get(url).status_code == 302
    assert answers() == [200, 404, 404, 404, 404]
    submissions.withdraw(team.submission, by=None)
    assert answers() == [200, 200, 200, 404, 404]


def test_every_page_of_a_submission_opens(lead, team, url, tmp_path):
    teams.handed_in(team.submission, {"a/b/c.txt": b"1", "d.txt": b"2"}, tmp_path)
    teams.document(team.submission)
    line = teams.component(team.submission)

    for tail in ("", "receipt/", "documents/new/", "bill/new/", "tokens/", f"bill/{line.pk}/"):
        assert lead.get(url + tail).status_code == 200, tail
    assert lead.get(f"{url}bill/{line.pk}/remove/").status_code == 200
    assert b"a/b/c.txt" in lead.get(url + "SHA256SUMS").content
    for tail in ("members/", "members/invite/"):
        assert lead.get(f"/team/{team.consortium.slug}/{tail}").status_code == 200, tail


def test_a_document_becomes_a_version_and_is_read_back(lead, team, url):
    for _time in range(2):
        sent = {"kind": "technical_report", "title": "기술보고서", "file": pdf()}
        assert lead.post(url + "documents/new/", sent).status_code == 302

    versions = Document.objects.order_by("version").values_list("version", "sha256")
    assert [version for version, _digest in versions] == [1, 2]
    read = lead.get(url + "documents/technical_report/2/")
    assert b"".join(read.streaming_content) == teams.PDF
    assert read["Content-Type"] == "application/pdf"


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"MZ\x90\x00", "PDF"), (b"%PDF-1.7 cut", "PDF"), (b"PK\x03\x04" + bytes(99), "PDF")],
)
def test_what_is_no_pdf_is_refused_and_the_title_stays(lead, team, url, data, words):
    sent = {"kind": "plan", "title": "우리 계획", "file": pdf(data)}

    answer = lead.post(url + "documents/new/", sent)

    assert answer.status_code == 409
    assert words in answer.content.decode()
    assert "우리 계획" in answer.content.decode()
    assert not Document.objects.exists()


def test_after_the_deadline_a_document_is_refused_with_its_clause(lead, team, url):
    teams.past_deadline(team.submission)
    sent = {"kind": "plan", "title": "늦은 계획", "file": pdf()}

    answer = lead.post(url + "documents/new/", sent)

    assert answer.status_code == 409
    said = answer.content.decode()
    assert "9(2)" in said
    assert "접수가 마감되었습니다." in said


def test_the_bill_is_declared_changed_and_taken_back(lead, team, url):
    line = {
        "name": "비전 인코더",
        "component": "vision",
        "source_kind": "open",
        "weights": "loaded",
        "training": "frozen",
    }
    assert lead.post(url + "bill/new/", line).status_code == 409  # without source and licence
    line |= {"source": "hanbit-vision", "licence": "Apache-2.0"}
    assert lead.post(url + "bill/new/", line).status_code == 302
    row = Component.objects.get()
    lead.post(f"{url}bill/{row.pk}/", line | {"training": "trained"})
    row.refresh_from_db()
    assert (row.name, row.training) == ("비전 인코더", "trained")
    lead.post(f"{url}bill/{row.pk}/remove/")
    assert not Component.objects.exists()


def test_a_token_is_shown_once_with_the_command_and_can_be_revoked(lead, team, url):
    made = lead.post(url + "tokens/", {"name": "gpu-01", "expires_in": 7}).content.decode()

    token = ApiToken.objects.get()
    assert (token.scope, token.programme) == ("submit", team.submission.programme)
    assert "HF_TOKEN=simsa_" in made
    assert "simsa_" not in lead.get(url + "tokens/").content.decode()
    lead.post(f"{url}tokens/{token.uuid}/revoke/")
    token.refresh_from_db()
    assert token.state == "revoked"


def test_a_signatory_reads_but_hands_in_nothing(client, team, url):
    client.force_login(teams.member(team.consortium, role="signatory"))

    assert client.get(url).status_code == 200
    assert client.post(url + "documents/new/", {}).status_code == 403
    assert client.post(url + "bill/new/", {}).status_code == 403
    assert client.get(url + "tokens/").status_code == 403


def test_the_receipt_shows_the_digest_that_is_sealed(lead, team, url, tmp_path):
    teams.handed_in(team.submission, {"a.txt": b"1"}, tmp_path, by=team.lead)
    teams.document(team.submission)
    before = packages.manifest(team.submission)

    sealed = submissions.seal(teams.past_deadline(team.submission))
    page = lead.get(url + "receipt/").content.decode()

    assert sealed.manifest == before
    assert before in page
    assert sealed.receipt in page


def test_an_invited_stranger_makes_an_account_and_is_a_member(client, team):
    _invitation, secret = invitations.invite(
        team.consortium, "New@Team.kr", role="member", by=team.lead
    )
    assert secret in Message.objects.get(to="new@team.kr").body
    assert client.get(f"/invitation/{secret}/").status_code == 200
    weak = client.post(f"/invitation/{secret}/", {"name": "한도윤", "password": "12345678"})
    assert weak.status_code == 422

    strong = {"name": "한도윤", "password": "correct horse battery"}
    joined = client.post(f"/invitation/{secret}/", strong)

    assert joined.status_code == 302
    account = Account.objects.get(email="new@team.kr")
    assert team.consortium.memberships.current().filter(account=account, role="member").exists()
    assert client.get(joined["Location"]).status_code == 200
    assert client.get(f"/invitation/{secret}/").status_code == 404


def test_an_invitation_to_an_account_needs_its_sign_in(client, team):
    known = AccountFactory(email="known@team.kr")
    _invitation, secret = invitations.invite(team.consortium, known.email, by=team.lead)
    form = {"name": "x", "password": "correct horse battery"}

    assert client.post(f"/invitation/{secret}/", form).status_code == 409
    client.force_login(known)
    client.post(f"/invitation/{secret}/")

    assert team.consortium.memberships.current().filter(account=known).exists()


def test_a_revoked_or_old_invitation_opens_nothing(lead, client, team):
    invitation, secret = invitations.invite(team.consortium, "a@b.kr", by=team.lead)
    lead.post(f"/team/{team.consortium.slug}/members/invitations/{invitation.pk}/revoke/")

    assert client.get(f"/invitation/{secret}/").status_code == 404
    assert client.get("/invitation/nothing/").status_code == 404


def test_the_last_lead_cannot_be_ended(lead, team):
    row = team.lead.memberships.get()
    url = f"/team/{team.consortium.slug}/members/{row.pk}/end/"

    assert lead.post(url).status_code == 409
    teams.member(team.consortium)
    assert lead.post(url).status_code == 302
    assert lead.get(f"/team/{team.consortium.slug}/members/").status_code == 404


def test_the_page_costs_the_same_for_one_file_and_for_many(
    lead, team, url, tmp_path, django_assert_max_num_queries
):
    lead.get(url)
    for n in (1, 30):
        teams.handed_in(team.submission, {f"{n}/{i}.txt": b"1" for i in range(n)}, tmp_path)
        teams.document(team.submission)
        teams.component(team.submission, name=str(n))
        with django_assert_max_num_queries(22) as asked:
            lead.get(url)
        counts = asked.captured_queries
        team.asked = getattr(team, "asked", len(counts))
        assert len(counts) == team.asked


def test_an_open_submission_before_its_time_says_when(lead, team, url):
    Submission.objects.update(opens_at=now() + timedelta(hours=1))

    assert lead.get(url).status_code == 200
    assert "hf upload" not in lead.get(url).content.decode()
