"""Who may sign in to the demonstration, and with what: for the terminal and for scripts."""

from accounts.models import Account
from competition.demo import cast, secrets
from competition.models import Round
from teams.models import Submission


def told() -> dict:
    """People, teams and rounds of the demonstration; empty lists where it was never built."""
    known = set(Account.objects.values_list("email", flat=True))
    people = [
        {"role": person.role, "name": person.name, "email": person.email,
         "password": secrets.password(person.email)}
        for person in cast.PEOPLE
        if person.email in known
    ]  # fmt: skip
    rounds = Round.objects.order_by("pk").values("slug", "kind", "state")
    return {"people": people, "teams": _teams(known), "rounds": list(rounds)}


def _teams(known):
    """Each team with the repository of its latest entry."""
    opened = Submission.objects.order_by("pk").select_related("consortium")
    repos = {submission.consortium.slug: submission.repo for submission in opened}
    return [
        {"name": team.name_ko, "slug": team.slug, "repo": repos.get(team.slug, ""),
         "token": secrets.token(team.lead.email)}
        for team in cast.CONSORTIA
        if team.lead.email in known
    ]  # fmt: skip
