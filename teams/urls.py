"""Pages of the teams, and the hub at the root."""

from django.urls import include, path

from teams.web import handing_in, members, submissions, tokens

SUBMISSION = "hand-in/<str:consortium__slug>/<str:slug>"
OF_SUBMISSION = "hand-in/<str:submission__consortium__slug>/<str:submission__slug>"

app_name = "teams"
urlpatterns = [
    path(f"{SUBMISSION}/", submissions.submission, name="submission"),
    path(f"{SUBMISSION}/receipt/", submissions.receipt, name="receipt"),
    path(f"{SUBMISSION}/SHA256SUMS", submissions.digests, name="digests"),
    path(f"{SUBMISSION}/documents/new/", handing_in.add_document, name="add_document"),
    path(
        f"{OF_SUBMISSION}/documents/<str:kind>/<int:version>/",
        submissions.document,
        name="document",
    ),
    path(f"{SUBMISSION}/bill/new/", handing_in.add_component, name="add_component"),
    path(f"{OF_SUBMISSION}/bill/<int:pk>/", handing_in.change_component, name="component"),
    path(
        f"{OF_SUBMISSION}/bill/<int:pk>/remove/",
        handing_in.remove_component,
        name="remove_component",
    ),
    path(f"{SUBMISSION}/tokens/", tokens.tokens, name="tokens"),
    path(f"{SUBMISSION}/tokens/<uuid:token>/revoke/", tokens.revoke, name="revoke_token"),
    path("team/<str:slug>/members/", members.members, name="members"),
    path("team/<str:slug>/members/invite/", members.invite, name="invite"),
    path(
        "team/<str:consortium__slug>/members/invitations/<int:pk>/revoke/",
        members.revoke_invitation,
        name="revoke_invitation",
    ),
    path(
        "team/<str:consortium__slug>/members/<int:pk>/end/",
        members.end_membership,
        name="end_membership",
    ),
    path("invitation/<str:secret>/", members.invitation, name="invitation"),
    path("", include("teams.hub.urls")),
]
