"""Documents and the bill of materials: the verbs of the hand-in page."""

from django.shortcuts import get_object_or_404
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from accounts.models import ApiToken
from accounts.permissions import May
from teams.actions import bill, documents
from teams.api.submissions import OfRepository
from teams.models import Component, Document, Submission

SUBMIT = ApiToken.Scope.SUBMIT


class DocumentSerializer(serializers.ModelSerializer):
    repo = serializers.CharField(source="submission.repo")
    file = serializers.FileField(write_only=True)

    class Meta:
        model = Document
        fields = ["repo", "kind", "version", "title", "name", "size", "sha256", "uploaded_at"]
        read_only_fields = ["version", "name", "size", "sha256", "uploaded_at"]
        fields = [*fields, "file"]


class ComponentSerializer(serializers.ModelSerializer):
    repo = serializers.CharField(source="submission.repo")

    class Meta:
        model = Component
        fields = [
            "id",
            "repo",
            "name",
            "component",
            "source_kind",
            "source",
            "licence",
            "commit",
            "weights",
            "training",
            "note",
        ]


class HandedViewSet(mixins.ListModelMixin, mixins.CreateModelMixin, viewsets.GenericViewSet):
    """What both have in common: rows of a submission, entered by one action."""

    permission_classes = [IsAuthenticated, May]
    filterset_class = OfRepository
    scopes = {"create": SUBMIT, "destroy": SUBMIT}

    def get_queryset(self):
        visible = self.queryset.model.objects.visible_to(self.request.user)
        return visible.select_related("submission__consortium").order_by("pk")

    def create(self, request, *args, **kwargs):
        submission = self._submission(str(request.data.get("repo", "")))
        body = self.get_serializer(data=request.data)
        body.is_valid(raise_exception=True)
        columns = {k: v for k, v in body.validated_data.items() if k != "submission"}
        row = type(self).enter(submission, **columns, by=request.user)
        return Response(self.get_serializer(row).data, status=status.HTTP_201_CREATED)

    def _submission(self, repo):
        """May the caller? Asked before the rest of the body is read."""
        team, _slash, name = repo.partition("/")
        visible = Submission.objects.visible_to(self.request.user).select_related("consortium")
        row = get_object_or_404(visible, consortium__slug=team, slug=name)
        self.check_object_permissions(self.request, row)
        return row


class DocumentViewSet(HandedViewSet):
    """Documents in all their versions. Creating one adds the next version of its kind."""

    serializer_class = DocumentSerializer
    parser_classes = [MultiPartParser, FormParser]
    queryset = Document.objects.none()
    verbs = {"list": "teams.list", "create": "teams.hand_in"}
    enter = documents.add


class ComponentViewSet(mixins.DestroyModelMixin, HandedViewSet):
    """The bill of materials. Creating a component that stands there says anew what it is."""

    serializer_class = ComponentSerializer
    parser_classes = [JSONParser]
    queryset = Component.objects.none()
    verbs = {"list": "teams.list", "create": "teams.hand_in", "destroy": "teams.hand_in"}
    enter = bill.declare

    def perform_destroy(self, instance):
        bill.remove(instance, by=self.request.user)
