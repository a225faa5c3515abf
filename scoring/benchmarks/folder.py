"""What a model folder must look like before anything heavy opens it. Standard library only.

Transformers is trusting: it follows an adapter to another model on the disk, a shard name out of
the folder, a tokenizer file by its absolute path. It also fills what a weight file lacks with
random numbers, and builds as many layers as the config names. Each is refused here, in words.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scoring.benchmarks.faults import BadModel

LARGEST_JSON = 64_000_000  # bytes; a tokenizer is not read here
DEPTHS = {"num_hidden_layers", "num_layers", "n_layer", "n_layers", "encoder_layers"}
DEEP = 1000  # layers that are built in seconds, whatever the files hold
LARGEST_HEADER = 100_000_000  # bytes, the safetensors format's own bound


def check(folder: Path) -> None:
    """Refuse with ``BadModel`` what no harness should open."""
    if not folder.is_dir():
        raise BadModel("There is no folder %(folder)s.", folder=folder.name)
    if (folder / "adapter_config.json").exists():
        raise BadModel("An adapter (adapter_config.json) is not a model; hand in merged weights.")
    config = _object(folder / "config.json")
    _check_config(config)
    _check_tokenizer(folder)
    tensors = sum(_tensors(shard) for shard in _shards(folder))
    _check_depth(config, tensors)


def _check_config(config: dict[str, Any]) -> None:
    for key, value in _walk(config):
        if key.endswith("attn_implementation") and isinstance(value, str) and "/" in value:
            raise BadModel("config.json asks for code from elsewhere: %(value)s", value=value)


def _check_tokenizer(folder: Path) -> None:
    path = folder / "tokenizer_config.json"
    for key, value in _walk(_object(path)) if path.exists() else ():
        if key.endswith("_file") and isinstance(value, str) and ("/" in value or "\\" in value):
            raise BadModel(
                "tokenizer_config.json names a file outside the folder: %(value)s", value=value
            )


def _check_depth(config: dict[str, Any], tensors: int) -> None:
    """Every layer has a tensor of its own; far more of them would be built for hours."""
    inner = config.get("text_config")
    for part in (config, inner if isinstance(inner, dict) else {}):
        for key in DEPTHS & part.keys():
            value = part[key]
            if isinstance(value, int) and value > max(tensors, DEEP):
                words = "config.json says %(key)s is %(value)s; the files hold %(tensors)s tensors."
                raise BadModel(words, key=key, value=value, tensors=tensors)


def _shards(folder: Path) -> list[Path]:
    """The weight files, as the index names them or the single one."""
    index = folder / "model.safetensors.index.json"
    if not index.exists():
        single = folder / "model.safetensors"
        if not single.is_file():
            raise BadModel("There are no weights: neither model.safetensors nor its index.")
        return [single]
    named = _object(index).get("weight_map")
    if not isinstance(named, dict) or not all(isinstance(n, str) for n in named.values()):
        raise BadModel("%(file)s has no weight_map.", file=index.name)
    return [_shard(folder, name) for name in sorted(set(named.values()))]


def _shard(folder: Path, name: str) -> Path:
    if "/" in name or "\\" in name or name in ("", ".", "..") or not name.endswith(".safetensors"):
        raise BadModel("The index names a file it may not: %(name)s", name=name)
    if not (folder / name).is_file():
        raise BadModel("The index names %(name)s, which is not there.", name=name)
    return folder / name


def _tensors(shard: Path) -> int:
    """How many tensors a safetensors file lists; its length must be what the list says."""
    size = shard.stat().st_size
    with shard.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        if size < 8 or length > min(LARGEST_HEADER, size - 8):
            raise BadModel("%(file)s is not safetensors, or is cut off.", file=shard.name)
        header = _parsed(file.read(length), shard.name)
    header.pop("__metadata__", None)
    if 8 + length + max(map(_end, header.values()), default=0) != size:
        raise BadModel("%(file)s is cut off: its header promises other data.", file=shard.name)
    return len(header)


def _end(entry: object) -> int:
    offsets = entry.get("data_offsets") if isinstance(entry, dict) else None
    last = offsets[-1] if isinstance(offsets, list) and offsets else None
    return last if isinstance(last, int) else -1


def _object(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise BadModel("There is no %(file)s.", file=path.name)
    if path.stat().st_size > LARGEST_JSON:
        raise BadModel("%(file)s is too large.", file=path.name)
    return _parsed(path.read_bytes(), path.name)


def _parsed(data: bytes, name: str) -> dict[str, Any]:
    try:
        value = json.loads(data.decode())
    except (ValueError, RecursionError):
        raise BadModel("%(file)s is not JSON.", file=name) from None
    if not isinstance(value, dict):
        raise BadModel("%(file)s is not a JSON object.", file=name)
    return value


def _walk(value: object) -> Iterator[tuple[str, Any]]:
    """Every key and value at any depth; JSON was parsed, so the depth is bounded."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key, inner
            yield from _walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(inner)
