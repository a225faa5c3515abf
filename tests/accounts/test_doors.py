from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client
from django.utils import translation
from django.utils.timezone import now

from accounts.models import AuditEvent, PersonalLink
from jobs.models import Message
from tests.factories.accounts import (
    PASSWORD,
    AccountFactory,
    ProgrammeFactory,
    RoleFactory,
    holder,
    link_for,
    token_for,
)

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"


def signed_in(client):
    return client.get("/account/").status_code == 200


def test_signing_in_by_email_in_any_spelling(client):
    account = AccountFactory(email="kim@example.kr")

    client.post(LOGIN, {"login": " KIM@Example.kr", "password": PASSWORD})

    assert client.get("/api/v1/me/").json()["email"] == account.email


def test_a_wrong_password_keeps_the_address_that_was_typed(client):
    AccountFactory(email="kim@example.kr")

    page = client.post(LOGIN, {"login": "kim@example.kr", "password": "no"}).content.decode()

    assert 'value="kim@example.kr"' in page
    assert not signed_in(client)


def test_nobody_can_register(client):
    page = client.post("/account/signup/", {"email": "x@example.kr", "password1": PASSWORD})

    assert "초대" in page.content.decode()
    assert client.get("/account/email/").status_code == 404


def test_after_ten_wrong_passwords_the_door_is_locked_for_this_address_only(client, settings):
    settings.AXES_ENABLED = True
    AccountFactory(email="kim@example.kr")
    other = AccountFactory()
    for _ in range(settings.AXES_FAILURE_LIMIT):
        locked = client.post(LOGIN, {"login": "kim@example.kr", "password": "no"})

    assert locked.status_code == 429
    client.post(LOGIN, {"login": "kim@example.kr", "password": PASSWORD})
    assert not signed_in(client)
    client.post(LOGIN, {"login": other.email, "password": PASSWORD})
    assert signed_in(client)


def test_an_anonymous_visitor_is_sent_to_sign_in(client):
    assert client.get("/account/").headers["Location"] == "/account/login/?next=/account/"


def test_an_officer_without_a_second_factor_gets_one_first(client, settings):
    settings.OFFICER_MFA = True
    officer, evaluator = holder(ProgrammeFactory()), holder(ProgrammeFactory(), "evaluator")

    client.force_login(officer)
    for page in ("/office/jobs/", "/account/tokens/new/", "/account/", "/api/v1/me/"):
        assert client.get(page).headers["Location"] == "/account/2fa/"
    assert client.get("/account/2fa/").status_code == 200
    client.force_login(evaluator)
    assert client.get("/office/jobs/").status_code == 403


def test_an_officer_with_a_second_factor_works(client, settings):
    settings.OFFICER_MFA = True
    officer = holder(ProgrammeFactory())
    officer.authenticator_set.create(type="totp", data={"secret": "x"})

    client.force_login(officer)

    assert client.get("/office/jobs/").status_code == 200


def test_a_new_name_and_language_are_kept_and_told(client):
    account = AccountFactory()
    client.force_login(account)

    answer = client.post("/account/", {"name": "김서연", "language": "en"})

    account.refresh_from_db()
    assert (account.name, account.language) == ("김서연", "en")
    assert answer.cookies["django_language"].value == "en"
    assert AuditEvent.objects.get().verb == "account.changed"


def test_an_empty_name_is_refused_and_the_rest_stays(client):
    client.force_login(AccountFactory(language="ko"))

    answer = client.post("/account/", {"name": "", "language": "en"})

    assert answer.status_code == 422
    assert 'value="en" class' in answer.content.decode() or "checked" in answer.content.decode()


# personal links


def test_looking_at_a_link_does_nothing_and_pressing_signs_in(client):
    programme, evaluator = ProgrammeFactory(), AccountFactory(name="이평가")
    address = f"/link/{link_for(evaluator, programme)}/"

    assert "이평가" in client.get(address).content.decode()
    assert not signed_in(client)
    assert PersonalLink.objects.get().state == "made"
    assert client.post(address).headers["Location"] == "/evaluate/"

    assert signed_in(client)
    assert PersonalLink.objects.get().state == "used"


@pytest.mark.parametrize(
    "change",
    [
        {"revoked_at": now()},
        {"expires_at": now() + timedelta(microseconds=1), "issued_at": now() - timedelta(days=1)},
    ],
)
def test_a_dead_link_opens_nothing_and_looks_like_one_that_never_was(client, change):
    secret = link_for(AccountFactory(), ProgrammeFactory())
    PersonalLink.objects.update(**change)

    never = client.get("/link/never/")

    assert client.post(f"/link/{secret}/").status_code == never.status_code == 404
    assert not signed_in(client)


def test_an_officer_never_comes_in_by_link(client):
    programme, account = ProgrammeFactory(), AccountFactory()
    secret = link_for(account, programme)
    RoleFactory(account=account, programme=ProgrammeFactory(), name="approver")

    answer = client.post(f"/link/{secret}/")

    assert answer.status_code == 409
    assert not signed_in(client)
    assert PersonalLink.objects.get().used_at is None


@pytest.mark.parametrize(
    ("language", "words"), [("ko", "찾을 수 없습니다"), ("en", "no such page")]
)
def test_a_page_that_is_not_there_is_said_in_the_readers_language(client, language, words):
    answer = client.get(f"/account/nothing/?lang={language}")

    assert answer.status_code == 404
    assert words in answer.content.decode()


def test_an_old_form_is_answered_on_our_frame(db):
    answer = Client(enforce_csrf_checks=True).post(LOGIN, {"login": "x", "password": "y"})

    assert answer.status_code == 403
    assert 'class="oops"' in answer.content.decode()


def test_a_crash_is_answered_on_our_frame(client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("accounts.web.me.render", lambda *_, **__: 1 / 0)
    client.force_login(AccountFactory())

    answer = client.get("/account/")

    assert answer.status_code == 500
    assert 'class="oops"' in answer.content.decode()


def test_a_redirect_leaves_the_page_under_htmx(client):
    answer = client.get("/account/", headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert answer.headers["HX-Redirect"] == "/account/login/?next=/account/"


def test_mail_about_a_password_goes_through_the_outbox(client, mailoutbox):
    account = AccountFactory()

    client.post("/account/password/reset/", {"email": account.email})
    client.post("/account/password/reset/", {"email": "nobody@example.kr"})

    assert mailoutbox == []
    message = Message.objects.get()
    assert (message.to, message.secret) == (account.email, True)
    assert "/account/password/reset/key/" in message.body


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_page_of_an_account_opens(client, language):
    account = AccountFactory(language=language)
    token_for(account)
    RoleFactory(account=account)
    client.cookies["django_language"] = language
    pages = ["/account/login/", "/account/password/reset/", "/account/password/reset/done/"]
    own = ["/account/", "/account/tokens/new/", "/account/2fa/", "/account/password/change/"]

    for page in pages:
        assert client.get(page).status_code == 200
    client.force_login(account)
    for page in own:
        html = client.get(page).content.decode()
        assert f'<html lang="{language}">' in html
    with translation.override(language):
        assert AccountFactory.build().language == "ko"


@pytest.mark.django_db(transaction=True)
def test_a_second_factor_is_set_up_and_then_asked_for(client):
    account = AccountFactory()
    client.post(LOGIN, {"login": account.email, "password": PASSWORD})
    there = client.get("/account/2fa/totp/activate/").headers["Location"]
    assert there.startswith("/account/reauthenticate/")
    assert client.post(there, {"password": "no"}).status_code == 200
    client.post(there, {"password": PASSWORD})
    secret = client.get("/account/2fa/totp/activate/").context["form"].secret

    client.post("/account/2fa/totp/activate/", {"code": six_digits(secret)})
    client.post("/account/logout/")
    asked = client.post(LOGIN, {"login": account.email, "password": PASSWORD})
    assert asked.headers["Location"] == "/account/2fa/authenticate/"
    assert not signed_in(client)
    client.post("/account/2fa/authenticate/", {"code": recovery_code(account)})

    assert signed_in(client)
    told = Message.objects.order_by("pk").values_list("to", "subject")
    assert (account.email, "인증 앱을 쓰기 시작하였습니다.") in list(told)


def six_digits(secret):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def recovery_code(account):
    return account.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()[0]
