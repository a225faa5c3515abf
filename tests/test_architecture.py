"""What import-linter cannot see: who writes, whose names are used where, how long a file is."""

import ast
import re
from functools import cache
from itertools import chain
from pathlib import Path

from django.apps import apps
from django.urls import URLResolver, get_resolver

ROOT = Path(__file__).resolve().parents[1]
LAYERS = ["competition", "scoring", "teams", "jobs", "accounts"]  # left to right
SOURCES = ["config", *LAYERS]
LONGEST = 300
DRAWERS = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "core",
    "managers",
    "manager",
    "services",
}
BULK = {"bulk_create", "bulk_update", "cursor"}
WRITES = {"save", "delete", "create", "update", "get_or_create", "update_or_create"}
MAY_WRITE = re.compile(r"^\w+/(actions/|management/|migrations/)|^accounts/audit\.py$")
NOT_ROWS = {"config/health.py": {"cursor"}, "teams/storage.py": {"delete"}}  # a question; S3
PURE = re.compile(r"^(competition/regulation|scoring/(rubric|originality|benchmarks|demo_models))/")
IN_TEMPLATE = re.compile(r"""\{%\s*url\s+['"]([\w:-]+)['"]""")
SENDS = {"delay", "apply_async", "delay_on_commit"}
REVERSES = {"reverse", "reverse_lazy", "redirect", "resolve_url"}


@cache
def sources(*folders):
    """``(path from the root, syntax tree)`` of every Python file below the folders."""
    files = chain.from_iterable(sorted((ROOT / f).rglob("*.py")) for f in folders or SOURCES)
    return [(str(f.relative_to(ROOT)), ast.parse(f.read_text(encoding="utf-8"))) for f in files]


def written(tree):
    """Methods called in ``tree`` that write rows. Django's take keywords only,
    unlike ``digest.update(block)`` and ``workbook.save(path)``; our own verbs take ``by``."""
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and hasattr(n.func, "attr")]
    calls = [c for c in calls if "by" not in {word.arg for word in c.keywords}]
    named = [(c.func.attr, c.func.attr.removeprefix("a"), c.args) for c in calls]
    return {a for a, verb, args in named if verb in BULK or (verb in WRITES and not args)}


def assigned(tree):
    """Lines on which an attribute called ``state`` is given a value."""
    kinds = (ast.Assign, ast.AugAssign, ast.AnnAssign)
    given = [
        (n, getattr(n, "targets", None) or [n.target])
        for n in ast.walk(tree)
        if isinstance(n, kinds)
    ]
    return [n.lineno for n, targets in given for t in targets if getattr(t, "attr", "") == "state"]


def called(tree, names):
    """Lines that call a function or method of one of these names."""
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call)]
    return [c.lineno for c in calls if getattr(c.func, "attr", getattr(c.func, "id", "")) in names]


def left_of(app, other):
    return other in LAYERS and LAYERS.index(other) < LAYERS.index(app)


def test_written_knows_a_row_from_a_file():
    def found(line):
        return written(ast.parse(line))

    assert found("row.save()") == {"save"}
    assert found("Row.objects.filter(pk=1).update(name='x')") == {"update"}
    assert found("await Row.objects.acreate(name='x')") == {"acreate"}
    assert found("Row.objects.bulk_create(rows)") == {"bulk_create"}
    assert found("digest.update(block); workbook.save(path); store.delete(key)") == set()
    assert found("programmes.create(slug='a', by=None)") == set()


def test_only_actions_write():
    quiet = [(p, t) for p, t in sources() if not MAY_WRITE.search(p) and not PURE.search(p)]
    assert {
        p: names for p, tree in quiet if (names := written(tree) - NOT_ROWS.get(p, set()))
    } == {}


def test_no_state_is_assigned():
    assert assigned(ast.parse("row.state = 1")) == [1]
    assert {p: lines for p, tree in sources() if (lines := assigned(tree))} == {}


def test_no_action_sends_a_task():
    acts = [(p, t) for p, t in sources() if "/actions/" in p]
    assert acts
    assert {p: lines for p, tree in acts if (lines := called(tree, SENDS))} == {}


def test_permissions_are_asked_in_one_place():
    """``account.has_perm`` says yes to every superuser and no to every misspelt verb."""
    asked = {p: lines for p, tree in sources() if (lines := called(tree, {"has_perm"}))}
    asked.pop("accounts/permissions.py", None)
    assert asked == {}


def test_no_source_file_is_longer_than_300_lines():
    files = [f for folder in [*SOURCES, "bench"] for f in (ROOT / folder).rglob("*.py")]
    lengths = {str(f.relative_to(ROOT)): len(f.read_text("utf-8").splitlines()) for f in files}
    assert {name: n for name, n in lengths.items() if n > LONGEST} == {}


def test_there_are_no_drawers():
    files = [f for folder in [*SOURCES, "tests"] for f in (ROOT / folder).rglob("*")]
    assert files
    assert [str(f.relative_to(ROOT)) for f in files if f.stem in DRAWERS] == []


def test_no_foreign_key_points_to_the_left():
    ours = [m for m in apps.get_models() if m._meta.app_label in LAYERS]
    keys = [f for m in ours for f in m._meta.get_fields() if f.is_relation and not f.auto_created]
    assert keys
    ends = [(f, f.model._meta.app_label, f.related_model._meta.app_label) for f in keys]
    assert [str(f) for f, here, there in ends if left_of(here, there)] == []


def reversed_names():
    """``(place, app that names it, name)`` for every address named in a template or a call."""
    for file in sorted((ROOT / "templates").rglob("*.html")):
        place = file.relative_to(ROOT)
        for name in IN_TEMPLATE.findall(file.read_text(encoding="utf-8")):
            yield str(place), place.parts[1], name
    for path, tree in sources():
        for call in (n for n in ast.walk(tree) if isinstance(n, ast.Call) and n.args):
            if getattr(call.func, "attr", getattr(call.func, "id", "")) in REVERSES:
                name = getattr(call.args[0], "value", None)
                if isinstance(name, str) and re.fullmatch(r"[\w-]+:[\w:-]+", name):
                    yield path, path.split("/")[0], name


def test_no_address_is_named_to_the_left():
    named = list(reversed_names())
    assert named
    wrong = [row for row in named if row[1] in LAYERS and left_of(row[1], row[2].split(":")[0])]
    assert wrong == []


def known(resolver, prefix=""):
    """Every name the URL configuration knows, with its namespaces."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            space = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from known(entry, space)
        elif entry.name:
            yield prefix + entry.name


def test_every_address_that_is_named_exists():
    there = set(known(get_resolver()))
    assert [row for row in reversed_names() if row[2] not in there] == []


def test_every_module_of_the_regulation_says_its_clause():
    modules = sources("competition/regulation")
    assert modules
    assert [p for p, tree in modules if tree.body and not ast.get_docstring(tree)] == []
