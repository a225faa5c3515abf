from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "jobs"
    verbose_name = _("Jobs")

    def ready(self):
        from jobs import kinds, permissions  # noqa: F401  the table of verbs must be there
        from jobs.actions import drill

        facts = {"action": drill.count, "title": _("Queue drill")}
        for queue in kinds.QUEUES:
            kinds.register(kinds.Kind(f"drill-{queue}", queue=queue, **facts))
        kinds.register(kinds.Kind("drill-child", queue="default", process=True, **facts))
