"""What the originality engine costs: reading and hashing beside a digest, memory, one pair.

``./dev bench originality [--megabytes N]``. The identity stage (digests, moments) over a bf16 and
an f32 file, each beside Python's ``hashlib.file_digest`` over the same bytes in the same run, from
the page cache; the peak memory of a file and of one ten times as large; seconds for pairs of the
demonstration's models. Exit 1 below half the digest's speed, above 10 s a pair, or when memory
grows by more than a tenth.
"""

import argparse
import hashlib
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import numpy as np
from safetensors.numpy import save_file

from scoring import demo_models, originality
from scoring.originality.package import open_package
from scoring.originality.scan import scan

SHARE, SECONDS, GROWTH = 0.5, 10.0, 1.10
ROW = 4096
PAIRS = (("dodamsol", "quillon-3"), ("gaonnuri", "orpen-vl-2"))
PEAK = (  # VmHWM begins anew with a process; ru_maxrss would begin with its parent's
    "import sys;from bench.originality import read;read(sys.argv[1]);"
    "print([l for l in open('/proc/self/status') if l.startswith('VmHWM')][0].split()[1])"
)


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(prog="./dev bench originality")
    parser.add_argument("--megabytes", type=int, default=400)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = [*_speeds(Path(folder), asked.megabytes), _memory(Path(folder), asked.megabytes)]
        found += list(_pairs(Path(folder)))
    for words, fine in found:
        print(words if fine else f"{words}  OVER THE LIMIT")
    return 0 if all(fine for _words, fine in found) else 1


def model(folder: Path, megabytes: int, dtype: str) -> Path:
    """A package of random matrices; bfloat16 as the upper halves of floats."""
    folder.mkdir(parents=True)
    draw = np.random.default_rng(7)
    width = 2 if dtype == "bf16" else 4
    rows = megabytes * 10**6 // (ROW * width) // 8
    table = {}
    for number in range(8):
        values = draw.standard_normal((rows, ROW), dtype=np.float32)
        table[f"model.layers.{number}.mlp.up_proj.weight"] = (
            (values.view(np.uint32) >> 16).astype(np.uint16) if dtype == "bf16" else values
        )
    path = folder / "model.safetensors"
    save_file(table, path)
    if dtype == "bf16":
        _as_bf16(path)
    return folder


def read(folder: Path | str) -> None:
    """The identity stage: every byte read once, digested and summed up."""
    package = open_package(Path(folder))
    scan(package, lambda count, tensor: None)


def _as_bf16(path):
    """The library writes no bfloat16 from numpy: the header is told what the halves are."""
    with path.open("r+b") as file:
        length = int.from_bytes(file.read(8), "little")
        header = file.read(length).replace(b'"U16"', b'"BF16"')
        file.seek(8 + length)
        body = file.read()
        header += b" " * (-len(header) % 8)
        file.seek(0)
        file.write(len(header).to_bytes(8, "little") + header + body)
        file.truncate()


def _speeds(folder, megabytes):
    for dtype in ("bf16", "f32"):
        home = model(folder / dtype, megabytes, dtype)
        path = home / "model.safetensors"
        base = median(_digest(path) for _ in range(3))
        ours = median(_timed(read, home) for _ in range(3))
        share = base / ours
        words = f"reading {dtype}, warm: {ours:.2f} s, file_digest {base:.2f} s, share {share:.2f}"
        yield words, share >= SHARE


def _memory(folder, megabytes):
    small = model(folder / "small", megabytes // 10, "bf16")
    peaks = [_peak(small), _peak(folder / "bf16")]
    words = f"peak memory: {peaks[0] / 1e3:.0f} MB at a tenth, {peaks[1] / 1e3:.0f} MB at the whole"
    return words, peaks[1] <= peaks[0] * GROWTH


def _pairs(folder):
    demo_models.make(folder / "demo")
    for team, reference in PAIRS:
        other = originality.Reference(name=reference, path=folder / "demo/references" / reference)
        begun = time.perf_counter()
        report = originality.assess(
            folder / "demo/teams" / team, [other], progress=lambda *_: None, name=team
        )
        spent = time.perf_counter() - begun
        yield f"{team} beside {reference}: {report.verdict}, {spent:.1f} s", spent <= SECONDS


def _digest(path):
    begun = time.perf_counter()
    with path.open("rb") as file:
        hashlib.file_digest(file, "sha256")
    return time.perf_counter() - begun


def _timed(call, *args):
    begun = time.perf_counter()
    call(*args)
    return time.perf_counter() - begun


def _peak(folder):
    """Kilobytes at the most, in a process of its own."""
    said = subprocess.run(  # noqa: S603 — our own interpreter and words
        [sys.executable, "-c", PEAK, str(folder)], capture_output=True, text=True, check=True
    )
    return int(said.stdout)


if __name__ == "__main__":
    sys.exit(main())
