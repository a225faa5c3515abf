"""Who may do what with consortia and submissions; one line a verb."""

import rules

from accounts.models import Role
from accounts.permissions import holds, is_anyone
from teams.models import Consortium, Membership, Submission

overseer = holds(Role.Name.ORGANISER, Role.Name.APPROVER, Role.Name.AUDITOR)


def _consortium_id(row):
    if isinstance(row, Consortium):
        return row.pk
    if isinstance(row, Submission):
        return row.consortium_id
    return row.submission.consortium_id if hasattr(row, "submission") else row.consortium_id


def acts_as(*roles):
    """A predicate: the account holds one of ``roles`` in the row's consortium today."""

    @rules.predicate(name=f"acts_as:{','.join(roles)}")
    def check(account, row=None):
        held = Membership.objects.current().filter(account=account.pk, role__in=roles)
        if row is None:  # before a list of the API has found the row
            return held.exists()
        return held.filter(consortium=_consortium_id(row)).exists()

    return check


@rules.predicate
def is_closed(account, row):
    submission = row if isinstance(row, Submission) else row.submission
    return not submission.is_open


is_member = acts_as(*Membership.Role.values)
is_lead = acts_as(Membership.Role.LEAD)
is_writer = acts_as(Membership.Role.LEAD, Membership.Role.MEMBER)

rules.add_perm("teams.list", is_anyone)  # what is listed, visible_to decides
rules.add_perm("teams.view_consortium", is_member | overseer)
rules.add_perm("teams.view_submission", is_member | (overseer & is_closed))
rules.add_perm("teams.view_handed", is_member | (overseer & is_closed))
rules.add_perm("teams.hand_in", is_writer)
rules.add_perm("teams.issue_token", is_writer)
rules.add_perm("teams.invite", is_lead)
rules.add_perm("teams.end_membership", is_lead)
