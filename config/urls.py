"""The addresses of the whole site. The hub speaks at the root, so teams come last."""

from importlib.util import find_spec

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

from config import health

DOORS = ["accounts", "jobs", "scoring", "competition", "teams"]


def _there(module):
    return find_spec(module.rpartition(".")[0]) and find_spec(module)


urlpatterns = [
    path("healthz", health.healthz),
    path("i18n/", include("django.conf.urls.i18n")),
    path("account/", include("accounts.web.closed")),
    path("account/", include("allauth.urls")),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    *[path("api/v1/", include(f"{app}.api.urls")) for app in DOORS if _there(f"{app}.api.urls")],
    *[path("", include(f"{app}.urls")) for app in DOORS if _there(f"{app}.urls")],
]
