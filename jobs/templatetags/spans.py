"""Spans of time in words, as exact as a waiting reader needs them."""

from django import template
from django.utils.timezone import now
from django.utils.translation import ngettext

register = template.Library()


@register.filter
def span(time):
    """``50 seconds``, ``4 minutes 6 seconds``, ``2 hours 5 minutes``; nothing for None."""
    if time is None:
        return ""
    minutes, seconds = divmod(max(0, int(time.total_seconds())), 60)
    hours, minutes = divmod(minutes, 60)
    units = [
        (hours, ngettext("%(n)s hour", "%(n)s hours", hours)),
        (minutes, ngettext("%(n)s minute", "%(n)s minutes", minutes)),
        (seconds, ngettext("%(n)s second", "%(n)s seconds", seconds)),
    ]
    said = [words % {"n": count} for count, words in units if count]
    return " ".join(said[:2]) or units[-1][1] % {"n": 0}


@register.filter
def since(moment):
    """How long ago a moment was."""
    return span(now() - moment) if moment else ""
