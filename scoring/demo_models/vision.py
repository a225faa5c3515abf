"""A vision encoder as it stands beside a language model, and what becomes of one that is taken.

Names and shapes are those of a SigLIP tower behind a two-layer projector. A causal language
model of transformers passes over them, so the hand-in still runs as text.
"""

from typing import Any

import numpy as np

from scoring.demo_models import weights
from scoring.demo_models.weights import Tensors

WIDTH, LAYERS, HEADS, FEED, PATCH, SIDE = 128, 4, 4, 512, 14, 16
TOWER = "vision_tower.vision_model."
UNTOUCHED = ("embeddings.", "encoder.layers.0.")  # what a light fine-tuning left frozen
LAST = f"encoder.layers.{LAYERS - 1}."


def tower(random: np.random.Generator) -> Tensors:
    """A freshly trained encoder of its own."""
    found = {
        "embeddings.patch_embedding.weight": 0.05 * random.normal(size=(WIDTH, 3, PATCH, PATCH)),
        "embeddings.patch_embedding.bias": 0.02 * random.normal(size=WIDTH),
        "embeddings.position_embedding.weight": 0.1 * random.normal(size=(SIDE**2, WIDTH)),
    } | _norm("post_layernorm", random)
    for number in range(LAYERS):
        found |= {f"encoder.layers.{number}.{name}": t for name, t in _block(random).items()}
    return {TOWER + name: tensor for name, tensor in found.items()}


def taken(original: Tensors, random: np.random.Generator) -> Tensors:
    """The encoder of somebody else after a light fine-tuning.

    Embeddings and first block keep every bit; the others correlate with the original at 0.99,
    the last block, which was trained hardest, at 0.93.
    """
    return {name: _tuned(name, tensor, random) for name, tensor in original.items()}


def projector(into: int, random: np.random.Generator) -> Tensors:
    """From the encoder's width into the language model's."""
    shapes = {"linear_1": (into, WIDTH), "linear_2": (into, into)}
    found = {f"{name}.weight": 0.05 * random.normal(size=s) for name, s in shapes.items()}
    found |= {f"{name}.bias": 0.01 * random.normal(size=into) for name in shapes}
    return {f"multi_modal_projector.{name}": tensor for name, tensor in found.items()}


def config() -> dict[str, Any]:
    """``vision_config`` of ``config.json``."""
    return {
        "model_type": "siglip_vision_model",
        "hidden_size": WIDTH,
        "intermediate_size": FEED,
        "num_hidden_layers": LAYERS,
        "num_attention_heads": HEADS,
        "image_size": PATCH * SIDE,
        "patch_size": PATCH,
    }


def _tuned(name: str, tensor: np.ndarray, random: np.random.Generator) -> np.ndarray:
    exact = weights.as_float(weights.bfloat16(tensor)).astype(float)  # as it was published
    inside = name.removeprefix(TOWER)
    if inside.startswith(UNTOUCHED):
        return exact
    wanted = 0.93 if inside.startswith(LAST) else 0.99
    spread = exact.std() * np.sqrt(1 / wanted**2 - 1)
    return exact + spread * random.normal(size=tensor.shape)


def _block(random: np.random.Generator) -> Tensors:
    shapes = {f"self_attn.{n}_proj": (WIDTH, WIDTH) for n in ("q", "k", "v", "out")}
    shapes |= {"mlp.fc1": (FEED, WIDTH), "mlp.fc2": (WIDTH, FEED)}
    found = _norm("layer_norm1", random) | _norm("layer_norm2", random)
    for name, shape in shapes.items():
        strength = np.exp(0.3 * random.normal(size=(shape[0], 1)))
        found[f"{name}.weight"] = 0.05 * strength * random.normal(size=shape)
        found[f"{name}.bias"] = 0.02 * random.normal(size=shape[0])
    return found


def _norm(name: str, random: np.random.Generator) -> Tensors:
    return {
        f"{name}.weight": 1 + 0.15 * random.normal(size=WIDTH),
        f"{name}.bias": 0.05 * random.normal(size=WIDTH),
    }
