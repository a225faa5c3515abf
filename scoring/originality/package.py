"""A model as it lies in a folder: shards, tensors, config. Nothing in it is ever executed.

``open_package`` raises BadPackage for what the package does wrong and lets OSError pass:
a folder that is not there or a disk that fails is not the package's fault.
"""

import math
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from scoring.originality import dtypes, files, header, strict
from scoring.originality.faults import BadPackage
from scoring.originality.report import Note

TENSORS = 2_000_000  # in one package
CHUNK = 1 << 18  # elements: a float32 buffer of 1 MiB stays in the cache
CONFIG_LIMIT = 4 << 20


@dataclass(frozen=True)
class Tensor:
    """One tensor and how to read it. Rows are all axes but the last."""

    name: str
    dtype: str
    shape: tuple[int, ...]
    shard: str
    path: Path = field(repr=False)
    begin: int
    end: int

    @property
    def nbytes(self) -> int:
        return self.end - self.begin

    @property
    def size(self) -> int:
        return math.prod(self.shape)

    @property
    def rows(self) -> int:
        return math.prod(self.shape[:-1]) if len(self.shape) > 1 else min(1, self.size)

    @property
    def columns(self) -> int:
        return self.shape[-1] if self.shape else 1

    @property
    def matrix(self) -> bool:
        """Has two axes or more that are longer than one."""
        return sum(n > 1 for n in self.shape) >= 2


@dataclass(frozen=True)
class Model:
    """An opened package: its tensors in reading order, its config, what was noticed."""

    name: str
    root: Path
    tensors: tuple[Tensor, ...]
    config: dict
    notes: tuple[Note, ...]

    @property
    def nbytes(self) -> int:
        return sum(t.nbytes for t in self.tensors)

    @property
    def shards(self) -> int:
        return len({t.shard for t in self.tensors})


def open_package(root: Path | str, name: str = "") -> Model:
    """Read every header and the config; no tensor yet."""
    root = Path(root)
    found = files.inventory(root)
    tensors, notes = [], list(found.notes)
    for shard, path in found.weights.items():
        tensors += _tensors(shard, path)
        if len(tensors) > TENSORS:
            raise BadPackage("too_many_tensors", file=shard, count=len(tensors), limit=TENSORS)
    _check_names(tensors)
    for folder, index in found.indexes.items():
        notes += _check_index(folder, index, tensors)
    if not any(t.size for t in tensors):
        raise BadPackage("no_tensors")
    config, said = _config(found)
    return Model(name or root.name, root, tuple(tensors), config, tuple(notes + said))


def check_file(file, size: int | None = None) -> int:
    """How many tensors a path or an open binary file holds; BadPackage if it is no safetensors."""
    if not hasattr(file, "fileno"):
        with files.opened(Path(file)) as descriptor:
            return len(header.read(descriptor, os.fstat(descriptor).st_size, Path(file).name))
    descriptor = file.fileno()
    size = os.fstat(descriptor).st_size if size is None else size
    return len(header.read(descriptor, size, Path(str(getattr(file, "name", ""))).name))


def _tensors(shard, path):
    with files.opened(path) as descriptor:
        entries = header.read(descriptor, os.fstat(descriptor).st_size, shard)
    return [Tensor(e.name, e.dtype, e.shape, shard, path, e.begin, e.end) for e in entries]


def _check_names(tensors):
    """Within one folder a name belongs to one tensor."""
    seen = {}
    for t in tensors:
        first = seen.setdefault((os.path.dirname(t.shard), t.name), t)
        if first is not t:
            where = {"tensor": strict.shown(t.name), "file": t.shard, "other": first.shard}
            raise BadPackage("tensor_twice", **where)


def _check_index(folder, index, tensors):
    """The index and the shards must tell the same story; a tensor it omits is noted."""
    held = {t.name: t.shard for t in tensors if os.path.dirname(t.shard) == folder}
    for name, file in index.items():
        if held.get(name) != os.path.join(folder, file):
            raise BadPackage("index_disagrees", tensor=strict.shown(name), file=strict.shown(file))
    omitted = sorted(set(held) - set(index))
    facts = {"count": len(omitted), "tensor": strict.shown(omitted[0])} if omitted else {}
    return [Note("index_omits", facts)] if omitted else []


def _config(found):
    path = found.others.get("config.json")
    if path is None:
        return {}, [Note("config_missing")]
    try:
        config = strict.parse(files.content(path, CONFIG_LIMIT))
    except (strict.NotStrict, BadPackage):
        return {}, [Note("config_unreadable")]
    if not isinstance(config, dict):
        return {}, [Note("config_unreadable")]
    return config, [Note("code_not_run")] if "auto_map" in config or found.code else []


def blocks(
    tensor: Tensor, begin: int = 0, end: int | None = None, chunk: int = CHUNK
) -> Iterator[np.ndarray]:
    """The raw bytes of elements ``begin`` to ``end``, in views of one reused buffer."""
    bits = dtypes.BITS[tensor.dtype]
    at = tensor.begin + begin * bits // 8
    stop = tensor.end if end is None else tensor.begin + end * bits // 8
    buffer = np.empty(min(chunk * bits // 8, max(stop - at, 1)), np.uint8)
    with files.opened(tensor.path) as descriptor:
        while at < stop:
            view = buffer[: min(len(buffer), stop - at)]
            files.fill(descriptor, view, at, tensor.shard)
            at += len(view)
            yield view


def load(tensor: Tensor, begin: int = 0, end: int | None = None) -> np.ndarray:
    """Elements ``begin`` to ``end`` as a fresh flat float32 array; not finite becomes zero."""
    end = tensor.size if end is None else end
    out = np.empty(end - begin, np.float32)
    at = 0
    for raw in blocks(tensor, begin, end):
        count = len(raw) * 8 // dtypes.BITS[tensor.dtype]
        dtypes.widen(raw, tensor.dtype, out[at : at + count])
        at += count
    if not np.isfinite(out.sum(dtype=np.float64)):
        np.nan_to_num(out, copy=False, nan=0.0, posinf=0.0, neginf=0.0)
    return out
