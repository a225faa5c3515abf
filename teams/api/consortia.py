from rest_framework import mixins, serializers, viewsets
from rest_framework.permissions import IsAuthenticated

from accounts.permissions import May
from teams.models import Consortium


class ConsortiumSerializer(serializers.ModelSerializer):
    programme = serializers.SlugRelatedField(slug_field="slug", read_only=True)

    class Meta:
        model = Consortium
        fields = ["slug", "programme", "name_ko", "name_en", "model_name", "founded_at"]
        read_only_fields = fields


class ConsortiumViewSet(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Consortium]
):
    """The consortia one acts for, and those of a programme one conducts or audits."""

    serializer_class = ConsortiumSerializer
    permission_classes = [IsAuthenticated, May]
    queryset = Consortium.objects.none()
    lookup_field = "slug"
    lookup_value_regex = r"[\w.-]+"
    verbs = {"list": "teams.list", "retrieve": "teams.view_consortium"}

    def get_queryset(self):
        visible = Consortium.objects.visible_to(self.request.user)
        return visible.select_related("programme").order_by("slug")
