from rest_framework.routers import SimpleRouter

from teams.api.consortia import ConsortiumViewSet
from teams.api.handed import ComponentViewSet, DocumentViewSet
from teams.api.submissions import FileViewSet, SubmissionViewSet

router = SimpleRouter()
router.register("consortia", ConsortiumViewSet, basename="consortium")
router.register("submissions", SubmissionViewSet, basename="submission")
router.register("files", FileViewSet, basename="file")
router.register("documents", DocumentViewSet, basename="document")
router.register("components", ComponentViewSet, basename="component")
urlpatterns = router.urls
