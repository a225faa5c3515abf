import json

import django_filters
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from accounts.permissions import May
from scoring.actions import sheets
from scoring.actions.sheets import BadAnswers
from scoring.models import Evaluator, Sheet


class NamesFields:
    """Answers that cannot be taken are wrong input: 422, with words for every field."""

    def handle_exception(self, exc):
        if isinstance(exc, BadAnswers):
            exc = exceptions.ValidationError({f: [words] for f, words in exc.problems.items()})
        return super().handle_exception(exc)


class SheetSerializer(serializers.ModelSerializer):
    form = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    evaluator = serializers.SlugRelatedField(slug_field="code", read_only=True)
    candidate = serializers.SlugRelatedField(slug_field="code", read_only=True)
    answers = serializers.SerializerMethodField(help_text="The draft, or what was sealed.")

    class Meta:
        model = Sheet
        fields = [
            "uuid",
            "form",
            "evaluator",
            "candidate",
            "state",
            "revision",
            "saved_at",
            "answers",
            "digest",
            "sealed_at",
        ]
        read_only_fields = fields

    def get_answers(self, sheet) -> dict:
        return json.loads(sheet.answers or sheet.draft)


class OpenSerializer(serializers.Serializer):
    form = serializers.SlugField()
    candidate = serializers.CharField(max_length=20)


class DraftSerializer(serializers.Serializer):
    revision = serializers.IntegerField(min_value=0, help_text="The one that was read.")
    answers = serializers.JSONField()


class SealSerializer(serializers.Serializer):
    revision = serializers.IntegerField(min_value=0, help_text="The one that was read.")


class SheetFilter(django_filters.FilterSet):
    form = django_filters.CharFilter(field_name="form__slug")

    class Meta:
        model = Sheet
        fields = ["state", "form"]


class SheetViewSet(
    NamesFields,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Sheet],
):
    """One's own score sheets: opened, saved, sealed once."""

    serializer_class = SheetSerializer
    permission_classes = [IsAuthenticated, May]
    queryset = Sheet.objects.none()
    lookup_field = "uuid"
    filterset_class = SheetFilter
    verbs = {
        "list": "scoring.list_sheets",
        "retrieve": "scoring.view_sheet",
        "create": "scoring.view_desk",
        "partial_update": "scoring.save_sheet",
        "seal": "scoring.seal_sheet",
    }

    def get_queryset(self):
        return Sheet.objects.visible_to(self.request.user).order_by("-opened_at", "-pk")

    @extend_schema(request=OpenSerializer, responses={201: SheetSerializer})
    def create(self, request):
        """Open a candidate's sheet, or find the one already open."""
        body = OpenSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        seats = Evaluator.objects.visible_to(request.user)
        seat = get_object_or_404(seats, form__slug=body.validated_data["form"])
        standing = seat.form.candidates.standing()
        candidate = get_object_or_404(standing, code=body.validated_data["candidate"])
        sheet = sheets.open(seat, candidate, by=request.user)
        return Response(self.get_serializer(sheet).data, status=201)

    @extend_schema(request=DraftSerializer, responses=SheetSerializer)
    def partial_update(self, request, uuid):
        """Save the draft; 409 if another page saved since ``revision``."""
        sheet = self.get_object()
        body = DraftSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        sheet = sheets.save_draft(sheet, **body.validated_data, by=request.user)
        return Response(self.get_serializer(sheet).data)

    @extend_schema(request=SealSerializer, responses=SheetSerializer)
    @action(detail=True, methods=["post"])
    def seal(self, request, uuid):
        sheet = self.get_object()
        body = SealSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        sheet = sheets.seal(sheet, **body.validated_data, by=request.user)
        return Response(self.get_serializer(sheet).data)
