"""How moments, numbers, sizes, digests and states are written on every page."""

from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from django import template
from django.utils.html import format_html
from django.utils.timezone import now
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

register = template.Library()

KST = ZoneInfo("Asia/Seoul")
DAYS = {
    "ko": ("월", "화", "수", "목", "금", "토", "일"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
UNITS = ("B", "kB", "MB", "GB", "TB", "PB")
MINUS = "−"


def _written(moment, *, year, zone):
    """``2027. 3. 24.(수) 14:20 KST`` or ``Wed 24 Mar 2027, 14:20 KST``."""
    there = moment.astimezone(KST)
    tail = " KST" if zone else ""
    if get_language() == "ko":
        day = f"{there.month}. {there.day}.({DAYS['ko'][there.weekday()]})"
        return f"{f'{there.year}. ' if year else ''}{day} {there:%H:%M}{tail}"
    day = f"{DAYS['en'][there.weekday()]} {there.day} {MONTHS[there.month - 1]}"
    return f"{day}{f' {there.year}' if year else ''}, {there:%H:%M}{tail}"


def _time(moment, words):
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), words)


@register.filter
def kst(moment):
    """The moment with year and zone, for people."""
    return _time(moment, _written(moment, year=True, zone=True)) if moment else ""


@register.filter
def kst_text(moment):
    """The same as ``kst`` without markup: for letters, mail and attributes."""
    return _written(moment, year=True, zone=True) if moment else ""


@register.filter
def kst_short(moment):
    """Month, day and time; where year and zone stand in the head."""
    return _time(moment, _written(moment, year=False, zone=False)) if moment else ""


@register.filter
def kst_date(moment):
    """The day alone: ``2027. 3. 24.`` or ``24 Mar 2027``."""
    if not moment:
        return ""
    day = moment.astimezone(KST) if isinstance(moment, datetime) else moment
    if get_language() == "ko":
        return f"{day.year}. {day.month}. {day.day}."
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@register.filter
def left(moment):
    """The time left until a moment, or since: two units at the most."""
    if not moment:
        return ""
    seconds = int((moment - now()).total_seconds())
    words = _span(abs(seconds))
    return (
        _("%(span)s left") % {"span": words}
        if seconds >= 0
        else _("%(span)s ago") % {"span": words}
    )


def _span(seconds):
    days, rest = divmod(seconds, 86400)
    hours, rest = divmod(rest, 3600)
    minutes = rest // 60
    units = [
        (days, ngettext("%(n)s day", "%(n)s days", days)),
        (hours, ngettext("%(n)s hour", "%(n)s hours", hours)),
        (minutes, ngettext("%(n)s minute", "%(n)s minutes", minutes)),
    ]
    said = [words % {"n": count} for count, words in units if count]
    return " ".join(said[:2]) or _("less than a minute")


@register.filter
def score(value, digits=1):
    """A number with fixed decimals, half up, and a real minus sign."""
    if value is None or value == "":
        return MINUS
    fixed = Decimal(str(value)).quantize(Decimal(1).scaleb(-int(digits)), ROUND_HALF_UP)
    return f"{fixed:,}".replace("-", MINUS)


@register.filter
def size(count):
    """Bytes in decimal units, as disks and the hub client count them."""
    if count is None:
        return ""
    value, unit = Decimal(count), 0
    while value >= 1000 and unit < len(UNITS) - 1:
        value, unit = value / 1000, unit + 1
    digits = 0 if unit == 0 else 1
    return f"{value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):,} {UNITS[unit]}"


@register.filter
def short_digest(digest):
    """The first eight hex digits of a digest, in two groups; the whole in the title."""
    if not digest:
        return ""
    return format_html('<code title="{}">{}·{}</code>', digest, digest[:4], digest[4:8])


@register.simple_tag
def state(kind, label):
    """A state: icon, word and colour. ``kind`` is a class of section 8 of the stylesheet."""
    return format_html('<span class="state {}">{}</span>', kind, label)


@register.simple_tag
def mark(kind, label):
    """A state as an icon alone; the word is kept for those who do not see it."""
    words = '<span class="state {} mark" title="{}"><span>{}</span></span>'
    return format_html(words, kind, label, label)


@register.simple_tag(takes_context=True)
def in_language(context, code):
    """The address of this page in the other language."""
    request = context.get("request")
    if request is None:
        return f"?lang={code}"
    query = request.GET.copy()
    query["lang"] = code
    return f"{request.path}?{query.urlencode()}"
