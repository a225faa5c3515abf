"""Small stock models with random weights. Runs in .venv-bench: ``python stock.py OUT_DIR``."""

import sys
from pathlib import Path

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import (
    LlamaConfig,
    LlamaForCausalLM,
    MixtralConfig,
    MixtralForCausalLM,
    PreTrainedTokenizerFast,
    Qwen2Config,
    Qwen2ForCausalLM,
)

SIZE = {
    "vocab_size": 600,
    "hidden_size": 64,
    "intermediate_size": 96,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "max_position_embeddings": 512,
    "bos_token_id": 0,
    "eos_token_id": 1,
}


def tokenizer():
    """Byte-level BPE over a few sentences, as most models of today have it."""
    letters = pre_tokenizers.ByteLevel.alphabet()
    core = Tokenizer(models.BPE())
    core.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    core.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=600, special_tokens=["<s>", "</s>"], initial_alphabet=letters
    )
    text = ["대한민국의 수도는 서울이다.", "The capital of Korea is Seoul.", "1+1=2"] * 50
    core.train_from_iterator(text, trainer)
    return PreTrainedTokenizerFast(tokenizer_object=core, bos_token="<s>", eos_token="</s>")


def main(out):
    """One folder for each kind, in bfloat16 and in several shards."""
    experts = {"num_local_experts": 4, "num_experts_per_tok": 2}
    for name, model, config in (
        ("llama", LlamaForCausalLM, LlamaConfig(**SIZE)),
        ("qwen2", Qwen2ForCausalLM, Qwen2Config(**SIZE, tie_word_embeddings=True)),
        ("mixtral", MixtralForCausalLM, MixtralConfig(**SIZE, **experts)),
    ):
        torch.manual_seed(7)
        made = model(config).to(torch.bfloat16)
        made.save_pretrained(out / name, max_shard_size="100KB")
        tokenizer().save_pretrained(out / name)


main(Path(sys.argv[1]))
