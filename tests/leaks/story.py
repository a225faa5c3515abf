"""One round walked by the real actions, in which every withheld fact is one of a kind."""

from decimal import Decimal
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts import canonical
from accounts.models import ApiToken, Role
from competition.actions import decisions, findings, irregularities, objections
from competition.models import Decision, Letter, Objection, Playback, Round
from competition.queries import tallying
from jobs.models import Job, Message
from scoring.actions import evaluators, ratings, sheets
from scoring.models import BenchmarkRun, Evaluator, OriginalityReport, Rater
from teams import storage
from tests.factories import competition as make
from tests.factories import teams
from tests.factories.accounts import AccountFactory, RoleFactory, token_for
from tests.leaks.withheld import Reader, Withheld

VALUES = (("0.7137", "0.6871"), ("0.6319", "0.5783"), ("0.8123", "0.7759"))
RATED = (("4", "5", "3", "4", "4"), ("3", "2", "4", "3", "3"), ("5", "5", "4", "5", "5"))
SHARES = ("0.61", "0.43", "0.77", "0.53", "0.87")


class Story:
    """The round, its cast, its rows, and what must not get out of it."""

    def __init__(self):
        self.facts, self.numbers = [], count(1)
        self.round = self.hand_in(make.opened(teams=4))
        self.entries = list(self.round.entries.order_by("pk").select_related("consortium"))
        self.a, self.b, self.c, self.lapsed = self.entries
        self.programme = self.round.programme
        self.organiser, self.approver = make.officers(self.round)
        self.draft = make.drafted(self.programme)
        names = {name: self.word("round in preparation") for name in ("name_ko", "name_en")}
        Round.objects.filter(pk=self.draft.pk).update(**names)
        self.playback = Playback.objects.create(programme=self.programme, state="paused")
        self.measure()
        self.find()
        self.put_out()
        self.judge()
        self.rate()
        self.readers = self.cast()
        self.points()

    def hand_in(self, round):
        """Three teams hand in a model, a document and a bill; the fourth does not."""
        for entry in list(round.entries.order_by("pk"))[:3]:
            make.fill(entry)
            self.upload(entry)
            teams.document(entry.submission)
            teams.component(entry.submission)
        return make.seal_all(round)

    def upload(self, entry):
        """Bytes behind the file of the hand-in."""
        body, key = self.word("handed in", entry).encode(), f"handed/{entry.pk}"
        storage.store().save(key, [body], len(body))
        entry.submission.blobs.update(key=key, size=len(body))
        entry.submission.files.update(size=len(body))

    def word(self, kind, entry=None, person=None):
        """A new withheld word of this kind."""
        number = next(self.numbers)
        word = f"qzx{canonical.digest(f'{kind}{number}')[:10]}"
        return self.withhold(kind, word, entry, person)

    def withhold(self, kind, word, entry=None, person=None):
        team = entry.consortium.slug if entry else ""
        self.facts.append(Withheld(kind, str(word), team, person.pk if person else None))
        return word

    def person(self, role):
        """Somebody who rates, by a name nobody else may learn."""
        seated = RoleFactory(programme=self.programme, name=role).account
        name, mailbox = (self.word("rater's name", person=seated) for _ in range(2))
        seated.name, seated.email = name, f"{mailbox}@example.kr"
        seated.save()
        return seated

    def measure(self):
        for entry, values in zip(self.entries[:3], VALUES, strict=True):
            self.run(entry, values)

    def run(self, entry, values):
        names = zip(("simsa_ko", "simsa_en"), values, strict=True)
        tasks = [_task(name, value) for name, value in names]
        for value in values:
            self.withhold("measured value", value, entry)
            self.withhold("measured value", _of_hundred(value), entry)  # of a hundred
        text = canonical.text({"tasks": tasks})
        key, body = f"outputs/{entry.pk}", self.word("raw output").encode()
        storage.store().save(key, [body], len(body))
        kept = {"outputs_key": key, "outputs_sha256": canonical.digest(key)}
        digest = canonical.digest(text)
        columns = {"metrics": text, "digest": digest, **kept}
        make.scoring.run(entry.submission, **columns)

    def find(self):
        """A is asked about its report, replies and is ruled on; B and C were found clean."""
        adverse = self.report(self.a, "sent report", "derived")
        self.report(self.b, "report", "no_evidence")
        self.report(self.c, "report", "no_evidence")
        finding = findings.send(findings.gather(adverse)[0], by=self.organiser)
        said = self.word("reply", self.a)
        finding = findings.reply(finding, reply=said, by=make.lead(self.a))
        words = {
            "reason": self.word("ruling reason", self.a),
            "reason_en": self.word("ruling reason", self.a),
        }
        finding = findings.rule(finding, passed=False, **words, by=self.organiser)
        self.finding = findings.approve(finding, by=self.approver)

    def report(self, entry, kind, verdict):
        reference = self.word(kind, entry)
        part = {"component": "vision", "verdict": verdict, "reference": reference, "bytes": 8}
        lists = {name: [] for name in ("components", "notes", "not_tested", "limits")}
        package = {"name": self.word(kind, entry), "bytes": 8}
        said = {"verdict": verdict, "parts": [part], "package": package, "fault": None, **lists}
        said["references"] = [{"name": reference, "fault": None}]
        text = canonical.text(said)
        columns = {"verdict": verdict, "evidence": text}
        return make.scoring.report(entry.submission, digest=canonical.digest(text), **columns)

    def put_out(self):
        words = {
            "note": self.word("note on being out", self.lapsed),
            "note_en": self.word("note on being out", self.lapsed),
        }
        row = irregularities.propose(self.lapsed, kind="no_hand_in", **words, by=self.organiser)
        self.irregularity = irregularities.approve(row, by=self.approver)

    def judge(self):
        form = make.expert_form(self.round)
        self.forms = (form, make.user_form(self.round))
        for share in SHARES:
            account = self.person(Role.Name.EVALUATOR)
            seat = evaluators.appoint(form, account, by=None)
            evaluators.sign(seat, by=account)
            for candidate in make.candidates(form):
                self.sheet(seat, candidate, Decimal(share))
        account = self.person(Role.Name.EVALUATOR)
        seat = evaluators.appoint(form, account, by=None)
        note = self.word("conflict note", person=account)
        declared = [(c, "employer", note) for c in make.candidates(form)]
        evaluators.sign(seat, by=account, conflicts=declared)
        self.seats = list(Evaluator.objects.filter(form=form).order_by("pk"))

    def sheet(self, seat, candidate, share):
        entry, account = candidate.submission.entry, seat.account
        share -= Decimal(entry.pk % 7) / 30
        said = make.answers(seat.form, share)
        for line in said["items"].values():
            line["comment"] = self.word("sheet comment", entry, account)
        sheet = sheets.open(seat, candidate, by=account)
        sheet = sheets.save_draft(sheet, answers=said, revision=sheet.revision, by=account)
        sheets.seal(sheet, by=account)

    def rate(self):
        form = make.user_form(self.round)
        for number in range(5):
            account = self.person(Role.Name.PANEL)
            rater = ratings.seat(form, account, by=None)
            for values, candidate in zip(RATED, make.candidates(form), strict=True):
                comment = self.word("rating comment", candidate.submission.entry, account)
                said = {"value": values[number], "comment": comment}
                ratings.rate(rater, candidate, **said, by=account)
            ratings.seal_all(Rater.objects.get(pk=rater.pk), by=account)
        self.raters = list(Rater.objects.filter(form=form).order_by("pk"))

    def cast(self):
        """One reader of each kind, with a token for the doors that ask for one."""
        a, b = self.a.consortium, self.b.consortium
        roles = {name: self.holder(name) for name in ("custodian", "auditor")}
        cast = [
            Reader("anonymous"),
            Reader("stranger", AccountFactory()),
            Reader("team A lead", make.lead(self.a), a.slug),
            Reader("team A member", teams.member(a, "member"), a.slug),
            Reader("team B lead", make.lead(self.b), b.slug),
            Reader("evaluator", self.seats[0].account),
            Reader("another evaluator", self.seats[5].account),
            Reader("panel member", self.raters[0].account),
            Reader("organiser", self.organiser),
            Reader("approver", self.approver),
            *[Reader(name, account) for name, account in roles.items()],
        ]
        accounts = [reader.account for reader in cast[1:]]
        self.tokens = {account.pk: token_for(account)[1] for account in accounts}
        return cast

    def called(self, *roles):
        """The readers of these roles."""
        return [reader for reader in self.readers if reader.role in roles]

    def holder(self, name):
        return RoleFactory(programme=self.programme, name=name).account

    def points(self):
        """Totals and points of every team; what every team shares is no secret of one."""
        tally = tallying.preview(self.fresh()).tally
        shared = {_plain(v) for v in (*tally.means.values(), *tally.tops.values())}
        for standing in tally.standings:
            entry = next(e for e in self.entries if e.consortium.slug == standing.entry)
            for value in {standing.total, *standing.parts.values(), *standing.criteria.values()}:
                if value is not None and _is_rare(_plain(value)) and _plain(value) not in shared:
                    self.withhold("points", _plain(value), entry)

    def fresh(self):
        self.round = Round.objects.with_rules().get(pk=self.round.pk)
        return self.round

    def propose(self):
        decisions.propose(self.fresh(), by=self.organiser)
        for row in Decision.objects.filter(round=self.round).select_related("entry__consortium"):
            self.withhold("decision digest", row.digest, row.entry)

    def approve(self):
        decisions.approve(self.fresh(), by=self.approver)

    def publish(self):
        decisions.publish(self.fresh(), by=self.approver)
        rows = Letter.objects.select_related("decision__entry__consortium")
        for letter in rows.filter(decision__round=self.round):
            self.withhold("letter code", letter.code, letter.decision.entry)
            self.print(letter)
        self.object()

    def print(self, letter):
        """A file instead of the PDF, whose words could not be searched."""
        body = self.word("letter file", letter.decision.entry).encode()
        key = f"letters/{letter.pk}"
        storage.store().save(key, [body], len(body))
        kept = {"key": key, "sha256": canonical.digest(key), "size": len(body)}
        Letter.objects.filter(pk=letter.pk).update(state=Letter.State.MADE, **kept)

    def object(self):
        decision = Decision.objects.get(entry=self.b)
        body = self.word("objection", self.b).encode()
        file = SimpleUploadedFile(f"{self.word('objection', self.b)}.txt", body)
        words = {"text": self.word("objection", self.b), "attachment": file}
        self.objection = objections.file(decision, **words, by=make.lead(self.b))

    def rows(self):
        """What the addresses may name, read anew."""
        mine = {"submission__entry__in": (self.a, self.b)}
        return {
            "runs": BenchmarkRun.objects.filter(**mine),
            "reports": OriginalityReport.objects.filter(**mine),
            "decisions": Decision.objects.filter(round=self.round, entry__in=(self.a, self.b)),
            "letters": Letter.objects.filter(decision__entry__in=(self.a, self.b)),
            "objections": Objection.objects.all(),
            "jobs": Job.objects.order_by("pk")[:1],
            "mail": Message.objects.order_by("pk")[:1],
            "tokens": ApiToken.objects.filter(user=self.readers[2].account),
        }


def _task(name, value):
    return {
        "task": name, "version": "1", "metric": "acc", "shots": 0, "items": 40, "value": value,
        "stderr": None, "weight": "1", "task_hash": canonical.digest(name), "repeats": [value],
    }  # fmt: skip


def _of_hundred(value):
    return f"{value[2:4]}.{value[4:]}"


def _plain(value):
    return f"{value.normalize():f}"


def _is_rare(word):
    """No half point, which forms and rules are full of, and no bare number."""
    return len(word) > 3 and "." in word and not word.endswith(".5")
