"""One spelling for one meaning: sorted keys, plain decimals, no blanks; and its SHA-256."""

import hashlib
import json
from typing import Any

from competition.regulation.document.rulebook import Rulebook
from competition.regulation.inputs import TallyInputs

LISTS = ("conditions", "entries", "findings", "measurements", "sheets", "ratings")


def spelled(value: Any) -> str:
    """JSON with sorted keys and no white space between."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(text: str) -> str:
    """The SHA-256 of the text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(rulebook: Rulebook) -> str:
    """The rulebook in its one spelling; absent settings are left out, defaults written out."""
    return spelled(rulebook.model_dump(mode="json", by_alias=True, exclude_none=True))


def digest(rulebook: Rulebook) -> str:
    """The rulebook's SHA-256: what a round, a form and a score are bound to."""
    return sha256(canonical(rulebook))


def inputs_canonical(inputs: TallyInputs) -> str:
    """The inputs in their one spelling; their order means nothing, so each list is sorted."""
    document = inputs.model_dump(mode="json", by_alias=True, exclude_none=True)
    for name in LISTS:
        document[name].sort(key=spelled)
    return spelled(document)


def evidence(inputs: TallyInputs) -> str:
    """The SHA-256 of the inputs, whatever order they came in."""
    return sha256(inputs_canonical(inputs))
