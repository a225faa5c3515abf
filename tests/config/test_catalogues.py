"""Every word has its Korean, without gettext on the machine."""

import os
import time

import polib
import pytest

from config import catalogues


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Empty parts, made files elsewhere."""
    parts = tmp_path / "parts"
    parts.mkdir()
    monkeypatch.setattr(catalogues, "PARTS", parts)
    monkeypatch.setattr(catalogues, "MADE", tmp_path / "made")
    return tmp_path


def part(home, name, *pairs):
    """Write a part with these msgids and words."""
    file = polib.POFile()
    for msgid, msgstr in pairs:
        file.append(polib.POEntry(msgid=msgid, msgstr=msgstr))
    file.save(str(home / "parts" / f"{name}.po"))


def test_parts_are_merged_and_compiled(home):
    part(home, "one", ("Round", "회차"))
    part(home, "two", ("Round", "회차"), ("Letter", "통지서"))

    catalogues.build()

    made = polib.mofile(str(home / "made" / "django.mo"))
    assert {entry.msgid: entry.msgstr for entry in made} == {"Round": "회차", "Letter": "통지서"}


def test_a_changed_part_is_merged_again(home):
    part(home, "one", ("Round", "라운드"))
    catalogues.build()
    part(home, "one", ("Round", "회차"))
    later = time.time() + 5
    os.utime(home / "parts" / "one.po", (later, later))

    assert [entry.msgstr for entry in catalogues.build()] == ["회차"]


def test_messages_are_found_in_python():
    source = "_('a'); gettext_lazy('b' 'c'); ngettext('one', 'many', n); pgettext('x', 'd'); _(var)"

    assert catalogues.in_python(source) == [(None, "a"), (None, "bc"), (None, "one"), ("x", "d")]


def test_messages_are_found_in_templates():
    source = """{% load i18n %}{% translate "It's" %}{% translate 'b' context 'x' %}
    {{ _("c")|upper }}{% blocktranslate trimmed count n=k %}
      one {{ n }} {% plural %} many {% endblocktranslate %}"""

    found = [(None, "It's"), ("x", "b"), (None, "c"), (None, "one %(n)s")]
    assert catalogues.in_template(source) == found


def test_what_is_missing_or_would_break_is_named(home):
    part(home, "one", ("Round %(n)s", "회차 %(m)s"), ("Letter", ""))
    wanted = {(None, "Letter"): ["letters.py"], (None, "Gone"): ["here.html"]}

    told = catalogues.problems(catalogues.build(), wanted)

    assert told == [
        "no Korean: 'Gone'  (here.html)",
        "no Korean: 'Letter'  (letters.py)",
        "other placeholders: 'Round %(n)s' → '회차 %(m)s'",
    ]


def test_two_parts_that_disagree_are_named(home):
    part(home, "one", ("Round", "회차"))
    part(home, "two", ("Round", "라운드"))

    assert catalogues.quarrels() == ["'Round': one.po '회차', two.po '라운드'"]
