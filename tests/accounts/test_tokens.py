from datetime import timedelta

import pytest
from django.utils.timezone import now

from accounts.models import ApiToken
from tests.factories.accounts import (
    AccountFactory,
    ProgrammeFactory,
    RoleFactory,
    token_for,
)

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"


def bearer(secret):
    return {"HTTP_AUTHORIZATION": f"Bearer {secret}"}


def test_a_token_is_shown_once_and_kept_as_a_digest(client):
    client.force_login(AccountFactory())

    page = client.post("/account/tokens/new/", {"name": "CI", "scope": "submit", "expires_in": "7"})

    token = ApiToken.objects.get()
    secret = page.context["secret"]
    assert secret.startswith("simsa_")
    assert secret in page.content.decode()
    assert secret not in client.get("/account/").content.decode()
    assert secret not in str(ApiToken.objects.values().get())
    assert token.expiry - now() > timedelta(days=6, hours=23)


def test_a_token_says_who_one_is(client):
    account = AccountFactory()
    programme = RoleFactory(account=account, name="auditor").programme
    secret = token_for(account, "read")[1]

    me = client.get("/api/v1/me/", **bearer(secret)).json()

    assert (me["email"], me["roles"][0]["programme"]) == (account.email, programme.slug)


@pytest.mark.parametrize("how", ["revoked_at", "expiry"])
def test_a_dead_token_opens_nothing_and_its_row_stays(client, how):
    secret = token_for(AccountFactory())[1]
    ApiToken.objects.update(**{how: now() - timedelta(seconds=1)})

    answer = client.get("/api/v1/me/", **bearer(secret))

    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert ApiToken.objects.count() == 1


def test_a_token_of_a_closed_account_opens_nothing(client):
    secret = token_for(AccountFactory(is_active=False))[1]

    assert client.get("/api/v1/me/", **bearer(secret)).status_code == 401


@pytest.mark.parametrize("scope", ["read", "submit"])
def test_a_narrow_token_reads_and_changes_nothing(client, scope):
    token, secret = token_for(AccountFactory(), scope)

    assert client.get("/api/v1/tokens/", **bearer(secret)).json()["count"] == 1
    refused = client.post(f"/api/v1/tokens/{token.uuid}/revoke/", **bearer(secret))

    assert refused.json()["status"] == 403
    assert ApiToken.objects.get().revoked_at is None


def test_a_full_token_may_revoke_itself_but_never_breed(client):
    token, secret = token_for(AccountFactory(), "full")
    body = {"name": "x", "scope": "full", "days": 3}

    assert client.post("/api/v1/tokens/", body, **bearer(secret)).status_code == 403
    ended = client.post(f"/api/v1/tokens/{token.uuid}/revoke/", **bearer(secret))

    assert ended.json()["state"] == "revoked"
    assert ApiToken.objects.count() == 1


def test_a_token_of_one_programme_reaches_no_list(client):
    secret = token_for(AccountFactory(), "full", programme=ProgrammeFactory())[1]

    assert client.get("/api/v1/tokens/", **bearer(secret)).status_code == 403


def test_the_token_of_another_is_as_if_it_were_not_there(client):
    token = token_for(AccountFactory())[0]
    client.force_login(AccountFactory())

    assert client.post(f"/account/tokens/{token.uuid}/revoke/").status_code == 404
    assert client.get(f"/api/v1/tokens/{token.uuid}/").json()["detail"]
    assert ApiToken.objects.get().revoked_at is None


def test_wrong_input_is_a_problem_that_names_its_fields(client):
    client.force_login(AccountFactory())

    answer = client.post(
        "/api/v1/tokens/", {"name": "", "scope": "all"}, content_type="application/json"
    )

    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["title"], problem["status"]) == ("Unprocessable Entity", 422)
    assert sorted(problem["errors"]) == ["days", "name", "scope"]
