"""Reruns of one reader while another's long article is read: ``python -m benchmarks.reading FILE``.

In: the file of a plan. Out: JSON, seconds of wall-clock time of reruns of the overview under our
server, with nothing else going on and then during the reading.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

from benchmarks.browser import served
from benchmarks.rounds import ROOT, rounds
from benchmarks.sessions import open_session, run

ROUNDS = 30
_NAME = "long.txt"
#: Two megabytes, which take longer to read than all reruns.
_ARTICLE = "".join(
    f"L’atelier {n} a formé {n % 90 + 2} magistrats à Bamako en 2024.\n\n" for n in range(30_000)
)


def reruns_during_reading(plan: Path) -> dict[str, Any]:
    """Seconds of reruns of the overview, ``quiet`` ones and ``busy`` ones."""
    article = plan.parent / "seeds" / _NAME
    article.write_text(_ARTICLE, encoding="utf-8")
    try:
        with (
            served(ROOT / "dashboard.py", plan) as server,
            open_session(server.port) as one,
            open_session(server.port) as other,
        ):

            def rerun() -> float:
                sleep(0.03)  # as a person pauses, so that both have their turn
                begun = perf_counter()
                run(one)
                return perf_counter() - begun

            quiet = rounds(ROUNDS, {"quiet": rerun})
            run(other, "proposals", f"&file={_NAME}")
            return {"samples": {**quiet, **rounds(ROUNDS, {"busy": rerun})}}
    finally:
        article.unlink()


if __name__ == "__main__":
    print(json.dumps(reruns_during_reading(Path(sys.argv[1]))))
