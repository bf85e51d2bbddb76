"""The command line: thin faces of the library's functions.

Exit codes: 0 sound (warnings allowed unless ``--strict``), 1 errors, 2 misuse.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple, TextIO

from plan.locale.translation import LANGUAGES, Say, pick_language, say_in
from plan.model.quantities import Language, Period, read_day, read_period


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    arguments = sys.argv[1:] if argv is None else argv
    say = say_in(_language(arguments))
    parser = _parser(arguments, say)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # What is no text, such as half a pair of surrogates, is written by its number.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = parser.parse_args(arguments)
    # A closed pipe (``| head``) is the reader's choice, not a fault.
    try:
        return int(options.run(options, say))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(getattr(options, "verdict", 0))
    except _Misuse as fault:
        print(f"{parser.prog}: {fault}", file=sys.stderr)
        return 2


class _Misuse(Exception):
    """The command was called with something it cannot use."""


def _language(argv: Sequence[str]) -> Language:
    # Known before the options are parsed, since their help is in that language.
    for at, option in enumerate(argv):
        if option == "--lang" and argv[at + 1 : at + 2]:
            return pick_language(argv[at + 1])
        if option.startswith("--lang="):
            return pick_language(option.removeprefix("--lang="))
    system = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    return pick_language(system)


def _parser(argv: Sequence[str], say: Say) -> argparse.ArgumentParser:
    """The parser of a command line, in which only the command that is called has its options."""
    parser = argparse.ArgumentParser(
        prog="python -m plan", description=say("Follow a public action plan.")
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    called = argv[0] if argv else ""
    # Where none is called rightly, its help and its errors name them all.
    for name in [called] if called in _COMMANDS else _COMMANDS:
        about, add_options, run = _COMMANDS[name]
        command = commands.add_parser(name, help=say(about), description=say(about))
        command.set_defaults(run=run)
        command.add_argument("--lang", choices=LANGUAGES, help=say("language of the sentences"))
        command.add_argument(
            "--plan",
            type=Path,
            default=Path("indicators.yaml"),
            metavar="FILE",
            help=say("the indicators file (seeds/ beside it)"),
        )
        add_options(command, say)
    return parser


def _check_options(command: argparse.ArgumentParser, say: Say) -> None:
    command.add_argument("file", nargs="?", type=Path, metavar="FILE")
    command.add_argument("--format", choices=("text", "json", "github"), default="text")
    command.add_argument("--strict", action="store_true", help=say("warnings count as errors"))
    command.add_argument("--on", type=_day, default=None, metavar="DAY")


def _status_options(command: argparse.ArgumentParser, say: Say) -> None:
    command.add_argument("--on", type=_day, default=None, metavar="DAY")
    command.add_argument("--known", type=_day, default=None, metavar="DAY")
    command.add_argument("--format", choices=("text", "json"), default="text")


def _suggest_options(command: argparse.ArgumentParser, say: Say) -> None:
    command.add_argument("article", type=Path, metavar="ARTICLE")
    command.add_argument(
        "--published", type=_days, default=None, metavar="DAY",
        help=say("the publication, where the article does not tell it"),
    )  # fmt: skip
    command.add_argument("--format", choices=("text", "json"), default="text")


def _measure_options(command: argparse.ArgumentParser, say: Say) -> None:
    command.add_argument("folder", type=Path, metavar="FOLDER")
    command.add_argument("--format", choices=("text", "json"), default="text")
    command.add_argument("--wrong", action="store_true", help=say("list what is read wrongly"))


def _anchor_options(command: argparse.ArgumentParser, say: Say) -> None:
    command.add_argument("article", nargs="?", type=Path, metavar="ARTICLE")
    command.add_argument("--quote")
    command.add_argument("--prefix")
    command.add_argument("--suffix")
    command.add_argument(
        "--batch", metavar="-", help=say("JSON lines to read; - is standard input")
    )


def _bounds_options(command: argparse.ArgumentParser, say: Say) -> None:
    command.add_argument("file", metavar="-", help=say("JSON to read; - is standard input"))


def _schema_options(command: argparse.ArgumentParser, say: Say) -> None:
    """The schema has no options of its own."""


def _serve_options(command: argparse.ArgumentParser, say: Say) -> None:
    command.add_argument("--port", type=int, default=os.environ.get("PORT") or "8501")
    command.add_argument("--address", default="127.0.0.1")
    command.add_argument(
        "--host", action="append", default=[], metavar="NAME",
        help=say("a name to answer to beside those of this machine; repeatable"),
    )  # fmt: skip
    command.add_argument(
        "--secrets", type=Path, metavar="FILE",
        help=say("the file that sets up signing in, and who may edit"),
    )  # fmt: skip
    command.add_argument("--no-browser", action="store_true")
    command.add_argument(
        "--passages-only",
        action="store_true",
        help=say("show passages with their context, not whole articles"),
    )


def _day(text: str) -> date:
    try:
        return read_day(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r}: YYYY-MM-DD") from None


def _days(text: str) -> Period:
    try:
        return read_period(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r}: YYYY-MM-DD, YYYY-MM, YYYY") from None


def _print_json(value: object) -> None:
    import json

    print(json.dumps(value, ensure_ascii=False, indent=2))


# --- check ---------------------------------------------------------------------------------------


def _check(options: argparse.Namespace, say: Say) -> int:
    from plan.edition.edition import check, load

    path = options.file or options.plan
    edition = load(path)
    problems = check(edition, options.on or date.today())
    counts = dict.fromkeys(("error", "warning", "notice"), 0)
    rows = []
    for problem in problems:
        counts[problem.severity] += 1
    # Settled before anything is printed: it holds even if nobody reads to the end.
    options.verdict = 1 if counts["error"] or (options.strict and counts["warning"]) else 0
    if any(problem.code == "file-missing" for problem in problems):
        options.verdict = 2
    for problem in problems:
        line, column = edition.reading.place_of(problem)
        rows.append((line, column, problem, problem.told(say)))
    if options.format == "json":
        _print_json([
            {
                "file": str(path),
                "line": line,
                "column": column,
                "severity": problem.severity,
                "code": problem.code,
                "message": message,
                "remedy": problem.remedy(say),
                "address": list(problem.address),
            }
            for line, column, problem, message in rows
        ])  # fmt: skip
    elif options.format == "github":
        for line, column, problem, message in rows:
            place = f"file={_property(str(path))},line={line},col={column},title={problem.code}"
            print(f"::{problem.severity} {place}::{_escaped(message)}")
    else:
        for line, column, problem, message in rows:
            print(f"{path}:{line}:{column}: {_one_line(message)} [{problem.code}]")
        print(_summary(counts, say), file=sys.stderr)
    return int(options.verdict)


def _summary(counts: dict[str, int], say: Say) -> str:
    return say.join([
        say.plural("{n} error", "{n} errors", counts["error"]),
        say.plural("{n} warning", "{n} warnings", counts["warning"]),
        say.plural("{n} notice", "{n} notices", counts["notice"]),
    ])  # fmt: skip


def _one_line(text: str) -> str:
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text)


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


# --- status --------------------------------------------------------------------------------------


def _status(options: argparse.Namespace, say: Say) -> int:
    from plan.cli.status_json import status_as_json
    from plan.edition.edition import load
    from plan.edition.view import View
    from plan.presentation.findings import summary

    edition = load(options.plan)
    if edition.plan is None:
        for problem in edition.problems:
            line, column = edition.reading.place_of(problem)
            print(
                f"{options.plan}:{line}:{column}: {_one_line(problem.told(say))} [{problem.code}]",
                file=sys.stderr,
            )
        missing = any(problem.code == "file-missing" for problem in edition.problems)
        return 2 if missing else 1
    on = options.on or date.today()
    view = View(edition, on, options.known or on, say.language)
    if options.format == "json":
        _print_json(status_as_json(view))
    else:
        print("\n".join(summary(view)))
    return 0


# --- suggest, measure ----------------------------------------------------------------------------


def _suggest(options: argparse.Namespace, say: Say) -> int:
    from plan.articles.extraction import Refused
    from plan.cli.suggest_json import proposals_json
    from plan.edition.edition import load
    from plan.presentation.proposal_words import offer_lines, withheld_lines
    from plan.suggestions.proposals import examine

    if options.article.is_dir():
        raise _Misuse(say("“{read}” is a folder: name a file in it.", read=str(options.article)))
    try:
        data = options.article.read_bytes()
    except OSError:
        raise _Misuse(say("There is no file “{read}”.", read=str(options.article))) from None
    edition = load(options.plan)
    faults = [problem for problem in edition.problems if problem.severity == "error"]
    for problem in faults:
        line, column = edition.reading.place_of(problem)
        place = f"{options.plan}:{line}:{column}"
        print(f"{place}: {_one_line(problem.told(say))} [{problem.code}]", file=sys.stderr)
    if edition.sound is None:
        return 2 if any(problem.code == "file-missing" for problem in faults) else 1
    try:
        examined = examine(edition, options.article.name, data, options.published)
    except Refused as refused:
        raise _Misuse(say(refused.sentence, **refused.arguments)) from None
    # Entries with errors are left out of the plan, and what they would count is not suggested.
    options.verdict = 1 if faults else 0
    if options.format == "json":
        _print_json(proposals_json(examined))
        return int(options.verdict)
    lines = [
        *offer_lines(edition.sound, examined, say),
        *withheld_lines(edition.sound, examined, say),
    ]
    print("\n".join(lines))
    return int(options.verdict)


def _measure(options: argparse.Namespace, say: Say) -> int:
    from plan.edition.edition import load
    from plan.suggestions.evaluation import METRICS, measure
    from plan.suggestions.labelled_pages import labelled_pages
    from plan.suggestions.reader import Reader

    beside = options.folder / "indicators.yaml"
    edition = load(beside if beside.is_file() else options.plan)
    if edition.sound is None or edition.plan is None:
        raise _Misuse(say("The plan has errors: “check” tells them."))
    if options.folder.is_file():
        raise _Misuse(say("“{read}” is a file: name its folder.", read=str(options.folder)))
    if not options.folder.is_dir():
        raise _Misuse(say("There is no file “{read}”.", read=str(options.folder)))
    try:
        pages = list(labelled_pages(options.folder))
    except ValueError as error:
        raise _Misuse(say("This label fits no line: {read}", read=str(error))) from None
    if not pages:
        raise _Misuse(say("There are no labelled pages in “{read}”.", read=str(options.folder)))
    scores = measure(pages, Reader(edition.sound))
    if options.format == "json":
        _print_json({
            code: {"precision": score.precision, "recall": score.recall, "right": score.right,
                   "offered": score.offered, "wanted": score.wanted}
            for code, score in scores.items()
        })  # fmt: skip
        return 0
    for code, score in scores.items():
        if not (score.offered or score.wanted):
            continue
        shares = " / ".join(say.number(round(share, 3), 3) for share in
                            ((score.precision, score.recall) if score.wanted else
                             (score.precision,)))  # fmt: skip
        of = say("{right} right of {offered} read, {wanted} to be read", right=score.right,
                 offered=score.offered, wanted=score.wanted)  # fmt: skip
        print(f"{say(METRICS[code])}: {shares} ({of})")
        if options.wrong:
            for mark, words in (("+", score.wrong), ("-", score.missed)):
                print(
                    "\n".join(f"  {mark} {_one_line(each)}" for each in words),
                    end="\n" * bool(words),
                )
    return 0


# --- anchor, bounds ------------------------------------------------------------------------------


def _anchor(options: argparse.Namespace, say: Say) -> int:
    from plan.evidence.anchoring import find
    from plan.language.folding import fold

    if options.batch is not None:
        return _anchor_batch(options.batch, say)
    if options.article is None or options.quote is None:
        raise _Misuse(say("Give an article and --quote, or --batch -."))
    try:
        text = options.article.read_bytes().decode("utf-8")
    except OSError:
        raise _Misuse(say("There is no file “{read}”.", read=str(options.article))) from None
    except UnicodeDecodeError:
        raise _Misuse(say("“{read}” is not UTF-8 text.", read=str(options.article))) from None
    match = find(fold(text), options.quote, options.prefix, options.suffix)
    _print_json(
        {
            "state": match.state,
            "start": match.start,
            "end": match.end,
            "found": match.found,
            "difference": [list(pair) for pair in match.difference],
        }
    )
    return 0


def _anchor_batch(name: str, say: Say) -> int:
    import json
    from functools import lru_cache

    from plan.evidence.anchoring import find
    from plan.language.folding import fold

    folded = lru_cache(maxsize=64)(fold)
    with _opened(name, say) as lines:
        for number, line in enumerate(_decoded(lines, name, say), 1):
            if not line.strip():
                continue
            try:
                asked = json.loads(line)
                article, quote = folded(_text(asked["text"])), _text(asked["quote"])
                context = [
                    None if asked.get(side) is None else _text(asked[side])
                    for side in ("prefix", "suffix")
                ]
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
                sys.stdout.flush()
                raise _Misuse(
                    say(
                        "Line {line} is not JSON as expected: {example}.",
                        line=number,
                        example='{"id": …, "text": "…", "quote": "…", "prefix": …, "suffix": …}',
                    )
                ) from None
            match = find(article, quote, *context)
            answer = {
                "id": asked.get("id"),
                "state": match.state,
                "start": match.start,
                "end": match.end,
            }
            print(json.dumps(answer, ensure_ascii=False))
    return 0


def _decoded(lines: Iterable[str], name: str, say: Say) -> Iterator[str]:
    try:
        yield from lines
    except UnicodeDecodeError:
        raise _Misuse(say("“{read}” is not UTF-8 text.", read=name)) from None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _bounds(options: argparse.Namespace, say: Say) -> int:
    import json
    from decimal import Decimal

    from plan.cli.bounds_json import answer

    with _opened(options.file, say) as stream:
        try:
            asked = json.load(stream, parse_float=Decimal)
        except (ValueError, RecursionError) as error:
            raise _Misuse(say("This is not JSON: {read}.", read=str(error))) from None
    try:
        if isinstance(asked, list):
            _print_json([answer(each) for each in asked])
        else:
            _print_json(answer(asked))
    except ValueError as error:
        raise _Misuse(str(error)) from None
    return 0


def _opened(name: str, say: Say) -> TextIO:
    if name == "-":
        if hasattr(sys.stdin, "reconfigure"):
            sys.stdin.reconfigure(encoding="utf-8", errors="strict")
        return sys.stdin
    try:
        return Path(name).open(encoding="utf-8")
    except OSError:
        raise _Misuse(say("There is no file “{read}”.", read=name)) from None


# --- schema, serve -------------------------------------------------------------------------------


def _schema(options: argparse.Namespace, say: Say) -> int:
    from plan.model.json_schema import schema

    _print_json(schema())
    return 0


def _serve(options: argparse.Namespace, say: Say) -> int:
    from importlib.util import find_spec

    from plan.server.serve import PASSAGES_ONLY, listen_error, serve
    from plan.ui.sitemap import PAGES

    if options.secrets and not options.secrets.is_file():
        raise _Misuse(say("There is no file “{read}”.", read=str(options.secrets)))
    if options.secrets and find_spec("authlib") is None:
        install = 'python -m pip install -c constraints.txt -e ".[signin]"'
        raise _Misuse(say("Signing in needs libraries that are not installed: {install}",
                          install=install))  # fmt: skip
    if why := listen_error(options.address, options.port):
        told = say(
            "Nothing can be served on {address}, port {port}: {why}. --port chooses another.",
            address=options.address, port=str(options.port), why=why,
        )  # fmt: skip
        print(told, file=sys.stderr)
        return 2
    if options.passages_only:
        os.environ[PASSAGES_ONLY] = "true"
    serve(
        options.plan, options.address, options.port, browser=not options.no_browser,
        pages=list(PAGES)[1:], hosts=options.host, secrets=options.secrets,
    )  # fmt: skip
    return 0


# --- The commands --------------------------------------------------------------------------------


class _Command(NamedTuple):
    """A command: what it does in a sentence, what adds its options, and what runs it."""

    about: str
    add_options: Callable[[argparse.ArgumentParser, Say], None]
    run: Callable[[argparse.Namespace, Say], int]


#: The commands by name, in the order of the help.
_COMMANDS: Final[dict[str, _Command]] = {
    "check": _Command("Check the indicators file and its passages.", _check_options, _check),
    "status": _Command("Say where the plan stands on a day.", _status_options, _status),
    "suggest": _Command(
        "Say which passages of an article could be evidence.", _suggest_options, _suggest
    ),
    "measure": _Command(
        "Say how well labelled pages are read, by precision and recall.",
        _measure_options,
        _measure,
    ),
    "anchor": _Command("Find a quotation in an article and verify it.", _anchor_options, _anchor),
    "bounds": _Command("Say what bounded figures together entail.", _bounds_options, _bounds),
    "schema": _Command("Write the JSON Schema of the indicators file.", _schema_options, _schema),
    "serve": _Command("Show the dashboard.", _serve_options, _serve),
}
