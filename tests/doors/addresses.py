"""Every address of the URL configuration, filled with values no row has."""

import re
from dataclasses import dataclass
from uuid import UUID

from django.urls import URLResolver, get_resolver

NOBODY = {
    "uuid": str(UUID(int=7)),
    "int": "987654",
    "slug": "no-such-thing",
    "str": "no-such-thing",
    "path": "no/such/thing",
}
CONVERTER = re.compile(r"<(?:(\w+):)?(\w+)>")
GROUP = re.compile(r"\(\?P<(\w+)>((?:[^()]|\([^()]*\))*)\)")
IN_REGEX = {
    "generation": "1",
    "digest": "0" * 64,
    "revision": "main",
    "uidb36": "1",
    "grant": "g1",
    "repo": "no-team/no-round",
}


@dataclass(frozen=True)
class Address:
    """``path`` to ask for; ``name`` with its namespaces, or nothing."""

    name: str
    path: str


def everywhere(resolver=None, path="/", space="", values=NOBODY):
    """Every address below the resolver, in the order of the configuration."""
    for entry in (resolver or get_resolver()).url_patterns:
        here = path + filled(str(entry.pattern), values)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from everywhere(entry, here, inner, values)
        else:
            yield Address(space + (entry.name or ""), here)


def filled(pattern, values):
    """A path that the pattern matches."""
    if "(?" in pattern:
        return _plain(GROUP.sub(lambda found: IN_REGEX.get(found[1], values["slug"]), pattern))
    return _plain(CONVERTER.sub(lambda found: values[found[1] or "str"], pattern))


def _plain(pattern):
    """What is left of a regular expression without its signs."""
    chosen = re.sub(r"\(\?:(/?[\w-]+)[^()]*\)\??", r"\1", pattern)
    for sign, plain in (
        ("[\\w-]+", "x"),
        ("\\b", ""),
        ("\\.", "."),
        ("^", ""),
        ("$", ""),
        (".+", "x"),
    ):
        chosen = chosen.replace(sign, plain)
    return chosen
