from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from accounts.permissions import May
from scoring.actions import ratings
from scoring.api.sheets import NamesFields, SealSerializer
from scoring.models import Rater, Rating


class RatingSerializer(serializers.ModelSerializer):
    candidate = serializers.SlugRelatedField(slug_field="code", read_only=True)

    class Meta:
        model = Rating
        fields = ["candidate", "value", "comment", "state", "digest", "sealed_at"]
        read_only_fields = fields


class PanelSerializer(serializers.ModelSerializer):
    form = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    ratings = RatingSerializer(many=True, read_only=True)

    class Meta:
        model = Rater
        fields = ["uuid", "form", "code", "state", "revision", "saved_at", "sealed_at", "ratings"]
        read_only_fields = fields


class GivenSerializer(serializers.Serializer):
    value = serializers.CharField(max_length=10, allow_blank=True)
    comment = serializers.CharField(max_length=4000, required=False, default="", allow_blank=True)


class GivenRatingsSerializer(serializers.Serializer):
    revision = serializers.IntegerField(min_value=0, help_text="The one that was read.")
    values = serializers.DictField(child=GivenSerializer(), help_text="By candidate code.")


class PanelViewSet(
    NamesFields,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Rater],
):
    """One's own seats on user panels, with the ratings given."""

    serializer_class = PanelSerializer
    permission_classes = [IsAuthenticated, May]
    queryset = Rater.objects.none()
    lookup_field = "uuid"
    filterset_fields = ["state"]
    verbs = {
        "list": "scoring.list_ratings",
        "retrieve": "scoring.view_ratings",
        "partial_update": "scoring.rate",
        "seal": "scoring.seal_ratings",
    }

    def get_queryset(self):
        visible = Rater.objects.visible_to(self.request.user)
        return visible.prefetch_related("ratings__candidate").order_by("-seated_at", "-pk")

    @extend_schema(request=GivenRatingsSerializer, responses=PanelSerializer)
    def partial_update(self, request, uuid):
        """Save ratings by code; 409 if another page saved since ``revision``."""
        rater = self.get_object()
        body = GivenRatingsSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        rater = ratings.save(rater, **body.validated_data, by=request.user)
        return Response(self.get_serializer(rater).data)

    @extend_schema(request=SealSerializer, responses=PanelSerializer)
    @action(detail=True, methods=["post"])
    def seal(self, request, uuid):
        rater = self.get_object()
        body = SealSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        ratings.seal_all(rater, **body.validated_data, by=request.user)
        return Response(self.get_serializer(self.get_object()).data)
