"""``suggest``: the passages of an article that could be evidence."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from plan.articles.extraction import Refused
from plan.cli.streams import Misuse, one_line, print_json, printing
from plan.edition.edition import load
from plan.locale.translation import Say
from plan.model.quantities import Amount, Period, read_period
from plan.presentation.proposal_words import offer_lines, unread_words, withheld_lines
from plan.suggestions.proposals import Examined, examine
from plan.suggestions.suggestion import Suggestion


def add_options(command: argparse.ArgumentParser, say: Say) -> None:
    """Add the options of ``suggest``."""
    command.add_argument("article", type=Path, metavar="ARTICLE")
    command.add_argument(
        "--published", type=_days, default=None, metavar="DAY",
        help=say("the date of publication, if the article does not give it"),
    )  # fmt: skip
    command.add_argument("--format", choices=("text", "json"), default="text")


def run(options: argparse.Namespace, say: Say) -> int:
    """Print the passages of an article that could be evidence; return as ``check`` does."""
    if options.article.is_dir():
        raise Misuse(say("“{read}” is a folder: name a file in it.", read=str(options.article)))
    try:
        data = options.article.read_bytes()
    except OSError:
        raise Misuse(say("The file “{read}” does not exist.", read=str(options.article))) from None
    edition = load(options.plan)
    faults = [problem for problem in edition.problems if problem.severity == "error"]
    for problem in faults:
        line, column = edition.reading.place_of(problem)
        place = f"{options.plan}:{line}:{column}"
        print(one_line(f"{place}: {problem.message(say)} [{problem.code}]"), file=sys.stderr)
    if edition.sound is None:
        return 2 if any(problem.code == "file-missing" for problem in faults) else 1
    try:
        examined = examine(edition, options.article.name, data, options.published)
    except Refused as refused:
        raise Misuse(say(refused.sentence, **refused.arguments)) from None
    # Records with errors are left out of the plan, and what they would count is not suggested.
    status = 1 if faults else 0
    if options.format == "json":  # whose list has no room for it
        for words in unread_words(say, examined.unread):
            print(one_line(words), file=sys.stderr)
    with printing(status):
        if options.format == "json":
            print_json(proposals_json(examined))
        else:
            lines = (*offer_lines(edition.sound, examined, say), *withheld_lines(examined, say))
            print("\n".join(map(one_line, lines)))
    return status


def _days(text: str) -> Period:
    try:
        return read_period(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r}: YYYY-MM-DD, YYYY-MM, YYYY") from None


def proposals_json(examined: Examined) -> list[dict[str, Any]]:
    """The proposals, highest score first; ``start`` and ``end`` are characters of the text."""
    return [
        {
            "quote": each.suggestion.quote,
            "start": each.suggestion.start,
            "end": each.suggestion.end,
            "indicator": each.suggestion.indicator,
            "value": _value(each.suggestion),
            "unit": each.suggestion.unit,
            "period": _period(each.suggestion, examined.published),
            "announced": each.suggestion.announced,
            "flags": list(each.flags),
            "score": each.suggestion.score,
        }
        for each in examined.proposals
    ]


def _value(suggestion: Suggestion) -> dict[str, Any] | None:
    if suggestion.step is not None:
        return {"step": suggestion.step}
    if suggestion.value is None:
        return None
    kind, amount = suggestion.value
    if isinstance(amount, tuple):
        return {kind: [_number(each) for each in amount]}
    return {kind: _number(amount)}


def _number(amount: Amount) -> int | float:
    return amount if isinstance(amount, int) else float(amount)


def _period(suggestion: Suggestion, published: Period | None) -> str | None:
    """The period in ISO 8601; an announced one without a start begins with its announcement."""
    if (period := suggestion.period) is None:
        return None
    start = period.start
    if start is None and suggestion.announced and published and published.end <= period.end:
        start = published.end
    return None if start is None else f"{start.isoformat()}/{period.end.isoformat()}"
