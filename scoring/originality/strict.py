"""JSON from strangers: no duplicate keys, no NaN, bounded depth and bounded memory."""

import json

# A number or bracket costs up to 64 bytes once parsed: a bound on them is a bound on memory.
SEPARATORS = 6_000_000
BRACKETS = 2_500_000


class NotStrict(ValueError):
    """``code`` names the lie."""

    def __init__(self, code, **facts):
        super().__init__(code)
        self.code, self.facts = code, facts


def parse(data: bytes):
    """The value in ``data``. Raises NotStrict, in time and memory bounded by its length."""
    if data.count(b",") > SEPARATORS or data.count(b"[") + data.count(b"{") > BRACKETS:
        raise NotStrict("json_too_large")
    try:
        return json.loads(
            data.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_no_constant
        )
    except NotStrict:
        raise
    except UnicodeDecodeError:
        raise NotStrict("json_not_utf8") from None
    except RecursionError:
        raise NotStrict("json_too_deep") from None
    except ValueError:  # also a number of more digits than Python will read
        raise NotStrict("json_invalid") from None


def _unique(pairs):
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    seen = set()
    twice = next(k for k, _ in pairs if k in seen or seen.add(k))
    raise NotStrict("json_duplicate_key", key=shown(twice))


def _no_constant(name):
    raise NotStrict("json_invalid")


def shown(text, limit=120) -> str:
    """A stranger's text, fit to be printed: no control characters, no lone surrogates, short."""
    text = str(text)[: limit + 1]
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    return text if len(text) <= limit else text[:limit] + "…"
