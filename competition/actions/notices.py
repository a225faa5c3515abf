"""Mail to teams: what happened, and where to read it. Never a score, never a result."""

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
    for account in people(entry.consortium):
        with translation.override(account.language):
            _put(
                account,
                entry,
                _("%(team)s takes part in %(round)s") % _names(entry),
                _("Your team is admitted. Hand in until %(ends)s.")
                % {"ends": kst_text(entry.ends)},
            )


def refused(entry):
    for account in people(entry.consortium):
        with translation.override(account.language):
            _put(
                account,
                entry,
                _("Application of %(team)s to %(round)s") % _names(entry),
                _("Your application was not admitted: %(why)s") % {"why": entry.refusal_reason},
            )


def own_calendar(entry):
    for account in people(entry.consortium):
        with translation.override(account.language):
            _put(
                account,
                entry,
                _("Dates of %(team)s in %(round)s") % _names(entry),
                _("Your hand-in now closes at %(ends)s. Reason: %(why)s")
                % {"ends": kst_text(entry.ends), "why": entry.calendar_reason},
            )


def calendar_moved(round, *, reason):
    """To every team at once."""
    for entry in round.entries.competing().select_related("consortium"):
        entry.round = round
        for account in people(entry.consortium):
            with translation.override(account.language):
                _put(
                    account,
                    entry,
                    _("The calendar of %(round)s has changed") % _names(entry),
                    _("Hand-in until %(ends)s, evaluation until %(judged)s. Reason: %(why)s")
                    % {
                        "ends": kst_text(entry.ends),
                        "judged": kst_text(round.evaluation_closes_at),
                        "why": reason,
                    },
                )


def finding_sent(finding):
    for account in people(finding.entry.consortium):
        with translation.override(account.language):
            _put(
                account,
                finding.entry,
                _("A finding on %(team)s asks for your reply") % _names(finding.entry),
                _("Please reply once, in writing, until %(due)s.")
                % {"due": kst_text(finding.reply_due_at)},
                page=reverse("competition:finding", args=[finding.uuid]),
            )


def result(letter):
    """The decision is out. The mail says only that, and where it is read."""
    entry = letter.decision.entry
    for account in people(entry.consortium):
        with translation.override(account.language):
            _put(
                account,
                entry,
                _("The result of %(round)s is published") % _names(entry),
                _("Your decision letter: number %(number)s.") % {"number": letter.number},
                page=reverse("competition:letter", args=[letter.number]),
            )


def people(consortium):
    """Leads and signatories of today."""
    acting = Membership.objects.current().filter(consortium=consortium, role__in=TOLD)
    return Account.objects.filter(pk__in=acting.values("account"), is_active=True).order_by("pk")


def _put(account, entry, subject, words, page=""):
    page = page or entry.get_absolute_url()
    outbox.put(
        to=account.email,
        subject=subject,
        body=f"{words}\n\n{settings.PUBLIC_URL}{page}\n",
        programme=entry.round.programme,
        about=f"entry:{entry.pk}",
    )


def _names(entry):
    return {"team": entry.consortium.name, "round": entry.round.name}
