"""From file to tree: which reader reads what."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from convert.tree.nodes import Document

Reader = Callable[[bytes, str], Document]
"""Bytes and a file name → the tree."""

READERS: tuple[tuple[str, str], ...] = (
    (".txt", "convert.text:read_text"),
)
"""How a file name ends → its reader; the first that fits."""

PLAIN = "convert.text:read_text"
"""The reader of everything else."""


def find_reader(name: str, data: bytes) -> Reader:  # noqa: ARG001 - other readers look into the data
    """The reader for a file."""
    target = next((target for suffix, target in READERS if name.endswith(suffix)), PLAIN)
    module, _, attribute = target.partition(":")
    return cast(Reader, getattr(import_module(module), attribute))
