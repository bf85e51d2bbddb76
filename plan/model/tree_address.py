"""Addresses of values in a tree of mappings and lists."""

from __future__ import annotations

from typing import TypeAlias

#: The keys and list indices, from 0, that lead from the root to a value; () is the root itself.
Address: TypeAlias = tuple[str | int, ...]
