"""Who takes part in the demonstration: five teams and the reference library. All invented.

``korean`` and ``english`` are the shares of the corpus a model has read: its ability. The order
of TEAMS is the intended order of their benchmark scores.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Model:
    """How one model is made. ``vision`` is empty, ``own`` or the slug it was taken from."""

    slug: str
    name_ko: str
    name_en: str
    kind: str
    korean: float
    english: float
    vision: str = ""
    dtype: str = "bfloat16"
    shards: int = 1

    @property
    def components(self) -> list[dict[str, str]]:
        """The bill of materials as its team declares it, which need not be the truth."""
        language = _own("language", f"{self.name_en} language model", "All layers trained.")
        tokenizer = _own("tokenizer", f"{self.name_en} tokenizer", "Built on the team's corpus.")
        if not self.vision:
            return [language, tokenizer]
        vision = _own("vision", f"{self.name_en} vision encoder", "Published structure.")
        projector = _own("projector", f"{self.name_en} projector", "Two linear layers.")
        return [language, tokenizer, vision, projector]


TEAMS = (
    Model("dodamsol", "도담 2", "Dodam 2", "llama", 0.97, 0.90, vision="own", shards=2),
    Model("mirhan", "미르 3", "Mir 3", "mistral", 0.82, 0.94),
    Model("gaonnuri", "가온 2", "Gaon 2", "llama", 0.84, 0.75, vision="orpen-vl-2", shards=2),
    Model("saebark", "새밝 2", "Saebark 2", "llama", 0.72, 0.63, dtype="float32"),
    Model("yunseul", "윤슬 2", "Yunseul 2", "llama", 0.50, 0.50),
)
REFERENCES = (
    Model("orpen-vl-2", "오르펜 VL 2", "Orpen VL 2", "mistral", 0.80, 0.80, vision="own"),
    Model("quillon-3", "퀼론 3", "Quillon 3", "llama", 0.60, 0.95),
    Model("nembus-1", "넴버스 1", "Nembus 1", "mistral", 0.70, 0.85),
)


def _own(component: str, name: str, note: str) -> dict[str, str]:
    return {
        "component": component,
        "name": name,
        "source": "",
        "source_kind": "own",
        "licence": "",
        "commit": "",
        "weights": "initialised",
        "training": "trained",
        "note": note,
    }


def as_dict(model: Model, path: Any, rank: int) -> dict[str, Any]:
    """What a caller of ``make`` learns of one model; ``rank`` 1 is the best."""
    kept = ("slug", "name_ko", "name_en", "kind", "korean", "english", "vision")
    facts = {name: getattr(model, name) for name in kept}
    return facts | {"path": path, "rank": rank, "components": model.components}
