"""A package read to the end: its model, the prints of its tensors, its anatomy."""

from collections.abc import Callable
from dataclasses import dataclass, field

from scoring.originality import layouts, products, rows, scan
from scoring.originality.arrays import Shelf
from scoring.originality.package import Model, Tensor
from scoring.originality.towers import Anatomy, anatomy


@dataclass
class Studied:
    model: Model
    prints: list[scan.Print]
    anatomy: Anatomy
    digest: str
    shelf: Shelf = field(default_factory=Shelf)

    @property
    def shifted(self) -> bool:
        """Whether norm gains are stored less one."""
        return bool(layouts.SHIFTED_GAINS.search(str(self.model.config.get("model_type", ""))))

    @property
    def head(self) -> int:
        return products.head_size(self.model.config)

    def vocabulary(self) -> dict[str, int] | None:
        """Token to row, where a tokenizer lies in the package."""
        for name in ("tokenizer.json", "vocab.json"):
            path = self.model.root / name
            if path.is_file() and not path.is_symlink():
                return rows.tokens(path)
        return None


def study(model: Model, said: Callable[[int, Tensor], None]) -> Studied:
    """One pass over all bytes, then the places of all tensors."""
    prints = scan.scan(model, said)
    return Studied(model, prints, anatomy(model), scan.model_digest(model, prints))
