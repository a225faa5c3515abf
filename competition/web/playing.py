"""Pause and resume of the demonstration."""

from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.permissions import may
from competition.actions import playback
from competition.models import Playback


@require_POST
@may("competition.play", Playback)
def pause(request, row):
    playback.pause(row, by=request.user)
    return redirect("competition:mine")


@require_POST
@may("competition.play", Playback)
def resume(request, row):
    playback.resume(row, by=request.user)
    return redirect("competition:mine")
