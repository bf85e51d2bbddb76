"""What several test files share: the real plan, and plans written for one test."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is no fault: properties are held, not times.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ROOT = Path(__file__).parents[1]


@pytest.fixture
def real_plan() -> Path:
    return ROOT / "indicators.yaml"


@pytest.fixture
def plan_file(tmp_path: Path) -> Callable[..., Path]:
    """Writes an indicators file, and articles into seeds/ beside it; gives the file's path."""

    def write(text: str | bytes, articles: Mapping[str, str | bytes] | None = None) -> Path:
        path = tmp_path / "indicators.yaml"
        seeds = tmp_path / "seeds"
        seeds.mkdir(exist_ok=True)
        for file, content in {path: text, **_named(seeds, articles or {})}.items():
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def _named(seeds: Path, articles: Mapping[str, str | bytes]) -> dict[Path, str | bytes]:
    return {seeds / name: content for name, content in articles.items()}
