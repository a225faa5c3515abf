"""A tokenizer of our own for a small corpus: whole words, single letters, and bytes for the rest.

It is written as the ``tokenizer.json`` that the tokenizers library reads: a unigram model whose
scores make the fewest pieces win, so a word of the corpus is one token and any other is spelt.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np

MARK = "▁"  # stands before a word, as in SentencePiece
SPECIAL = ("<s>", "</s>", "<unk>")
WORD, LETTER, BYTE = -6.0, -12.0, -20.0  # log-probabilities


class Vocabulary:
    """The tokens of one model, in an order of its own."""

    def __init__(self, sentences: Iterable[str], random: np.random.Generator) -> None:
        words = {piece for sentence in sentences for piece in pieces(sentence)}
        letters = {letter for word in words for letter in word} | {MARK}
        both = sorted(words | letters)
        own = [both[i] for i in random.permutation(len(both))]
        coded = [f"<0x{byte:02X}>" for byte in range(256)]
        self.tokens = [*SPECIAL, *coded, *own]
        self.ids = {token: number for number, token in enumerate(self.tokens)}

    def __len__(self) -> int:
        return len(self.tokens)

    def encode(self, sentence: str) -> list[int]:
        """Token numbers of a sentence of the corpus, with begin and end."""
        inside = [self.ids[piece] for piece in pieces(sentence)]
        return [self.ids["<s>"], *inside, self.ids["</s>"]]

    def as_tokenizer(self) -> dict[str, Any]:
        """The content of ``tokenizer.json``."""
        return {
            "version": "1.0",
            "truncation": None,
            "padding": None,
            "added_tokens": [_added(number, token) for number, token in enumerate(SPECIAL)],
            "normalizer": {"type": "NFC"},
            "pre_tokenizer": _metaspace() | {"split": True},
            "post_processor": None,
            "decoder": {
                "type": "Sequence",
                "decoders": [{"type": "ByteFallback"}, _metaspace() | {"split": True}],
            },
            "model": {
                "type": "Unigram",
                "unk_id": self.ids["<unk>"],
                "vocab": [[token, _score(token)] for token in self.tokens],
                "byte_fallback": True,
            },
        }


def pieces(sentence: str) -> list[str]:
    """Words with their mark; the full stop is a piece of its own."""
    words = sentence.removesuffix(".").split()
    return [MARK + word for word in words] + ["."]


def _score(token: str) -> float:
    if token in SPECIAL:
        return 0.0
    if token.startswith("<0x"):
        return BYTE
    return LETTER if len(token) == 1 else WORD


def _metaspace() -> dict[str, Any]:
    return {"type": "Metaspace", "replacement": MARK, "prepend_scheme": "always"}


def _added(number: int, token: str) -> dict[str, Any]:
    plain = dict.fromkeys(("single_word", "lstrip", "rstrip", "normalized"), False)
    return {"id": number, "content": token, "special": True} | plain
