"""Submissions and their files, to read. Files come in over the hub."""

import django_filters
from django.db.models import F
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, serializers, viewsets
from rest_framework.permissions import IsAuthenticated

from accounts.permissions import May
from teams.models import File, Submission


class OfRepository(django_filters.FilterSet):
    """Rows of one submission: ``?team=yunseul&round=stage-2``."""

    team = django_filters.CharFilter(field_name="submission__consortium__slug")
    round = django_filters.CharFilter(field_name="submission__slug")


class SubmissionFilter(django_filters.FilterSet):
    team = django_filters.CharFilter(field_name="consortium__slug")
    round = django_filters.CharFilter(field_name="slug")

    class Meta:
        model = Submission
        fields = ["state"]


class SubmissionSerializer(serializers.ModelSerializer):
    programme = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    team = serializers.CharField(source="consortium.slug", read_only=True)
    round = serializers.CharField(source="slug", read_only=True)

    class Meta:
        model = Submission
        fields = [
            "repo",
            "team",
            "round",
            "programme",
            "state",
            "opens_at",
            "closes_at",
            "quota_bytes",
            "max_file_bytes",
            "documents_required",
            "clause",
            "manifest",
            "receipt",
            "sealed_at",
        ]
        read_only_fields = fields


class FileSerializer(serializers.ModelSerializer):
    repo = serializers.CharField(source="submission.repo", read_only=True)
    format = serializers.CharField(source="blob.format", read_only=True)

    class Meta:
        model = File
        fields = ["repo", "path", "size", "sha256", "format"]
        read_only_fields = fields


class SubmissionViewSet(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Submission]
):
    """What teams hand in: one's own, and in a programme one conducts those that are closed."""

    serializer_class = SubmissionSerializer
    permission_classes = [IsAuthenticated, May]
    queryset = Submission.objects.none()
    lookup_field = "repo"
    lookup_value_regex = r"[\w.-]+/[\w.-]+"
    filterset_class = SubmissionFilter
    verbs = {"list": "teams.list", "retrieve": "teams.view_submission"}

    def get_queryset(self):
        visible = Submission.objects.visible_to(self.request.user)
        return visible.select_related("consortium", "programme").order_by("pk")

    def get_object(self):
        team, _slash, name = self.kwargs["repo"].partition("/")
        row = get_object_or_404(self.get_queryset(), consortium__slug=team, slug=name)
        self.check_object_permissions(self.request, row)
        return row

    @extend_schema(
        parameters=[OpenApiParameter("repo", str, "path", description="team/round")],
    )
    def retrieve(self, request, *args, **kwargs):
        return super().retrieve(request, *args, **kwargs)


class FileViewSet(mixins.ListModelMixin, viewsets.GenericViewSet[File]):
    """The files that stand in the repositories one may read, with their SHA-256."""

    serializer_class = FileSerializer
    permission_classes = [IsAuthenticated, May]
    queryset = File.objects.none()
    filterset_class = OfRepository
    verbs = {"list": "teams.list"}

    def get_queryset(self):
        visible = File.objects.visible_to(self.request.user).current()
        rows = visible.select_related("submission__consortium", "blob")
        return rows.order_by(F("submission").asc(), "path")
