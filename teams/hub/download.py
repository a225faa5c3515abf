"""Fetching files: names and digests in the head, bytes with ranges, or an address of the store."""

import re

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from accounts import canonical
from teams import storage
from teams.hub.door import door, gone
from teams.queries import revisions

RANGE = re.compile(r"bytes=(\d*)-(\d*)")


@door("GET")
def resolve(request, submission, revision, path):
    tree = revisions.find(submission, revision)
    if tree is None:
        return gone("RevisionNotFound", "Revision not found")
    file = tree.files.select_related("blob").filter(path=canonical.nfc(path)).first()
    if file is None:
        return gone("EntryNotFound", "Entry not found")
    response = _response(request, file)
    response.headers["X-Repo-Commit"] = tree.oid
    return response


def _response(request, file):
    name = file.path.rpartition("/")[2]
    if address := storage.store().get_url(file.blob.key, name):
        response = HttpResponse(status=302, headers={"Location": address})
        response.headers["X-Linked-Size"] = str(file.size)
    else:
        response = _bytes(request, file)
        response.headers["Content-Disposition"] = content_disposition_header(True, name)
    etag = f'"{file.sha256 if file.lfs else file.git_oid}"'
    response.headers["ETag"] = etag
    if file.lfs:
        response.headers["X-Linked-Etag"], response.headers["X-Linked-Size"] = etag, str(file.size)
    return response


def _bytes(request, file):
    kind, ranges = {"content_type": "application/octet-stream"}, {"Accept-Ranges": "bytes"}
    if request.method == "HEAD":
        return HttpResponse(headers=ranges | {"Content-Length": str(file.size)}, **kind)
    first, last = _span(request.headers.get("Range", ""), file.size)
    if first > last and file.size:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{file.size}"})
    source = storage.store().open(file.blob.key)
    if (first, last) == (0, file.size - 1) or not file.size:
        return FileResponse(source, headers=ranges, **kind)
    ranges["Content-Range"] = f"bytes {first}-{last}/{file.size}"
    ranges["Content-Length"] = str(last - first + 1)
    return StreamingHttpResponse(_slice(source, first, last), status=206, headers=ranges, **kind)


def _span(asked, size):
    """First and last byte asked for; first > last where there are none."""
    told = RANGE.fullmatch(asked)
    if not told or told[1] == told[2] == "":
        return 0, size - 1
    if told[1] == "":
        return max(0, size - int(told[2])), size - 1
    return int(told[1]), min(size - 1, int(told[2] or size - 1))


def _slice(source, first, last):
    with source:
        source.seek(first)
        left = last - first + 1
        while left and (block := source.read(min(storage.BLOCK, left))):
            left -= len(block)
            yield block
