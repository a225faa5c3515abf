"""What one test measured on one tensor, or one group of units, in one layer."""

from dataclasses import dataclass

from scoring.originality.stats import Pairing


@dataclass(frozen=True)
class Signal:
    """``suspect`` and ``reference`` are layer numbers, None outside the layers.

    ``tries``: among how many partners this one was chosen, for the same data.
    ``kin``: the reference's component, which names a suspect tensor whose own name says nothing.
    """

    component: str
    test: str
    alignment: str
    role: str
    tower: str
    suspect: int | None
    reference: int | None
    pairing: Pairing
    tries: int
    nbytes: int
    exact: bool = False
    trained: float | None = None  # likeness in what training added, against that of the rest
    kin: str = ""
