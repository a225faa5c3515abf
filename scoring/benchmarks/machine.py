"""Where and how the harness runs: configuration of the host, not of the competition."""

import re
from dataclasses import dataclass, field
from pathlib import Path

BACKENDS = ("hf", "vllm")
DTYPES = ("auto", "float32", "bfloat16", "float16")


@dataclass(frozen=True)
class Machine:
    """One way to run lm-eval. Everything but ``data_dir`` and ``time_limit`` stands in the result.

    ``threads`` is the one thread setting: torch, OpenMP and the BLAS libraries all get it.
    ``data_dir`` holds copies of Hub datasets, ``OWNER/NAME`` each, for tasks shipped with lm-eval.
    ``time_limit`` is in seconds. ``options`` go to the backend as they are, such as vLLM's
    ``{"tensor_parallel_size": 8}``; what would let a model run its own code is refused.
    """

    python: Path
    backend: str = "hf"
    device: str = "cpu"
    dtype: str = "auto"
    batch_size: int = 32
    threads: int = 1
    data_dir: Path | None = None
    time_limit: float | None = None
    options: dict[str, str | int | float | bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse with ``ValueError`` what no harness could run, or what must not run."""
        if self.backend not in BACKENDS:
            raise ValueError(f"backend must be one of {', '.join(BACKENDS)}: {self.backend!r}")
        if self.dtype not in DTYPES:
            raise ValueError(f"dtype must be one of {', '.join(DTYPES)}: {self.dtype!r}")
        if not re.fullmatch(r"cpu|cuda(:\d{1,2})?", self.device):
            raise ValueError(f"device must be cpu, cuda or cuda:N: {self.device!r}")
        if min(self.batch_size, self.threads) < 1:
            raise ValueError("batch_size and threads must be at least 1")
        if barred := _OURS & self.options.keys():
            raise ValueError(f"options may not set {', '.join(sorted(barred))}")


_OURS = {"pretrained", "model", "tokenizer", "trust_remote_code", "device", "dtype", "batch_size"}
_OURS |= {"revision", "peft", "delta", "gguf_file", "subfolder", "code_revision", "hf_overrides"}
