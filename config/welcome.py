"""``python -m config.welcome``: wait for the first page, then say where and who may sign in."""

import io
import json
import sys
import time
from collections import Counter
from urllib.error import URLError
from urllib.request import urlopen

import django
from django.conf import settings
from django.core.management import call_command, get_commands

PATIENCE = 120


def _answers(url):
    try:
        with urlopen(url, timeout=5) as answer:  # noqa: S310
            return answer.status == 200
    except (URLError, OSError):
        return False


def wait(url):
    """Whether the page came within our patience."""
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit:
        if _answers(url):
            return True
        time.sleep(0.2)
    return False


def people():
    """Two of each role in the demonstration, one line a person; nothing on a real system."""
    if not settings.EMBEDDED or "demo" not in get_commands():
        return []
    told = io.StringIO()
    call_command("demo", "--credentials", stdout=told)
    rows = json.loads(told.getvalue() or "{}").get("people", [])
    alike = Counter()
    lines = []
    for row in rows:
        alike[row["role"]] += 1
        if alike[row["role"]] <= 2:
            lines.append(f"  {row['role']:<12} {row['email']:<32} {row['password']}")
    return lines


def main():
    django.setup()
    here = "127.0.0.1" if settings.HOST == "0.0.0.0" else settings.HOST  # noqa: S104
    if not wait(f"http://{here}:{settings.PORT}/healthz"):
        sys.exit(f"simsa: no page yet; see {settings.VAR_DIR}/log/web.log")
    lines = people()
    print(f"\nsimsa: {settings.PUBLIC_URL}/", flush=True)
    if lines:
        print("simsa: these may sign in (role, address, password), and more:", *lines, sep="\n")
        print("simsa: everybody, with the teams' tokens: ./dev demo --credentials")
    print(f"simsa: logs are in {settings.VAR_DIR}/log; Ctrl-C ends everything", flush=True)


if __name__ == "__main__":
    main()
