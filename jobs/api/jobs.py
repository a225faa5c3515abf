import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from accounts.permissions import May
from jobs.actions import cancelling, queueing
from jobs.models import Attempt, Job


class AttemptSerializer(serializers.ModelSerializer):
    class Meta:
        model = Attempt
        fields = ["worker", "started_at", "heartbeat_at", "ended_at", "outcome", "fault", "reason"]


class JobSerializer(serializers.ModelSerializer):
    programme = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    percent = serializers.IntegerField(read_only=True, allow_null=True)
    remaining = serializers.DurationField(read_only=True, allow_null=True)

    class Meta:
        model = Job
        fields = [
            "uuid",
            "kind",
            "programme",
            "subject",
            "about",
            "state",
            "step",
            "steps",
            "percent",
            "remaining",
            "note",
            "created_at",
            "started_at",
            "ended_at",
            "cancel_asked_at",
        ]
        read_only_fields = fields


class JobDetailSerializer(JobSerializer):
    attempts = AttemptSerializer(many=True, read_only=True)

    class Meta(JobSerializer.Meta):
        fields = [*JobSerializer.Meta.fields, "attempts"]
        read_only_fields = fields


class CancelSerializer(serializers.Serializer):
    reason = serializers.CharField(max_length=500, required=False, default="")


class JobFilter(django_filters.FilterSet):
    class Meta:
        model = Job
        fields = {"state": ["exact"], "kind": ["exact"], "about": ["exact"]}


class JobViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Job]):
    """Long work: where it stands, what was tried, and stopping or repeating it."""

    permission_classes = [IsAuthenticated, May]
    queryset = Job.objects.none()
    lookup_field = "uuid"
    filterset_class = JobFilter
    verbs = {
        "list": "jobs.list",
        "retrieve": "jobs.view",
        "cancel": "jobs.cancel",
        "again": "jobs.again",
    }

    def get_queryset(self):
        visible = Job.objects.visible_to(self.request.user).select_related("programme")
        if self.action == "retrieve":
            visible = visible.prefetch_related("attempts")
        return visible.order_by("-pk")

    def get_serializer_class(self):
        return JobDetailSerializer if self.action == "retrieve" else JobSerializer

    @extend_schema(request=CancelSerializer, responses=JobSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request, uuid):
        job = self.get_object()  # may the caller? asked before the body is read
        body = CancelSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        job = cancelling.ask(job, **body.validated_data, by=request.user)
        return Response(self.get_serializer(job).data)

    @extend_schema(request=None, responses=JobSerializer)
    @action(detail=True, methods=["post"])
    def again(self, request, uuid):
        job = queueing.again(self.get_object(), by=request.user)
        return Response(self.get_serializer(job).data)
