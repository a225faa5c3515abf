"""Which files a package holds, and opening them without being led astray.

Only regular files inside the package are ever read: no link that leaves it, no pipe,
no device, no path that climbs.
"""

import errno
import os
import stat
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from scoring.originality import strict
from scoring.originality.faults import BadPackage
from scoring.originality.report import Note

DEPTH = 6
FILES = 50_000
INDEX_LIMIT = 256 << 20  # bytes
INDEX = ".safetensors.index.json"
SIDE_FILES = ("config.json", "tokenizer.json", "vocab.json")
UNREAD = (
    ".bin",
    ".pt",
    ".pth",
    ".ckpt",
    ".pkl",
    ".gguf",
    ".h5",
    ".npz",
    ".npy",
    ".onnx",
    ".msgpack",
)


@dataclass
class Inventory:
    """``weights``: shard name to path. ``indexes``: folder to {tensor: file}."""

    weights: dict[str, Path] = field(default_factory=dict)
    indexes: dict[str, dict] = field(default_factory=dict)
    others: dict[str, Path] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    code: bool = False


def inventory(root: Path) -> Inventory:
    """Every file under ``root`` that matters here, in order of name."""
    found = Inventory()
    if not root.is_dir():
        root.stat()  # not there at all: an OSError, ours
        found.weights[root.name] = _regular(root, root.parent.resolve(), root.name)
        return found
    home = root.resolve()
    unread = []
    for name in _walk(root):
        _sort_in(name, root / name, home, found, unread)
    if unread:
        found.notes.append(Note("not_examined", {"file": unread[0], "count": len(unread)}))
    _require_weights(found, unread)
    return found


def _walk(root):
    """Relative names of everything that is no folder; linked folders are not entered."""
    names, waiting = [], [("", 0)]
    while waiting:
        folder, depth = waiting.pop()
        with os.scandir(root / folder) as entries:
            for entry in entries:
                name = os.path.join(folder, entry.name)
                if entry.is_dir(follow_symlinks=False) and depth < DEPTH:
                    waiting.append((name, depth + 1))
                elif not entry.is_dir(follow_symlinks=False):
                    names.append(name)
        if len(names) > FILES:
            raise BadPackage("too_many_files", limit=FILES)
    return sorted(names)


def _sort_in(name, path, home, found, unread):
    lower = name.lower()
    if lower.endswith(INDEX):
        folder = os.path.dirname(name)
        found.indexes[folder] = found.indexes.get(folder, {}) | _index(path, folder, home, name)
    elif lower.endswith(".safetensors"):
        found.weights[_printable(name)] = _regular(path, home, name)
    elif lower in SIDE_FILES:
        _side_file(lower, path, home, found)
    elif lower.endswith(UNREAD):
        unread.append(strict.shown(name))
    elif lower.endswith(".py"):
        found.code = True


def _printable(name):
    if not name.isprintable():
        raise BadPackage("file_name_malformed", file=strict.shown(name))
    return name


def _side_file(name, path, home, found):
    """A config that is a pipe or a link out of the package is not worth a refusal."""
    try:
        found.others[name] = _regular(path, home, name)
    except BadPackage:
        found.notes.append(Note("not_examined", {"file": name, "count": 1}))


def _require_weights(found, unread):
    if found.weights:
        return
    if unread:
        raise BadPackage("no_safetensors", file=unread[0])
    raise BadPackage("no_weights")


def _index(path, folder, home, name):
    """The weight map: tensor name to file name, each file present and inside the package."""
    _regular(path, home, strict.shown(name))
    try:
        table = strict.parse(content(path, INDEX_LIMIT))
    except strict.NotStrict as lie:
        raise BadPackage("index_malformed", file=strict.shown(name), why=lie.code) from None
    table = table.get("weight_map") if isinstance(table, dict) else None
    if not isinstance(table, dict) or any(type(f) is not str for f in table.values()):
        raise BadPackage("index_malformed", file=strict.shown(name), why="weight_map")
    for file in sorted(set(table.values())):
        _check_shard_name(file)
        if not os.path.lexists(path.parent / file):
            raise BadPackage("shard_missing", file=strict.shown(file))
    return table


def _check_shard_name(file):
    plain = PurePosixPath(file)
    plain_name = len(plain.parts) == 1 and str(plain) == file and file.isprintable()
    if not plain_name or file == ".." or not file.lower().endswith(".safetensors"):
        raise BadPackage("shard_escapes", file=strict.shown(file))


def _regular(path, home, name):
    """The real path, if it is a regular file inside ``home``."""
    try:
        real = path.resolve(strict=True)
    except (FileNotFoundError, RuntimeError):  # a link to nothing, or to itself
        raise BadPackage("link_broken", file=name) from None
    except OSError as error:
        if error.errno != errno.ELOOP:
            raise
        raise BadPackage("link_broken", file=name) from None
    if not real.is_relative_to(home):
        raise BadPackage("link_leaves", file=name)
    if not stat.S_ISREG(real.stat().st_mode):
        raise BadPackage("not_regular", file=name)
    return real


@contextmanager
def opened(path: Path):
    """A descriptor of a regular file; opening never waits for the other end of a pipe."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise BadPackage("not_regular", file=path.name)
        yield descriptor
    finally:
        os.close(descriptor)


def content(path: Path, limit: int) -> bytes:
    """A whole small file. BadPackage if it is longer than ``limit`` bytes."""
    with opened(path) as descriptor:
        size = os.fstat(descriptor).st_size
        if size > limit:
            raise BadPackage("file_too_large", file=path.name, size=size, limit=limit)
        return os.pread(descriptor, size, 0)


def fill(descriptor: int, view, at: int, name: str) -> None:
    """Read exactly ``len(view)`` bytes from ``at``; a file that shrank meanwhile is truncated."""
    done = 0
    while done < len(view):
        count = os.preadv(descriptor, [view[done:]], at + done)
        if count == 0:
            raise BadPackage("file_truncated", file=name)
        done += count
