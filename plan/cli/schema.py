"""``schema``: the JSON Schema of the indicators file."""

from __future__ import annotations

import argparse

from plan.cli.streams import print_json
from plan.locale.translation import Say
from plan.model.json_schema import schema


def add_options(command: argparse.ArgumentParser, say: Say) -> None:
    """Add nothing: the schema has no options of its own."""


def run(options: argparse.Namespace, say: Say) -> int:
    """Print the JSON Schema; return 0."""
    print_json(schema())
    return 0
