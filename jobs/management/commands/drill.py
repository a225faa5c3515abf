from django.core.management.base import BaseCommand

from jobs import kinds
from jobs.actions import drill


class Command(BaseCommand):
    help = "Put a job that only counts on a queue, to see whether its workers live."

    def add_arguments(self, parser):
        parser.add_argument("queue", choices=[*kinds.QUEUES, "child"])
        parser.add_argument("--seconds", type=int, default=10)

    def handle(self, *, queue, seconds, **options):
        job = drill.want(queue, seconds)
        self.stdout.write(f"/office/jobs/{job.uuid}/")
