"""What elements of other people's XML are for: the table `elements.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("elements.toml")
"""Use → local names of elements, in lower case."""


@cache
def load_uses() -> Mapping[str, frozenset[str]]:
    """Local name → what its element is for."""
    rows: dict[str, list[str]] = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    uses: dict[str, set[str]] = {}
    for use, names in rows.items():
        for name in names:
            uses.setdefault(name, set()).add(use)
    return {name: frozenset(found) for name, found in uses.items()}


def find_uses(name: str) -> frozenset[str]:
    """What an element is for; nothing where the table does not know it."""
    return load_uses().get(name, frozenset())
