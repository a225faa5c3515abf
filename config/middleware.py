"""Where a request came from, whether it can be meant, and in which language it is answered."""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.exceptions import BadRequest, MiddlewareNotUsed
from django.utils import translation
from django.utils.cache import patch_vary_headers


class TrustedProxy:
    """Believe X-Forwarded-For and -Proto, but only from the addresses in TRUSTED_PROXY.

    Of a chain of addresses the last one counts that no trusted proxy holds: whatever stands
    before it was written by the client.
    """

    def __init__(self, get_response):
        if not settings.TRUSTED_PROXY:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.trusted = [ip_network(proxy, strict=False) for proxy in settings.TRUSTED_PROXY]

    def __call__(self, request):
        if self._trusts(request.META.get("REMOTE_ADDR", "")):
            self._believe(request.META)
        return self.get_response(request)

    def _believe(self, meta):
        chain = [hop.strip() for hop in meta.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        strangers = [hop for hop in chain if hop and not self._trusts(hop)]
        if strangers:
            meta["REMOTE_ADDR"] = strangers[-1]
        if (scheme := meta.get("HTTP_X_FORWARDED_PROTO")) in {"http", "https"}:
            meta["wsgi.url_scheme"] = scheme

    def _trusts(self, address):
        try:
            return any(ip_address(address) in network for network in self.trusted)
        except ValueError:
            return False


class PlainAddresses:
    """A zero byte in an address names no row; PostgreSQL would answer it with a fault."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("a zero byte in the address")
        return self.get_response(request)


class ChosenLanguage:
    """Korean, unless the reader chose otherwise; programs say it in Accept-Language."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = self._language(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language())
        patch_vary_headers(response, ["Cookie"])
        return response

    def _language(self, request):
        if request.path_info.startswith("/api/"):
            return translation.get_language_from_request(request)
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def client_address(request):
    """The visitor's address, for the lockout."""
    return request.META.get("REMOTE_ADDR", "")
