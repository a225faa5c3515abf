"""What the figures were made on: versions and environment, for whoever repeats the run."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import torch

from scoring.benchmarks.faults import HarnessMissing

PACKAGES = ("lm_eval", "torch", "transformers", "tokenizers", "datasets", "numpy", "vllm")


def settle(machine: dict[str, Any]) -> None:
    """The one thread setting, and the device: lm-eval would quietly take another one."""
    torch.set_num_threads(machine["threads"])
    torch.set_num_interop_threads(1)
    name, _, number = machine["device"].partition(":")
    if name == "cuda" and int(number or 0) >= torch.cuda.device_count():
        raise HarnessMissing("There is no device %(device)s here.", device=machine["device"])


def describe(machine: dict[str, Any]) -> dict[str, dict[str, str]]:
    """``versions`` and ``environment``, all strings."""
    environment = {name: str(machine[name]) for name in
                   ("backend", "device", "dtype", "batch_size", "threads")}  # fmt: skip
    environment |= {f"option:{name}": str(v) for name, v in sorted(machine["options"].items())}
    environment |= {
        "device_name": _device(machine["device"]),
        "cpu": _cpu(),
        "cpus": str(os.cpu_count()),
        "platform": platform.platform(),
    }
    return {"versions": _versions(), "environment": environment}


def _versions() -> dict[str, str]:
    found = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def _device(device: str) -> str:
    return torch.cuda.get_device_name(device) if device.startswith("cuda") else device


def _cpu() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())
