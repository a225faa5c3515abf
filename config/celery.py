"""The Celery application: carries what the job table announces, and keeps no result."""

import os

from celery import Celery
from celery.signals import worker_init, worker_process_init

from config import broker, leash

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")

broker.install()
app = Celery("simsa")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def _hear_signals(**_facts):
    """Celery waits two seconds at a time and twice before it ends; Ctrl-C should not."""
    broker.Transport.patience = 0.25


@worker_process_init.connect
def _die_with_worker(**_facts):
    """A pool process whose worker was killed would go on with work nobody waits for."""
    leash.die_with_parent()
