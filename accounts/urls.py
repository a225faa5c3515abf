from django.urls import path

from accounts.web import links, me, tokens

app_name = "accounts"
urlpatterns = [
    path("account/", me.me, name="me"),
    path("account/tokens/new/", tokens.new, name="new_token"),
    path("account/tokens/<uuid:uuid>/revoke/", tokens.revoke, name="revoke_token"),
    path("link/<str:secret>/", links.link, name="link"),
]
