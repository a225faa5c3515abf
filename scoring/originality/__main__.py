"""The command: ``python -m scoring.originality compare SUSPECT REFERENCE … --json OUT``."""

import argparse
import sys
from pathlib import Path

from scoring.originality import library
from scoring.originality.engine import assess, rejection
from scoring.originality.faults import BadPackage
from scoring.originality.library import Reference
from scoring.originality.report import text
from scoring.originality.words import LANGUAGES, name, say


def main(arguments: list[str] | None = None) -> int:
    """0 whenever there is an answer, a rejection included; 2 for a wrong call or our own disk."""
    args = _parser().parse_args(arguments)
    try:
        return args.run(args)
    except OSError as error:
        print(f"{error.strerror}: {error.filename}", file=sys.stderr)
        return 2


def _parser():
    parser = argparse.ArgumentParser(prog="python -m scoring.originality", description=__doc__)
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    compare = verbs.add_parser("compare", help="examine a model against references")
    compare.add_argument("suspect", type=Path)
    compare.add_argument("references", type=Path, nargs="+")
    compare.add_argument("--json", type=Path, help="where to write the report")
    compare.add_argument("--lang", choices=LANGUAGES, default="en")
    compare.add_argument("--quiet", action="store_true")
    compare.set_defaults(run=_compare)
    _library_parser(verbs.add_parser("library", help="keep a folder of references"))
    return parser


def _library_parser(parser):
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    for verb, run in (("add", _add), ("list", _list), ("check", _check)):
        command = verbs.add_parser(verb)
        command.add_argument("folder", type=Path)
        command.set_defaults(run=run)
        if verb == "add":
            command.add_argument("path", type=Path)
            command.add_argument("--name", required=True)
            command.add_argument("--source", default="")
            command.add_argument("--dated", default="", help="public since, as YYYY-MM-DD")


def _compare(args):
    references = _named(args.references)
    try:
        report = assess(args.suspect, references, progress=_progress(args))
    except BadPackage as fault:
        report = rejection(args.suspect, references, fault)
    body = report.as_dict()
    if args.json:
        args.json.write_text(text(body) + "\n", encoding="utf-8")
    if not args.quiet:
        print("\n".join(_summary(report, args.lang)))
    return 0


def _named(paths):
    """Folders as references; a name that comes twice is told apart by its path."""
    names = [p.resolve().name for p in paths]
    return [
        Reference(n if names.count(n) == 1 else str(p), p)
        for n, p in zip(names, paths, strict=True)
    ]


def _progress(args):
    if args.quiet or not sys.stderr.isatty():
        return None

    def progress(step, steps, note):
        print(
            f"\r{step * 100 // steps:3d} % {say(note, args.lang)[:90]:90s}", end="", file=sys.stderr
        )

    return progress


def _summary(report, lang):
    yield f"{report.package.name}: {name('verdict', report.verdict, lang)}"
    if report.fault:
        yield say(report.fault, lang)
    for row in report.components:
        effect = "" if row.rho is None else f" rho {row.rho:.3f}"
        grade = f" {row.grade}" if row.grade else ""
        yield (
            f"  {name('component', row.component, lang)} | {row.reference} | "
            f"{name('verdict', row.verdict, lang)}{grade}{effect}"
        )


def _add(args):
    try:
        entry = library.add(
            args.folder, name=args.name, path=args.path, source=args.source, dated=args.dated
        )
    except BadPackage as fault:
        print(say(fault), file=sys.stderr)
        return 1
    print(f"{entry.digest}  {entry.name}")
    return 0


def _list(args):
    for entry in library.load(args.folder):
        print(f"{entry.digest or '-':64s}  {entry.dated or '-':10s}  {entry.name}")
    return 0


def _check(args):
    """Read every entry again; 1 if one is unreadable or no longer what it was."""
    wrong = 0
    for entry in library.load(args.folder):
        said = library.check(entry)
        wrong += said is not None
        print(f"{entry.name}: {say(said) if said else 'ok'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
