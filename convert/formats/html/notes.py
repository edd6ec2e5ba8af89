"""Which anchors of a page are footnotes, and which are places: what references to notes and other links lead to."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

_REFERENCE = re.compile(
    r"""<sup\b[^<>]*>\s*(?:<(?:span|b|i|small)\b[^<>]*>\s*)*<a\b[^<>]*?\bhref\s*=\s*["']?\#([^"'<>\s]{1,80})
    | <a\b[^<>]*?\bhref\s*=\s*["']?\#
      (_?(?:ftn|edn|fn|footnote|endnote|note|cite_note|sdfootnote|zhu|zhushi)[:_.-]?\d[^"'<>\s]{0,40})""",
    re.IGNORECASE | re.VERBOSE)
_LINK = re.compile(r"""\bhref\s*=\s*["']?\#([^"'<>\s]{1,400})""", re.IGNORECASE)
_BACK = re.compile(r"ref|back|return|anc$", re.IGNORECASE)


def find_notes(source: str) -> frozenset[str]:
    """Ids that references to notes lead to; what leads back from a note to the text is none."""
    if "#" not in source:
        return frozenset()
    found = (match[1] or match[2] for match in _REFERENCE.finditer(source))
    return frozenset(target for target in found if not _BACK.search(target))


def find_places(source: str) -> frozenset[str]:
    """Ids and names that links within a page lead to, as its elements may have them."""
    if "#" not in source:
        return frozenset()
    found = {unescape(match[1]) for match in _LINK.finditer(source)}
    return frozenset((*found, *map(unquote, found)))
