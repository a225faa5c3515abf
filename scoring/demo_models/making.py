"""Makes the models of the demonstration: seconds, numpy only, the same bytes for the same seed."""

import json
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from scoring.demo_models import bigram, corpus, language, papers, vision, weights
from scoring.demo_models.cast import REFERENCES, TEAMS, Model, as_dict
from scoring.demo_models.vocabulary import Vocabulary
from scoring.demo_models.weights import Tensors

SEED = 20270311
PROJECTED = language.WIDTH


def make(
    out_dir: Path, seed: int = SEED, *, told: Callable[[str], object] = lambda slug: None
) -> dict[str, list[dict[str, Any]]]:
    """Write every model under ``out_dir/teams`` and ``out_dir/references``; say what is where."""
    found: dict[str, list[dict[str, Any]]] = {}
    for shelf, models in (("teams", TEAMS), ("references", REFERENCES)):
        found[shelf] = []
        for rank, model in enumerate(models, start=1):
            path = Path(out_dir) / shelf / model.slug
            write(model, path, seed)
            found[shelf].append(as_dict(model, path, rank))
            told(model.slug)
    return found


def write(model: Model, folder: Path, seed: int) -> None:
    """Write one model folder that stock transformers loads."""
    random = _random(seed, model.slug, "language")
    sentences = [
        sentence
        for tongue, part in (("ko", model.korean), ("en", model.english))
        for sentence in corpus.share(
            tongue, part, rarity=_random(seed, "corpus", tongue), random=random
        )
    ]
    words = Vocabulary(sentences, random)
    logs, loss = bigram.table(sentences, words)
    ends = bigram.factor(logs, width=language.WIDTH, random=random)
    tensors = language.tensors(ends, random) | _sight(model, seed)
    folder.mkdir(parents=True, exist_ok=True)
    weights.save(tensors, folder, dtype=model.dtype, shards=model.shards)
    parameters = sum(tensor.size for tensor in tensors.values())
    log = papers.training_log(loss, float(np.log(len(words))), random)
    texts = {
        "config.json": _json(_config(model, len(words))),
        "generation_config.json": _json({"bos_token_id": 0, "eos_token_id": 1}),
        "tokenizer.json": _json(words.as_tokenizer()),
        "tokenizer_config.json": _json(_tokenizer_config()),
        "README.md": papers.readme(model, parameters),
        "training_log.jsonl": log,
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


def _sight(model: Model, seed: int) -> Tensors:
    """The vision encoder and projector, if the model has any."""
    if not model.vision:
        return {}
    random = _random(seed, model.slug, "vision")
    own = vision.projector(PROJECTED, random)
    if model.vision == "own":
        return own | vision.tower(random)
    return own | vision.taken(_original(model.vision, seed), random)


def _original(slug: str, seed: int) -> Tensors:
    """The encoder of a reference, drawn again exactly as it was for that reference."""
    random = _random(seed, slug, "vision")
    vision.projector(PROJECTED, random)
    return vision.tower(random)


def _random(seed: int, slug: str, part: str) -> np.random.Generator:
    """A generator of its own for each part of each model, so none shares a start with another."""
    return np.random.default_rng([seed, zlib.crc32(f"{slug}/{part}".encode())])


def _config(model: Model, tokens: int) -> dict[str, Any]:
    config = language.config(model.kind, tokens, model.dtype)
    return config | ({"vision_config": vision.config()} if model.vision else {})


def _tokenizer_config() -> dict[str, Any]:
    return {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "bos_token": "<s>",
        "eos_token": "</s>",
        "unk_token": "<unk>",
        "pad_token": "</s>",
        "model_max_length": 512,
        "clean_up_tokenization_spaces": False,
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
