"""The verbs of competition, one line each; pages and API ask the same table."""

import rules

from accounts.permissions import holds, is_anyone, is_in
from accounts.queries import roles
from competition.models import OFFICERS, Round
from teams.models import Membership

ACTING = (Membership.Role.LEAD, Membership.Role.SIGNATORY)

is_officer = holds(*OFFICERS)
is_organiser = holds("organiser")
is_decider = holds("organiser", "approver")
is_prepared = is_in("drafted")
is_running = is_in("open", "sealed")


def _round(row):
    return row if isinstance(row, Round) else getattr(row, "round", None) or row.entry.round


def round_is_in(*states):
    """A predicate: the row's round stands in one of ``states``."""

    @rules.predicate(name=f"round_is_in:{','.join(states)}")
    def check(account, row):
        return _round(row).state in states

    return check


@rules.predicate
def acts_for(account, row):
    """A lead or signatory of the row's team today."""
    entry = row if hasattr(row, "consortium_id") else row.entry
    acting = Membership.objects.current().filter(account=account.pk, role__in=ACTING)
    return acting.filter(consortium=entry.consortium_id).exists()


@rules.predicate
def is_member(account, row):
    """Anyone who belongs to the row's team today may read what the team may."""
    entry = getattr(row, "decision", row).entry
    current = Membership.objects.current().filter(account=account.pk)
    return current.filter(consortium=entry.consortium_id).exists()


@rules.predicate
def did_not_propose(account, round):
    return account.pk != round.proposed_by_id


@rules.predicate
def did_not_rule(account, finding):
    return account.pk != finding.ruled_by_id


@rules.predicate
def did_not_decide(account, irregularity):
    return account.pk != irregularity.decided_by_id


@rules.predicate
def organises_any(account, row=None):
    return any("organiser" in names for names in roles.held(account).values())


@rules.predicate
def officers_any(account, row=None):
    return any(not names.isdisjoint(OFFICERS) for names in roles.held(account).values())


before_the_seal = round_is_in("drafted", "open")

rules.add_perm("competition.office", officers_any)
rules.add_perm("competition.view_round", is_officer)
rules.add_perm("competition.know_round", is_anyone)  # visible_to says which
rules.add_perm("competition.list", is_anyone)
rules.add_perm("competition.draft", organises_any)
rules.add_perm("competition.upload_rulebook", is_organiser)
rules.add_perm("competition.choose_rulebook", is_organiser & is_prepared)
rules.add_perm("competition.amend_calendar", is_organiser & is_in("drafted", "open", "sealed"))
rules.add_perm("competition.open", is_organiser & is_prepared)
rules.add_perm("competition.enter", is_organiser & is_in("drafted", "open"))
rules.add_perm("competition.seat", is_organiser & is_running)
rules.add_perm("competition.send_links", is_organiser)

rules.add_perm("competition.view_entry", is_officer | acts_for)
rules.add_perm("competition.apply", is_anyone)
rules.add_perm("competition.admit", is_organiser & is_in("applied") & before_the_seal)
rules.add_perm("competition.refuse", is_organiser & is_in("applied"))
rules.add_perm("competition.withdraw", acts_for & is_in("applied", "admitted") & before_the_seal)
rules.add_perm("competition.set_calendar", is_organiser & before_the_seal)
rules.add_perm("competition.put_out", is_organiser & round_is_in("open", "sealed"))
rules.add_perm("competition.approve_out", is_decider & is_in("proposed") & did_not_decide)
rules.add_perm("competition.drop_out", is_decider & is_in("proposed"))

rules.add_perm("competition.view_finding", is_officer | acts_for)
rules.add_perm("competition.send_finding", is_organiser & is_in("open"))
rules.add_perm("competition.reply", acts_for & is_in("sent"))
rules.add_perm("competition.rule", is_organiser & is_in("sent", "replied"))
rules.add_perm("competition.approve_ruling", is_decider & is_in("ruled") & did_not_rule)
rules.add_perm("competition.send_back_ruling", is_decider & is_in("ruled") & did_not_rule)

rules.add_perm("competition.preview", is_officer & is_in("sealed", "tallied", "decided"))
rules.add_perm("competition.propose", is_organiser & is_in("sealed"))
rules.add_perm("competition.send_back", is_decider & is_in("tallied") & did_not_propose)
rules.add_perm("competition.approve", holds("approver") & is_in("tallied") & did_not_propose)
rules.add_perm("competition.publish", is_decider & is_in("decided"))
rules.add_perm("competition.confirm", is_decider & is_in("published"))
rules.add_perm("competition.view_decision", is_officer | is_member)
rules.add_perm("competition.view_audit", is_officer)

rules.add_perm("competition.object", acts_for & round_is_in("published"))
rules.add_perm("competition.view_objection", is_officer | is_member)
rules.add_perm("competition.play", is_organiser)
