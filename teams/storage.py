"""The only module that knows where bytes are kept: a local folder, or an S3 bucket.

Keys are opaque paths. What is saved is there whole or not at all. A team's bytes reach either
store by the same answer: an address to PUT to (signed by us for the folder, presigned for S3).
"""

import errno
import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError
from django.conf import settings
from django.core import signing
from django.core.files.storage import FileSystemStorage, default_storage
from django.utils.http import content_disposition_header

BLOCK = 2**20  # bytes read at once
LIFE = 7 * 24 * 3600  # seconds an address works: as long as S3 allows
SALT = "teams.storage"
ABSENT = {"404", "NoSuchKey", "NotFound", "NoSuchUpload"}
PARALLEL = TransferConfig(multipart_chunksize=64 * BLOCK, max_concurrency=4)


class Full(Exception):
    """No room is left; nothing of what was being saved is kept."""


class Short(Exception):
    """Fewer or more bytes came than were announced; nothing is kept."""


class Folder:
    """Bytes in a local folder, written by our own process."""

    def path(self, key) -> Path:
        return Path(default_storage.path(key))

    def save(self, key, blocks, size):
        target = self.path(key)
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".part-", dir=target.parent)
        try:
            with _room(), open(handle, "wb", buffering=0) as file:
                os.fchmod(handle, 0o440)
                _require(size, sum(file.write(block) for block in blocks))
            os.replace(name, target)
        except BaseException:
            with suppress(FileNotFoundError):
                os.unlink(name)
            raise

    def save_part(self, key, blocks, offset, size):
        """Write one part of a content into its place; the whole is verified when it is complete."""
        target = self.path(key)
        target.parent.mkdir(parents=True, exist_ok=True)
        with _room(), target.open("r+b" if target.exists() else "xb", buffering=0) as file:
            file.seek(offset)
            _require(size, sum(file.write(block) for block in blocks))

    def open(self, key):
        return self.path(key).open("rb")

    def blocks(self, key):
        with self.path(key).open("rb", buffering=0) as file:
            while block := file.read(BLOCK):
                yield block

    def size(self, key):
        with suppress(FileNotFoundError):
            return self.path(key).stat().st_size
        return None

    def move(self, key, to):
        target = self.path(to)
        target.parent.mkdir(parents=True, exist_ok=True)
        os.chmod(self.path(key), 0o440)
        os.replace(self.path(key), target)

    def remove(self, key):
        self.path(key).unlink(missing_ok=True)

    def remove_below(self, prefix):
        shutil.rmtree(self.path(prefix), ignore_errors=True)

    def sweep(self, prefix):
        """Remove what a killed process of ours left half written."""
        for half in self.path(prefix).rglob(".part-*"):
            half.unlink(missing_ok=True)

    def lend(self, key, target):
        try:
            os.link(self.path(key), target)
        except OSError as error:
            if error.errno not in {errno.EXDEV, errno.EPERM, errno.EMLINK}:
                raise
            os.symlink(self.path(key), target)

    def free(self):
        root = self.path("")
        root.mkdir(parents=True, exist_ok=True)
        return shutil.disk_usage(root).free

    def put_url(self, key, size, **note):
        return _own_address({"key": key, "size": size, **note})

    def get_url(self, key, name):
        return None

    def begin(self, key, size):
        return "folder"

    def part_url(self, key, ticket, *, number, offset, size, **note):
        return _own_address({"key": key, "size": size, "offset": offset, **note})

    def finish(self, key, ticket, parts):
        pass

    def abort(self, key, ticket):
        self.remove(key)


class Bucket:
    """Bytes in S3; teams send them there directly."""

    @property
    def client(self):
        return default_storage.connection.meta.client

    @property
    def name(self):
        return default_storage.bucket_name

    def save(self, key, blocks, size):
        with tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR) as file, _room():
            _require(size, sum(file.write(block) for block in blocks))
            file.seek(0)
            self.client.upload_fileobj(file, self.name, key, Config=PARALLEL)

    def open(self, key):
        file = tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115
        with _room():
            self.client.download_fileobj(self.name, key, file, Config=PARALLEL)
        file.seek(0)
        return file

    def blocks(self, key):
        body = self.client.get_object(Bucket=self.name, Key=key)["Body"]
        yield from body.iter_chunks(BLOCK)

    def size(self, key):
        try:
            return self.client.head_object(Bucket=self.name, Key=key)["ContentLength"]
        except ClientError as error:
            if error.response["Error"]["Code"] in ABSENT:
                return None
            raise

    def move(self, key, to):
        source = {"Bucket": self.name, "Key": key}
        self.client.copy(source, self.name, to, Config=PARALLEL)
        self.remove(key)

    def remove(self, key):
        self.client.delete_object(Bucket=self.name, Key=key)

    def remove_below(self, prefix):
        default_storage.bucket.objects.filter(Prefix=prefix + "/").delete()

    def sweep(self, prefix):
        pass  # an object is there whole or not at all

    def lend(self, key, target):
        self.client.download_file(self.name, key, str(target), Config=PARALLEL)

    def free(self):
        return None

    def put_url(self, key, size, **note):
        return self._signed("put_object", Key=key, ContentLength=size)

    def get_url(self, key, name):
        shown = content_disposition_header(False, name)
        return self._signed("get_object", Key=key, ResponseContentDisposition=shown)

    def begin(self, key, size):
        return self.client.create_multipart_upload(Bucket=self.name, Key=key)["UploadId"]

    def part_url(self, key, ticket, *, number, offset, size, **note):
        return self._signed("upload_part", Key=key, UploadId=ticket, PartNumber=number)

    def finish(self, key, ticket, parts):
        """``parts``: number and ETag of each, as the store gave them out."""
        listed = [{"PartNumber": number, "ETag": etag} for number, etag in parts]
        self.client.complete_multipart_upload(
            Bucket=self.name, Key=key, UploadId=ticket, MultipartUpload={"Parts": listed}
        )

    def abort(self, key, ticket):
        with suppress(ClientError):
            self.client.abort_multipart_upload(Bucket=self.name, Key=key, UploadId=ticket)

    def _signed(self, verb, **params):
        """An address that holds at the origin by which clients reach the store."""
        inner = default_storage
        outward = _outward(inner.access_key, inner.secret_key, inner.region_name)
        params["Bucket"] = self.name
        return outward.generate_presigned_url(verb, Params=params, ExpiresIn=LIFE)


@cache
def _outward(access_key, secret_key, region):
    config = Config(signature_version="s3v4", s3={"addressing_style": "path"})
    named = {"aws_access_key_id": access_key, "aws_secret_access_key": secret_key}
    origin = {"endpoint_url": settings.STORAGE_ORIGIN, "region_name": region}
    return boto3.client("s3", config=config, **named, **origin)


def store() -> Folder | Bucket:
    """The store of this installation."""
    return Folder() if isinstance(default_storage, FileSystemStorage) else Bucket()


def permitted(token: str) -> dict:
    """What one of our own addresses allows to be stored; signing.BadSignature if it is not ours."""
    return signing.loads(token, salt=SALT, max_age=LIFE)


@contextmanager
def workplace(name: str):
    """A folder on this machine for one piece of work; gone afterwards."""
    above = Path(settings.VAR_DIR, "work")
    above.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f"{name}-", dir=above) as folder:
        yield Path(folder)


def _own_address(allowed):
    return "/intake/" + signing.dumps(allowed, salt=SALT, compress=False)


def _require(size, written):
    if written != size:
        raise Short(f"{written} of {size} bytes")


@contextmanager
def _room():
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise Full from error
        raise
