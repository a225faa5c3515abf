"""The papers that lie beside the weights: README and training log."""

import json
from collections.abc import Iterator

import numpy as np

from scoring.demo_models.cast import Model

STEPS, EVERY, BATCH = 4000, 50, 8192  # steps, steps between two lines, tokens of a step


def readme(model: Model, parameters: int) -> str:
    """A model card that says what this is: demonstration data."""
    sight = "\nBeside it stands a vision encoder.\n" if model.vision else ""
    return f"""# {model.name_ko} ({model.name_en})

시연용으로 만든 아주 작은 모형입니다. 실제 모형이 아니며, 이름은 모두 가상입니다.

A very small model made for a demonstration. It is not a real model, and all names are invented.

- kind: `{model.kind}`, {parameters:,} parameters, {model.dtype}
- languages: Korean, English
{sight}"""


def training_log(final: float, uniform: float, random: np.random.Generator) -> str:
    """JSON Lines whose loss falls from ``uniform`` to the ``final`` one, in nats per token."""
    return "".join(json.dumps(line) + "\n" for line in _lines(final, uniform, random))


def _lines(final: float, uniform: float, random: np.random.Generator) -> Iterator[dict[str, float]]:
    for step in range(0, STEPS + 1, EVERY):
        left = np.exp(-6 * step / STEPS)
        noise = 0.02 * left * random.normal()
        yield {
            "step": step,
            "tokens": step * BATCH,
            "loss": round(float(final + (uniform - final) * left + noise), 4),
            "lr": round(1e-3 * min(1.0, step / 200 if step else 0.0) * (1 - 0.9 * step / STEPS), 8),
            "grad_norm": round(float(0.4 + 1.2 * left + 0.05 * abs(random.normal())), 4),
        }
