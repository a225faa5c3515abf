"""What an examination found: frozen, strict JSON, the same bytes on every run.

Units: ``rho`` is a mean cosine above chance (-1 to 1), ``z`` counts standard deviations of
a permutation null, ``log10_p`` is a decimal logarithm. There is no overall similarity figure.
"""

import hashlib
import json
import math
from dataclasses import dataclass, field, fields, is_dataclass

SCHEMA = "simsa-originality/1"

DERIVED = "derived"
NO_EVIDENCE = "no_evidence"
INDEPENDENT = "independent"  # reserved: needs process evidence, which weights alone are not
INCONCLUSIVE = "inconclusive"
REJECTED = "rejected"
VERDICTS = (DERIVED, INCONCLUSIVE, NO_EVIDENCE, INDEPENDENT, REJECTED)


@dataclass(frozen=True)
class Note:
    """Something to be said in the reader's language: ``words.say(note, "ko")``."""

    code: str
    facts: dict = field(default_factory=dict)


@dataclass(frozen=True)
class LayerMatch:
    """Suspect layer and the reference layer it resembles most, with the mean effect."""

    suspect: int
    reference: int
    rho: float
    z: float
    exact: bool = False
    found: bool = False  # stands above the threshold and both error bounds


@dataclass(frozen=True)
class Band:
    """Where ``rho`` falls for unrelated weights (99.9 %), and the threshold that was applied."""

    low: float
    high: float
    threshold: float


@dataclass(frozen=True)
class Half:
    """The same test on one of two disjoint halves of the units."""

    rho: float
    z: float
    log10_p: float


@dataclass(frozen=True)
class Finding:
    """One component of the suspect against one reference."""

    component: str
    reference: str
    verdict: str
    grade: str | None = None  # A exact bytes, B rho of 0.5 or more, C below; derived only
    rho: float | None = None
    rho_low: float | None = None  # 99.9 % interval
    rho_high: float | None = None
    z: float | None = None
    log10_p: float | None = None  # after Holm over the whole family of this report
    share: float | None = None  # of the component's bytes: those found reused
    exact_bytes: int = 0
    exact_tensors: int = 0
    alignment: str | None = None  # identity, permutation, rotation
    tests: tuple[str, ...] = ()  # exact, direct, units, products, rows
    layers: tuple[LayerMatch, ...] = ()
    null: Band | None = None
    halves: tuple[Half, ...] = ()
    reason: Note | None = None  # why this verdict
    missing: tuple[Note, ...] = ()  # what an inconclusive one asks of the team
    not_tested: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Part:
    """One component of the suspect, over all references: its gravest finding."""

    component: str
    tensors: int
    bytes: int
    parameters: int
    layers: int
    verdict: str
    grade: str | None
    reference: str | None  # of the gravest finding
    references: int  # how many it was tested against


@dataclass(frozen=True)
class Source:
    """A reference as it was used."""

    name: str
    source: str
    dated: str
    digest: str | None
    tensors: int
    bytes: int
    fault: Note | None = None  # set when it could not be read: its findings are ``rejected``
    changed: Note | None = None  # set when it is not what was entered in the library


@dataclass(frozen=True)
class Package:
    """The suspect as it was read. ``coverage``: share of bytes whose place is understood."""

    name: str
    digest: str | None
    tensors: int
    bytes: int
    shards: int
    coverage: float
    dtypes: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Report:
    verdict: str
    package: Package
    references: tuple[Source, ...]
    library: str  # digest over the references used
    parts: tuple[Part, ...]
    components: tuple[Finding, ...]
    notes: tuple[Note, ...] = ()  # observations: NaN, constant tensors, a config that lies
    not_tested: tuple[Note, ...] = ()
    limits: tuple[Note, ...] = ()
    fault: Note | None = None  # set when the suspect is rejected
    settings: dict = field(default_factory=dict)
    version: str = ""

    def as_dict(self) -> dict:
        """Strict JSON, floats rounded to six digits, with a digest over everything else."""
        body = {"schema": SCHEMA} | plain(self)
        return body | {"digest": hashlib.sha256(text(body).encode()).hexdigest()}


def text(value) -> str:
    """The one spelling of a JSON value: sorted keys, no blanks, no NaN."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def plain(value):
    """Dataclasses and tuples as JSON values; a float that is not finite becomes None."""
    if is_dataclass(value):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    if isinstance(value, float):
        return rounded(value)
    return value


def rounded(value: float) -> float | None:
    """Six significant digits; below 1e-9 is zero, so that noise of the sum does not show."""
    if not math.isfinite(value):
        return None
    return 0.0 if abs(value) < 1e-9 else float(f"{value:.6g}")
