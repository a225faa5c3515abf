"""Mail to teams: what happened, and where to read it. Never a score, never a result."""

from functools import partial

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Account
from accounts.templatetags.simsa import kst_text
from jobs.actions import outbox
from teams.models import Membership

TOLD = (Membership.Role.LEAD, Membership.Role.SIGNATORY)


def admitted(entry):
    def letter():
        words = _("Your team is admitted. Hand in until %(ends)s.")
        return _("%(team)s takes part in %(round)s"), words % {"ends": kst_text(entry.ends)}

    _tell(entry, letter)


def refused(entry):
    def letter():
        words = _("Your application was not admitted: %(why)s")
        return _("Application of %(team)s to %(round)s"), words % {"why": entry.refusal_reason}

    _tell(entry, letter)


def own_calendar(entry):
    def letter():
        words = _("Your hand-in now closes at %(ends)s. Reason: %(why)s")
        facts = {"ends": kst_text(entry.ends), "why": entry.calendar_reason}
        return _("Dates of %(team)s in %(round)s"), words % facts

    _tell(entry, letter)


def calendar_moved(round, *, reason):
    """To every team at once."""
    for entry in round.entries.competing().select_related("consortium"):
        entry.round = round
        _tell(entry, partial(_calendar, entry, reason))


def finding_sent(finding):
    def letter():
        words = _("Please reply once, in writing, until %(due)s.")
        subject = _("A finding on %(team)s asks for your reply")
        return subject, words % {"due": kst_text(finding.reply_due_at)}

    _tell(finding.entry, letter, page=reverse("competition:finding", args=[finding.uuid]))


def result(letter):
    """The decision is out. The mail says only that, and where it is read."""

    def told():
        words = _("Your decision letter: number %(number)s.")
        return _("The result of %(round)s is published"), words % {"number": letter.number}

    page = reverse("competition:letter", args=[letter.number])
    _tell(letter.decision.entry, told, page=page)


def _calendar(entry, reason):
    words = _("Hand-in until %(ends)s, evaluation until %(judged)s. Reason: %(why)s")
    judged = kst_text(entry.round.evaluation_closes_at)
    facts = {"ends": kst_text(entry.ends), "judged": judged, "why": reason}
    return _("The calendar of %(round)s has changed"), words % facts


def _tell(entry, letter, page=""):
    """One message to each who acts for the team; ``letter()`` gives subject and words in the
    language that is active, which is each reader's own."""
    names = {"team": entry.consortium, "round": entry.round}
    for account in people(entry.consortium):
        with translation.override(account.language):
            subject, words = letter()
            _put(account, entry, subject % {k: row.name for k, row in names.items()}, words, page)


def people(consortium):
    """Leads and signatories of today."""
    acting = Membership.objects.current().filter(consortium=consortium, role__in=TOLD)
    return Account.objects.filter(pk__in=acting.values("account"), is_active=True).order_by("pk")


def _put(account, entry, subject, words, page):
    page = page or entry.get_absolute_url()
    outbox.put(
        to=account.email,
        subject=subject,
        body=f"{words}\n\n{settings.PUBLIC_URL}{page}\n",
        programme=entry.round.programme,
        about=f"entry:{entry.pk}",
    )
