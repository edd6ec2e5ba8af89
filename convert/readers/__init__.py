"""From file to tree: which reader reads what."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from typing import cast

from convert.errors import SourceError
from convert.tree.nodes import Document

Reader = Callable[[bytes, str], Document]
"""Bytes and a file name → the tree."""

READERS: tuple[tuple[str, str], ...] = (
    (".txt", "convert.text:read_text"),
    (".text", "convert.text:read_text"),
    (".md", "convert.text:read_text"),
    (".markdown", "convert.text:read_text"),
)
"""How a file name ends → its reader; the first that fits."""

OWN: tuple[tuple[bytes, str], ...] = (
    (rb"\s*(<\?xml[^>]*>\s*)?<document version=", "convert.readers.tree:read_tree"),
    (rb'(?s)\s*(<\?xml[^>]*>\s*)?<(TEI|teiCorpus) .*<application ident="huozi-tree"', "convert.readers.tei:read_tei"),
)
"""What an `.xml` file of our own looks like → its reader; other people's XML looks otherwise."""

PLAIN = "convert.text:read_text"
"""The reader of everything else."""


def find_reader(name: str, data: bytes) -> Reader:
    """The reader for a file; raises SourceError where it is plainly no text and no reader knows its suffix."""
    own = _find_own(data) if name.endswith((".xml", ".tei")) else None
    target = own or next((target for suffix, target in READERS if name.endswith(suffix)), PLAIN)
    if target == PLAIN:
        _refuse_binary(name, data)
    module, _, attribute = target.partition(":")
    return cast(Reader, getattr(import_module(module), attribute))


def _find_own(data: bytes) -> str | None:
    return next((target for pattern, target in OWN if re.match(pattern, data)), None)


def _refuse_binary(name: str, data: bytes) -> None:
    from convert.text.decode import is_binary

    if is_binary(data):
        raise SourceError(f"{name} holds no text: it is a binary file.",
                          "Text is read in any encoding; save other files as text first.")
