"""Every address of the URL configuration, its arguments filled from the rows of a story."""

import re
from dataclasses import dataclass

from django.urls import URLResolver, get_resolver
from django.urls.resolvers import RoutePattern
from django.utils.regex_helper import normalize

from scoring.models import Sheet
from teams.models import Membership

OF_ALL = ("mean/total", "top/total", "mean/part/experts", "top/criterion/simsa_ko")
OF_TEAM = ("total", "part/experts", "criterion/simsa_ko", "item/innovation", "raw/expert_sheet")
ABSENT = {  # what no row is called; an address with it names nothing
    "uuid": "00000000-0000-4000-8000-000000000000", "slug": "no-such-row", "int": "987654321",
    "str": "no-such-row", "repo": "no-such-row/at-all", "path": "no-such-row",
}  # fmt: skip
A_SECRET = "whoever holds the secret in the address is told by design; nobody else can name it"
NOT_FILLED = {
    "link/<str:secret>/": A_SECRET,
    "invitation/<str:secret>/": A_SECRET,
    "intake/<str:token>": A_SECRET,
    "intake/complete/<str:token>": A_SECRET,
    r"account/^confirm-email/(?P<key>[-:\w]+)/$": A_SECRET,
    r"account/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": A_SECRET,
    "account/2fa/webauthn/keys/<int:pk>/remove/": "the story's people have no passkeys",
    "account/2fa/webauthn/keys/<int:pk>/edit/": "the story's people have no passkeys",
}
ALTERNATIVES = (r"(?:email|confirm-email|login/code)", "(?:commit|tree|blob)")
ARGUMENT = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
GROUP = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True)
class Address:
    """One address of one view; ``module`` says whose view it is."""

    route: str
    path: str
    module: str
    nothing: str  # the same address, naming rows that do not exist; "" where it names none
    team: str = ""

    draft: bool = False

    @property
    def is_settled(self):
        """Signing in, the description of the API, a round not yet opened: no state changes it."""
        outside = self.module.startswith(("allauth", "drf_spectacular", "django"))
        return self.draft or outside


def patterns(resolver, before=()):
    """Each pattern with those it is included under."""
    for entry in resolver.url_patterns:
        chain = (*before, entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, chain)
        else:
            yield chain, entry.callback.__module__


def every(story):
    """Every address of the site, and the routes that could not be filled."""
    made, unfilled = [], []
    table = fillings(story)
    for chain, module in patterns(get_resolver()):
        route = "".join(str(pattern) for pattern in chain)
        if route in NOT_FILLED:
            continue
        shape = "/" + "".join(_shape(pattern) for pattern in chain)
        own = list(_filled(route, shape, module, _rows(table, route)))
        made += own
        unfilled += [] if own else [route]
    return made, unfilled


def _shape(pattern):
    """The address as a format with the names of its arguments."""
    if isinstance(pattern, RoutePattern):
        return ARGUMENT.sub(r"%(\g<name>)s", str(pattern))
    text = str(pattern)
    for choice in ALTERNATIVES:
        text = text.replace(choice, choice[3:-1].split("|")[0])
    if "|" in text:
        return text[1:].split("(?:")[0] + "models"
    return normalize(text)[-1][0]


def _rows(table, route):
    """The rows for this route: those of the longest beginning it is listed under."""
    listed = [start for start in table if route.startswith(start)]
    return table[max(listed, key=len)] if listed else []


def _filled(route, shape, module, rows):
    wanted = set(GROUP.findall(shape))
    if not wanted:
        yield Address(route, shape, module, "")
        return
    kinds = {m["name"]: m["kind"] or "str" for m in ARGUMENT.finditer(route)}
    seen = set()
    for row in rows:
        if not wanted <= row.keys() or (path := shape % row) in seen:
            continue
        seen.add(path)
        none = {
            name: ABSENT.get(name) or ABSENT[kinds.get(name, "str")]
            for name in row.get("hides", wanted)
        }
        yield Address(
            route, path, module, shape % (row | none), row.get("team", ""), row.get("draft", False)
        )


def fillings(story):
    """Beginning of a route → rows its arguments may name; ``team``: whose row that is."""
    teams = [_of_team(story, entry) for entry in (story.a, story.b)]
    rounds = [{"slug": story.round.slug}, {"slug": story.draft.slug, "draft": True}]
    forms = [{"slug": f.slug, "form__slug": f.slug, "code": "A"} for f in story.forms]
    sheets = [_sheet(story, seat, entry) for seat, entry in ((0, story.a), (1, story.b))]
    raters = [{"uuid": story.raters[0].uuid}]
    office = [
        _office(story) | row | {"uuid": sheets[0]["uuid"], "hides": ("slug",)} for row in rounds
    ]
    rows = story.rows()
    measured = {
        name: [{"uuid": row.uuid, "team": row.submission.consortium.slug} for row in rows[name]]
        for name in ("reports", "runs")
    }
    uuids = {
        name: [{"uuid": row.uuid} for row in rows[name]] for name in ("jobs", "mail", "tokens")
    }
    findings = [{"uuid": story.finding.uuid, "team": story.a.consortium.slug}]
    letters = [
        {"number": row.number, "language": row.language, "team": row.decision.entry.consortium.slug}
        for row in rows["letters"]
    ] or [{"number": f"{story.round.slug}-01", "language": "ko"}]
    codes = [{"code": row.code} for row in rows["letters"][:1]] or [{"code": "AAAA"}]
    decisions = [{"pk": row.pk, "team": row.entry.consortium.slug} for row in rows["decisions"]]
    objections = [{"uuid": row.uuid, "team": story.b.consortium.slug} for row in rows["objections"]]
    nothing = [{"uuid": ABSENT["uuid"], "pk": 1}]
    programme = [{"programme": story.programme.slug}]
    return {
        "account/tokens/": uuids["tokens"],
        "api/v1/^benchmark-runs/": measured["runs"],
        "api/v1/^decisions/": decisions or nothing,
        "api/v1/^components/": teams,
        "api/v1/^consortia/": [_members(team) for team in teams],
        "api/v1/^submissions/": [team | {"hides": ("repo",)} for team in teams],
        "api/v1/^entries/": [team | {"hides": ("pk",), "pk": team["entry"]} for team in teams],
        "api/v1/^findings/": findings,
        "api/v1/^forms/": forms,
        "api/v1/^jobs/": uuids["jobs"],
        "api/v1/^originality-reports/": measured["reports"],
        "api/v1/^panels/": raters,
        "api/v1/^rounds/": rounds,
        "api/v1/^sheets/": sheets,
        "api/v1/^tokens/": uuids["tokens"],
        "benchmarks/": measured["runs"],
        "custody/": measured["runs"],
        "evaluate/": forms,
        "evaluate/sheet/": sheets,
        "findings/": findings,
        "hand-in/": teams,
        "letters/": letters,
        "objections/": objections or nothing,
        "office/<slug:programme>/": programme,
        "office/exclusions/": [{"uuid": story.irregularity.uuid}],
        "office/jobs/": uuids["jobs"],
        "office/mail/": uuids["mail"],
        "office/playback/": [{"pk": story.playback.pk}],
        "office/rounds/": office,
        "office/rounds/<slug:round__slug>/entries/": [
            team | {"hides": ("consortium__slug",)} for team in teams
        ],
        "office/rounds/<slug:slug>/evaluations/raters/": [rounds[0] | raters[0]],
        "originality/": measured["reports"],
        "panel/": raters,
        "rounds/": rounds,
        "rounds/<slug:slug>/results/<slug:code>/": list(_figures(story)),
        "team/": [_members(team) for team in teams],
        "team/rounds/": teams,
        "team/apply/": rounds,
        "verify/": codes,
        **dict.fromkeys(("^(?P<team>", "^api/models/(?P<team>", "^xet/"), teams),
    }


def _of_team(story, entry):
    """Everything an address may name of a team."""
    team, submission = entry.consortium, entry.submission
    digest = submission.files.first().sha256
    return {
        "team": team.slug, "name": submission.slug, "slug": submission.slug, "entry": entry.pk,
        "consortium__slug": team.slug, "round__slug": story.round.slug,
        "repo": f"{team.slug}/{submission.slug}", "submission__slug": submission.slug,
        "submission__consortium__slug": team.slug,
        "pk": submission.components.first().pk, "kind": "technical_report", "version": 1,
        "token": ABSENT["uuid"], "revision": "main", "folder": "", "path": "model.safetensors",
        "generation": 1, "digest": digest, "grant": "1",
        "hides": ("team", "consortium__slug", "submission__consortium__slug"),
    }  # fmt: skip


def _members(team):
    """Addresses of a team's people call the team by ``slug`` too."""
    lead = Membership.objects.get(consortium__slug=team["team"], role="lead")
    own = {"slug": team["team"], "pk": lead.pk, "hides": ("slug", "consortium__slug")}
    return team | own


def _sheet(story, seat, entry):
    row = Sheet.objects.get(evaluator=story.seats[seat], candidate__submission=entry.submission)
    return {"uuid": row.uuid, "number": 1}


def _office(story):
    seat, candidate = story.seats[0], story.seats[0].form.candidates.first()
    return {
        "number": story.round.rulebook.number, "purpose": "evaluator", "account": seat.account_id,
        "part": seat.form.part, "evaluator": seat.code, "candidate": candidate.code,
        "answer": "approve",
    }  # fmt: skip


def _figures(story):
    """Figures of A, of B and of everybody: each team's total, a part and an item of each."""
    for code in (story.a.consortium.slug, story.b.consortium.slug, "all"):
        team = "" if code == "all" else code
        for figure in OF_ALL if code == "all" else OF_TEAM:
            row = {"slug": story.round.slug, "code": code, "figure": figure, "team": team}
            yield row | {"hides": ("code",)}
