"""The Korean catalogue, merged and compiled without GNU gettext.

    python -m config.catalogues          build it, if a part changed
    python -m config.catalogues check    build, then name every msgid without Korean words

Source are the parts in ``locale/ko/parts``; what stands in ``LC_MESSAGES`` is made from them.
"""

import ast
import re
import sys
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
PARTS = ROOT / "locale" / "ko" / "parts"
MADE = ROOT / "locale" / "ko" / "LC_MESSAGES"
SOURCES = ("accounts", "jobs", "teams", "scoring", "competition", "config", "templates")
HEAD = {
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "ko",
    "Plural-Forms": "nplurals=1; plural=0;",
}
CONTEXT = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}
PLURAL = {"ngettext", "ngettext_lazy", "npgettext", "npgettext_lazy"}
SINGLE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
WORDS = re.compile(r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""")
CALL = re.compile(rf"\b(n?p?gettext|_)\(\s*({WORDS.pattern})(?:,\s*({WORDS.pattern}))?")
HOLES = re.compile(r"%\(\w+\)[sdf]|(?<!%)%[sd]|\{\w*\}")


def build():
    """Merge the parts and compile them, if one is newer; return the merged catalogue."""
    parts = sorted(PARTS.glob("*.po"))
    merged = MADE / "django.po"
    if not _stale(merged, parts):
        return polib.pofile(str(merged))
    catalogue = polib.POFile()
    catalogue.metadata = HEAD
    for entry in _entries(parts).values():
        catalogue.append(entry)
    MADE.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(merged))
    catalogue.save_as_mofile(str(MADE / "django.mo"))
    return catalogue


def _stale(merged, parts):
    newest = max(
        (p.stat().st_mtime for p in [PARTS, *parts, Path(__file__)] if p.exists()), default=0
    )
    made = [merged, MADE / "django.mo"]
    return not all(file.exists() and file.stat().st_mtime >= newest for file in made)


def _entries(parts):
    """Every entry once, by context and msgid; the first part that has words for it wins."""
    found = {}
    for part in parts:
        for entry in polib.pofile(str(part), encoding="utf-8"):
            key = (entry.msgctxt, entry.msgid)
            if not entry.obsolete and not (key in found and found[key].translated()):
                found[key] = entry
    return found


def quarrels():
    """Msgids to which two parts give different Korean words."""
    said, found = {}, []
    for part in sorted(PARTS.glob("*.po")):
        for entry in polib.pofile(str(part), encoding="utf-8"):
            key, words = (entry.msgctxt, entry.msgid), entry.msgstr or entry.msgstr_plural.get(0)
            other = said.setdefault(key, (part.name, words))
            if other[1] != words:
                found.append(f"{entry.msgid!r}: {other[0]} {other[1]!r}, {part.name} {words!r}")
    return found


def used():
    """``{(context, msgid): places}`` of everything the sources want to say."""
    found = {}
    for file in (f for folder in SOURCES for f in sorted((ROOT / folder).rglob("*"))):
        if file.suffix in {".html", ".txt"}:
            keys = in_template(file.read_text(encoding="utf-8"))
        elif file.suffix == ".py":
            keys = in_python(file.read_text(encoding="utf-8"))
        else:
            continue
        for key in keys:
            found.setdefault(key, []).append(str(file.relative_to(ROOT)))
    return found


def in_python(source):
    """Keys of the literal messages in a Python source."""
    return [key for node in ast.walk(ast.parse(source)) if (key := _key(node))]


def _key(node):
    if not isinstance(node, ast.Call):
        return None
    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
    words = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    if name in CONTEXT and len(words) > 1:
        return words[0], words[1]
    return (None, words[0]) if name in SINGLE | PLURAL and words else None


def in_template(source):
    """Keys of the messages in a template, as Django itself reads them."""
    calls = CALL.findall(templatize(source))
    return [_template_key(name, *map(_literal, (first, second))) for name, first, second in calls]


def _template_key(name, first, second):
    return (first, second) if name in CONTEXT else (None, first)


def _literal(text):
    return ast.literal_eval(text) if text else ""


def problems(catalogue, wanted):
    """What is missing or broken, one line each."""
    has = {(e.msgctxt, e.msgid): e for e in catalogue}
    missing = [key for key in wanted if key not in has or not has[key].translated()]
    lines = [
        f"no Korean: {key[1]!r}  ({wanted[key][0]})"
        for key in sorted(missing, key=_by_place(wanted))
    ]
    return lines + [
        f"other placeholders: {e.msgid!r} → {e.msgstr!r}" for e in catalogue if _differs(e)
    ]


def _by_place(wanted):
    return lambda key: (wanted[key][0], key[1])


def _differs(entry):
    """A placeholder that only one side has would break the page in one language."""
    told = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
    asked = set(HOLES.findall(entry.msgid_plural or entry.msgid))
    return any(words and set(HOLES.findall(words)) - asked for words in told)


def check():
    """Print what is wrong; the number of faults is the answer."""
    wanted, catalogue = used(), build()
    wrong = problems(catalogue, wanted) + [f"two translations: {line}" for line in quarrels()]
    spare = [e.msgid for e in catalogue if (e.msgctxt, e.msgid) not in wanted]
    print(*wrong, sep="\n") if wrong else None
    if spare:
        print(f"warning: {len(spare)} entries are used nowhere: {', '.join(map(repr, spare[:10]))}")
    print(f"{len(wanted)} messages, {len(wrong)} faults")
    return len(wrong)


if __name__ == "__main__":
    settings.configure()
    sys.exit(bool(check()) if sys.argv[1:] == ["check"] else bool(build()) and 0)
