"""``manage.py demo STAGE | --autoplay-start | --credentials``: the demonstration."""

import json

from django.core.management.base import BaseCommand, CommandError

from competition.demo import acting, credentials


class Command(BaseCommand):
    help = "Build the demonstration up to a stage, or say who may sign in to it."

    def add_arguments(self, parser):
        parser.add_argument("stage", nargs="?", choices=acting.STAGES)
        parser.add_argument("--credentials", action="store_true", help="print JSON and do nothing")
        parser.add_argument(
            "--autoplay-start", action="store_true", help="hand in, then let the story play"
        )

    def handle(self, *args, stage=None, **options):
        if options["credentials"]:
            self.stdout.write(json.dumps(credentials.told(), ensure_ascii=False, indent=2))
        elif options["autoplay_start"]:
            acting.begin_playing(self._say)
        elif stage:
            self._play_to(stage)
        else:
            raise CommandError(f"Name a stage: {', '.join(acting.STAGES)}.")

    def _play_to(self, stage):
        try:
            round = acting.play_to(stage, self._say)
        except acting.NothingHappens as why:
            raise CommandError(str(why)) from why
        self._say(f"{round.slug}: {round.state}")

    def _say(self, words):
        self.stdout.write(words)
        self.stdout.flush()
