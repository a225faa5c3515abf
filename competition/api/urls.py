from rest_framework.routers import SimpleRouter

from competition.api.decisions import DecisionViewSet
from competition.api.entries import EntryViewSet
from competition.api.findings import FindingViewSet
from competition.api.rounds import RoundViewSet

router = SimpleRouter()
router.register("rounds", RoundViewSet, basename="round")
router.register("entries", EntryViewSet, basename="entry")
router.register("findings", FindingViewSet, basename="finding")
router.register("decisions", DecisionViewSet, basename="decision")
urlpatterns = router.urls
