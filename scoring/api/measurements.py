import json

from rest_framework import mixins, serializers, viewsets
from rest_framework.permissions import IsAuthenticated

from accounts.permissions import May
from scoring.models import BenchmarkRun, OriginalityReport


class ReportSerializer(serializers.ModelSerializer):
    team = serializers.CharField(source="submission.consortium.slug", read_only=True)
    round = serializers.CharField(source="submission.slug", read_only=True)

    class Meta:
        model = OriginalityReport
        fields = ["uuid", "team", "round", "verdict", "engine", "library", "digest", "created_at"]
        read_only_fields = fields


class ReportDetailSerializer(ReportSerializer):
    evidence = serializers.SerializerMethodField(help_text="As the engine wrote it.")

    class Meta(ReportSerializer.Meta):
        fields = [*ReportSerializer.Meta.fields, "evidence"]
        read_only_fields = fields

    def get_evidence(self, report) -> dict:
        return report.findings


class RunSerializer(serializers.ModelSerializer):
    team = serializers.CharField(source="submission.consortium.slug", read_only=True)
    round = serializers.CharField(source="submission.slug", read_only=True)
    metrics = serializers.SerializerMethodField(help_text="Never the raw outputs.")
    environment = serializers.SerializerMethodField()

    class Meta:
        model = BenchmarkRun
        fields = [
            "uuid",
            "team",
            "round",
            "outcome",
            "reason",
            "suite",
            "suite_version",
            "suite_digest",
            "metrics",
            "environment",
            "digest",
            "created_at",
        ]
        read_only_fields = fields

    def get_metrics(self, run) -> dict:
        return json.loads(run.metrics)

    def get_environment(self, run) -> dict:
        return json.loads(run.environment)


class ReportViewSet(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[OriginalityReport]
):
    """Originality reports: for officers, and for a team once it was told."""

    permission_classes = [IsAuthenticated, May]
    queryset = OriginalityReport.objects.none()
    lookup_field = "uuid"
    filterset_fields = ["verdict"]
    verbs = {"list": "scoring.list_reports", "retrieve": "scoring.view_report"}

    def get_queryset(self):
        return _with_team(OriginalityReport.objects.visible_to(self.request.user))

    def get_serializer_class(self):
        return ReportDetailSerializer if self.action == "retrieve" else ReportSerializer


class RunViewSet(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[BenchmarkRun]
):
    """Benchmark runs: for officers, and for a team once it was told."""

    serializer_class = RunSerializer
    permission_classes = [IsAuthenticated, May]
    queryset = BenchmarkRun.objects.none()
    lookup_field = "uuid"
    filterset_fields = ["suite", "outcome"]
    verbs = {"list": "scoring.list_runs", "retrieve": "scoring.view_run"}

    def get_queryset(self):
        return _with_team(BenchmarkRun.objects.visible_to(self.request.user))


def _with_team(rows):
    return rows.select_related("submission__consortium").order_by("-created_at", "-pk")
