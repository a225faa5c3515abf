"""Loads the model without running a line of its code, and says whose fault a failure is."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import torch
from lm_eval.api.registry import get_model
from lm_eval.models.huggingface import HFLM

from scoring.benchmarks.faults import BadModel, BenchmarkError, HarnessFailed, HarnessMissing

ROOM = 4  # a config may promise this many times the bytes on disk: quantised, tied, unused heads
SLACK = 64_000_000  # bytes
OURS = ("cuda", "out of memory", "can't allocate memory", "no space left", "nccl")


class Whole:
    """An Auto class of transformers that refuses a model whose files lack weights."""

    def __init__(self, auto: Any, config: Any) -> None:
        self.auto, self.config = auto, config

    def __getattr__(self, name: str) -> Any:
        return getattr(self.auto, name)

    def from_pretrained(self, folder: str, **options: Any) -> Any:
        """Transformers would fill missing weights with random numbers and only warn."""
        self._check_size(Path(folder))
        options |= {"output_loading_info": True, "ignore_mismatched_sizes": True}
        model, found = self.auto.from_pretrained(folder, **options)
        _none_of("The files lack %(count)s weights: %(first)s", found["missing_keys"])
        other = [name for name, *_ in found["mismatched_keys"]]
        _none_of("%(count)s weights have other shapes than config.json says: %(first)s", other)
        return model

    def _check_size(self, folder: Path) -> None:
        """Before memory is taken: does the config promise far more than the files hold?"""
        with torch.device("meta"):
            shape = self.auto.from_config(self.config)
        promised = sum(p.numel() * p.element_size() for p in shape.parameters())
        held = sum(path.stat().st_size for path in folder.glob("*.safetensors"))
        if promised > ROOM * held + SLACK:
            raise BadModel(
                "config.json promises %(promised)s bytes of weights, the files hold %(held)s.",
                promised=promised,
                held=held,
            )


class WholeModel(HFLM):
    """lm-eval's own transformers backend, loading through ``Whole``."""

    def _create_model(self, *args: Any, **options: Any) -> None:
        self.AUTO_MODEL_CLASS: Any = Whole(self.AUTO_MODEL_CLASS, self.config)
        super()._create_model(*args, **options)


def load(request: dict[str, Any]) -> Any:
    """The backend of lm-eval with the model in it, tried once; ``BadModel`` if it cannot be."""
    folder, machine = request["model"], request["machine"]
    arguments = {"pretrained": folder, "trust_remote_code": False, "dtype": machine["dtype"]}
    host = {"device": machine["device"], "batch_size": machine["batch_size"]}
    try:
        if machine["backend"] != "hf":
            backend = get_model(machine["backend"])
            return backend.create_from_arg_obj(arguments | machine["options"], host)
        lm = WholeModel(use_safetensors=True, **arguments, **machine["options"], **host)
        _try_once(lm)
    except Exception as error:
        raise told_apart(error, "The model cannot be loaded: %(why)s", folder) from error
    return lm


def _try_once(lm: Any) -> None:
    """One token in, finite numbers out; no token without its row."""
    rows = lm.model.get_input_embeddings().weight.shape[0]
    if len(lm.tokenizer) > rows:
        raise BadModel(
            "The tokenizer has %(tokens)s tokens, the model only %(rows)s rows for them.",
            tokens=len(lm.tokenizer),
            rows=rows,
        )
    if lm.backend == "causal":
        first = torch.tensor([[lm.prefix_token_id]], device=lm.device)
        if not torch.isfinite(lm._model_call(first)).all():
            raise BadModel("The model answers with numbers that are not finite.")


def _none_of(words: str, names: Iterable[object]) -> None:
    """``BadModel`` if there are any."""
    if found := sorted(map(str, names)):
        raise BadModel(words, count=len(found), first=", ".join(found[:3]))


def told_apart(error: Exception, words: str, folder: str) -> BenchmarkError:
    """The same failure as a fault of the model or of ours; ``words`` has a place ``why``."""
    if isinstance(error, BenchmarkError):
        return error
    text = f"{type(error).__name__}: {error}"
    why = text.replace(folder, ".").strip()[:600]
    if isinstance(error, ImportError):
        return HarnessMissing("The benchmark environment is not complete: %(why)s", why=why)
    if "trust_remote_code" in text:
        return BadModel("The model needs code of its own, which is never run: %(why)s", why=why)
    kind = HarnessFailed if _is_ours(error, text.lower()) else BadModel
    return kind(words, why=why)


def _is_ours(error: Exception, text: str) -> bool:
    """Memory, disk or device; transformers' own OSErrors carry no errno."""
    if isinstance(error, MemoryError):
        return True
    if isinstance(error, OSError):
        return error.errno is not None
    return isinstance(error, RuntimeError) and any(sign in text for sign in OURS)
