"""What a corpus says about the next word, and how it gets into the two ends of a transformer.

``table`` counts which token follows which. ``factor`` writes that table as embedding × output
matrix of a given width: what is left of the width carries tokens' own random directions, so that
two models which read the same language still share no direction of their space.
"""

from dataclasses import dataclass

import numpy as np

from scoring.demo_models.vocabulary import Vocabulary

Array = np.ndarray  # always float64 here

PRIOR = 0.5  # weight of the plain frequency of a token beside what was counted
SPARE, ROUNDS = 24, 2  # more directions than wanted, and iterations, for singular triples
FLOOR = 0.02  # sightings granted to a token never seen


@dataclass(frozen=True)
class Ends:
    """Embedding and output matrices, both tokens × width, for a final norm of gain 1."""

    embed: Array
    head: Array


def table(sentences: list[str], vocabulary: Vocabulary) -> tuple[Array, float]:
    """Centred log-probabilities of the next token, and their mean loss in nats on ``sentences``."""
    size = len(vocabulary)
    counts = np.zeros((size, size))
    for sentence in sentences:
        ids = vocabulary.encode(sentence)
        np.add.at(counts, (ids[:-1], ids[1:]), 1)
    often = counts.sum(axis=0) + FLOOR
    often /= often.sum()
    logs = np.log((counts + PRIOR * often) / (counts.sum(axis=1, keepdims=True) + PRIOR))
    loss = -(counts * logs).sum() / counts.sum()
    return logs - logs.mean(axis=1, keepdims=True), float(loss)


def factor(logs: Array, *, width: int, random: np.random.Generator) -> Ends:
    """Matrices whose product, after a norm over the width, is ``logs`` at half the width's rank.

    Every embedding row has the length √width, so the norm leaves it as it is: what a row does
    not need for its meaning is filled with a random direction that the head does not read.
    """
    rank, spare = width // 2, width // 4
    left, values, right = _leading(logs, rank, random)
    stretch, undo = _mixing(rank, random)
    meaning = left * np.sqrt(values) @ stretch
    reading = right.T * np.sqrt(values) @ undo
    scale = 0.75 * np.sqrt(width) / np.linalg.norm(meaning, axis=1).max()
    meaning, reading = meaning * scale, reading / scale
    filled = width - (meaning**2).sum(axis=1, keepdims=True)
    own = _directions(len(logs), spare, random) * np.sqrt(filled)
    unread = random.normal(size=(len(logs), width - rank - spare)) * reading.std() * 1.5
    turn = _rotation(width, random)
    embed = np.hstack([meaning, own, np.zeros_like(unread)]) @ turn
    return Ends(embed, np.hstack([reading, np.zeros_like(own), unread]) @ turn)


def _leading(logs: Array, rank: int, random: np.random.Generator) -> tuple[Array, Array, Array]:
    """The first ``rank`` singular triples, by subspace iteration from a random start."""
    basis = random.normal(size=(len(logs), rank + SPARE))
    for _ in range(ROUNDS):
        basis = np.linalg.qr(logs @ (logs.T @ basis))[0]
    left, values, right = np.linalg.svd(basis.T @ logs, full_matrices=False)
    return basis @ left[:, :rank], values[:rank], right[:rank]


def _mixing(rank: int, random: np.random.Generator) -> tuple[Array, Array]:
    """An invertible matrix, far from a rotation, and its inverse transposed."""
    one, other = _rotation(rank, random), _rotation(rank, random)
    stretch = np.exp(random.uniform(-0.7, 0.7, size=rank))
    return one * stretch @ other, one / stretch @ other


def _rotation(size: int, random: np.random.Generator) -> Array:
    square, upper = np.linalg.qr(random.normal(size=(size, size)))
    return square * np.sign(np.diag(upper))


def _directions(number: int, width: int, random: np.random.Generator) -> Array:
    rows = random.normal(size=(number, width))
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)
