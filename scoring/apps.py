from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScoringConfig(AppConfig):
    name = "scoring"
    verbose_name = _("Scoring")

    def ready(self):
        from jobs import kinds
        from scoring import benchmarks, permissions  # noqa: F401  the table of verbs must be there
        from scoring.actions import benchmarking, screening

        kinds.register(
            kinds.Kind(
                screening.KIND,
                queue="originality",
                action=screening.screen,
                title=_("Originality examination"),
            )
        )
        kinds.register(
            kinds.Kind(
                benchmarking.KIND,
                queue="benchmark",
                action=benchmarking.measure,
                waits_for=(benchmarks.HarnessMissing, benchmarks.DataMissing),
                title=_("Benchmark run"),
            )
        )
