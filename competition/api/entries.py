import django_filters
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from accounts.permissions import May
from competition.actions import entries
from competition.api.rounds import ReasonSerializer
from competition.models import Entry, Round
from competition.permissions import ACTING
from teams.models import Consortium, Membership


class EntrySerializer(serializers.ModelSerializer):
    """The blind letter is no field: nobody outside the evaluation is to know it."""

    round = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    consortium = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    hand_in = serializers.CharField(source="submission.state", read_only=True, default=None)
    receipt = serializers.CharField(source="submission.receipt", read_only=True, default="")
    starts = serializers.DateTimeField(read_only=True)
    ends = serializers.DateTimeField(read_only=True)

    class Meta:
        model = Entry
        fields = [
            "id",
            "round",
            "consortium",
            "state",
            "hand_in",
            "receipt",
            "starts",
            "ends",
            "calendar_reason",
            "refusal_reason",
            "applied_at",
        ]
        read_only_fields = fields


class ApplySerializer(serializers.Serializer):
    round = serializers.SlugField()
    consortium = serializers.SlugField()


class OwnCalendarSerializer(ReasonSerializer):
    opens_at = serializers.DateTimeField()
    closes_at = serializers.DateTimeField()


class EntryFilter(django_filters.FilterSet):
    round = django_filters.CharFilter(field_name="round__slug")
    consortium = django_filters.CharFilter(field_name="consortium__slug")

    class Meta:
        model = Entry
        fields = ["state"]


class EntryViewSet(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Entry]
):
    """Who takes part in which round; applying and withdrawing."""

    serializer_class = EntrySerializer
    permission_classes = [IsAuthenticated, May]
    queryset = Entry.objects.none()
    filterset_class = EntryFilter
    verbs = {
        "list": "competition.list",
        "retrieve": "competition.view_entry",
        "create": "competition.apply",
        "admit": "competition.admit",
        "refuse": "competition.refuse",
        "withdraw": "competition.withdraw",
        "calendar": "competition.set_calendar",
    }

    def get_queryset(self):
        visible = Entry.objects.visible_to(self.request.user)
        return visible.exclude(round__state=Round.State.DRAFTED).order_by("pk")

    @extend_schema(request=ApplySerializer, responses={201: EntrySerializer})
    def create(self, request):
        body = ApplySerializer(data=request.data)
        body.is_valid(raise_exception=True)
        said = body.validated_data
        round = get_object_or_404(Round.objects.visible_to(request.user), slug=said["round"])
        own = Consortium.objects.of(request.user)
        consortium = get_object_or_404(own, slug=said["consortium"])
        acting = Membership.objects.current().filter(account=request.user.pk, role__in=ACTING)
        if not acting.filter(consortium=consortium).exists():
            raise PermissionDenied
        entry = entries.apply(round, consortium, by=request.user)
        return Response(self.get_serializer(entry).data, status=201)

    @extend_schema(request=None, responses=EntrySerializer)
    @action(detail=True, methods=["post"])
    def admit(self, request, pk):
        return self._act(entries.admit)

    @extend_schema(request=ReasonSerializer, responses=EntrySerializer)
    @action(detail=True, methods=["post"])
    def refuse(self, request, pk):
        return self._act(entries.refuse, ReasonSerializer)

    @extend_schema(request=None, responses=EntrySerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request, pk):
        return self._act(entries.withdraw)

    @extend_schema(request=OwnCalendarSerializer, responses=EntrySerializer)
    @action(detail=True, methods=["post"])
    def calendar(self, request, pk):
        return self._act(entries.set_calendar, OwnCalendarSerializer)

    def _act(self, verb, serializer=serializers.Serializer):
        entry = self.get_object()
        body = serializer(data=self.request.data)
        body.is_valid(raise_exception=True)
        entry = verb(entry, **body.validated_data, by=self.request.user)
        return Response(self.get_serializer(entry).data)
