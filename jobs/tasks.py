"""The third door: beat announces, workers run. A message is only a hint."""

from celery import shared_task

from accounts import audit
from jobs import kinds
from jobs.actions import outbox, queueing, running
from jobs.models.job import LEASE


@shared_task(ignore_result=True)
def tick():
    """Beat, every 5 s: announce what waits, each job on the queue of its kind."""
    for job in queueing.due():
        kind = kinds.get(job.kind)
        run_job.apply_async(
            (job.pk,), queue=kind.queue, expires=LEASE.seconds, time_limit=kind.limit
        )
    audit.keep_all()


@shared_task(bind=True, ignore_result=True, acks_late=True)
def run_job(task, job_id):
    running.run(job_id, worker=task.request.hostname or "here")


@shared_task(ignore_result=True)
def send_mail():
    """Beat, every 10 s."""
    outbox.deliver_due()
