"""The attributes of a tag, with the place of each value."""

from __future__ import annotations

import re
from html import unescape

from convert.span import Span

_ATTRIBUTE = re.compile(r"""([^\s=>"'/]+)(?:\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s>]+))?)?""")


_REFERENCE = re.compile(r"&(?:#[0-9]{1,9};?|#[xX][0-9a-fA-F]{1,8};?|[a-zA-Z][a-zA-Z0-9]{1,31}(?:;|(?![=a-zA-Z0-9])))")
"""A character reference in a value: there a name without a semicolon is none before = or a letter (13.2.5.73)."""


def read_attributes(raw: str) -> dict[str, str]:
    """Lower-case name → value with character references resolved, of what stands in a tag behind its name."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(raw):
        name, value = match[1].lower(), match[2] or match[3] or match[4] or ""
        found.setdefault(name, _REFERENCE.sub(_resolve, value) if "&" in value else value)
    return found


def _resolve(match: re.Match[str]) -> str:
    return unescape(match[0])


def find_value(raw: str, name: str) -> Span:
    """Where the value of an attribute stands in what follows the name of its tag; an empty span where it has none."""
    for match in _ATTRIBUTE.finditer(raw):
        if match[1].lower() == name:
            return next((match.span(group) for group in (2, 3, 4) if match[group]), (0, 0))
    return 0, 0
