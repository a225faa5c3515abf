import pytest

from jobs import kinds


@pytest.fixture(autouse=True)
def known_kinds():
    """What a test registers is forgotten after it."""
    before = dict(kinds.KINDS)
    yield
    kinds.KINDS.clear()
    kinds.KINDS.update(before)
