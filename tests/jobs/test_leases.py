from datetime import timedelta

import pytest
from django.utils.timezone import now

from accounts.models import Programme
from jobs.actions import cancelling, leases
from jobs.actions.leases import LeaseLost
from jobs.models import Job
from tests.factories.jobs import JobFactory, register

pytestmark = pytest.mark.django_db


def run_out(job):
    """The worker has been silent for longer than its lease."""
    Job.objects.filter(pk=job.pk).update(lease_until=now() - timedelta(seconds=1))


def ledger(job):
    return list(job.attempts.order_by("pk").values_list("worker", "outcome", "fault"))


def test_a_claimed_job_is_held():
    job = JobFactory()

    mine = leases.claim(job.pk, worker="a")

    assert (mine.state, mine.attempts.get().worker) == ("running", "a")
    assert leases.claim(job.pk, worker="b") is None


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_of_ten_workers_one_claims_the_job(at_once):
    job = JobFactory()

    outcome = at_once(*[lambda: leases.claim(job.pk, worker="w")] * 10)

    assert [bool(claimed) for claimed in outcome.results].count(True) == 1
    assert ledger(job) == [("w", "", "")]


def test_a_silent_worker_loses_the_job_to_the_next():
    slow = leases.claim(JobFactory().pk, worker="slow")
    run_out(slow)

    quick = leases.claim(slow.pk, worker="quick")

    assert not leases.renew(slow)
    assert leases.renew(quick)
    assert ledger(slow) == [("slow", "lost", "ours"), ("quick", "", "")]


def test_a_worker_whose_lease_ran_out_keeps_nothing():
    slow = leases.claim(JobFactory().pk, worker="slow")
    run_out(slow)
    quick = leases.claim(slow.pk, worker="quick")

    with pytest.raises(LeaseLost), leases.finishing(slow):
        Programme.objects.create(slug="evidence")
    assert not Programme.objects.filter(slug="evidence").exists()
    with leases.finishing(quick):
        Programme.objects.create(slug="evidence")

    assert Programme.objects.filter(slug="evidence").count() == 1
    assert Job.objects.get().state == "done"
    assert ledger(slow) == [("slow", "lost", "ours"), ("quick", "done", "")]


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_of_two_who_finish_at_once_one_keeps_its_evidence(at_once):
    job = JobFactory()
    mine = leases.claim(job.pk, worker="a")

    def end():
        with leases.finishing(mine):
            Programme.objects.create(slug="evidence")

    outcome = at_once(end, end)

    assert [type(error) for error in outcome.errors] == [LeaseLost]
    assert Programme.objects.filter(slug="evidence").count() == 1
    assert ledger(job) == [("a", "done", "")]


def test_a_broken_evidence_leaves_the_job_running():
    mine = leases.claim(JobFactory().pk, worker="a")

    with pytest.raises(ZeroDivisionError), leases.finishing(mine):
        1 / 0  # noqa: B018

    assert leases.renew(mine)


def test_our_fault_is_tried_again_after_a_lease_length():
    job = JobFactory()

    leases.give_back(leases.claim(job.pk, worker="a"), "failed", fault="ours", reason="disk full")

    job.refresh_from_db()
    assert (job.state, job.note) == ("queued", "disk full")
    assert job.not_before > now() + timedelta(seconds=30)
    assert leases.claim(job.pk, worker="b") is None


def test_after_its_last_try_a_job_fails_with_words():
    job = JobFactory()
    register(attempts=2)
    for _ in range(2):
        Job.objects.update(not_before=None)
        leases.give_back(leases.claim(job.pk, worker="a"), "failed", fault="ours", reason="disk")

    job.refresh_from_db()
    assert (job.state, job.note) == ("failed", "disk")
    assert ledger(job) == [("a", "failed", "ours")] * 2


def test_a_job_that_kills_its_workers_is_given_up():
    job = JobFactory()
    register(attempts=2)
    for _ in range(2):
        run_out(leases.claim(job.pk, worker="a"))

    assert leases.claim(job.pk, worker="a") is None
    job.refresh_from_db()
    assert (job.state, bool(job.note)) == ("failed", True)
    assert ledger(job) == [("a", "lost", "ours")] * 2


def test_bad_input_is_not_tried_again():
    job = JobFactory()

    leases.give_back(
        leases.claim(job.pk, worker="a"), "failed", fault="input", reason="not a model"
    )

    job.refresh_from_db()
    assert (job.state, job.note) == ("failed", "not a model")
    assert ledger(job) == [("a", "failed", "input")]


def test_waiting_uses_up_no_try_and_is_one_line_however_long():
    job = JobFactory()
    register(attempts=1)
    for _ in range(5):
        Job.objects.update(not_before=None)
        leases.give_back(leases.claim(job.pk, worker="a"), "waited", reason="no torch yet")

    job.refresh_from_db()
    assert (job.state, job.note) == ("waiting", "no torch yet")
    assert list(job.attempts.values_list("outcome", "repeats")) == [("waited", 5)]
    Job.objects.update(not_before=None)
    with leases.finishing(leases.claim(job.pk, worker="a")):
        pass
    assert ledger(job) == [("a", "waited", ""), ("a", "done", "")]


def test_a_worker_told_to_end_gives_the_job_back_at_once():
    job = JobFactory()
    register(attempts=1)

    leases.give_back(leases.claim(job.pk, worker="a"), "stopped", reason="told to end")

    assert leases.claim(job.pk, worker="b").state == "running"
    assert ledger(job) == [("a", "stopped", ""), ("b", "", "")]


def test_a_job_asked_to_stop_whose_worker_died_is_cancelled():
    job = JobFactory()
    run_out(leases.claim(job.pk, worker="a"))
    cancelling.ask(job, by=None)

    assert leases.claim(job.pk, worker="b") is None
    job.refresh_from_db()
    assert job.state == "cancelled"
    assert ledger(job) == [("a", "lost", "ours")]
