from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from accounts.models import Account, Role
from accounts.permissions import May


class RoleSerializer(serializers.ModelSerializer):
    programme = serializers.SlugRelatedField(slug_field="slug", read_only=True)

    class Meta:
        model = Role
        fields = ["programme", "name", "since", "until"]


class MeSerializer(serializers.ModelSerializer):
    roles = serializers.SerializerMethodField()

    class Meta:
        model = Account
        fields = ["email", "name", "language", "joined_at", "roles"]

    @extend_schema(responses=RoleSerializer(many=True))
    def get_roles(self, account) -> list[dict]:
        rows = account.roles.current().select_related("programme").order_by("programme__slug")
        return list(RoleSerializer(rows, many=True).data)


class MeViewSet(viewsets.ViewSet):
    """Who am I, and what may I do where?"""

    permission_classes = [IsAuthenticated, May]
    verbs = {"list": "accounts.view_self"}
    detail = False

    @extend_schema(operation_id="me", responses=forced_singular_serializer(MeSerializer))
    def list(self, request):
        return Response(MeSerializer(request.user).data)
