"""What allauth offers and this house does not: an address belongs to an account for good."""

from django.http import Http404
from django.urls import re_path


def closed(request):
    raise Http404


urlpatterns = [re_path(r"^(?:email|confirm-email|login/code)/", closed)]
