"""Rulebook versions come in as files. A stored one is never changed; a new file is a new one."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts import audit
from accounts.errors import RuleBroken
from competition import regulation
from competition.models import RulebookVersion


class NotARulebook(RuleBroken):
    """The file cannot be read as a rulebook; ``problems`` say where and why."""

    def __init__(self, problems):
        super().__init__(_("This file is not a rulebook: %(why)s"), field="file")
        self.problems = problems

    def __str__(self):
        told = "; ".join(self.lines())
        return str(self.words) % {"why": told}

    def lines(self):
        language = "en" if get_language() == "en" else "ko"
        return [f"{p.place}: {p.says(language)}" for p in self.problems]


@transaction.atomic
def upload(programme, text, *, by):
    """Keep a file as the programme's next version; the same rules twice are one version."""
    try:
        rulebook = regulation.parse(text)
    except regulation.RulebookRefused as refused:
        raise NotARulebook(refused.problems) from refused
    programme = audit.hold(programme)
    digest = regulation.digest(rulebook)
    known = programme.rulebooks.filter(digest=digest).first()
    return known or _keep(programme, rulebook, digest, by=by)


def _keep(programme, rulebook, digest, *, by):
    last = programme.rulebooks.aggregate(last=Max("number"))["last"] or 0
    version = RulebookVersion.objects.create(
        programme=programme,
        number=last + 1,
        title_ko=rulebook.names.ko,
        title_en=rulebook.names.en,
        document=regulation.canonical(rulebook),
        digest=digest,
        by=by,
    )
    audit.record("rulebook.uploaded", version, by=by, rulebook=digest)
    return version


@transaction.atomic
def publish(version, *, by):
    """The version is bound to a round that opens: from now on it is public."""
    if version.status == RulebookVersion.Status.PUBLISHED:
        return version
    version = audit.hold(version)
    RulebookVersion.objects.filter(pk=version.pk).update(status=RulebookVersion.Status.PUBLISHED)
    version.refresh_from_db()
    audit.record("rulebook.published", version, by=by, rulebook=version.digest)
    return version
