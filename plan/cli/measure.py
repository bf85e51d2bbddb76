"""``measure``: precision and recall of the reading of labelled pages."""

from __future__ import annotations

import argparse
from pathlib import Path

from plan.cli.streams import Misuse, one_line, print_json
from plan.edition.edition import load
from plan.locale.translation import Say
from plan.suggestions.evaluation import METRICS, measure
from plan.suggestions.labelled_pages import labelled_pages
from plan.suggestions.reader import Reader


def add_options(command: argparse.ArgumentParser, say: Say) -> None:
    """Add the options of ``measure``."""
    command.add_argument("folder", type=Path, metavar="FOLDER")
    command.add_argument("--format", choices=("text", "json"), default="text")
    command.add_argument("--wrong", action="store_true", help=say("list the reading errors"))


def run(options: argparse.Namespace, say: Say) -> int:
    """Print precision and recall on the labelled pages of a folder; return 0."""
    beside = options.folder / "indicators.yaml"
    edition = load(beside if beside.is_file() else options.plan)
    if edition.sound is None or edition.plan is None:
        raise Misuse(say("The plan has errors: run “check” to list them."))
    if options.folder.is_file():
        raise Misuse(say("“{read}” is a file: name its folder.", read=str(options.folder)))
    if not options.folder.is_dir():
        raise Misuse(say("The file “{read}” does not exist.", read=str(options.folder)))
    try:
        pages = list(labelled_pages(options.folder))
    except ValueError as error:
        raise Misuse(say("This label fits no line: {read}", read=str(error))) from None
    if not pages:
        raise Misuse(say("There are no labelled pages in “{read}”.", read=str(options.folder)))
    scores = measure(pages, Reader(edition.sound))
    if options.format == "json":
        print_json({
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
        of = say("{right} correct of {offered} read, {wanted} expected", right=score.right,
                 offered=score.offered, wanted=score.wanted)  # fmt: skip
        print(f"{say(METRICS[code])}: {shares} ({of})")
        if options.wrong:
            for mark, words in (("+", score.wrong), ("-", score.missed)):
                print(
                    "\n".join(f"  {mark} {one_line(each)}" for each in words),
                    end="\n" * bool(words),
                )
    return 0
