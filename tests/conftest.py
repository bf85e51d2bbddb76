"""Fixtures for every test file: the real plan, and plans written for one test."""

import os
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings
from plan_files import ROOT, write_plan

# Properties are tested, not times: a busy machine is no fault.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# Servers keep a secret in the settings of the account: not in those of whoever runs the tests.
SETTINGS = tempfile.TemporaryDirectory(prefix="settings-")
os.environ["XDG_CONFIG_HOME"] = SETTINGS.name


@pytest.fixture
def real_plan() -> Path:
    return ROOT / "indicators.yaml"


@pytest.fixture
def plan_file(tmp_path: Path) -> Callable[..., Path]:
    """Writes a plan into the folder of the test, as ``write_plan`` does; returns its path."""
    return partial(write_plan, tmp_path)
