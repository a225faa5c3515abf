"""The environment, read once and strictly: a value that makes no sense stops the start.

``text("X")`` is the variable X, or what the file named by X_FILE holds (for secrets), or the
default, or a refusal. Every name read is remembered in ``READ``; the README and
``docker-compose.yml`` are held to it.
"""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

READ: set[str] = set()
_NEEDED = object()

SQLITE = {  # writers wait for each other instead of failing; readers never wait
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}
WEEK = 7 * 24 * 3600


def text(name, default=_NEEDED):
    """The variable, or the content of the file that NAME_FILE names, or ``default``."""
    READ.add(name)
    if value := os.environ.get(name):
        return value
    if path := os.environ.get(f"{name}_FILE"):
        return _content(name, Path(path))
    if default is _NEEDED:
        raise ImproperlyConfigured(f"Set {name}, or {name}_FILE to a file that holds it.")
    return str(default)


def flag(name, default):
    """``on`` or ``off`` (also yes/no, true/false, 1/0)."""
    value = text(name, "on" if default else "off").lower()
    if value not in {"on", "yes", "true", "1", "off", "no", "false", "0"}:
        raise ImproperlyConfigured(f"{name} is {value!r}; say on or off.")
    return value in {"on", "yes", "true", "1"}


def number(name, default):
    """A whole number."""
    value = text(name, default)
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be a whole number.")
    return int(value)


def words(name, default=""):
    """Values separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def folder(path):
    """``path``, which now exists."""
    path.mkdir(parents=True, exist_ok=True)
    return str(path)


def secret(name, kept, *, alone):
    """A secret: the variable, its file, or one made once and kept in the file ``kept``.

    Only a system that stands alone makes its own; machines that share a database share it.
    """
    if not alone:
        return text(name)
    return text(name, "") or _keep(kept)


def database(name, default):
    """DATABASE_URL as Django's settings; SQLite and PostgreSQL are tested."""
    url = text(name, default)
    found = _parsed(name, url, environ.Env.db_url_config)
    engine = found.get("ENGINE", "")
    if engine.endswith("sqlite3"):
        return found | {"OPTIONS": SQLITE}
    if engine.endswith("postgresql"):
        return found | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    raise ImproperlyConfigured(f"{name} must begin with sqlite: or postgres:")


def storage(name, default):
    """STORAGE_URL as Django's settings: ``file:///folder`` or ``s3://KEY:SECRET@host/bucket``.

    After ``?``: ``endpoint`` (as this machine reaches it), ``public`` (as clients reach it;
    presigned addresses name it) and ``region``.
    """
    url = urlsplit(text(name, default))
    if url.scheme == "file" and url.path:
        options = {"location": unquote(url.path), "base_url": None}
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    if url.scheme == "s3" and url.path.strip("/"):
        return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": _s3(url)}
    raise ImproperlyConfigured(f"{name} must be file:///FOLDER or s3://KEY:SECRET@HOST/BUCKET")


def storage_origin(name, default):
    """Where clients reach the object store (scheme and host), or nothing for a folder."""
    url = urlsplit(text(name, default))
    if url.scheme != "s3":
        return ""
    asked = parse_qs(url.query)
    return asked.get("public", [_endpoint(url)])[0].rstrip("/")


def broker(name, default, folder):
    """CELERY_BROKER_URL and its transport options: Redis, or folders when there is no server."""
    url = text(name, default)
    if not url.startswith("filesystem:"):
        # Longer than any job: below it Redis would hand a running one to a second worker.
        return url, {"visibility_timeout": WEEK}
    for part in ("queue", "control"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    queue = str(folder / "queue")
    folders = {"data_folder_in": queue, "data_folder_out": queue}
    control = {"control_folder": str(folder / "control"), "store_processed": False}
    return url, folders | control | {"polling_interval": 0.05}


def mail(name, default):
    """EMAIL_URL as Django's settings: ``smtp+tls://USER:PASSWORD@HOST:587``, ``filemail:///DIR``."""
    return _parsed(name, text(name, default), environ.Env.email_url_config)


def cache(broker_url, folder):
    """A cache all processes share, for rate limits: Redis where it is, else a folder."""
    if broker_url.startswith("redis"):
        backend = "django.core.cache.backends.redis.RedisCache"
        return {"BACKEND": backend, "LOCATION": broker_url, "KEY_PREFIX": "cache"}
    backend = "django.core.cache.backends.filebased.FileBasedCache"
    return {"BACKEND": backend, "LOCATION": str(folder)}


def _s3(url):
    asked = parse_qs(url.query)
    return {
        "access_key": unquote(url.username or ""),
        "secret_key": unquote(url.password or ""),
        "bucket_name": url.path.strip("/"),
        "endpoint_url": _endpoint(url),
        "region_name": asked.get("region", ["us-east-1"])[0],
        "addressing_style": "path",
        "signature_version": "s3v4",
        "file_overwrite": False,
        "default_acl": None,
        "querystring_auth": True,
    }


def _endpoint(url):
    port = f":{url.port}" if url.port else ""
    return parse_qs(url.query).get("endpoint", [f"https://{url.hostname}{port}"])[0]


def _parsed(name, value, parse):
    try:
        return parse(value)
    except (ImproperlyConfigured, ValueError, KeyError, TypeError) as wrong:
        raise ImproperlyConfigured(f"{name} cannot be read: {wrong}") from wrong


def _content(name, path):
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError as wrong:
        raise ImproperlyConfigured(f"{name}_FILE cannot be read: {wrong}") from wrong


def _keep(path):
    """The secret in ``path``; made at the first call, readable by its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="utf-8").strip()
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="utf-8").strip()
