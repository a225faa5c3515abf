"""Pages of the teams, and the hub at the root."""

from django.urls import include, path

app_name = "teams"
urlpatterns = [
    path("", include("teams.hub.urls")),
]
