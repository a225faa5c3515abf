import django_filters
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from accounts.models import Programme
from accounts.permissions import May
from accounts.queries import roles
from competition.actions import decisions, rounds
from competition.models import OFFICERS, Round

MOMENTS = [*rounds.MOMENTS, "objections_close_at"]


class RoundSerializer(serializers.ModelSerializer):
    programme = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    rulebook = serializers.CharField(source="rulebook.digest", read_only=True, default=None)
    state = serializers.SerializerMethodField(
        help_text="Before the publication everybody but officers is told no more than ‘sealed’."
    )

    class Meta:
        model = Round
        fields = ["slug", "programme", "kind", "name_ko", "name_en", "state", "rulebook", *MOMENTS]
        read_only_fields = fields

    def get_state(self, round) -> str:
        known = _officers(self.context["request"].user, round)
        return round.state if known else round.told_state


def _officers(account, round):
    return roles.has_role(account, round.programme_id, *OFFICERS)


class CalendarSerializer(serializers.Serializer):
    opens_at = serializers.DateTimeField(required=False, allow_null=True)
    closes_at = serializers.DateTimeField(required=False, allow_null=True)
    evaluation_opens_at = serializers.DateTimeField(required=False, allow_null=True)
    evaluation_closes_at = serializers.DateTimeField(required=False, allow_null=True)
    publishes_at = serializers.DateTimeField(required=False, allow_null=True)


class AmendSerializer(CalendarSerializer):
    reason = serializers.CharField(required=False, allow_blank=True, default="", max_length=2000)


class DraftSerializer(CalendarSerializer):
    programme = serializers.SlugField()
    slug = serializers.SlugField(max_length=40)
    kind = serializers.ChoiceField(choices=Round.Kind.choices)
    name_ko = serializers.CharField(max_length=120)
    name_en = serializers.CharField(max_length=120)


class ReasonSerializer(serializers.Serializer):
    reason = serializers.CharField(max_length=4000)


class RoundFilter(django_filters.FilterSet):
    programme = django_filters.CharFilter(field_name="programme__slug")

    class Meta:
        model = Round
        fields = ["kind"]


class RoundViewSet(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Round]
):
    """Rounds one may know of, and what their officers do with them."""

    serializer_class = RoundSerializer
    permission_classes = [IsAuthenticated, May]
    queryset = Round.objects.none()
    lookup_field = "slug"
    filterset_class = RoundFilter
    verbs = {
        "list": "competition.list",
        "retrieve": "competition.know_round",
        "create": "competition.draft",
        "calendar": "competition.amend_calendar",
        "open": "competition.open",
        "propose": "competition.propose",
        "approve": "competition.approve",
        "send_back": "competition.send_back",
        "publish": "competition.publish",
        "confirm": "competition.confirm",
    }

    def get_queryset(self):
        return Round.objects.visible_to(self.request.user).order_by("-created_at", "-pk")

    @extend_schema(request=DraftSerializer, responses={201: RoundSerializer})
    def create(self, request):
        body = DraftSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        said = dict(body.validated_data)
        held = roles.held(request.user)
        organised = [pk for pk, names in held.items() if "organiser" in names]
        own = Programme.objects.filter(pk__in=organised)
        programme = get_object_or_404(own, slug=said.pop("programme"))
        round = rounds.draft(programme, **said, by=request.user)
        return Response(self.get_serializer(round).data, status=201)

    @extend_schema(request=AmendSerializer, responses=RoundSerializer)
    @action(detail=True, methods=["post"])
    def calendar(self, request, slug):
        return self._act(rounds.amend_calendar, AmendSerializer)

    @extend_schema(request=None, responses=RoundSerializer)
    @action(detail=True, methods=["post"])
    def open(self, request, slug):
        return self._act(rounds.open)

    @extend_schema(request=None, responses=RoundSerializer)
    @action(detail=True, methods=["post"])
    def propose(self, request, slug):
        return self._act(decisions.propose)

    @extend_schema(request=None, responses=RoundSerializer)
    @action(detail=True, methods=["post"])
    def approve(self, request, slug):
        return self._act(decisions.approve)

    @extend_schema(request=ReasonSerializer, responses=RoundSerializer)
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request, slug):
        return self._act(decisions.send_back, ReasonSerializer)

    @extend_schema(request=None, responses=RoundSerializer)
    @action(detail=True, methods=["post"])
    def publish(self, request, slug):
        return self._act(decisions.publish)

    @extend_schema(request=None, responses=RoundSerializer)
    @action(detail=True, methods=["post"])
    def confirm(self, request, slug):
        return self._act(decisions.confirm)

    def _act(self, verb, serializer=serializers.Serializer):
        round = self.get_object()  # may the caller? asked before the body is read
        body = serializer(data=self.request.data)
        body.is_valid(raise_exception=True)
        round = verb(round, **body.validated_data, by=self.request.user)
        return Response(self.get_serializer(round).data)
