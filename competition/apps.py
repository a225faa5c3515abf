from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CompetitionConfig(AppConfig):
    name = "competition"

    def ready(self):
        from competition import permissions, typeset  # noqa: F401 — loads the verbs
        from competition.actions import letters
        from jobs import kinds

        kinds.register(
            kinds.Kind(
                letters.KIND,
                queue="default",
                action=letters.make,
                title=_("Decision letter"),
                limit=300,
                waits_for=(typeset.FontMissing,),
            )
        )
