"""The suites that ship with the project, one YAML file each in this folder."""

from pathlib import Path

from scoring.benchmarks.faults import BadSuite
from scoring.benchmarks.suite import Suite, read

HERE = Path(__file__).parent


def names() -> list[str]:
    """Every suite that ships, in the order of the alphabet."""
    return sorted(path.stem for path in HERE.glob("*.yaml"))


def load(suite: str | Path) -> Suite:
    """A shipped suite by its name, or any suite by its path; ``BadSuite`` says what is wrong."""
    if isinstance(suite, Path) or suite.endswith(".yaml"):
        return read(Path(suite))
    if suite not in names():
        known = ", ".join(names())
        raise BadSuite(
            "There is no suite %(suite)s; there are: %(known)s", suite=suite, known=known
        )
    return read(HERE / f"{suite}.yaml")
