"""What the head of a page says of it: meta elements, Open Graph, JSON-LD, the title, where it was saved from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from convert.formats.html.attributes import find_value, read_attributes
from convert.formats.html.directives import FILLER
from convert.formats.html.tokens import Token


class Fact(NamedTuple):
    """A labelled value and its place in the source."""

    field: str
    """Its key, as the page writes it: ArticleTitle, og:title, author.name."""
    start: int
    """Where the value begins in the source."""
    end: int
    """Where it ends."""
    printed: str = ""
    """How it reads, where it is written otherwise; empty where the source says it."""


_TECHNICAL = re.compile(
    r"viewport|robots|googlebot|generator|renderer|format-detection|referrer|theme-color|color-scheme|csrf.*|apple-.*"
    r"|msapplication.*|.*verification|.*-verify|msvalidate.*|x-.*|handheldfriendly|mobileoptimized|applicable-device"
    r"|mobile-agent|fb:.*|al:.*|twitter:(?:card|site|creator)|og:(?:type|locale|image.*|video.*)|screen-orientation"
    r"|full-screen|browsermode|force-rendering|progid|originator|baidu.*|360.*|sogou.*|save|wap-font-scale|flexible"
    r"|nightmode|imagemode|layoutmode|content-type|charset|revisit-after|rating|distribution|next-head-count",
    re.IGNORECASE)
"""Names of meta elements that speak to programs, not of the text."""

_KEYS = frozenset({
    "headline", "alternativeHeadline", "name", "title", "author", "creator", "publisher", "datePublished",
    "dateModified", "dateCreated", "pubDate", "upDate", "description", "keywords", "articleSection", "inLanguage",
    "url", "identifier", "sourceOrganization", "isBasedOn"})
"""Properties of schema.org and of Baidu's time factor that speak of a text; the rest of JSON-LD is left."""

_JSON = re.compile(r'"((?:[^"\\]|\\.)*+)"|([{}\[\]:,])|[^\s"{}\[\]:,]+')
_PASSED = frozenset({"@graph", "mainEntity"})

DEEPEST = 8
"""Objects within objects in JSON-LD that are looked into."""

_SAVED = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->", re.IGNORECASE)


def read_meta(token: Token) -> Fact | None:
    """The fact in a meta element; None where it speaks to programs or says nothing."""
    attributes = read_attributes(token.rest)
    field = (attributes.get("name") or attributes.get("property") or attributes.get("itemprop") or "").strip()
    if not field or not attributes.get("content", "").strip() or _TECHNICAL.fullmatch(field):
        return None
    begin = token.start + 1 + len(token.tag)
    start, end = find_value(token.rest, "content")
    given, value = token.rest[start:end], attributes["content"]
    printed = " ".join(value.split()) if "&" in given and FILLER not in given else ""
    return Fact(field, begin + start, begin + end, printed)


def read_saved(text: str, token: Token) -> Fact | None:
    """Where a browser saved the page from, in the comment that it leaves."""
    match = _SAVED.match(text, token.start, token.end)
    return Fact("saved from", *match.span(1)) if match else None


def read_json(text: str, start: int, end: int) -> Iterator[Fact]:
    """The strings of a JSON-LD script that speak of the text; a script that is no JSON gives what is found in it."""
    path: list[str] = []
    key = ""
    for match in _JSON.finditer(text, start, end):
        sign, string = match[2], match[1]
        if sign in ("{", "["):
            path.append(key)
            key = ""
        elif sign in ("}", "]"):
            path = path[:-1]
            key = ""
        elif sign == ",":
            key = ""
        elif string is not None and _names(text, match.end()):
            key = string
        elif string is not None and len(path) <= DEEPEST:
            yield from _fact(match, [*path, key])


def _names(text: str, end: int) -> bool:
    """Whether a string is the name of a member."""
    return text[end : end + 20].lstrip().startswith(":")


def _fact(match: re.Match[str], path: list[str]) -> Iterator[Fact]:
    names = [name for name in path if name and name not in _PASSED]
    if not names or not match[1].strip() or any(name not in _KEYS for name in names):
        return
    try:
        printed = " ".join(str(json.loads(match[0], strict=False)).split())
    except ValueError:
        return
    printed = printed.encode("utf-8", "replace").decode("utf-8")
    if printed:
        yield Fact(".".join(names), *match.span(1), printed)
