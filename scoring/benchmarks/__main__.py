"""Benchmarks from a shell.

python -m scoring.benchmarks run MODEL_DIR --suite simsa-basic --out DIR [--device cuda]
python -m scoring.benchmarks suites
python -m scoring.benchmarks check SUITE
"""

import argparse
import sys
from pathlib import Path

from scoring.benchmarks import BenchmarkError, Machine, run, suites
from scoring.benchmarks.machine import BACKENDS, DTYPES
from scoring.benchmarks.result import Result, plain
from scoring.benchmarks.runner import ROOT


def main(argv: list[str] | None = None) -> int:
    """0 when it could answer; 1 with the reason in words."""
    arguments = _parser().parse_args(argv)
    try:
        return int(arguments.verb(arguments))
    except BenchmarkError as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        print(getattr(error, "log", ""), file=sys.stderr, end="")
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m scoring.benchmarks")
    verbs = parser.add_subparsers(required=True)
    verbs.add_parser("suites", help="list the suites").set_defaults(verb=_suites)
    check = verbs.add_parser("check", help="check a suite file")
    check.add_argument("suite")
    check.set_defaults(verb=_check)
    measure = verbs.add_parser("run", help="run a suite on a model folder")
    measure.set_defaults(verb=_run)
    measure.add_argument("model", type=Path)
    measure.add_argument("--suite", default="simsa-basic", help="a name, or a path")
    measure.add_argument("--out", type=Path, required=True, help="a folder for the evidence")
    _add_machine(measure)
    return parser


def _add_machine(parser: argparse.ArgumentParser) -> None:
    python = ROOT / ".venv-bench" / "bin" / "python"
    parser.add_argument("--python", type=Path, default=python, help="of the benchmark environment")
    parser.add_argument("--backend", choices=BACKENDS, default="hf")
    parser.add_argument("--device", default="cpu", help="cpu, cuda, cuda:1")
    parser.add_argument("--dtype", choices=DTYPES, default="auto")
    parser.add_argument("--batch-size", type=int, default=32)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--data", type=Path, help="copies of Hub datasets, OWNER/NAME each")


def _suites(arguments: argparse.Namespace) -> int:
    for name in suites.names():
        suite = suites.load(name)
        print(f"{name}  version {suite.version}  {suite.digest[:12]}  {suite.name.en}")
    return 0


def _check(arguments: argparse.Namespace) -> int:
    suite = suites.load(arguments.suite)
    print(f"{suite.suite} version {suite.version}: {suite.digest}")
    return 0


def _run(arguments: argparse.Namespace) -> int:
    machine = Machine(
        python=arguments.python,
        backend=arguments.backend,
        device=arguments.device,
        dtype=arguments.dtype,
        batch_size=arguments.batch_size,
        threads=arguments.threads,
        data_dir=arguments.data,
    )
    suite = suites.load(arguments.suite)
    _print(run(arguments.model, suite, out_dir=arguments.out, machine=machine, progress=_say))
    return 0


def _say(step: int, steps: int, note: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[K{note} {step}/{steps}", end="", file=sys.stderr, flush=True)


def _print(result: Result) -> None:
    for task in result.tasks:
        print(f"{task.task:24} {task.metric:14} {plain(task.value)} ± {plain(task.stderr)}")
    print(f"{'score':24} {'0 to 100':14} {plain(result.score)}")
    print(f"{result.digest}  in {result.seconds} s")


if __name__ == "__main__":
    sys.exit(main())
