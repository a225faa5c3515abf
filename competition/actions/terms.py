"""What a submission must know of its round, written down as data: its terms."""

from django.db import transaction
from django.utils import translation

from accounts.templatetags.simsa import kst_text
from competition import regulation
from competition.actions import notices
from competition.queries import rules
from scoring.actions import forms
from scoring.models import EvaluationForm
from teams.actions import submissions
from teams.models import Submission

LATE = "6(2)"  # requests after the deadline, and bytes without a commit, do not count
KINDS = {"report": "technical_report", "plan": "plan", "log": "log"}
REFUSAL = {
    "ko": "{ends} 마감 뒤에 서버에 도착한 요청은 접수하지 않습니다({clause}).",
    "en": "Requests that reach the server after {ends} are not accepted ({clause}).",
}


def of(entry):
    """The terms of an entry's submission, by its own calendar where it has one."""
    rulebook = rules.of(entry.round)
    return {
        "opens_at": entry.starts,
        "closes_at": entry.ends,
        "documents_required": documents(rulebook),
        "refusal_ko": _refusal(entry.ends, "ko"),
        "refusal_en": _refusal(entry.ends, "en"),
        "clause": LATE,
    }


def documents(rulebook):
    """Which kinds of document the rulebook asks for, by its English names."""
    named = [name.en.lower() for name in rulebook.hand_in.documents]
    kinds = [kind for word, kind in KINDS.items() if any(word in name for name in named)]
    return list(dict.fromkeys(kinds))


@transaction.atomic
def pass_down(round, *, reason, by):
    """Write a changed calendar into open submissions and evaluation forms, and tell every team."""
    competing = round.entries.competing().select_related("submission", "consortium")
    for entry in competing.filter(submission__state=Submission.State.OPEN):
        entry.round = round
        submissions.amend_terms(entry.submission, of(entry), by=by)
    for form in EvaluationForm.objects.filter(programme=round.programme_id, key=round.slug):
        forms.reschedule(
            form,
            opens_at=round.evaluation_opens_at,
            closes_at=round.evaluation_closes_at,
            by=by,
        )
    notices.calendar_moved(round, reason=reason)


def _refusal(ends, language):
    with translation.override(language):
        moment = kst_text(ends)
    return REFUSAL[language].format(ends=moment, clause=regulation.cite(LATE, language))
