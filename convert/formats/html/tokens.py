"""From the characters of a page to tags, comments and text, each with its place: the tokenizer of HTML (13.2.5).

Two things are read more kindly than a browser would: a `<` that no tag name and no white space follows is text, and a
tag that the next `<` interrupts ends there. Every branch takes characters, so that time is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import cache
from typing import NamedTuple

from convert.formats.html.elements import RAW


class Kind(Enum):
    """What a token is."""

    TEXT = "text"
    """Text between tags."""
    OPEN = "open"
    """A start tag."""
    CLOSE = "close"
    """An end tag."""
    RAW = "raw"
    """The content of a script, style, title or text area."""
    COMMENT = "comment"
    """A comment."""
    OTHER = "other"
    """A document type, processing instruction or other declaration."""


class Token(NamedTuple):
    """Characters of the page that mean one thing."""

    kind: Kind
    """What it is."""
    start: int
    """Where it begins in the page."""
    end: int
    """Where it ends."""
    tag: str = ""
    """Name of the element, in lower case."""
    rest: str = ""
    """What stands in a start tag behind the name."""


_MARKUP = re.compile(
    r"""<(?:
      (/?)([a-z][\w.-]*+(?::[\w.-]++)?+)(?=[\s/>"'=<\0]|\Z) ((?:[^<>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+) (?:>|(?=<)|\Z)
    | (!--) (?: -?> | .*? (?:--!?>|\Z) )
    | !\[CDATA\[ (.*?) (?:\]\]>|\Z)
    | !doctype\b [^<>\[]*+ (?:\[[^\]]{0,10000}+\])?+ [^<>]*+>?
    | [!?] [^<>]*+ >?
    | / (?!\w) [^<>]*+ >?
    | %[^<>]*?%>
    )""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE | re.ASCII,
)


def split_tokens(text: str, xml: bool = False) -> Iterator[Token]:
    """The tokens of a page, without a hole; `xml` tells that the page says it is XHTML, where CDATA is text."""
    position, search = 0, _MARKUP.search
    unended: set[str] = set()
    while match := search(text, position):
        start, end = match.span()
        if position < start:
            yield Token(Kind.TEXT, position, start)
        close, name, rest, comment, data = match.groups()
        position = end
        if name is None:
            yield from _others(match, comment, data if xml else None)
            continue
        tag = name.lower()
        yield Token(Kind.CLOSE if close else Kind.OPEN, start, end, tag, rest)
        if tag in RAW and not close and not (rest.endswith("/") and xml):
            position = _raw_end(text, tag, end, unended)
            if end < position:
                yield Token(Kind.RAW, end, position, tag)
    if position < len(text):
        yield Token(Kind.TEXT, position, len(text))


def _others(match: re.Match[str], comment: str | None, data: str | None) -> Iterator[Token]:
    start, end = match.span()
    if not data:
        yield Token(Kind.COMMENT if comment else Kind.OTHER, start, end)
        return
    yield Token(Kind.OTHER, start, match.start(5))
    yield Token(Kind.TEXT, *match.span(5))
    if match.end(5) < end:
        yield Token(Kind.OTHER, match.end(5), end)


def _raw_end(text: str, tag: str, start: int, unended: set[str]) -> int:
    """Where the content of a raw element ends; a title or text area that nothing ends, at the next tag.

    `unended` remembers the elements of which no end tag follows, so that none is looked for twice.
    """
    match = None if tag in unended else _end_tag(tag).search(text, start)
    if match:
        return match.start()
    unended.add(tag)
    if tag in ("title", "textarea"):
        following = text.find("<", start)
        return len(text) if following < 0 else following
    return len(text)


@cache
def _end_tag(tag: str) -> re.Pattern[str]:
    return re.compile(rf"</{tag}(?=[\s/>])", re.IGNORECASE)
