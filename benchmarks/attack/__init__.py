"""``python -m benchmarks attack``: what was tried against the software, and what of it got through.

Each module of this package attacks one part and gives a ``Finding`` for each kind of attempt.
Everything random comes from the seed; ``--share 0.01`` tries a hundredth.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks.attack import articles, labels, proxies, saving, server
from benchmarks.attack.finding import Attack, Terms

#: The attacks by name, in the order in which they run.
ATTACKS: dict[str, Attack] = {
    "saving": saving.attack,
    "articles": articles.attack,
    "labels": labels.attack,
    "proxies": proxies.attack,
    "server": server.attack,
}


def main(argv: list[str]) -> None:
    """Run the attacks that were asked for, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks attack", description=__doc__)
    parser.add_argument("what", nargs="*", metavar="WHAT", help=", ".join(ATTACKS))
    parser.add_argument("--share", type=float, default=1.0, help="of the full number of attempts")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(argv)
    if unknown := set(options.what) - set(ATTACKS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(ATTACKS)}")
    print("| Attempt | Tried | Failed | Measured |\n|---|---|---|---|")
    for name in options.what or ATTACKS:
        with tempfile.TemporaryDirectory(prefix=f"attack-{name}-") as folder:
            for found in ATTACKS[name](Terms(Path(folder), options.share, options.seed)):
                print(found, flush=True)
