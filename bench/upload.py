"""What a hand-in costs: a signed PUT through the local door beside ``cp`` and a digest.

``./dev bench upload [--gigabytes N]``. The same bytes, in one run, in turn: ``cp`` and Python's
``hashlib.file_digest``; one PUT to an address we signed (stored, hashed and judged in that one
pass); then ``hf upload`` itself on both its roads, and ``hf download``. The server's memory is
read all the while. Exit 1 when the door is slower than half the baseline, or memory is not flat.
"""

import argparse
import hashlib
import http.client
import json
import os
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median

import django

ROUNDS = 3
SHARE = 0.5  # of the baseline's speed that the door must reach
GROWTH = 96 * 2**20  # bytes the server may grow by, whatever the size that passes through
BLOCK = 2**24
HF = Path(sys.executable).with_name("hf")


def weights(path: Path, size: int) -> None:
    """A safetensors file of exactly ``size`` random bytes, header included."""
    data = size - 256
    tensor = {"dtype": "U8", "shape": [data], "data_offsets": [0, data]}
    header = json.dumps({"w": tensor}).encode().ljust(248)
    with path.open("wb") as file:
        file.write(struct.pack("<Q", len(header)) + header)
        for start in range(0, data, BLOCK):
            file.write(os.urandom(min(BLOCK, data - start)))


def baseline(source: Path) -> float:
    """Seconds of ``cp`` and ``hashlib.file_digest``."""
    copy, start = source.with_suffix(".copy"), time.perf_counter()
    subprocess.run(["cp", source, copy], check=True)  # noqa: S603, S607
    with copy.open("rb") as file:
        hashlib.file_digest(file, "sha256")
    took = time.perf_counter() - start
    copy.unlink()
    return took


def put(port: int, address: str, source: Path) -> float:
    """Seconds of one PUT of the whole file."""
    start = time.perf_counter()
    link = http.client.HTTPConnection("127.0.0.1", port, blocksize=2**20)
    with source.open("rb") as file:
        link.request("PUT", address, body=file, headers={"Content-Length": source.stat().st_size})
        answer = link.getresponse()
    if answer.status != 200:
        raise SystemExit(f"the door said {answer.status}: {answer.read().decode()}")
    return time.perf_counter() - start


def client(words: list, folder: Path, port: int, secret: str, *, lfs: bool) -> float:
    """Seconds of the real client, with nothing set but the address and the token."""
    named = {k: v for k, v in os.environ.items() if not k.startswith("HF_")}
    named |= {"HF_ENDPOINT": f"http://127.0.0.1:{port}", "HF_TOKEN": secret}
    named |= {"HF_HOME": tempfile.mkdtemp(dir=folder)} | (
        {"HF_HUB_DISABLE_XET": "1"} if lfs else {}
    )
    start = time.perf_counter()
    done = subprocess.run([HF, *words], env=named, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return time.perf_counter() - start


class Memory(threading.Thread):
    """Reads the resident memory of the server's worker four times a second."""

    def __init__(self, pid: int):
        super().__init__(daemon=True)
        self.pid, self.seen = pid, 0

    def run(self):
        while True:
            self.seen = max(self.seen, self.now())
            time.sleep(0.25)

    def now(self):
        command = ["ps", "-o", "rss=", "--ppid", str(self.pid)]
        found = subprocess.run(command, capture_output=True)  # noqa: S603
        return max((int(line) * 1024 for line in found.stdout.split()), default=0)


@contextmanager
def serving(folder: Path):
    """gunicorn with our settings, one worker, on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = ["-m", "gunicorn", "-c", "python:config.webserver", "config.wsgi"]
    named = os.environ | {"HOST": "127.0.0.1", "PORT": str(port), "WEB_WORKERS": "1"}
    with (folder / "server.log").open("wb") as log:
        command = [sys.executable, *words]
        server = subprocess.Popen(command, env=named, stdout=log, stderr=log)  # noqa: S603
    try:
        while socket.socket().connect_ex(("127.0.0.1", port)):
            time.sleep(0.1)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(20)


def measure(folder: Path, gigabytes: float) -> bool:
    """Everything in turn; the figures are printed."""
    from bench import upload_team as team  # noqa: PLC0415  after django.setup

    source = folder / "m" / "model.safetensors"
    source.parent.mkdir()
    weights(source, int(gigabytes * 10**9))
    submission, secret = team.team(timedelta(days=1))
    with serving(folder) as (port, pid):
        memory = Memory(pid)
        put(port, team.address(submission, source), source)  # warm, like the rest
        before = memory.now()
        memory.start()
        pairs = []
        for _round in range(ROUNDS):
            plain = baseline(source)
            door = put(port, team.address(submission, source), source)
            pairs.append((plain, door))
            print(f"cp and file_digest {plain:6.2f} s    signed PUT {door:6.2f} s")
        grown = memory.seen - before
        with_client(folder, submission.repo, port, secret, gigabytes)
    share = median(plain / door for plain, door in pairs)
    print(f"the door reaches {share:.0%} of cp and file_digest (needed: {SHARE:.0%})")
    print(f"server memory {before / 2**20:.0f} MiB, grew by {grown / 2**20:.0f} MiB under PUTs,")
    print(f"by {(memory.seen - before) / 2**20:.0f} MiB in all (allowed: {GROWTH / 2**20:.0f})")
    return share >= SHARE and memory.seen - before <= GROWTH


def with_client(folder, repo, port, secret, gigabytes):
    """The unchanged client, for the record."""
    from bench import upload_team as team  # noqa: PLC0415  after django.setup

    for road, lfs in (("Xet", False), ("LFS", True)):
        team.forget(repo)
        words = ["upload", repo, folder / "m", "."]
        up = client(words, folder, port, secret, lfs=lfs)
        words = ["download", repo, "--local-dir", folder / f"copy-{road}"]
        down = client(words, folder, port, secret, lfs=lfs)
        print(f"hf upload, {road} road: {up:.1f} s, {gigabytes * 1000 / up:.0f} MB/s;", end=" ")
        print(f"hf download {down:.1f} s, {gigabytes * 1000 / down:.0f} MB/s")


def main(words: list[str] | None = None) -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--gigabytes", type=float, default=2.0)
    gigabytes = asked.parse_args(words).gigabytes
    above = Path(os.environ.get("VAR_DIR", tempfile.gettempdir()))
    above.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-upload-", dir=above) as name:
        os.environ |= {"VAR_DIR": name, "DJANGO_SETTINGS_MODULE": "config.settings.base"}
        for foreign in ("DATABASE_URL", "STORAGE_URL"):
            os.environ.pop(foreign, None)
        django.setup()
        return 0 if measure(Path(name), gigabytes) else 1


if __name__ == "__main__":
    sys.exit(main())
