"""Pages anyone may read without an account: rounds, rules, verification, the audit head."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.models import Programme
from accounts.queries import heads
from competition import regulation
from competition.models import Letter, Round
from competition.models.decision import OUT
from competition.queries import rules


@require_safe
def home(request):
    """What runs now, what is decided, and where to read it."""
    rounds = list(Round.objects.public().select_related("programme").order_by("-opened_at"))
    page = {
        "rounds": rounds,
        "living": [r for r in rounds if not r.is_public],
        "published": [r for r in rounds if r.is_public],
    }
    return render(request, "competition/public/home.html", page)


@require_safe
def round_page(request, slug):
    """One round: where it stands, its calendar, its rules, its result once it is out."""
    round = _public(slug)
    rulebook = rules.of(round)
    parts = [{"title": rules.say(p.names), "points": p.points} for p in rulebook.parts]
    page = {"round": round, "parts": parts, "points": rulebook.points}
    return render(request, "competition/public/round.html", page)


@require_safe
def rules_page(request, slug):
    """Every clause of the rulebook the round is bound to, numbered as letters cite it."""
    round = _public(slug)
    rulebook = rules.of(round)
    page = {
        "round": round,
        "articles": _articles(round.rulebook),
        "forecast": [rules.say(line.words) for line in _forecast(round, rulebook)],
    }
    return render(request, "competition/public/rules.html", page)


@require_safe
def rules_file(request, slug):
    """The rulebook itself, canonical: what its digest is the digest of."""
    version = _public(slug).rulebook
    reply = HttpResponse(version.document, content_type="application/json; charset=utf-8")
    reply["Content-Disposition"] = f'attachment; filename="rulebook-v{version.number}.json"'
    return reply


@require_safe
def verify(request):
    """Ask for a document by the code printed on it."""
    code = request.GET.get("code", "").strip().upper()
    if code:
        return redirect(reverse("competition:verify_code", args=[code]))
    return render(request, "competition/public/verify.html", {"code": "", "letter": None})


@require_safe
def verified(request, code):
    """What a letter's code proves: number, date, digests; never whose letter it is."""
    letter = (
        Letter.objects.filter(code=code.upper(), decision__round__state__in=OUT)
        .select_related("decision__round__programme", "decision__round__rulebook")
        .first()
    )
    page = {"code": code, "letter": letter}
    status = 200 if letter else 404
    return render(request, "competition/public/verify.html", page, status=status)


@require_safe
def audit_head(request):
    """The ends of the audit chains, as the database has them and as they were kept outside it."""
    kept = {head.chain: head for head in heads.kept()}
    names = {p.chain: p.name for p in Programme.objects.all()}
    rows = [
        {"name": names.get(head.chain, head.chain), "head": head, "kept": kept.get(head.chain)}
        for head in heads.stored()
    ]
    return render(request, "competition/public/audit_head.html", {"rows": rows})


def _public(slug):
    """A round that has opened, with what its page shows."""
    rounds = Round.objects.public().select_related("programme", "rulebook")
    round = get_object_or_404(rounds, slug=slug)
    if round.rulebook is None:
        raise Http404
    return round


def _forecast(round, rulebook):
    return regulation.cut_forecast(rulebook, max(1, round.entries.competing().count()))


def _articles(version):
    """Clauses in the reader's words, grouped under their articles, articles under chapters."""
    chapters: list[dict] = []
    for clause in rules.clauses(version).values():
        chapter = rules.say(clause.chapter)
        if not chapters or chapters[-1]["title"] != chapter:
            chapters.append({"title": chapter, "articles": []})
        said = {
            "number": clause.number,
            "anchor": clause.number.replace("(", "-").replace(")", ""),
            "cited": rules.cited(clause.number),
            "title": rules.say(clause.title),
            "text": rules.say(clause.text),
            "level": clause.level,
        }
        if clause.level == 0:
            chapters[-1]["articles"].append(said | {"paragraphs": []})
        elif chapters[-1]["articles"]:
            chapters[-1]["articles"][-1]["paragraphs"].append(said)
    return chapters
