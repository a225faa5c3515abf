from datetime import timedelta

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from accounts.actions import tokens
from accounts.models import ApiToken
from accounts.permissions import May


class TokenSerializer(serializers.ModelSerializer):
    state = serializers.CharField(read_only=True)

    class Meta:
        model = ApiToken
        fields = ["uuid", "name", "scope", "state", "created", "expiry", "revoked_at"]
        read_only_fields = fields


class NewTokenSerializer(serializers.Serializer):
    name = serializers.CharField(max_length=100)
    scope = serializers.ChoiceField(ApiToken.Scope.choices)
    days = serializers.IntegerField(min_value=1, max_value=366)


class IssuedSerializer(TokenSerializer):
    secret = serializers.CharField(help_text="Shown this once.")

    class Meta(TokenSerializer.Meta):
        fields = [*TokenSerializer.Meta.fields, "secret"]
        read_only_fields = fields


class TokenViewSet(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[ApiToken]
):
    """One's own API tokens."""

    serializer_class = TokenSerializer
    permission_classes = [IsAuthenticated, May]
    lookup_field = "uuid"
    queryset = ApiToken.objects.none()
    filterset_fields = ["scope"]
    verbs = {
        "list": "accounts.list_tokens",
        "retrieve": "accounts.view_token",
        "create": "accounts.issue_token",
        "revoke": "accounts.revoke_token",
    }

    scopes = {"create": None}  # a stolen token must not breed

    def get_queryset(self):
        return ApiToken.objects.visible_to(self.request.user).order_by("-created", "uuid")

    @extend_schema(request=NewTokenSerializer, responses={201: IssuedSerializer})
    def create(self, request):
        body = NewTokenSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        given = body.validated_data
        token, token.secret = tokens.issue(
            request.user,
            name=given["name"],
            scope=given["scope"],
            expires_in=timedelta(days=given["days"]),
            by=request.user,
        )
        return Response(IssuedSerializer(token).data, status=201)

    @extend_schema(request=None, responses=TokenSerializer)
    @action(detail=True, methods=["post"])
    def revoke(self, request, uuid):
        token = tokens.revoke(self.get_object(), by=request.user)
        return Response(self.get_serializer(token).data)
