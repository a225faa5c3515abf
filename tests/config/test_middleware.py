"""Where a request came from, and in which language it is answered."""

import pytest
from django.http import HttpResponse
from django.utils.translation import gettext

from config import middleware


@pytest.fixture
def seen(settings, rf):
    """``seen(peer, forwarded, proto)``: address and scheme as the views see them."""
    settings.TRUSTED_PROXY = ["10.0.0.0/8"]

    def ask(peer, forwarded="", proto=""):
        request = rf.get("/", REMOTE_ADDR=peer)
        request.META |= {"HTTP_X_FORWARDED_FOR": forwarded, "HTTP_X_FORWARDED_PROTO": proto}
        middleware.TrustedProxy(lambda request: HttpResponse())(request)
        return request.META["REMOTE_ADDR"], request.is_secure()

    return ask


def test_a_trusted_proxy_is_believed(seen):
    assert seen("10.0.0.1", "203.0.113.9", "https") == ("203.0.113.9", True)


def test_a_stranger_cannot_say_who_he_is(seen):
    assert seen("198.51.100.7", "203.0.113.9", "https") == ("198.51.100.7", False)


def test_what_the_client_wrote_before_the_proxys_own_hop_does_not_count(seen):
    assert seen("10.0.0.1", "1.2.3.4, 203.0.113.9, 10.0.0.2", "https")[0] == "203.0.113.9"


def test_nonsense_in_the_header_changes_nothing_that_matters(seen):
    assert seen("10.0.0.1", "", "gopher") == ("10.0.0.1", False)


@pytest.fixture
def answer(rf):
    """The language code, and what one word of ours is in the answer to a request."""

    def ask(path="/", cookie="", accept=""):
        request = rf.get(path, HTTP_ACCEPT_LANGUAGE=accept)
        if cookie:
            request.COOKIES["django_language"] = cookie
        view = middleware.ChosenLanguage(lambda request: HttpResponse(gettext("Sign out")))
        response = view(request)
        return response.headers["Content-Language"], response.content.decode()

    return ask


def test_korean_unless_the_reader_chose_otherwise(answer):
    assert answer() == answer(accept="en-US,en;q=0.9") == answer(cookie="fr") == ("ko", "로그아웃")
    assert answer(cookie="en") == ("en", "Sign out")  # and never falls back to Korean


def test_a_program_says_its_language_in_the_header(answer):
    assert answer("/api/v1/jobs/", accept="en") == ("en", "Sign out")
    assert answer("/api/v1/jobs/")[0] == "ko"


def test_a_zero_byte_in_an_address_is_refused_as_a_page(client, db):
    assert client.get("/rounds/%00/").status_code == 400
    assert client.get("/?page=%00").status_code == 400
