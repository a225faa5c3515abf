"""Weight files: bfloat16 by hand, since numpy has none, and shards with their index."""

import json
from pathlib import Path

import numpy as np
from safetensors import TensorSpec, serialize_file

Tensors = dict[str, np.ndarray]


def bfloat16(tensor: np.ndarray) -> np.ndarray:
    """The nearest bfloat16 of each number, as its 16 bits; ties go to the even one."""
    bits = np.ascontiguousarray(tensor, dtype="<f4").view("<u4").astype(np.uint64)
    bits += 0x7FFF + ((bits >> 16) & 1)
    return (bits >> 16).astype("<u2")


def as_float(bits: np.ndarray) -> np.ndarray:
    """The float32 numbers that bfloat16 bits stand for."""
    return (bits.astype("<u4") << 16).view("<f4")


def save(tensors: Tensors, folder: Path, *, dtype: str, shards: int) -> None:
    """Write ``model.safetensors``, or numbered shards and ``model.safetensors.index.json``."""
    names = sorted(tensors)
    parts = [names[start::shards] for start in range(shards)]
    files = [_file(number, shards) for number in range(1, shards + 1)]
    sizes = [
        _write({name: tensors[name] for name in part}, folder / file, dtype)
        for part, file in zip(parts, files, strict=True)
    ]
    if shards > 1:
        placed = {n: file for part, file in zip(parts, files, strict=True) for n in part}
        index = {"metadata": {"total_size": sum(sizes)}, "weight_map": dict(sorted(placed.items()))}
        path = folder / "model.safetensors.index.json"
        path.write_text(json.dumps(index, indent=1) + "\n", encoding="utf-8")


def _file(number: int, shards: int) -> str:
    return "model.safetensors" if shards == 1 else f"model-{number:05}-of-{shards:05}.safetensors"


def _write(tensors: Tensors, path: Path, dtype: str) -> int:
    """Write one file; return the bytes of its tensors."""
    turn = bfloat16 if dtype == "bfloat16" else np.float32
    data = {name: np.ascontiguousarray(turn(tensor)) for name, tensor in tensors.items()}
    entries = {name: _spec(array, dtype) for name, array in data.items()}  # data stays alive
    serialize_file(entries, str(path), {"format": "pt"})
    path.chmod(0o644)  # the library leaves it to its owner alone
    return sum(array.nbytes for array in data.values())


def _spec(array: np.ndarray, dtype: str) -> TensorSpec:
    pointer = array.ctypes.data
    return TensorSpec(dtype=dtype, shape=array.shape, data_ptr=pointer, data_len=array.nbytes)
