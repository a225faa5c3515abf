import threading
import time
from datetime import timedelta

import pytest
from django.utils.timezone import now

from jobs.actions import cancelling, leases, running
from jobs.actions.leases import Cancelled, LeaseLost
from jobs.actions.pace import Pace
from jobs.models import Job
from tests.factories.jobs import JobFactory, finish, register

pytestmark = pytest.mark.django_db


class NoWeights(Exception):
    """The input's fault."""


class NoTorch(Exception):
    """Something is missing here."""


def worked(action, **how):
    """The job after one attempt with ``action``."""
    job = JobFactory()
    register(action=action, **how)
    running.run(job.pk, worker="w")
    job.refresh_from_db()
    return job


def raising(error):
    def action(job, *, progress):
        raise error

    return action


def ledger(job):
    return list(job.attempts.order_by("pk").values_list("outcome", "fault", "reason"))


def test_work_that_finishes_is_done():
    job = worked(finish)

    assert (job.state, job.ended, ledger(job)) == ("done", True, [("done", "", "")])


def test_a_message_delivered_twice_runs_once():
    runs = []

    def count(job, *, progress):
        runs.append(job.pk)
        finish(job)

    job = worked(count)

    assert running.run(job.pk, worker="again") is False
    assert runs == [job.pk]


def test_work_that_forgets_to_finish_is_our_fault():
    job = worked(lambda job, progress: None, attempts=1)

    assert job.state == "failed"
    assert ledger(job)[0][:2] == ("failed", "ours")
    assert "without finishing" in job.note


def test_the_fault_of_the_input_ends_the_job_in_its_words():
    job = worked(raising(NoWeights("no tensor here")), input_faults=(NoWeights,))

    assert (job.state, job.note) == ("failed", "no tensor here")
    assert ledger(job) == [("failed", "input", "no tensor here")]


def test_what_is_missing_here_lets_the_job_wait():
    job = worked(raising(NoTorch("torch is being installed")), waits_for=(NoTorch,))

    assert (job.state, job.note) == ("waiting", "torch is being installed")


def test_any_other_error_is_ours_and_the_ledger_has_it():
    job = worked(raising(OSError("disk")))

    assert (job.state, ledger(job)) == ("queued", [("failed", "ours", "OSError('disk')")])


def test_a_full_disk_is_said_in_words():
    job = worked(raising(OSError(28, "No space left on device")))

    assert ledger(job) == [("failed", "ours", "The disk of the machine is full.")]


def test_a_lost_lease_is_left_to_the_new_worker():
    def lose(job, *, progress):
        Job.objects.update(lease_until=now() - timedelta(seconds=1))
        leases.claim(job.pk, worker="quick")
        finish(job)

    job = worked(lose)

    assert job.state == "running"
    assert list(job.attempts.values_list("worker", "outcome")) == [("w", "lost"), ("quick", "")]


@pytest.mark.django_db(transaction=True)
def test_the_lease_is_renewed_while_the_work_says_nothing():
    job = leases.claim(JobFactory().pk, worker="w")

    with running.Pulse(job, every=0.05):
        time.sleep(0.4)

    assert Job.objects.get().lease_until > job.lease_until
    assert job.attempts.get().heartbeat_at > job.attempts.get().started_at


@pytest.mark.django_db(transaction=True)
def test_progress_reaches_the_page_and_asks_the_database_nothing(django_assert_num_queries):
    job = leases.claim(JobFactory().pk, worker="w")

    with running.Pulse(job, every=0.05) as pulse:
        with django_assert_num_queries(0):
            pulse.progress(3, 10, "셋째 묶음")
        until(lambda: Job.objects.get().step == 3)

    shown = Job.objects.get()
    assert (shown.steps, shown.percent, shown.note) == (10, 30, "셋째 묶음")


@pytest.mark.django_db(transaction=True)
def test_a_cancel_reaches_the_work():
    def patient(job, *, progress):
        cancelling.ask(job, by=None)
        for step in range(1000):
            progress(step, 1000)
            time.sleep(0.01)

    job = JobFactory()
    register(action=patient)
    running.BEAT, usual = 0.05, running.BEAT
    try:
        running.run(job.pk, worker="w")
    finally:
        running.BEAT = usual

    job.refresh_from_db()
    assert (job.state, ledger(job)) == ("cancelled", [("cancelled", "", "")])


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_lost_its_lease_hears_of_it():
    job = leases.claim(JobFactory().pk, worker="slow")
    Job.objects.update(lease_until=now() - timedelta(seconds=1))
    leases.claim(job.pk, worker="quick")

    with running.Pulse(job, every=0.05) as pulse, pytest.raises(LeaseLost):
        until(lambda: pulse.progress(1, 2))


@pytest.mark.django_db(transaction=True)
def test_the_pulse_ends_with_the_work():
    job = leases.claim(JobFactory().pk, worker="w")

    with running.Pulse(job, every=0.05):
        pass

    assert [t.name for t in threading.enumerate() if t.name.startswith("pulse")] == []


def test_bad_news_is_raised_at_every_step_until_the_work_ends():
    pulse = running.Pulse(JobFactory())
    pulse.bad_news = Cancelled()

    for _ in range(2):
        with pytest.raises(Cancelled):
            pulse.progress(1, 2)


def test_time_left_follows_the_pace_of_the_work():
    clock = iter([0, 10, 20, 20]).__next__
    pace = Pace(clock)

    pace.count(0, 100)
    assert Pace(lambda: 0).left() is None
    pace.count(10, 100)
    pace.count(20, 100)

    assert pace.left() == 80


def test_a_new_phase_begins_a_new_pace():
    pace = Pace(iter([0, 100, 101, 103, 103]).__next__)

    pace.count(0, 10)
    pace.count(9, 10)
    pace.count(0, 20)
    pace.count(10, 20)

    assert pace.left() == 2


def until(question, patience=5):
    """Ask until true."""
    limit = time.monotonic() + patience
    while time.monotonic() < limit:
        if question():
            return
        time.sleep(0.02)
    raise AssertionError("never true")
