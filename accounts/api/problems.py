"""Errors of the API as problem details (RFC 9457)."""

from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import set_rollback

from accounts.errors import RuleBroken

SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "In the language asked for."},
        "clause": {"type": "string", "description": "Of the rulebook, where a rule says no."},
        "errors": {"type": "object", "additionalProperties": {}, "description": "By field."},
    },
}
READING, CHANGING = (401, 403, 404), (401, 403, 404, 409, 422)
MEDIA_TYPE = "application/problem+json"


def handler(error, context):
    """A broken rule is 409 with its clause; wrong input is 422 and names every field."""
    match error:
        case RuleBroken():
            body = {"detail": str(error), "clause": error.clause}
            return problem(status.HTTP_409_CONFLICT, **body, **_field(error))
        case Http404():
            error = exceptions.NotFound()
        case PermissionDenied():
            error = exceptions.PermissionDenied()
    if not isinstance(error, exceptions.APIException):
        return None
    set_rollback()
    return problem(_status(error), headers=_headers(error), **_body(error))


def problem(code, *, headers=None, **members):
    """The answer: title and status are always there, empty members are left out."""
    body = {"type": "about:blank", "title": HTTPStatus(code).phrase, "status": int(code)}
    body |= {name: value for name, value in members.items() if value}
    response = Response(body, status=code, headers=headers or {})
    response.content_type = MEDIA_TYPE
    return response


def _status(error):
    if isinstance(error, exceptions.ValidationError):
        return status.HTTP_422_UNPROCESSABLE_ENTITY
    return error.status_code


def _body(error):
    if not isinstance(error, exceptions.ValidationError):
        return {"detail": str(error.detail)}
    fields = error.detail if isinstance(error.detail, dict) else {"non_field_errors": error.detail}
    return {"detail": str(exceptions.ValidationError.default_detail), "errors": fields}


def _field(broken):
    return {"errors": {broken.field: [str(broken)]}} if broken.field else {}


def _headers(error):
    headers = {}
    if header := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = header
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait))
    return headers


def describe(result, generator, request, public):
    """For the API description: every address may answer with a problem."""
    result.setdefault("components", {}).setdefault("schemas", {})["Problem"] = SCHEMA
    for path in result["paths"].values():
        for method, operation in path.items():
            for code in READING if method == "get" else CHANGING:
                operation["responses"].setdefault(str(code), _described(code))
    return result


def _described(code):
    body = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": HTTPStatus(code).phrase, "content": body}
