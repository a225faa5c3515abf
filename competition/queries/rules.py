"""The rulebook of a round as the regulation reads it."""

from functools import lru_cache

from django.utils.translation import get_language

from competition import regulation


def of(round):
    """The rulebook a round is bound to, or was given while it is prepared; None without one."""
    return read(round.rulebook) if round.rulebook_id else None


def read(version):
    """A stored version, parsed. It was accepted once, so it parses."""
    return _parsed(version.digest, version.document)


@lru_cache(maxsize=32)
def _parsed(digest, document):
    return regulation.parse(document)


@lru_cache(maxsize=32)
def _clauses(digest, document):
    return {clause.number: clause for clause in regulation.clauses(_parsed(digest, document))}


def clauses(version):
    """Every clause of a stored version by its number."""
    return _clauses(version.digest, version.document)


def adverse(rulebook):
    """Verdicts that must go to the team, gate by gate."""
    return {gate.id: set(gate.fails) | set(gate.unclear) for gate in rulebook.gates}


def suites(rulebook):
    """The benchmark suites the rulebook counts, each once."""
    producers = [c.producer for c in rulebook.criteria() if c.producer]
    return list(dict.fromkeys(p.suite for p in producers if p.by == "benchmark"))


def asks(rulebook, condition):
    return condition in rulebook.conditions


def say(words):
    """Words of the regulation in the reader's language."""
    return words.en if get_language() == "en" else words.ko


def cited(number):
    """A clause number as the reader's language writes it; empty stays empty."""
    return regulation.cite(number, "en" if get_language() == "en" else "ko") if number else ""
