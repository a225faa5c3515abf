"""The addresses the Hugging Face client knows. No slashes at the end, nothing redirects."""

from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt

from teams.hub import cas, download, lfs, repository

REPO = r"(?P<team>[\w.-]+)/(?P<name>[\w.-]+)"
MODEL = f"api/models/{REPO}"
REVISION = r"(?P<revision>[^/]+)"
CAS = rf"xet/{REPO}/g(?P<generation>\d+)"
DIGEST = r"(?P<digest>[0-9a-f]{64})"


@csrf_exempt
def not_offered(request, **captured):
    return JsonResponse({"error": "Not offered here"}, status=404)


def page(request, team, name):
    """What the client prints after an upload leads people to the page of the submission."""
    return redirect("teams:submission", team, name)


urlpatterns = [
    path("api/whoami-v2", repository.whoami),
    path("api/repos/create", repository.create),
    path("api/validate-yaml", repository.validate_yaml),
    re_path(rf"^{MODEL}$", repository.info),
    re_path(rf"^{MODEL}/revision/{REVISION}$", repository.info),
    re_path(rf"^{MODEL}/tree/{REVISION}(?:/(?P<folder>.*))?$", repository.tree),
    re_path(rf"^{MODEL}/preupload/{REVISION}$", repository.preupload),
    re_path(rf"^{MODEL}/commit/{REVISION}$", repository.commit),
    re_path(rf"^{MODEL}/xet-write-token/{REVISION}$", cas.write_token),
    re_path(rf"^{CAS}/v1/chunks/[\w-]+/{DIGEST}$", cas.chunk),
    re_path(rf"^{CAS}/v1/xorb-grants/default/{DIGEST}$", cas.grant),
    re_path(rf"^{CAS}/v1/xorb-commits/default/{DIGEST}/grant/(?P<grant>\w+)$", cas.granted),
    re_path(rf"^{CAS}/v1/xorbs/default/{DIGEST}$", cas.xorb),
    re_path(rf"^{CAS}/v2/shards$", cas.shards_v2),
    re_path(rf"^{CAS}(?:/v1)?/shards$", cas.shards_v1),
    re_path(rf"^{REPO}\.git/info/lfs/objects/batch$", lfs.batch),
    re_path(rf"^{REPO}\.git/info/lfs/verify$", lfs.verify),
    path("intake/complete/<str:token>", lfs.complete),
    path("intake/<str:token>", lfs.put, name="intake"),
    re_path(rf"^{REPO}/resolve/{REVISION}/(?P<path>.+)$", download.resolve),
    re_path(rf"^{REPO}/(?:commit|tree|blob)/.+$", page),
    path("v1/telemetry", not_offered),
    re_path(r"^api/(?:agent-harnesses|models|repos|datasets|spaces)\b", not_offered),
]
