"""The side menu, who the visitor is, and where: for ``base.html``, in constant queries."""

from django.db.models import Count, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts.models import Programme, Role
from accounts.queries import roles
from competition.models import OFFICERS, Entry, Finding, Objection, Round
from competition.queries import team
from jobs.models import Job
from scoring.models import Evaluator, Rater
from teams.models import Membership

SHOWN = 3  # rounds of a team in its menu
ROUND_KEYS = ("slug", "round__slug", "entry__round__slug", "decision__round__slug")


def menu(request):
    """Variables of the frame. Nothing is asked before a template uses it."""
    place = SimpleLazyObject(lambda: Place(request))
    return {
        "menu": SimpleLazyObject(lambda: place.menu),
        "my_titles": SimpleLazyObject(lambda: place.titles),
        "where": SimpleLazyObject(lambda: place.where),
        "demo_data": SimpleLazyObject(lambda: place.is_demo),
    }


class Place:
    """Where in the application a request is, for whom."""

    def __init__(self, request):
        self.request, self.account = request, request.user
        self.held = roles.held(self.account) if self.account.is_authenticated else {}
        self.officer = any(not names.isdisjoint(OFFICERS) for names in self.held.values())
        self.rounds = list(_counted(self.account)) if self.officer else []
        self.memberships = [] if self.officer else _memberships(self.account)
        self.entries = list(team.entries(self.account)) if self.memberships else []
        self.round = self._round()

    def _round(self):
        match = self.request.resolver_match
        named = {match.kwargs[key] for key in ROUND_KEYS if key in match.kwargs} if match else set()
        here = [round for round in self.rounds if round.slug in named]
        told = [entry.round for entry in self.entries]
        return (here or self.rounds or told or [None])[0]

    @property
    def where(self):
        if self.round is None:
            return {}
        return {"programme": self.round.programme.name, "round": self.round.name}

    @property
    def is_demo(self):
        if self.round is not None:
            return self.round.programme.demo
        return Programme.objects.filter(demo=True).exists()

    @property
    def titles(self):
        names = self.held.get(self.round.programme_id, set()) if self.round else set()
        names = names or set().union(*self.held.values())
        held = [str(label) for name, label in Role.Name.choices if name in names]
        return held + [f"{m.get_role_display()} · {m.consortium.name}" for m in self.memberships]

    @property
    def menu(self):
        """Groups of links; of those the page lies under, the longest says where we are."""
        groups = [(title, items) for title, items in self._groups() if items]
        path = self.request.path
        places = [url for _title, items in groups for _label, url, _count in items]
        here = max((url for url in places if path.startswith(url)), key=len, default="")
        return [_group(title, items, here) for title, items in groups]

    def _groups(self):
        return [*self._office(), *self._team(), *self._duties()]

    def _office(self):
        if not self.officer:
            return
        if self.round is not None:
            yield self.round.name, _of_round(self.round)
            yield _("Decision"), _of_decision(self.round)
        yield _("Programme"), self._of_programme()

    def _of_programme(self):
        slug = self.round.programme.slug if self.round else None
        items = [(_("All rounds"), reverse("competition:office"), len(self.rounds))]
        if slug:
            items.append((_("Audit trail"), reverse("competition:audit", args=[slug]), None))
        return items

    def _team(self):
        for entry in self.entries[:SHOWN]:
            yield entry.round.name, _of_entry(entry)
        if not self.memberships:
            return
        items = [(_("Team home"), reverse("competition:team_home"), None)]
        for membership in self.memberships:
            page = reverse("teams:members", args=[membership.consortium.slug])
            items.append((_("Members and bodies"), page, None))
        yield _("Consortium"), items

    def _duties(self):
        names = set().union(*self.held.values())
        items = []
        if Role.Name.EVALUATOR in names:
            items.append((_("Evaluator's desk"), reverse("scoring:desk"), None))
        if Role.Name.PANEL in names:
            items.append((_("User panel"), reverse("scoring:panels"), None))
        if Role.Name.CUSTODIAN in names:
            items.append((_("Custody of outputs"), reverse("scoring:custody"), None))
        yield _("Evaluation"), items


def _of_round(round):
    to = lambda name: reverse(f"competition:{name}", args=[round.slug])  # noqa: E731
    items = [
        (_("Dashboard"), to("dashboard"), None),
        (_("Setup"), to("setup"), None),
        (_("Rulebook"), to("rulebook"), str(round.rulebook or "")),
        (_("Teams and hand-in"), to("entries"), round.entry_count),
    ]
    if round.state != Round.State.DRAFTED:
        items += [
            (_("Jobs"), reverse("jobs:index"), round.job_count),
            (_("Originality"), to("findings"), round.finding_count),
            (_("Evaluators and panel"), to("people"), round.seat_count + round.rater_count),
            (_("Evaluation progress"), to("evaluations"), None),
        ]
    return items


def _of_decision(round):
    if round.state in (Round.State.DRAFTED, Round.State.OPEN):
        return []
    to = lambda name: reverse(f"competition:{name}", args=[round.slug])  # noqa: E731
    items = [(_("Tally and decision"), to("tally"), None)]
    if round.is_public:
        items += [
            (_("Letters"), to("letters"), None),
            (_("Objections"), to("objections"), round.objection_count),
        ]
    return items


def _of_entry(entry):
    """A team's own pages of one round."""
    items = [(_("How it stands"), entry.get_absolute_url(), None)]
    if entry.submission:
        page = reverse("teams:submission", args=[entry.consortium.slug, entry.submission.slug])
        items.append((_("Hand-in"), page, None))
    return items


def _group(title, items, here):
    shown = [
        {"label": label, "url": url, "count": count or None, "current": url == here}
        for label, url, count in items
    ]
    return {"title": title, "items": shown}


def _counted(account):
    """The rounds an officer sees, newest first, with the numbers of the menu: one query."""
    of_forms = {"form__programme": OuterRef("programme"), "form__key": OuterRef("slug")}
    counts = {
        "entry_count": Entry.objects.competing().filter(round=OuterRef("pk")),
        "finding_count": Finding.objects.unsettled().filter(entry__round=OuterRef("pk")),
        "job_count": Job.objects.live().filter(programme=OuterRef("programme")),
        "seat_count": Evaluator.objects.filter(state="active", **of_forms),
        "rater_count": Rater.objects.filter(**of_forms),
        "objection_count": Objection.objects.filter(decision__round=OuterRef("pk")),
    }
    counted = {name: Coalesce(_count(rows), 0) for name, rows in counts.items()}
    return Round.objects.officered_by(account).annotate(**counted).order_by("-created_at", "-pk")


def _count(rows):
    """How many rows, as a column: grouped by a constant, so that it is one number."""
    alike = rows.order_by().annotate(alike=Value(1)).values("alike")
    return Subquery(alike.annotate(n=Count("pk")).values("n"))


def _memberships(account):
    if not account.is_authenticated:
        return []
    own = Membership.objects.current().filter(account=account.pk)
    return list(own.select_related("consortium").order_by("consortium__name_ko"))
