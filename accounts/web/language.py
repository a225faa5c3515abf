"""``?lang=en`` on any address shows it in that language, and is remembered in a cookie."""

from django.conf import settings
from django.utils import translation


class LanguageInAddress:
    """After ``LocaleMiddleware``: a link can say its language, also without JavaScript."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = request.GET.get("lang")
        if chosen not in dict(settings.LANGUAGES):
            return self.get_response(request)
        translation.activate(chosen)
        request.LANGUAGE_CODE = chosen
        response = self.get_response(request)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=365 * 86400,
            samesite="Lax",
            httponly=True,
        )
        return response
