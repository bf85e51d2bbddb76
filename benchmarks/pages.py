"""Reruns of pages in Streamlit's test harness: ``python -m benchmarks.pages FILE``.

In: the file of a plan. Out: JSON, seconds of processor time of a rerun with nothing changed, of
pages and an empty page alternately.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from time import process_time
from typing import Any

from streamlit.testing.v1 import AppTest

from benchmarks.rounds import ROOT, rounds

#: The pages, each with the parameters of its address.
PAGES = {"overview": {}, "axis": {}, "indicator": {"indicator": "1.1"}}
EMPTY = 'import streamlit as st\n\nst.title("Plan")\nst.button("Again")\n'
ROUNDS = 10


def reruns(plan: Path) -> dict[str, Any]:
    """Seconds of processor time of the reruns of each page, by its name."""
    os.environ["PLAN_FILE"] = str(plan)
    os.environ["PLAN_SERVER_NOTIFIES"] = "true"  # as under our server: pages do not poll
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "empty.py"
        empty.write_text(EMPTY, encoding="utf-8")
        apps = {"empty": AppTest.from_file(str(empty), default_timeout=120)}
        for name in PAGES:
            apps[name] = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
        for name, app in apps.items():
            if name in PAGES:
                _open(app, name)
            else:
                app.run()
            if app.exception:
                raise AssertionError(f"{name}: {app.exception}")

        def rerun(name: str) -> float:
            begun = process_time()
            apps[name].run()
            return process_time() - begun

        samples = rounds(ROUNDS, {name: lambda name=name: rerun(name) for name in apps})
    return {"samples": samples}


def _open(app: AppTest, page: str) -> None:
    """Show a page in French as of a fixed day."""
    app.query_params["on"] = "2026-06-30"
    app.query_params["lang"] = "fr"
    app.run()
    if page != "overview":
        app.switch_page(f"plan/pages/{page}.py")
    for key, value in PAGES[page].items():
        app.query_params[key] = value
    app.run()


if __name__ == "__main__":
    print(json.dumps(reruns(Path(sys.argv[1]))))
