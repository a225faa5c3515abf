"""Who may do what with jobs and mail."""

import rules

from accounts.models import Role
from accounts.permissions import is_anyone
from accounts.queries.roles import has_role, held
from jobs.models import Job
from jobs.models.job import WATCHERS


def _of_programme(*names):
    """Holds one of ``names`` in the row's programme, or organises any where it has none."""

    @rules.predicate(name=f"job:{','.join(names)}")
    def check(account, row):
        if row.programme_id:
            return has_role(account, row.programme_id, *names)
        return any(Role.Name.ORGANISER in of for of in held(account).values())

    return check


@rules.predicate
def is_watcher(account, row=None):
    """Organiser, approver or auditor of any programme."""
    return any(not of.isdisjoint(WATCHERS) for of in held(account).values())


@rules.predicate
def has_not_ended(account, job):
    return not job.ended and not job.cancelling


@rules.predicate
def has_failed(account, row):
    return row.state in (Job.State.FAILED, Job.State.CANCELLED)


sees = is_anyone & _of_programme(*WATCHERS)
runs = _of_programme(Role.Name.ORGANISER)

rules.add_perm("jobs.list", is_watcher)
rules.add_perm("jobs.view", sees)
rules.add_perm("jobs.cancel", runs & has_not_ended)
rules.add_perm("jobs.again", runs & has_failed)
rules.add_perm("jobs.list_mail", is_watcher)
rules.add_perm("jobs.view_mail", sees)
rules.add_perm("jobs.send_mail_again", runs & has_failed)
