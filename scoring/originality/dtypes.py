"""The number formats of safetensors: bits per element, and how to widen them to float32."""

from typing import Any

import numpy as np

BITS = {
    "BOOL": 8,
    "U8": 8,
    "I8": 8,
    "F8_E4M3": 8,
    "F8_E5M2": 8,
    "F8_E8M0": 8,
    "F8_E4M3FNUZ": 8,
    "F8_E5M2FNUZ": 8,
    "F4": 4,
    "F6_E2M3": 6,
    "F6_E3M2": 6,
    "U16": 16,
    "I16": 16,
    "F16": 16,
    "BF16": 16,
    "U32": 32,
    "I32": 32,
    "F32": 32,
    "U64": 64,
    "I64": 64,
    "F64": 64,
    "C64": 64,
}
FLOATS = {"F64", "F32", "F16", "BF16", "F8_E4M3", "F8_E5M2", "F8_E4M3FNUZ", "F8_E5M2FNUZ"}
NATIVE: dict[str, Any] = {
    "BOOL": np.dtype("u1"),
    "U8": np.dtype("u1"),
    "I8": np.dtype("i1"),
    "U16": np.dtype("<u2"),
    "I16": np.dtype("<i2"),
    "U32": np.dtype("<u4"),
    "I32": np.dtype("<i4"),
    "U64": np.dtype("<u8"),
    "I64": np.dtype("<i8"),
    "F16": np.dtype("<f2"),
    "F32": np.dtype("<f4"),
    "F64": np.dtype("<f8"),
}


def _eight_bits(exponent: int, bias: int, *, infinite: bool, unsigned_zero: bool) -> np.ndarray:
    """The 256 values of an 8-bit float with ``exponent`` bits."""
    mantissa = 7 - exponent
    code = np.arange(128)
    e, m = code >> mantissa, code & ((1 << mantissa) - 1)
    value = np.where(
        e > 0,
        np.ldexp(1 + m / (1 << mantissa), e - bias),
        np.ldexp(m / (1 << mantissa), np.full(128, 1 - bias)),
    )
    if infinite:  # the last exponent holds infinity and NaN
        value[e == e.max()] = np.nan
        value[(e == e.max()) & (m == 0)] = np.inf
    elif not unsigned_zero:
        value[127] = np.nan
    both = np.concatenate([value, -value])
    if unsigned_zero:
        both[128] = np.nan
    return both.astype(np.float32)


TABLES = {
    "F8_E4M3": _eight_bits(4, 7, infinite=False, unsigned_zero=False),
    "F8_E5M2": _eight_bits(5, 15, infinite=True, unsigned_zero=False),
    "F8_E4M3FNUZ": _eight_bits(4, 8, infinite=False, unsigned_zero=True),
    "F8_E5M2FNUZ": _eight_bits(5, 16, infinite=False, unsigned_zero=True),
}


def numeric(dtype: str) -> bool:
    """Whether ``widen`` understands it; packed and complex formats are only hashed."""
    return dtype in NATIVE or dtype in TABLES or dtype == "BF16"


def widen(raw: np.ndarray, dtype: str, out: np.ndarray) -> np.ndarray:
    """Bytes as float32 values, written into ``out`` (as long as there are elements)."""
    if dtype == "BF16":  # a bfloat16 is the upper half of a float32
        bits = out.view(np.uint32)
        np.copyto(bits, raw.view("<u2"))
        np.left_shift(bits, 16, out=bits)
    elif dtype in TABLES:
        np.take(TABLES[dtype], raw, out=out)
    else:
        with np.errstate(over="ignore", invalid="ignore"):
            np.copyto(out, raw.view(NATIVE[dtype]), casting="unsafe")
    return out


def to_bfloat16(values: np.ndarray, out: np.ndarray) -> np.ndarray:
    """float32 rounded to nearest even bfloat16, as uint16 in ``out``. Spoils ``values``."""
    bits = values.view(np.uint32)
    out32 = bits >> 16
    out32 &= 1
    out32 += 0x7FFF
    bits += out32
    np.copyto(out, bits.view("<u2")[1::2])
    return out
