from rest_framework.routers import SimpleRouter

from scoring.api.forms import FormViewSet
from scoring.api.measurements import ReportViewSet, RunViewSet
from scoring.api.ratings import PanelViewSet
from scoring.api.sheets import SheetViewSet

router = SimpleRouter()
router.register("forms", FormViewSet, basename="form")
router.register("sheets", SheetViewSet, basename="sheet")
router.register("panels", PanelViewSet, basename="panel")
router.register("originality-reports", ReportViewSet, basename="report")
router.register("benchmark-runs", RunViewSet, basename="run")
urlpatterns = router.urls
