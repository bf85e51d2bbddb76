"""Plans written into a folder of a test: from a text, or copied from a folder of this project."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
#: The folder of the plan of another country, which has all that the real one lacks.
SENEGAL = ROOT / "tests" / "plans" / "senegal"


def write_plan(
    folder: Path, content: str | bytes | Path, articles: Mapping[str, str | bytes] | None = None
) -> Path:
    """Write ``indicators.yaml`` with a text, or that of another folder with its articles, and
    further articles into ``seeds/`` beside it; return the path of the plan.
    """
    path, seeds = folder / "indicators.yaml", folder / "seeds"
    if isinstance(content, Path):
        shutil.copytree(content / "seeds", seeds)
        content = (content / "indicators.yaml").read_bytes()
    seeds.mkdir(exist_ok=True)
    for file, each in {
        path: content,
        **{seeds / n: a for n, a in (articles or {}).items()},
    }.items():
        file.write_bytes(each if isinstance(each, bytes) else each.encode())
    return path
