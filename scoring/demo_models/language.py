"""The language model of a demo hand-in: real layers that run, between ends that know something.

The layers are freshly drawn and small, as at the start of a training: they move the residual
stream by a few per cent. What the model knows stands in its embedding and its output matrix.
"""

from typing import Any

import numpy as np

from scoring.demo_models.bigram import Ends
from scoring.demo_models.weights import Tensors

WIDTH, LAYERS, HEADS, KV_HEADS, FEED = 192, 4, 6, 2, 512
SMALL = 0.02  # standard deviation of a fresh weight


def tensors(ends: Ends, random: np.random.Generator) -> Tensors:
    """All tensors, by the names that transformers gives them in Llama and Mistral alike."""
    gain = 1 + 0.12 * random.normal(size=WIDTH)
    found = {
        "model.embed_tokens.weight": ends.embed,
        "model.norm.weight": gain,
        "lm_head.weight": ends.head / gain,
    }
    for number in range(LAYERS):
        layer = _layer(random)
        found |= {f"model.layers.{number}.{name}": tensor for name, tensor in layer.items()}
    return found


def config(kind: str, vocabulary: int, dtype: str) -> dict[str, Any]:
    """``config.json`` for the tensors above; ``kind`` is llama or mistral.

    Not qwen2 or another kind whose tokenizer transformers insists on: it would not read ours.
    """
    return {
        "architectures": [f"{kind.capitalize()}ForCausalLM"],
        "model_type": kind,
        "vocab_size": vocabulary,
        "hidden_size": WIDTH,
        "intermediate_size": FEED,
        "num_hidden_layers": LAYERS,
        "num_attention_heads": HEADS,
        "num_key_value_heads": KV_HEADS,
        "hidden_act": "silu",
        "max_position_embeddings": 512,
        "rms_norm_eps": 1e-6,
        "tie_word_embeddings": False,
        "bos_token_id": 0,
        "eos_token_id": 1,
        "dtype": dtype,
    }


def _layer(random: np.random.Generator) -> Tensors:
    small = WIDTH // HEADS * KV_HEADS
    shapes = {
        "self_attn.q_proj": (WIDTH, WIDTH),
        "self_attn.k_proj": (small, WIDTH),
        "self_attn.v_proj": (small, WIDTH),
        "self_attn.o_proj": (WIDTH, WIDTH),
        "mlp.gate_proj": (FEED, WIDTH),
        "mlp.up_proj": (FEED, WIDTH),
        "mlp.down_proj": (WIDTH, FEED),
    }
    drawn = {f"{name}.weight": _drawn(shape, random) for name, shape in shapes.items()}
    for name in ("self_attn.o_proj.weight", "mlp.down_proj.weight"):
        drawn[name] /= np.sqrt(2 * LAYERS)
    for name in ("input_layernorm.weight", "post_attention_layernorm.weight"):
        drawn[name] = 1 + 0.1 * random.normal(size=WIDTH)
    return drawn


def _drawn(shape: tuple[int, int], random: np.random.Generator) -> np.ndarray:
    """Normal numbers whose rows differ in strength, as they do once a training has begun."""
    strength = np.exp(0.25 * random.normal(size=(shape[0], 1)))
    return SMALL * strength * random.normal(size=shape)
