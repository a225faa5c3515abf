"""No address answers with a fault, and none with a page to whom it is not meant for.

The list comes from the URL configuration: a new page is in it by itself.
"""

from urllib.parse import quote

import pytest
from django.urls import resolve

from tests.doors.addresses import NOBODY, everywhere
from tests.factories.accounts import AccountFactory

PUBLIC = {  # what a visitor may read; an unknown row is a 404 all the same
    "", "set_language", "schema", "competition:home", "competition:round", "competition:rules",
    "competition:rules_file", "competition:results", "competition:results_file",
    "competition:figure", "competition:verify", "competition:verify_code",
    "competition:audit_head", "accounts:link", "teams:invitation", "teams:intake",
}  # fmt: skip
SIGN_IN = ("account_", "mfa_")  # allauth's own doors
OWN = {  # what everybody with an account has, empty for a stranger
    "accounts:me", "accounts:new_token", "jobs:index", "jobs:mail", "scoring:desk",
    "scoring:panels", "scoring:custody", "competition:mine", "competition:office",
    "competition:team_home", "me-list",
}  # fmt: skip
REFUSED = {401, 403, 404, 405}


@pytest.fixture
def stranger(client, db):
    """A signed-in person with no role anywhere."""
    client.force_login(AccountFactory())
    return client


def ours():
    return [a for a in everywhere() if not a.name.startswith(SIGN_IN)]


def test_the_list_is_the_configuration():
    found = [a for a in everywhere() if a.name]
    assert len(found) > 100
    assert [a for a in everywhere() if not resolve(a.path)] == []  # else it raises


def test_a_visitor_is_sent_to_sign_in_or_told_nothing(client, db):
    wrong = []
    for address in ours():
        answer = client.get(address.path, follow=True)
        asked_in = answer.request["PATH_INFO"] == "/account/login/"
        fine = answer.status_code in REFUSED or asked_in or address.name in PUBLIC
        if not fine or answer.status_code >= 500:
            wrong.append((address, answer.status_code))
    assert wrong == []


def test_a_stranger_sees_nothing_but_what_is_public_or_his_own(stranger):
    wrong = []
    for address in ours():
        answer = stranger.get(address.path, follow=True)
        fine = answer.status_code in REFUSED or address.name in PUBLIC | OWN or _is_empty(answer)
        if not fine or answer.status_code >= 500:
            wrong.append((address, answer.status_code))
    assert wrong == []


def _is_empty(answer):
    """A list of the API that lists nothing."""
    listed = answer.headers["Content-Type"].startswith("application/json") and answer.json()
    return isinstance(listed, dict) and listed.get("results") == []


def test_a_strangers_empty_form_is_no_fault_anywhere(stranger):
    told = [
        (a, stranger.post(a.path, {}).status_code) for a in everywhere() if "intake" not in a.path
    ]
    assert [(a, status) for a, status in told if status >= 500] == []


@pytest.mark.races
@pytest.mark.parametrize("odd", ["\x00", "'\";--", "%", "ㅎㅏㄴ", "x" * 3000])
def test_odd_words_in_an_address_or_a_query_are_no_fault(stranger, odd):
    values = NOBODY | {"str": quote(odd, safe=""), "path": quote(odd, safe="")}
    queries = f"?page={quote(odd)}&next={quote(odd)}&state={quote(odd)}&limit={quote(odd)}"
    told = [(a, stranger.get(a.path + queries).status_code) for a in everywhere(values=values)]
    assert [(a, status) for a, status in told if status >= 500] == []


@pytest.mark.parametrize("language", ["ko", "en"])
def test_public_pages_speak_both_languages_and_allow_no_inline_script(client, db, language):
    for path in ("/", "/verify/", "/audit/head/", "/account/login/"):
        answer = client.get(path, {"lang": language})
        policy = answer.headers["Content-Security-Policy"]

        assert answer.status_code == 200
        assert f'<html lang="{language}"' in answer.content.decode()
        assert answer.headers["Content-Language"] == language
        assert "default-src 'self'" in policy and "unsafe-inline" not in policy
