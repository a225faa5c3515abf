"""What a result notice says: facts of one decision, as its own team may know them.

Only what ``regulation.disclose`` gives for the team goes in, so that a letter cannot say more
than the disclosure clause allows.
"""

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from accounts.templatetags.simsa import kst_date, kst_text
from competition.models import Letter, Letterhead
from competition.queries import disclosed, rules
from teams.models import Participation

PLACES = {"ko": "가나다라마바사아자차카타파하", "en": "abcdefghijklmn"}
OUTCOME = {
    "ko": {"advanced": "진출", "eliminated": "탈락", "held": "보류"},
    "en": {"advanced": "advances", "eliminated": "eliminated", "held": "held"},
}
GATE = {
    "ko": {True: "충족", False: "미충족", None: "판단 보류"},
    "en": {True: "met", False: "not met", None: "held"},
}
WORDS = {
    "ko": {
        "to": "{team} 대표(주관기관 {lead})",
        "subject": "{programme} {round} 결과 통보",
        "related": "{round} 규정(제{version}판) {clauses}, 결정 {number}",
        "rank": "총점 순위 {rank}위, {teams}팀 평가",
        "gap": "진출한 팀 가운데 가장 낮은 총점과의 차이는 {gap}점입니다.",
        "lead": "탈락한 팀 가운데 가장 높은 총점과의 차이는 {gap}점입니다.",
    },
    "en": {
        "to": "Representative of {team} (lead body {lead})",
        "subject": "Notice of result: {programme}, {round}",
        "related": "Rules of the {round} (version {version}), {clauses}; decision {number}",
        "rank": "ranked {rank} of {teams} teams",
        "gap": "The difference to the lowest total that advances is {gap} points.",
        "lead": "The difference to the highest total that is eliminated is {gap} points.",
    },
}


def of(pk) -> Letter:
    """The letter with everything its text needs."""
    rows = Letter.objects.select_related(
        "decision__round__programme__letterhead",
        "decision__round__rulebook",
        "decision__round__proposed_by",
        "decision__round__approved_by",
        "decision__tally",
        "decision__entry__consortium",
    )
    return rows.get(pk=pk)


def twins(decisions):
    """Both languages of each decision."""
    return Letter.objects.filter(decision__in=decisions).order_by("language")


def facts(letter) -> dict:
    """The letter in words, in its language (which must be the active one)."""
    language, decision = get_language(), letter.decision
    round, entry = decision.round, decision.entry
    shown = disclosed.own_team(round, decision.tally, entry.consortium.slug)
    return {
        "language": language,
        "demo": round.programme.demo,
        "number": letter.number,
        "code": letter.code,
        "digest": decision.digest,
        "rulebook_digest": round.rulebook.digest,
        "date": kst_date(letter.issued_at),
        "round": round.name,
        "drafted_by": round.proposed_by.name,
        "approved_by": round.approved_by.name,
        "verify_url": _verify(letter),
        "qr": _qr(_verify(letter)),
        **_head(round.programme, language),
        **_address(decision, entry, language),
        **_result(decision, shown, language),
        "objection": _objection(round, letter),
    }


def _head(programme, language):
    head = getattr(programme, "letterhead", None) or Letterhead(
        agency_ko=programme.name_ko,
        agency_en=programme.name_en,
        sender_ko=programme.name_ko,
        sender_en=programme.name_en,
    )
    return {part: getattr(head, f"{part}_{language}") for part in ("agency", "sender", "contact")}


def _address(decision, entry, language):
    words, round = WORDS[language], decision.round
    lead = entry.consortium.participations.current().filter(part=Participation.Part.LEAD).first()
    names = {
        "team": entry.consortium.name,
        "lead": lead.organisation.name if lead else entry.consortium.name,
        "programme": round.programme.name,
        "round": round.name,
        "version": round.rulebook.number,
        "number": decision.number,
        "clauses": rules.cited(decision.clause),
    }
    return {name: words[name].format(**names) for name in ("to", "subject", "related")}


def _result(decision, shown, language):
    rows = list(shown["rows"])
    gates = [
        {"no": f"{place}.", "title": gate["title"], "text": _gate(gate, language)}
        for place, gate in zip(PLACES[language][2:], shown["gates"], strict=False)
    ]
    return {
        "outcome": OUTCOME[language][decision.outcome],
        "outcome_note": _note(shown, language),
        "reason": rules.say(shown["reason"]),
        "clause": rules.cited(decision.clause),
        "gates": gates,
        "scores_no": f"{PLACES[language][2 + len(gates)]}.",
        "rows": rows,
        "total": shown["total"],
        "has_means": shown["has_means"],
        "teams": shown["teams"],
        "gap": _distance(decision, shown, language),
    }


def _distance(decision, shown, language):
    """To the nearest total on the other side of the line, where the team may know it."""
    if not shown["gap"]:
        return ""
    side = "lead" if decision.outcome == "advanced" else "gap"
    return WORDS[language][side].format(gap=shown["gap"])


def _note(shown, language):
    if shown["rank"] is None:
        return ""
    return WORDS[language]["rank"].format(rank=shown["rank"], teams=shown["teams"])


def _gate(gate, language):
    return GATE[language][gate["passed"]]


def _objection(round, letter):
    period = rules.of(round).objection
    return {
        "closes": kst_text(round.objections_close_at) if round.objections_close_at else "",
        "days": period.file_days,
        "answer_days": period.answer_days,
        "where": settings.PUBLIC_URL + reverse("competition:letter", args=[letter.number]),
        "basis": rules.say(period.basis),
    }


def _verify(letter):
    return settings.PUBLIC_URL + reverse("competition:verify_code", args=[letter.code])


def _qr(address):
    """The address as an SVG drawing; its text stands beside it, so it is decoration."""
    drawn = segno.make(address, error="m").svg_inline(scale=3, border=1, omitsize=True)
    return mark_safe(drawn.replace("<svg ", '<svg role="img" aria-label="QR" ', 1))  # noqa: S308
