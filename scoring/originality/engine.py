"""The examination: read the package, compare it with each reference, decide, report."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scoring.originality import dtypes, exact, library, observed, package
from scoring.originality.components import UNKNOWN
from scoring.originality.decision import (
    ALPHA,
    DEVIATIONS,
    HALF,
    RHO_B,
    RHO_FLOOR,
    TRAINED,
)
from scoring.originality.evidence import gather
from scoring.originality.faults import BadPackage
from scoring.originality.findings import Compared, findings, parts, whole_verdict
from scoring.originality.library import Reference
from scoring.originality.pair import Pair
from scoring.originality.report import REJECTED, Note, Package, Report, Source
from scoring.originality.scan import observations
from scoring.originality.studied import Studied, study
from scoring.originality.version import VERSION

PULSE = 0.2  # seconds between two words of progress, at least
LIMITS = ("library", "distillation", "weak", "architecture", "independent")
Progress = Callable[[int, int, Note], None]


class Meter:
    """Counts bytes read and bytes compared, and tells; what it tells to may raise to cancel."""

    def __init__(self, total: int, progress: Progress | None):
        self.total, self.progress = max(total, 1), progress
        self.done, self.last = 0, 0.0

    def add(self, count: int, note: Note) -> None:
        self.done += count
        if self.progress and time.monotonic() - self.last >= PULSE:
            self.progress(min(self.done, self.total), self.total, note)
            self.last = time.monotonic()

    def scanning(self, name: str):
        """What ``scan`` speaks to."""
        return lambda count, tensor: self.add(
            count, Note("step_scanning", {"package": name, "tensor": tensor.name})
        )


@dataclass(frozen=True)
class Opened:
    """A reference as far as it could be opened."""

    reference: Reference
    model: package.Model | None
    fault: BadPackage | None


def assess(
    package_dir: Path | str,
    references: list[Reference],
    *,
    progress: Progress | None = None,
    name: str = "",
) -> Report:
    """Examine the model in ``package_dir``. Raises BadPackage if it is none, OSError for our disk.

    ``progress(step, steps, note)`` is called all along and may raise to end the work.
    """
    model = package.open_package(package_dir, name)
    opened = [_open(r) for r in references]
    readable = [o.model for o in opened if o.model]
    total = model.nbytes * (1 + len(readable)) + sum(m.nbytes for m in readable)
    meter = Meter(total, progress)
    suspect = study(model, meter.scanning(model.name))
    compared, sources = [], []
    for one in opened:
        result, source = _against(suspect, one, meter)
        compared.append(result)
        sources.append(source)
    meter.last = 0.0
    meter.add(total - meter.done, Note("step_deciding"))
    return _report(suspect, compared, sources)


def _open(reference):
    try:
        return Opened(reference, package.open_package(reference.path, reference.name), None)
    except BadPackage as fault:
        return Opened(reference, None, fault)


def _against(suspect, opened, meter):
    if opened.fault:
        return _unreadable(opened.reference, opened.fault)
    done = meter.done + opened.model.nbytes + suspect.model.nbytes
    try:
        studied = study(opened.model, meter.scanning(opened.reference.name))
    except BadPackage as fault:  # the file shrank while it was read
        return _unreadable(opened.reference, fault)
    result = _compare(suspect, studied, opened.reference.name, meter)
    meter.add(done - meter.done, Note("step_deciding"))
    return result, _source(opened.reference, studied)


def _unreadable(reference, fault):
    source = Source(reference.name, reference.source, reference.dated, None, 0, 0, fault.note)
    return Compared(reference.name, None, fault), source


def _source(reference, studied):
    model, pinned = studied.model, reference.digest
    changed = Note("reference_changed", {"reference": reference.name})
    return Source(
        reference.name,
        reference.source,
        reference.dated,
        studied.digest,
        len(model.tensors),
        model.nbytes,
        changed=changed if pinned and pinned != studied.digest else None,
    )


def _compare(suspect, studied, name, meter):
    """All evidence of one pair, by component."""

    def said(part):
        meter.add(0, Note("step_comparing", {"reference": name, "component": part}))

    matches, tables = exact.compare(suspect, studied)
    pair = Pair(suspect, studied, said)
    evidence = gather(pair.run(), matches, _unread(suspect))
    notes = [Note("untested_tables", {"count": tables})] if tables else []
    return Compared(name, evidence, None, tuple(notes + pair.not_tested))


def _unread(suspect: Studied) -> dict[str, float]:
    """Per component the share of bytes in packed formats, of which only bytes were compared."""
    packed, total = {}, {}
    for tensor, place in zip(suspect.model.tensors, suspect.anatomy.places, strict=True):
        total[place.component] = total.get(place.component, 0) + tensor.nbytes
        if tensor.matrix and place.role not in ("table", "positions") and _packed(tensor):
            packed[place.component] = packed.get(place.component, 0) + tensor.nbytes
    return {c: n / total[c] for c, n in packed.items()}


def _packed(tensor):
    return tensor.dtype not in dtypes.FLOATS and tensor.dtype not in ("I8", "BOOL")


def _report(suspect, compared, sources):
    rows = findings(suspect.anatomy.component_bytes(), compared)
    notes = (
        *suspect.model.notes,
        *observations(suspect.model, suspect.prints),
        *observed.contradictions(suspect),
        *(s.changed for s in sources if s.changed),
    )
    return Report(
        whole_verdict(rows, compared),
        _package(suspect),
        tuple(sources),
        library.digest(sources),
        parts(suspect, rows),
        rows,
        notes,
        (),
        tuple(Note(f"limit_{code}") for code in LIMITS),
        None,
        settings(),
        VERSION,
    )


def _package(suspect):
    model = suspect.model
    dtype_bytes = {}
    for t in model.tensors:
        dtype_bytes[t.dtype] = dtype_bytes.get(t.dtype, 0) + t.nbytes
    placed = sum(
        t.nbytes
        for t, p in zip(model.tensors, suspect.anatomy.places, strict=True)
        if p.role != UNKNOWN
    )
    count, coverage = len(model.tensors), placed / max(model.nbytes, 1)
    return Package(
        model.name, suspect.digest, count, model.nbytes, model.shards, coverage, dtype_bytes
    )


def settings() -> dict:
    """The constants of the decision, so that a report says by what it was decided."""
    return {
        "alpha": ALPHA,
        "half": HALF,
        "rho_floor": RHO_FLOOR,
        "deviations": DEVIATIONS,
        "rho_b": RHO_B,
        "trained": TRAINED,
        "rounding": "bfloat16",
    }


def rejection(
    package_dir: Path | str, references: list[Reference], fault: BadPackage, *, name: str = ""
) -> Report:
    """The report on a package that is no readable model."""
    sources = tuple(Source(r.name, r.source, r.dated, None, 0, 0) for r in references)
    return Report(
        REJECTED,
        Package(name or Path(package_dir).name, None, 0, 0, 0, 0.0),
        sources,
        library.digest(references),
        (),
        (),
        fault=fault.note,
        settings=settings(),
        version=VERSION,
    )
