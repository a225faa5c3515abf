"""Who may do what with forms, sheets, ratings, reports and runs."""

import rules

from accounts.models import Role
from accounts.permissions import holds, is_anyone
from accounts.queries.roles import held
from scoring.models import Evaluator, Rater

OFFICERS = (Role.Name.ORGANISER, Role.Name.APPROVER, Role.Name.AUDITOR)


@rules.predicate
def sits(account, row=None):
    """Has a seat under some expert form."""
    return Evaluator.objects.held_by(account).exists()


@rules.predicate
def rates(account, row=None):
    """Has a seat on some user panel."""
    return Rater.objects.held_by(account).exists()


@rules.predicate
def is_custodian(account, row=None):
    """Keeps sealed sets and outputs of some programme."""
    return any(Role.Name.CUSTODIAN in names for names in held(account).values())


@rules.predicate
def is_own_seat(account, row):
    return account.pk == row.account_id


@rules.predicate
def is_own_sheet(account, sheet):
    return account.pk == sheet.evaluator.account_id


@rules.predicate
def did_not_ask(account, sheet):
    return account.pk != sheet.void_asked_by_id


@rules.predicate
def did_not_ask_to_excuse(account, rater):
    return account.pk != rater.excuse_asked_by_id


organises = holds(Role.Name.ORGANISER)
approves = holds(Role.Name.APPROVER)
keeps = holds(Role.Name.CUSTODIAN)

rules.add_perm("scoring.view_desk", sits)
rules.add_perm("scoring.sign_pledge", is_own_seat)
rules.add_perm("scoring.declare_conflict", is_own_seat)
rules.add_perm("scoring.step_down", is_own_seat)
rules.add_perm("scoring.open_sheet", is_own_seat)
rules.add_perm("scoring.list_sheets", is_anyone)
rules.add_perm("scoring.view_sheet", is_anyone)  # visible_to says which
rules.add_perm("scoring.save_sheet", is_own_sheet)
rules.add_perm("scoring.seal_sheet", is_own_sheet)
rules.add_perm("scoring.read_document", is_own_sheet)
rules.add_perm("scoring.void_sheet", organises)
rules.add_perm("scoring.approve_void", approves & did_not_ask)

rules.add_perm("scoring.list_forms", is_anyone)
rules.add_perm("scoring.view_form", is_anyone)
rules.add_perm("scoring.appoint", organises)
rules.add_perm("scoring.remove_evaluator", organises)

rules.add_perm("scoring.view_panel", rates)
rules.add_perm("scoring.list_ratings", is_anyone)
rules.add_perm("scoring.view_ratings", is_own_seat)
rules.add_perm("scoring.rate", is_own_seat)
rules.add_perm("scoring.seal_ratings", is_own_seat)
rules.add_perm("scoring.excuse_rater", organises)
rules.add_perm("scoring.approve_excuse", approves & did_not_ask_to_excuse)

rules.add_perm("scoring.list_reports", is_anyone)
rules.add_perm("scoring.view_report", is_anyone)
rules.add_perm("scoring.list_runs", is_anyone)
rules.add_perm("scoring.view_run", is_anyone)
rules.add_perm("scoring.list_custody", is_custodian)
rules.add_perm("scoring.read_outputs", keeps)
