"""``python -m competition.regulation``: check, print, compare and tally without a server."""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from competition.regulation.differences import diff
from competition.regulation.document.canonical import digest
from competition.regulation.document.reading import (
    inputs_schema,
    json_schema,
    parse,
    parse_inputs,
)
from competition.regulation.document.refusals import Refused
from competition.regulation.document.rulebook import Rulebook
from competition.regulation.readiness import cut_forecast, readiness
from competition.regulation.results import Problem, Tally
from competition.regulation.tallying.engine import tally
from competition.regulation.tallying.keeping import tally_canonical, tally_digest
from competition.regulation.wording.clauses import printed
from competition.regulation.wording.form import cite
from scoring.rubric import plain

OUTCOMES = {
    "advanced": ("진출", "advances"),
    "eliminated": ("탈락", "eliminated"),
    "held": ("보류", "held"),
    "withdrawn": ("철회", "withdrawn"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when all is well, 1 with the problems in words, 2 for wrong usage."""
    options = _parser().parse_args(arguments)
    try:
        return options.run(options)
    except Refused as refused:
        print(refused.says(options.lang), file=sys.stderr)
    except (OSError, UnicodeError) as error:
        print(error, file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m competition.regulation")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _command(commands, "check", check, "what the rulebook still lacks", "file")
    _command(commands, "print", show, "every clause in words", "file")
    _command(commands, "digest", show_digest, "the rulebook's SHA-256", "file")
    _command(commands, "diff", compare, "what changed, clause by clause", "old", "new")
    counting = _command(commands, "tally", count, "count sealed inputs", "rulebook", "inputs")
    counting.add_argument("--json", action="store_true", help="the whole tally as JSON")
    schemas = _command(commands, "schema", show_schema, "the JSON Schema of a rulebook")
    schemas.add_argument("--inputs", action="store_true", help="of tally inputs instead")
    return parser


def _command(commands, name, run, help, *files) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=help, description=help)
    command.add_argument("--lang", choices=["ko", "en"], default="ko")
    for file in files:
        command.add_argument(file, type=Path)
    command.set_defaults(run=run)
    return command


def _load(path: Path) -> Rulebook:
    return parse(path.read_bytes())


def check(options) -> int:
    """Say what is missing; otherwise what the cut gives for 0, 1 and 2 gate failures."""
    rulebook = _load(options.file)
    problems = readiness(rulebook)
    if problems:
        _complain(problems, options.lang)
        return 1
    print("열 수 있습니다." if options.lang == "ko" else "Ready to open.")
    entries = rulebook.cut.planned_entries or 5
    for forecast in cut_forecast(rulebook, entries=entries):
        print(f"- {forecast.words.says(options.lang)}")
    return 0


def show(options) -> int:
    print(printed(_load(options.file), options.lang), end="")
    return 0


def show_digest(options) -> int:
    print(digest(_load(options.file)))
    return 0


def compare(options) -> int:
    for difference in diff(_load(options.old), _load(options.new)):
        print(difference.says(options.lang))
    return 0


def count(options) -> int:
    """Tally the inputs; 1 when something still bars a decision."""
    rulebook = _load(options.rulebook)
    result = tally(rulebook, parse_inputs(options.inputs.read_bytes()))
    if options.json:
        print(tally_canonical(result))
    else:
        _print_tally(result, options.lang)
    _complain(result.open, options.lang)
    return 1 if result.open else 0


def show_schema(options) -> int:
    schema = inputs_schema() if options.inputs else json_schema()
    print(json.dumps(schema, ensure_ascii=False, indent=2))
    return 0


def _complain(problems: Iterable[Problem], lang: str) -> None:
    for problem in problems:
        print(f"{problem.place}: {problem.says(lang)}", file=sys.stderr)


def _print_tally(result: Tally, lang: str) -> None:
    for s in result.standings:
        outcome = OUTCOMES[s.outcome][0 if lang == "ko" else 1]
        total = "-" if s.total is None else plain(s.total)
        print(f"{s.rank or '-':>3}  {s.entry:<12} {total:>8}  {outcome}  {cite(s.clause, lang)}")
        print(f"     {s.reason.says(lang)}")
    print(result.planned.words.says(lang))
    print(f"evidence {result.evidence}\ntally    {tally_digest(result)}")
