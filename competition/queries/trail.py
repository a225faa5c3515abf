"""Lines of the audit trail in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import AuditEvent

WORDS = {
    "round.drafted": gettext_noop("Round prepared"),
    "round.rulebook_chosen": gettext_noop("Rulebook chosen"),
    "round.calendar": gettext_noop("Calendar set"),
    "round.open": gettext_noop("Round opened"),
    "round.sealed": gettext_noop("Hand-in sealed, or proposal sent back"),
    "round.tallied": gettext_noop("Decision proposed"),
    "round.decided": gettext_noop("Decision approved"),
    "round.published": gettext_noop("Result published"),
    "round.confirmed": gettext_noop("Result confirmed"),
    "rulebook.uploaded": gettext_noop("Rulebook uploaded"),
    "rulebook.published": gettext_noop("Rulebook published"),
    "entry.applied": gettext_noop("Team entered"),
    "entry.admitted": gettext_noop("Team admitted"),
    "entry.opened": gettext_noop("Repository opened"),
    "entry.refused": gettext_noop("Application refused"),
    "entry.withdrawn": gettext_noop("Team withdrew"),
    "entry.calendar": gettext_noop("Own dates given to a team"),
    "entry.coded": gettext_noop("Blind letter drawn"),
    "finding.opened": gettext_noop("Finding opened"),
    "finding.sent": gettext_noop("Finding sent to the team, or ruling taken back"),
    "finding.replied": gettext_noop("Team replied to a finding"),
    "finding.ruled": gettext_noop("Finding ruled on"),
    "finding.settled": gettext_noop("Ruling approved"),
    "irregularity.proposed": gettext_noop("Exclusion proposed"),
    "irregularity.approved": gettext_noop("Exclusion approved"),
    "irregularity.dropped": gettext_noop("Exclusion dropped"),
    "tally.kept": gettext_noop("Tally kept"),
    "tallyrecord.returned": gettext_noop("Tally sent back"),
    "decision.drafted": gettext_noop("Decision drafted"),
    "decision.published": gettext_noop("Decision numbered"),
    "letter.issued": gettext_noop("Letter issued"),
    "letter.made": gettext_noop("Letter file made"),
    "objection.filed": gettext_noop("Objection filed"),
    "programme.created": gettext_noop("Programme begun"),
    "role.granted": gettext_noop("Role granted"),
    "role.revoked": gettext_noop("Role ended"),
    "link.issued": gettext_noop("Personal link made"),
    "link.sent": gettext_noop("Personal link sent"),
    "link.used": gettext_noop("Personal link used"),
    "link.revoked": gettext_noop("Personal link revoked"),
    "token.issued": gettext_noop("Access token made"),
    "token.revoked": gettext_noop("Access token revoked"),
    "job.wanted": gettext_noop("Job wanted"),
    "job.again": gettext_noop("Job queued again"),
    "job.cancel_asked": gettext_noop("Job asked to stop"),
    "consortium.founded": gettext_noop("Consortium entered"),
    "body.joined": gettext_noop("Body joined a consortium"),
    "body.left": gettext_noop("Body left a consortium"),
    "membership.begun": gettext_noop("Member joined a team"),
    "membership.ended": gettext_noop("Member left a team"),
    "invitation.made": gettext_noop("Invitation made"),
    "invitation.accepted": gettext_noop("Invitation accepted"),
    "invitation.revoked": gettext_noop("Invitation revoked"),
    "submission.opened": gettext_noop("Submission opened"),
    "submission.terms": gettext_noop("Terms of a submission changed"),
    "submission.committed": gettext_noop("Files committed"),
    "submission.sealed": gettext_noop("Submission sealed"),
    "submission.lapsed": gettext_noop("Nothing was handed in"),
    "submission.withdrawn": gettext_noop("Submission withdrawn"),
    "form.frozen": gettext_noop("Evaluation form frozen"),
    "form.rescheduled": gettext_noop("Evaluation window moved"),
    "form.revealed": gettext_noop("Sealed sheets opened to officers"),
    "candidate.admitted": gettext_noop("Put before the evaluators"),
    "evaluator.appointed": gettext_noop("Evaluator appointed"),
    "evaluator.recused": gettext_noop("Evaluator stepped down"),
    "evaluator.replaced": gettext_noop("Evaluator replaced"),
    "pledge.signed": gettext_noop("Pledge signed"),
    "conflict.declared": gettext_noop("Conflict declared"),
    "rater.seated": gettext_noop("Panel member seated"),
    "rater.sealed": gettext_noop("Panel member sealed"),
    "rater.excused": gettext_noop("Panel member excused"),
    "rating.sealed": gettext_noop("Rating sealed"),
    "sheet.opened": gettext_noop("Sheet opened"),
    "sheet.sealed": gettext_noop("Sheet sealed"),
    "sheet.void_asked": gettext_noop("Voiding of a sheet asked for"),
    "sheet.void_refused": gettext_noop("Voiding of a sheet refused"),
    "sheet.void": gettext_noop("Sheet voided"),
    "originality.found": gettext_noop("Originality report sealed"),
    "originalityreport.disclosed": gettext_noop("Originality report opened to the team"),
    "benchmark.measured": gettext_noop("Benchmark result sealed"),
    "benchmarkrun.disclosed": gettext_noop("Benchmark result opened to the team"),
    "benchmarkrun.outputs_read": gettext_noop("Raw outputs read by a custodian"),
}


def recent(round, count=6):
    """The last lines of the programme's chain."""
    lines = AuditEvent.objects.filter(chain=round.chain).select_related("actor")
    return lines.order_by("-seq")[:count]


def words(event):
    """What happened, for people; a verb nobody described stays as it is."""
    return _(WORDS[event.verb]) if event.verb in WORDS else event.verb
