"""The clock of the teams: free space."""

from celery import shared_task

from teams.actions import intake


@shared_task(ignore_result=True)
def tick():
    """Beat, every minute. Safe to run twice: what is gone is gone."""
    intake.clear_closed()
