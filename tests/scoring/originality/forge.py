"""Small models as a thief or an honest team would make them: tables of numpy arrays.

They are not trained; a few strong directions and uneven dimensions stand in for what training
leaves, so that there is something to align.
"""

import json
import struct
from pathlib import Path

import numpy as np

WIDTH, INNER, LAYERS, HEADS, SHARED, TOKENS = 64, 160, 3, 4, 2, 300
HEAD = WIDTH // HEADS


def language(seed, *, width=WIDTH, inner=INNER, layers=LAYERS, tokens=TOKENS, gains=True):
    """A Llama-like decoder."""
    draw = np.random.default_rng(seed)
    weights = {"model.embed_tokens.weight": trained(draw, tokens, width)}
    for n in range(layers):
        at = f"model.layers.{n}."
        for name, rows in (("q", HEADS * HEAD), ("k", SHARED * HEAD), ("v", SHARED * HEAD)):
            weights[f"{at}self_attn.{name}_proj.weight"] = trained(draw, rows, width)
        weights[f"{at}self_attn.o_proj.weight"] = trained(draw, HEADS * HEAD, width).T.copy()
        weights[f"{at}mlp.gate_proj.weight"] = trained(draw, inner, width)
        weights[f"{at}mlp.up_proj.weight"] = trained(draw, inner, width)
        weights[f"{at}mlp.down_proj.weight"] = trained(draw, inner, width).T.copy()
        for name in ("input_layernorm", "post_attention_layernorm"):
            weights[f"{at}{name}.weight"] = gain(draw, width, gains)
    weights["model.norm.weight"] = gain(draw, width, gains)
    weights["lm_head.weight"] = trained(draw, tokens, width)
    return weights


def vision(seed, *, width=48, inner=96, layers=2, prefix="vision_tower."):
    """A SigLIP-like encoder."""
    draw = np.random.default_rng([seed, 1])
    weights = {
        f"{prefix}embeddings.patch_embedding.weight": draw.normal(size=(width, 3, 4, 4)) / 7,
        f"{prefix}embeddings.position_embedding.weight": draw.normal(size=(16, width)) / 7,
    }
    for n in range(layers):
        at = f"{prefix}encoder.layers.{n}."
        for name in ("q_proj", "k_proj", "v_proj", "out_proj"):
            weights[f"{at}self_attn.{name}.weight"] = trained(draw, width, width)
        weights[f"{at}mlp.fc1.weight"] = trained(draw, inner, width)
        weights[f"{at}mlp.fc1.bias"] = draw.normal(size=inner) / 9
        weights[f"{at}mlp.fc2.weight"] = trained(draw, inner, width).T.copy()
        weights[f"{at}layer_norm1.weight"] = gain(draw, width, True)
    return weights


def trained(draw, rows, columns):
    """Noise of uneven width over the dimensions, and three strong directions."""
    noise = draw.normal(size=(rows, columns)) * np.exp(0.4 * draw.normal(size=columns))
    for size in (3.0, 2.0, 1.5):
        a, b = draw.normal(size=rows), draw.normal(size=columns)
        noise += size * np.sqrt(rows) * np.outer(a / np.linalg.norm(a), b / np.linalg.norm(b))
    return (noise / np.sqrt(columns)).astype(np.float32)


def gain(draw, width, uneven):
    shape = 0.3 * draw.normal(size=width) if uneven else np.zeros(width)
    return np.exp(shape).astype(np.float32)


def noisy(weights, likeness, seed=99, only=""):
    """Every matrix moved until its cosine with the old one is ``likeness``."""
    draw = np.random.default_rng(seed)
    scale = np.sqrt(1 / likeness**2 - 1)

    def moved(array):
        return array + scale * array.std() * draw.normal(size=array.shape).astype(np.float32)

    return {k: moved(v) if v.ndim > 1 and only in k else v for k, v in weights.items()}


def disguised(weights, seed=7, *, turn=False, head=HEAD):
    """The same function in other numbers: dimensions, heads and units reordered, signs turned,
    up against down, q against k and v against o rescaled; with ``turn`` the stream rotated.
    """
    draw = np.random.default_rng(seed)
    width = weights["model.norm.weight"].shape[0]
    layers = 1 + max(int(k.split(".")[2]) for k in weights if k.startswith("model.layers."))
    basis = np.linalg.qr(draw.normal(size=(width, width)))[0] if turn else _signed(draw, width)
    new = {k: weights[k] @ basis for k in ("model.embed_tokens.weight",)}
    for n in range(layers):
        new |= _disguised_layer(weights, f"model.layers.{n}.", basis, draw, head)
    new["lm_head.weight"] = (weights["lm_head.weight"] * weights["model.norm.weight"]) @ basis
    new["model.norm.weight"] = np.ones(width, np.float32)
    return {k: new[k].astype(np.float32) for k in weights}


def _signed(draw, width):
    return np.eye(width)[draw.permutation(width)] * draw.choice([-1.0, 1.0], width)


def _disguised_layer(weights, at, basis, draw, head):
    w = {k.removeprefix(at): v for k, v in weights.items() if k.startswith(at)}
    ones = np.ones(len(basis), np.float32)
    before, after = w["input_layernorm.weight"], w["post_attention_layernorm.weight"]
    heads = w["self_attn.q_proj.weight"].shape[0] // head
    shared = w["self_attn.k_proj.weight"].shape[0] // head
    groups = draw.permutation(shared)
    query = np.concatenate([g * (heads // shared) + np.arange(heads // shared) for g in groups])
    rows = {
        "q": _rows(query, head),
        "k": _rows(groups, head),
        "v": _rows(groups, head),
        "o": _rows(query, head),
    }
    scale = np.exp(0.3 * draw.normal())
    q = (w["self_attn.q_proj.weight"] * before)[rows["q"]] @ basis * scale
    k = (w["self_attn.k_proj.weight"] * before)[rows["k"]] @ basis / scale
    mix = np.linalg.qr(draw.normal(size=(head, head)))[0]
    v = _mixed((w["self_attn.v_proj.weight"] * before)[rows["v"]] @ basis, mix)
    o = _mixed(w["self_attn.o_proj.weight"].T[rows["o"]] @ basis, mix).T
    order = draw.permutation(w["mlp.gate_proj.weight"].shape[0])
    size = np.exp(0.3 * draw.normal(size=len(order)))[:, None] * draw.choice(
        [-1, 1], (len(order), 1)
    )
    gate = (w["mlp.gate_proj.weight"] * after)[order] @ basis
    up = (w["mlp.up_proj.weight"] * after)[order] @ basis * size
    down = (w["mlp.down_proj.weight"].T[order] @ basis / size).T
    named = {
        "self_attn.q_proj": q, "self_attn.k_proj": k, "self_attn.v_proj": v, "self_attn.o_proj": o,
        "mlp.gate_proj": gate, "mlp.up_proj": up, "mlp.down_proj": down,
        "input_layernorm": ones, "post_attention_layernorm": ones,
    }  # fmt: skip
    return {f"{at}{k}.weight": v for k, v in named.items()}


def _rows(heads, head):
    return np.concatenate([h * head + np.arange(head) for h in heads])


def _mixed(rows, mix):
    return np.concatenate([mix @ rows[i : i + len(mix)] for i in range(0, len(rows), len(mix))])


def layers_as(weights, order):
    """A model whose layer i is the old layer ``order[i]``."""
    kept = {k: v for k, v in weights.items() if not k.startswith("model.layers.")}
    for new, old in enumerate(order):
        at = f"model.layers.{old}."
        for k, v in weights.items():
            if k.startswith(at):
                kept[f"model.layers.{new}.{k.removeprefix(at)}"] = v
    return kept


def renamed(weights, seed=3):
    """Names that say nothing, in another order."""
    order = sorted(weights)
    return {f"t{i:04d}": weights[k] for i, k in enumerate(order)}


def upcycled(weights, experts=3, seed=5, kept=0.5):
    """Dense to mixture: each expert keeps some of the units, the rest is new; a fresh router."""
    draw = np.random.default_rng(seed)
    new = {}
    for k, v in weights.items():
        if ".mlp." not in k:
            new[k] = v
    for k in [k for k in weights if "mlp.gate_proj" in k]:
        at = k.removesuffix("mlp.gate_proj.weight")
        gate, up, down = (weights[f"{at}mlp.{n}_proj.weight"] for n in ("gate", "up", "down"))
        new[f"{at}mlp.gate.weight"] = draw.normal(size=(experts, gate.shape[1])) / 8
        for e in range(experts):
            fresh = draw.random(len(gate)) >= kept
            order = draw.permutation(len(gate))
            for n, m in (("gate", gate), ("up", up), ("down", down.T)):
                mine = np.where(fresh[:, None], draw.normal(size=m.shape) * m.std(), m)[order]
                new[f"{at}mlp.experts.{e}.{n}_proj.weight"] = mine.T if n == "down" else mine
    return new


# --- writing --------------------------------------------------------------------------------


def bfloat16(array):
    bits = np.ascontiguousarray(array, np.float32).view(np.uint32)
    return ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16).astype("<u2")


ENCODE = {
    "BF16": lambda a: bfloat16(a).tobytes(),
    "F32": lambda a: np.ascontiguousarray(a, "<f4").tobytes(),
    "F16": lambda a: np.ascontiguousarray(a, "<f2").tobytes(),
    "I8": lambda a: np.round(a / np.abs(a).max(-1, keepdims=True) * 127).astype("i1").tobytes(),
}


def shard(weights, dtype="BF16"):
    """The bytes of one safetensors file."""
    table, body, at = {}, [], 0
    for name, array in weights.items():
        kind = dtype if dtype != "I8" or array.ndim > 1 else "F32"
        raw = ENCODE[kind](array)
        table[name] = {
            "dtype": kind,
            "shape": list(array.shape),
            "data_offsets": [at, at + len(raw)],
        }
        body.append(raw)
        at += len(raw)
    header = json.dumps(table).encode()
    return struct.pack("<Q", len(header)) + header + b"".join(body)


def save(folder, weights, *, dtype="BF16", shards=1, config=None) -> Path:
    """A package: weights in one file or several with an index, and a config."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    names = list(weights)
    files = [f"model-{i + 1:05d}-of-{shards:05d}.safetensors" for i in range(shards)]
    if shards == 1:
        files = ["model.safetensors"]
    placed = {name: files[i % shards] for i, name in enumerate(names)}
    for file in files:
        mine = {n: weights[n] for n in names if placed[n] == file}
        (folder / file).write_bytes(shard(mine, dtype))
    if shards > 1:
        index = {"metadata": {}, "weight_map": placed}
        (folder / "model.safetensors.index.json").write_text(json.dumps(index))
    if config is not None:
        (folder / "config.json").write_text(json.dumps(config))
    return folder


def config(**more):
    return {
        "model_type": "llama",
        "hidden_size": WIDTH,
        "num_attention_heads": HEADS,
        "num_key_value_heads": SHARED,
    } | more


def fused(weights):
    """q, k, v in one matrix, gate and up in another, as some publishers store them."""
    new = {}
    for k, v in weights.items():
        at = k[: k.rfind(".", 0, k.rfind("_proj"))] if "_proj" in k else ""
        if k.endswith("q_proj.weight"):
            rows = [weights[f"{at}.{n}_proj.weight"] for n in "qkv"]
            new[f"{at}.qkv_proj.weight"] = np.concatenate(rows)
        elif k.endswith("gate_proj.weight"):
            rows = [weights[f"{at}.{n}_proj.weight"] for n in ("gate", "up")]
            new[f"{at}.gate_up_proj.weight"] = np.concatenate(rows)
        elif not k.endswith(("k_proj.weight", "v_proj.weight", "up_proj.weight")):
            new[k] = v
    return new


def transposed(weights):
    """Every layer matrix stored input by output."""
    return {k: v.T.copy() if "layers" in k and v.ndim == 2 else v for k, v in weights.items()}


def stacked(weights):
    """Experts in one tensor of three axes, gate and up fused."""
    new = {k: v for k, v in weights.items() if ".experts." not in k}
    for at in sorted({k.split("experts.")[0] for k in weights if ".experts." in k}):
        count = 1 + max(
            int(k.split("experts.")[1].split(".")[0])
            for k in weights
            if k.startswith(f"{at}experts.")
        )
        gate, up, down = (
            np.stack([weights[f"{at}experts.{e}.{n}_proj.weight"] for e in range(count)])
            for n in ("gate", "up", "down")
        )
        new[f"{at}experts.gate_up_proj"] = np.concatenate([gate, up], axis=1)
        new[f"{at}experts.down_proj"] = down
    return new
