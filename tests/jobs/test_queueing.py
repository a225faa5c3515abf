from datetime import timedelta

import pytest
from django.utils.timezone import now

from accounts.errors import RuleBroken
from accounts.models import AuditEvent
from jobs.actions import cancelling, leases, queueing
from jobs.models import Job
from jobs.models.job import LEASE
from tests.factories.accounts import AccountFactory, ProgrammeFactory
from tests.factories.jobs import JobFactory, register

pytestmark = pytest.mark.django_db


def test_wanting_twice_makes_one_job():
    register()

    first = queueing.want("chore", {"a": 1, "b": 2}, subject="가온")
    second = queueing.want("chore", {"b": 2, "a": 1}, subject="가온")

    assert first == second
    assert first.inputs == '{"a":1,"b":2}'


def test_who_wanted_a_job_stands_in_the_trail():
    register()
    programme, person = ProgrammeFactory(), AccountFactory()

    queueing.want("chore", {"a": 1}, programme=programme, by=person)
    queueing.want("chore", {"a": 1}, programme=programme, by=None)

    line = AuditEvent.objects.get()
    assert (line.chain, line.verb, line.actor) == (programme.chain, "job.wanted", person)


def test_an_unknown_kind_is_a_bug():
    with pytest.raises(LookupError, match="no app registered the kind nonsense"):
        queueing.want("nonsense", {})


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_wanted_by_ten_at_once_it_is_one_job(at_once):
    register()

    outcome = at_once(*[lambda: queueing.want("chore", {"a": 1})] * 10)

    assert outcome.errors == []
    assert Job.objects.count() == 1


def test_a_waiting_job_is_announced_once_and_again_when_the_message_is_lost():
    job = JobFactory()

    assert queueing.due() == [job]
    assert queueing.due() == []
    Job.objects.update(sent_at=now() - LEASE - timedelta(seconds=1))
    assert queueing.due() == [job]


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_two_ticks_at_once_announce_a_job_once(at_once):
    JobFactory()

    outcome = at_once(queueing.due, queueing.due, queueing.due)

    assert sorted(len(sent) for sent in outcome.results) == [0, 0, 1]


def test_what_is_not_due_yet_is_not_announced():
    JobFactory(not_before=now() + timedelta(seconds=30))

    assert queueing.due() == []


def test_a_kind_no_app_knows_is_left_alone():
    JobFactory(kind="forgotten")

    assert queueing.due() == []


def test_a_failed_job_queued_again_has_all_its_tries():
    job = JobFactory()
    register(attempts=1)
    leases.give_back(leases.claim(job.pk, worker="a"), "failed", fault="ours", reason="disk")
    job.refresh_from_db()
    assert job.state == "failed"

    again = queueing.again(job, by=None)

    assert (again.state, again.note, again.ended_at) == ("queued", "", None)
    assert leases.claim(job.pk, worker="b").state == "running"


def test_a_job_that_is_done_is_not_repeated():
    job = JobFactory()
    with leases.finishing(leases.claim(job.pk, worker="a")):
        pass

    with pytest.raises(RuleBroken):
        queueing.again(job, by=None)


def test_a_queued_job_is_cancelled_at_once():
    job, person = JobFactory(), AccountFactory()

    cancelled = cancelling.ask(job, reason="철회", by=person)

    assert (cancelled.state, cancelled.cancel_asked_by, cancelled.cancel_reason) == (
        "cancelled",
        person,
        "철회",
    )
    assert leases.claim(job.pk, worker="a") is None


def test_every_live_job_about_one_thing_is_cancelled():
    about = [JobFactory(about="submission:7") for _ in range(2)]
    other = JobFactory(about="submission:8")

    cancelling.ask_about("submission:7", by=None)

    states = dict(Job.objects.values_list("pk", "state"))
    assert states == {about[0].pk: "cancelled", about[1].pk: "cancelled", other.pk: "queued"}
