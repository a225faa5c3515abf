"""The command line: what a lawyer, a team or a journalist can run without a server."""

import json
import subprocess
import sys

import pytest

from competition import regulation
from competition.regulation.command import main
from tests.competition.regulation.cast import changed, demo, finding, five


@pytest.fixture
def file(tmp_path):
    def write(said, name="book.json"):
        path = tmp_path / name
        path.write_text(said if isinstance(said, str) else json.dumps(said), encoding="utf-8")
        return str(path)

    return write


@pytest.fixture
def example(file):
    return file(regulation.examples.text("demo-stage"))


def test_check_says_that_it_may_open_and_what_the_cut_gives(example, capsys):
    assert main(["check", example]) == 0

    assert capsys.readouterr().out.splitlines()[:2] == [
        "열 수 있습니다.",
        "- 5팀 가운데 최소기준 미충족이 0팀이면 4팀이 진출하고 1팀이 탈락합니다.",
    ]


def test_check_lists_what_is_missing_and_fails(file, capsys):
    assert main(["check", "--lang", "en", file(changed("parts.0.points", "41"))]) == 1

    assert "parts: The points add up to 101, not to 100." in capsys.readouterr().err


def test_a_refused_document_fails_in_the_readers_language(file, capsys):
    broken = file(changed("points", 100))

    assert main(["check", broken]) == main(["print", broken]) == main(["digest", broken]) == 1

    assert 'points: 수는 따옴표 안에 적어야 합니다. 예: "12.5"' in capsys.readouterr().err


def test_a_file_that_is_not_there_fails(capsys):
    assert main(["check", "/no/such/file"]) == 1
    assert "/no/such/file" in capsys.readouterr().err


def test_print_prints_every_clause(example, capsys):
    assert main(["print", example, "--lang", "en"]) == 0

    printed = capsys.readouterr().out
    assert all(c.text.en in printed for c in regulation.clauses(demo()))


def test_digest_and_schema(example, capsys):
    assert main(["digest", example]) == main(["schema"]) == main(["schema", "--inputs"]) == 0

    digest, _, rest = capsys.readouterr().out.partition("\n")
    assert digest == regulation.digest(demo())
    assert '"simsa-rulebook/1"' in rest
    assert '"simsa-tally-inputs/1"' in rest


def test_diff_tells_what_changed(example, file, capsys):
    assert main(["diff", example, file(changed("objection.file_days", 30), "new.json")]) == 0

    assert capsys.readouterr().out.startswith("제19조제1항\n  - 결정에 이의가 있는 팀은")


def test_tally_prints_the_standings_and_the_sentence(example, file, capsys):
    inputs = file(five(demo()), "inputs.json")

    assert main(["tally", example, inputs, "--lang", "en"]) == 0

    printed = capsys.readouterr().out
    assert "  1  dodam" in printed
    assert "As planned, 4 teams advance and 1 goes out." in printed
    assert main(["tally", example, inputs, "--json"]) == 0
    kept = capsys.readouterr().out
    assert regulation.parse_tally(kept).standing("dodam").rank == 1


def test_tally_fails_while_a_ruling_is_awaited(example, file, capsys):
    said = five(demo())
    said["findings"].append(finding("gaon"))

    assert main(["tally", example, file(said, "inputs.json")]) == 1
    assert "gaon: 독자성 최소기준에 대한 판단이 아직 없습니다." in capsys.readouterr().err


def test_it_runs_as_a_module_and_knows_no_django(example):
    code = (
        "import sys; from competition.regulation.command import main; "
        f"main(['check', {example!r}]); "
        "sys.exit(any(m.split('.')[0] in ('django', 'celery', 'numpy') for m in sys.modules))"
    )

    for arguments in (["-c", code], ["-m", "competition.regulation", "check", example]):
        assert subprocess.run([sys.executable, *arguments], capture_output=True).returncode == 0
