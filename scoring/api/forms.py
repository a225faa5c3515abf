import json

from rest_framework import mixins, serializers, viewsets
from rest_framework.permissions import IsAuthenticated

from accounts.permissions import May
from scoring.models import EvaluationForm


class FormSerializer(serializers.ModelSerializer):
    programme = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    document = serializers.SerializerMethodField(help_text="Items, anchors, ticks, scale.")

    class Meta:
        model = EvaluationForm
        fields = [
            "slug",
            "programme",
            "key",
            "kind",
            "part",
            "document",
            "digest",
            "opens_at",
            "closes_at",
        ]
        read_only_fields = fields

    def get_document(self, form) -> dict:
        return json.loads(form.document)


class FormViewSet(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[EvaluationForm]
):
    """Evaluation forms as they were frozen: those one fills in, or looks over."""

    serializer_class = FormSerializer
    permission_classes = [IsAuthenticated, May]
    queryset = EvaluationForm.objects.none()
    lookup_field = "slug"
    filterset_fields = ["kind", "key"]
    verbs = {"list": "scoring.list_forms", "retrieve": "scoring.view_form"}

    def get_queryset(self):
        visible = EvaluationForm.objects.visible_to(self.request.user)
        return visible.select_related("programme").order_by("-opens_at", "slug")
