"""Reruns of pages in Streamlit's own harness: ``python -m benchmarks.pages FILE``, as JSON.

Processor time of a rerun with nothing changed, pages and an empty page taking turns.
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

#: The script of each page, and the parameters of its address.
PAGES = {
    "overview": ("overview", {}),
    "axis": ("axis", {}),
    "indicator": ("indicator", {"indicator": "1.1"}),
}
EMPTY = 'import streamlit as st\n\nst.title("Plan")\nst.button("Again")\n'
ROUNDS = 10


def reruns(plan: Path) -> dict[str, Any]:
    os.environ["PLAN_FILE"] = str(plan)
    os.environ["PLAN_SERVER_NOTIFIES"] = str(
        plan.parent
    )  # as under the project's own server: no asking
    with tempfile.TemporaryDirectory() as folder:
        hello = Path(folder) / "empty.py"
        hello.write_text(EMPTY, encoding="utf-8")
        apps = {"empty": AppTest.from_file(str(hello), default_timeout=120)}
        for name in PAGES:
            apps[name] = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
        first = {}
        for name, app in apps.items():
            begun = process_time()
            if name in PAGES:
                _open(app, name)
            else:
                app.run()
            first[name] = process_time() - begun
            if app.exception:
                raise AssertionError(f"{name}: {app.exception}")

        def rerun(name: str) -> float:
            begun = process_time()
            apps[name].run()
            return process_time() - begun

        samples = rounds(ROUNDS, {name: lambda name=name: rerun(name) for name in apps})
    return {"samples": samples, "first": first}


def _open(app: AppTest, page: str) -> None:
    """Show a page; the day does not depend on when this runs."""
    script, params = PAGES[page]
    app.query_params["on"] = "2026-06-30"
    app.query_params["lang"] = "fr"
    app.run()
    if script != "overview":
        app.switch_page(f"plan/pages/{script}.py")
    for key, value in params.items():
        app.query_params[key] = value
    app.run()


if __name__ == "__main__":
    print(json.dumps(reruns(Path(sys.argv[1]))))
