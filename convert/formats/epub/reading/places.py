"""Addresses within a book: a part of it, and a place in that."""

from __future__ import annotations

import posixpath
import re
from typing import NamedTuple
from urllib.parse import unquote

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")

_ID = re.compile(r"""\b(?:id|name)\s*+=\s*+["']([^"'<>]+)["']""")

LONGEST = 2000
"""Characters of an address; longer ones lead nowhere."""


class Address(NamedTuple):
    """Where a reference leads."""

    part: str
    """The name of a part in the container."""
    mark: str = ""
    """The id of an element there; empty for its beginning."""

    @property
    def place(self) -> str:
        """Its name in the whole book."""
        return f"{self.part}#{self.mark}"


def resolve(base: str, href: str) -> Address | None:
    """Where a reference in a part leads; None where it leads out of the book or nowhere."""
    href = href.strip()
    if not href or len(href) > LONGEST or _SCHEME.match(href):
        return None
    path, _, mark = href.partition("#")
    part = base
    if path:
        path = unquote(path.partition("?")[0]).replace("\\", "/")
        part = posixpath.normpath(posixpath.join("/", posixpath.dirname(base), path)).lstrip("/")
    return Address(part, unquote(mark))


def find_ids(page: str) -> dict[str, int]:
    """Where each id stands in the characters of a page, within its tag; the first where it stands twice."""
    found: dict[str, int] = {}
    for match in _ID.finditer(page):
        found.setdefault(match[1], match.start())
    return found
