import json
import sys

from django.core.management.base import BaseCommand

from jobs.actions import child


class Command(BaseCommand):
    help = "Do the work of one job under a worker's lease. Workers call it; people do not."

    def add_arguments(self, parser):
        parser.add_argument("job", type=int)
        parser.add_argument("lease")

    def handle(self, *, job, lease, **options):
        lines, sys.stdout = sys.stdout, sys.stderr  # whatever a library prints is not our line

        def write(words):
            lines.write(json.dumps(words) + "\n")
            lines.flush()

        child.serve(job, lease, write=write)
