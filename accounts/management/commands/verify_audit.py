from django.core.management.base import BaseCommand, CommandError

from accounts.queries import audit, heads


class Command(BaseCommand):
    help = "Walk every chain of the audit trail and the rows it tells of; exit 1 where one lies."

    def handle(self, **options):
        breaks = list(audit.all_breaks())
        for found in breaks:
            self.stdout.write(str(found))
        if breaks:
            raise CommandError(f"the audit trail is broken in {len(breaks)} places")
        for head in heads.stored():
            self.stdout.write(head.line)
        self.stdout.write("unbroken")
