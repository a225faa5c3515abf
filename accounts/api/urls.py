from rest_framework.routers import SimpleRouter

from accounts.api.me import MeViewSet
from accounts.api.tokens import TokenViewSet

router = SimpleRouter()
router.register("me", MeViewSet, basename="me")
router.register("tokens", TokenViewSet, basename="token")
urlpatterns = router.urls
