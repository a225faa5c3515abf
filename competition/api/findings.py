import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from accounts.permissions import May
from accounts.queries import roles
from competition.actions import findings
from competition.models import OFFICERS, Finding
from competition.queries import team

RULING = ("passed", "reason", "reason_en", "ruled_at", "settled_at")


class FindingSerializer(serializers.ModelSerializer):
    """A team is told nothing of a ruling before the result of its round is out."""

    round = serializers.CharField(source="entry.round.slug", read_only=True)
    consortium = serializers.CharField(source="entry.consortium.slug", read_only=True)
    report = serializers.UUIDField(source="report.uuid", read_only=True, default=None)

    class Meta:
        model = Finding
        fields = [
            "uuid",
            "round",
            "consortium",
            "source",
            "gate",
            "component",
            "verdict",
            "reference",
            "report",
            "digest",
            "state",
            "sent_at",
            "reply_due_at",
            "reply",
            "replied_at",
            *RULING,
        ]
        read_only_fields = fields

    def to_representation(self, finding):
        said = super().to_representation(finding)
        if not self._is_officer(finding) and not finding.entry.round.is_public:
            said |= dict.fromkeys(RULING, None) | {"state": team.told_state(finding)}
        return said

    def _is_officer(self, finding):
        account = self.context["request"].user
        return roles.has_role(account, finding.entry.round.programme_id, *OFFICERS)


class ReplySerializer(serializers.Serializer):
    reply = serializers.CharField(max_length=findings.LONGEST_REPLY)


class RulingSerializer(serializers.Serializer):
    passed = serializers.BooleanField()
    reason = serializers.CharField(max_length=20_000)
    reason_en = serializers.CharField(
        max_length=20_000, required=False, allow_blank=True, default=""
    )


class WhySerializer(serializers.Serializer):
    why = serializers.CharField(max_length=4000)


class FindingFilter(django_filters.FilterSet):
    round = django_filters.CharFilter(field_name="entry__round__slug")
    consortium = django_filters.CharFilter(field_name="entry__consortium__slug")

    class Meta:
        model = Finding
        fields = ["gate", "source"]


class FindingViewSet(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Finding]
):
    """Adverse and unclear findings, the team's reply, the ruling."""

    serializer_class = FindingSerializer
    permission_classes = [IsAuthenticated, May]
    queryset = Finding.objects.none()
    lookup_field = "uuid"
    filterset_class = FindingFilter
    verbs = {
        "list": "competition.list",
        "retrieve": "competition.view_finding",
        "send": "competition.send_finding",
        "reply": "competition.reply",
        "rule": "competition.rule",
        "approve": "competition.approve_ruling",
        "send_back": "competition.send_back_ruling",
    }

    def get_queryset(self):
        return Finding.objects.visible_to(self.request.user).order_by("pk")

    @extend_schema(request=None, responses=FindingSerializer)
    @action(detail=True, methods=["post"])
    def send(self, request, uuid):
        return self._act(findings.send)

    @extend_schema(request=ReplySerializer, responses=FindingSerializer)
    @action(detail=True, methods=["post"])
    def reply(self, request, uuid):
        return self._act(findings.reply, ReplySerializer)

    @extend_schema(request=RulingSerializer, responses=FindingSerializer)
    @action(detail=True, methods=["post"])
    def rule(self, request, uuid):
        return self._act(findings.rule, RulingSerializer)

    @extend_schema(request=None, responses=FindingSerializer)
    @action(detail=True, methods=["post"])
    def approve(self, request, uuid):
        return self._act(findings.approve)

    @extend_schema(request=WhySerializer, responses=FindingSerializer)
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request, uuid):
        return self._act(findings.send_back, WhySerializer)

    def _act(self, verb, serializer=serializers.Serializer):
        finding = self.get_object()
        body = serializer(data=self.request.data)
        body.is_valid(raise_exception=True)
        finding = verb(finding, **body.validated_data, by=self.request.user)
        return Response(self.get_serializer(finding).data)
