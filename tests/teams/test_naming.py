import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.errors import RuleBroken
from teams import naming


@pytest.mark.parametrize("slug", ["yunseul", "team-1", "a.b_c-d", "x1"])
def test_a_team_may_be_called(slug):
    assert naming.slug(slug) == slug


@pytest.mark.parametrize(
    "slug",
    ["", "a", "윤슬", "Yunseul", "a--b", "a..b", "-a", "a/b", "x.git", "api", "rounds", "a" * 41],
)
def test_a_team_may_not_be_called(slug):
    with pytest.raises(RuleBroken):
        naming.slug(slug)


@pytest.mark.parametrize(
    "path", ["a.txt", "docs/한글 문서.txt", "50%/'x\".json", "a b.txt", "🙂.txt"]
)
def test_a_path_is_kept_as_it_is(path):
    assert naming.path(path) == path


def test_hangul_taken_apart_is_put_together():
    assert naming.path("\u1112\u1161\u11ab\u1100\u1173\u11af.txt") == "한글.txt"


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/etc/passwd",
        "../up",
        "a/../../b",
        "a//b",
        "./a",
        "a/.",
        "a\\b",
        "a\nb",
        "a\tb",
        "a\0b",
        "a\u202eb",
        "a\u200bb",
        ".git/config",
        "x" * 256,
        "/".join(["y" * 200] * 6),
    ],
)
def test_a_path_that_climbs_hides_or_never_ends_is_refused(path):
    with pytest.raises(RuleBroken):
        naming.path(path)


def test_what_differs_in_case_only_collides():
    assert naming.collisions(["config.json", "Config.json", "b"]) == [
        ("Config.json", "config.json")
    ]


def test_a_file_and_a_folder_of_one_name_collide():
    assert naming.collisions(["a", "a/b"]) == [("a", "a/b")]
    assert naming.collisions(["A/x", "a", "z/y/x", "z"]) == [("a", "A/x"), ("z", "z/y/x")]


@given(st.text(max_size=30))
def test_a_path_is_either_refused_or_stays_below_its_folder(raw):
    try:
        kept = naming.path(raw)
    except RuleBroken:
        return
    assert naming.path(kept) == kept
    assert ".." not in kept.split("/")
    assert not kept.startswith("/")


def test_what_a_computer_adds_by_itself_is_left_out():
    added = ["a/.DS_Store", "Thumbs.db", "__pycache__/x.pyc", ".env", "._model.safetensors"]

    assert [naming.ignored(path) for path in added] == [True] * 5
    assert not naming.ignored("a/env.txt")
