"""What the documents say is true."""

import re
from pathlib import Path

import pytest

from config import env, webserver
from config.settings import base

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PLACE = re.compile(r"`([\w.-]+/[\w./-]*|[\w-]+\.(?:md|yml|toml|in|py))`")
ELSEWHERE = ("var/", "VAR_DIR/", ".venv-bench/")  # made at the first start
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))


@pytest.mark.parametrize("name", ["README.md", "docs/where.md", "docs/flow.md"])
def test_every_place_named_exists(name):
    named = PLACE.findall((ROOT / name).read_text(encoding="utf-8"))
    assert named
    gone = [p for p in named if not p.startswith(ELSEWHERE) and not (ROOT / p).exists()]
    assert gone == []


def test_the_table_of_variables_is_what_the_settings_read():
    assert base.BASE_DIR and webserver.bind  # both have read theirs
    table = README.split("## Variables")[1].split("## ")[0]
    assert set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE)) == env.READ


def test_every_verb_of_dev_is_explained():
    script = (ROOT / "dev").read_text(encoding="utf-8")
    verbs = set(re.findall(r"^([a-z-]+)\)$", script, re.MULTILINE))
    assert verbs == set(re.findall(r"^\| `\./dev ([a-z-]+)", README, re.MULTILINE))
    assert verbs <= set(re.findall(r"^#   \./dev ([a-z-]+)", script, re.MULTILINE))


def test_decisions_are_numbered_and_say_four_things():
    assert [file.name[:4] for file in DECISIONS] == [
        f"{n:04}" for n in range(1, len(DECISIONS) + 1)
    ]
    for file in DECISIONS:
        text = file.read_text(encoding="utf-8")
        assert text.startswith(f"# {file.name[:4]} ")
        assert all(f"**{part}" in text for part in ("Context", "Decision", "Price", "Undo if")), (
            file
        )


def test_the_lists_of_packages_agree():
    """What the tests run on is what the system runs on."""
    short, long = (
        set((ROOT / name).read_text("utf-8").splitlines())
        for name in ("requirements.lock", "requirements-dev.lock")
    )
    assert {line for line in short - long if not line.lstrip().startswith("#")} == set()


def test_the_build_machine_runs_the_tests_and_nothing_else():
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith(("#", "set", "cd"))] == [
        "exec ./dev test"
    ]
