import django_filters
from rest_framework import mixins, serializers, viewsets
from rest_framework.permissions import IsAuthenticated

from accounts.permissions import May
from competition.models import Decision


class DecisionSerializer(serializers.ModelSerializer):
    round = serializers.CharField(source="round.slug", read_only=True)
    consortium = serializers.CharField(source="entry.consortium.slug", read_only=True)

    class Meta:
        model = Decision
        fields = [
            "id",
            "number",
            "round",
            "consortium",
            "outcome",
            "clause",
            "rank",
            "total",
            "digest",
        ]
        read_only_fields = fields


class DecisionFilter(django_filters.FilterSet):
    round = django_filters.CharFilter(field_name="round__slug")

    class Meta:
        model = Decision
        fields = ["outcome"]


class DecisionViewSet(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Decision]
):
    """Decisions: officers' from the proposal on, a team's own once the result is out."""

    serializer_class = DecisionSerializer
    permission_classes = [IsAuthenticated, May]
    queryset = Decision.objects.none()
    filterset_class = DecisionFilter
    verbs = {"list": "competition.list", "retrieve": "competition.view_decision"}

    def get_queryset(self):
        visible = Decision.objects.visible_to(self.request.user)
        return visible.order_by("round", "entry__consortium__name_ko", "pk")
