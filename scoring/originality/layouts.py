"""How published models name their tensors, as data: reviewed like code, tried in order.

``AREAS`` look at the segments of a name from left to right; the first that matches says which
encoder or bridge a tensor belongs to. ``ROLES`` look at what stands behind the layer number.
Llama, Qwen 2/3, Mistral, Mixtral, Gemma, Phi, GPT-2, GPT-NeoX, GPT-J, Falcon, EXAONE, Solar,
GLM, DeepSeek, gpt-oss, llama.cpp names; SigLIP, CLIP, ViT, DINOv2, Qwen-VL; Whisper.
"""

import re

AREAS = (
    (
        "projector",
        re.compile(
            r"projector|mm_proj|multi_?modal_proj|connector|aligner|resampler|merger|perceiver"
            r"|(visual|vision|image|audio|speech)_(proj|projection|adapter|abstractor)$|^mlp1$"
            r"|^adapter$"
        ),
    ),
    (
        "vision",
        re.compile(
            r"visual|vision|^vit$|^vpm$|image_(encoder|tower|model)|img_(encoder|tower)"
            r"|siglip|dino|^eva|patch_embed"
        ),
    ),
    (
        "audio",
        re.compile(r"audio|speech|whisper|wav2vec|hubert|conformer|^sound|^apm$|^mel"),
    ),
)

# A package that is an encoder as a whole, by config.json's model_type.
MODEL_TYPES = (
    ("vision", re.compile(r"^(siglip2?|clip)_vision_model$|^vit|^dino|^eva|^beit|^deit|^swin")),
    ("audio", re.compile(r"^(whisper|wav2vec2|hubert|wavlm|encodec|mimi|qwen2_audio_encoder)")),
)

EMBED = re.compile(
    r"(^|[._])(embed_tokens|wte|word_embeddings?|tok_embeddings|token_embd|embed_in|token_embedding"
    r"|tokens_embed|shared)(\.weight)?$"
)
HEAD = re.compile(r"(^|[._])(lm_head|embed_out|output|score|out_head|unembed)(\.weight)?$")
POSITIONS = re.compile(r"(^|[._])(wpe|pos(ition)?(al)?_?(embed\w*|ids|encoding)?\w*)(\.weight)?$")
TABLES = re.compile(r"inv_freq|rotary|rope|(cos|sin)_cached|mask|(^|[._])(window|mel_filters?)")
EXPERT = re.compile(r"experts?[._](\d+)[._]")
SHARED_EXPERT = re.compile(r"shared_experts?")
CROSS = re.compile(r"cross|encoder_attn|xattn|EncDecAttention")


def _end(words: str) -> re.Pattern:
    return re.compile(rf"(?:^|[._])(?:{words})(?:[._]weight)?$")


ROLES = (
    ("qkv", _end(r"qkv|qkv_proj|query_key_value|c_attn|wqkv|in_proj|in_proj_weight|attn_qkv")),
    ("q_a", _end(r"q_a_proj")),
    ("q_b", _end(r"q_b_proj")),
    ("kv_a", _end(r"kv_a_proj_with_mqa|kv_a_proj")),
    ("kv_b", _end(r"kv_b_proj")),
    ("q", _end(r"q_proj|query|wq|to_q|q|attn_q|q_lin|linear_q")),
    ("k", _end(r"k_proj|key|wk|to_k|k|attn_k|k_lin|linear_k")),
    ("v", _end(r"v_proj|value|wv|to_v|v|attn_v|v_lin|linear_v")),
    (
        "o",
        _end(
            r"o_proj|out_proj|to_out[._]0|attn_output|attention[._]output[._]dense|out_lin"
            r"|(self_)?(attn|attention)[._](dense|c_proj|proj|linear_out|o|wo)|attention[._]wo|wo"
        ),
    ),
    ("gate_up", _end(r"gate_up_proj|gate_and_up_proj|w13|w12|gate_up|dense_h_to_4h_swiglu")),
    (
        "router",
        _end(r"router|gate_inp|ffn_gate_inp|router[._](layer|classifier)|shared_expert_gate"),
    ),
    ("gate", _end(r"gate_proj|w1|c_fc_0|ffn_gate|wi_0|gate|ffn_gate_exps|linear_fc_gate")),
    (
        "up",
        _end(
            r"up_proj|w3|c_fc_1|ffn_up|wi_1|fc1|fc_in|c_fc|dense_h_to_4h|intermediate[._]dense"
            r"|lin1|linear1|wi|up|ffn_up_exps|mlp[._]0|linear_fc1"
        ),
    ),
    (
        "down",
        _end(
            r"down_proj|w2|c_proj|ffn_down|fc2|fc_out|dense_4h_to_h|output[._]dense|lin2|linear2"
            r"|down|ffn_down_exps|mlp[._]2|linear_fc2"
        ),
    ),
)

COMPONENT = {
    "q": "attn",
    "k": "attn",
    "v": "attn",
    "o": "attn",
    "qkv": "attn",
    "q_a": "attn",
    "q_b": "attn",
    "kv_a": "attn",
    "kv_b": "attn",
    "gate": "ffn",
    "up": "ffn",
    "down": "ffn",
    "gate_up": "ffn",
    "router": "router",
    "norm": "norm",
    "embed": "embed",
    "positions": "embed",
    "head": "head",
    "stem": "vision",
}
WRITERS = {"o", "down"}  # write into the residual stream; the others read from it
INTERLEAVED = re.compile(r"query_key_value")  # rows go head by head: q, k, v of each
EXPERTS_LAST = re.compile(r"gpt_oss")  # model_type: fused experts stored input by output
ORDER = ("embed", "head", "attn", "ffn", "router", "norm", "vision", "audio", "projector", "other")

# The gain in front of a sub-layer, by what its name ends in; of two the first found counts.
FFN_GAINS = re.compile(
    r"(pre_feedforward_layernorm|post_attention_layernorm|ffn_norm|mlp_norm|ln_2|norm2|layer_norm2"
    r"|final_layer_norm|layernorm_after|post_attention_norm)\.weight$"
)
ATTN_GAINS = re.compile(
    r"(input_layernorm|ln_1|attn_norm|attention_norm|norm1|layer_norm1|self_attn_layer_norm"
    r"|layernorm_before|pre_attention_norm)\.weight$"
)
SHIFTED_GAINS = re.compile(r"^(gemma|paligemma|qwen3_next)")  # the gain is 1 + weight
