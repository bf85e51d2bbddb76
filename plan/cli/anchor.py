"""``anchor``: a quotation found in an article and verified, or a batch of them."""

from __future__ import annotations

import argparse
import json
import sys
from functools import lru_cache
from pathlib import Path

from plan.cli.streams import Misuse, decoded, opened, print_json
from plan.evidence.anchoring import find
from plan.language.folding import fold
from plan.locale.translation import Say


def add_options(command: argparse.ArgumentParser, say: Say) -> None:
    """Add the options of ``anchor``."""
    command.add_argument("article", nargs="?", type=Path, metavar="ARTICLE")
    command.add_argument("--quote")
    command.add_argument("--prefix")
    command.add_argument("--suffix")
    command.add_argument(
        "--batch", metavar="-", help=say("JSON lines to read; - for standard input")
    )


def run(options: argparse.Namespace, say: Say) -> int:
    """Print how a quotation was found in an article, or each of a batch; return 0."""
    if options.batch is not None:
        return _anchor_batch(options.batch, say)
    if options.article is None or options.quote is None:
        raise Misuse(say("Give an article and --quote, or --batch -."))
    try:
        text = options.article.read_bytes().decode("utf-8")
    except OSError:
        raise Misuse(say("The file “{read}” does not exist.", read=str(options.article))) from None
    except UnicodeDecodeError:
        raise Misuse(say("“{read}” is not UTF-8 text.", read=str(options.article))) from None
    match = find(fold(text), options.quote, options.prefix, options.suffix)
    print_json(
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
    folded = lru_cache(maxsize=64)(fold)
    with opened(name, say) as lines:
        for number, line in enumerate(decoded(lines, name, say), 1):
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
                raise Misuse(
                    say(
                        "Line {line} is not valid; expected JSON such as {example}.",
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


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
