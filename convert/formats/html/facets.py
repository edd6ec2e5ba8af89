"""What each element says, worked out once for all that are written alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from convert.formats.html.attributes import read_attributes
from convert.formats.html.elements import BLOCK, DIRECTIVES, DROPPED
from convert.formats.html.roles import tell_role
from convert.formats.html.setting import Kinds
from convert.formats.html.sheet import Sheet, fitting
from convert.formats.html.style import PLAIN, Style, read_style
from convert.recovery.text import Told

_KINDS = {
    "em": "em", "i": "em", "cite": "em", "dfn": "em", "var": "em", "b": "strong", "strong": "strong", "sub": "sub",
    "sup": "sup", "del": "del", "s": "del", "strike": "del", "code": "code", "kbd": "code", "samp": "code",
    "tt": "code",
}
"""Element → the kind of run that it makes."""


_ID = re.compile(r"""\sid=(["'])([^"'&]*)\1""")

_META = re.compile(r"(?<![a-z])meta(?![a-z])", re.IGNORECASE)
"""What blogs and platforms call the facts of an article in classes of elements: rich_media_meta, meta-text."""

_FACT = re.compile(
    r"(?<![a-z])(?:source|src|laiyuan|author|zuozhe|writer|editor|bianji|(?:pub|publish|post)?[-_]?(?:time|date)"
    r"|shijian|riqi)(?![a-z])", re.IGNORECASE)
"""What they call each of these facts by itself."""

_EDITING = {"mw-editsection": "markup/control"}
"""Class of what in the middle of a line leads to an editor → the rule that cuts it."""

_LEVELS = frozenset("123456789")
"""Levels of headings that ARIA may state and marks know; HTML's own elements end at 6."""


class Facet(NamedTuple):
    """What an element says of itself."""

    block: bool
    """Whether it begins and ends a line."""
    style: Style
    """How its text looks."""
    role: str | None
    """What it is for: `tell_role`."""
    name: str
    """Its class, else its id."""
    kinds: Kinds
    """The runs that it makes of its text."""
    link: bool
    """Whether it is a link, wherever it leads."""
    anchor: str
    """Its id, or the name of an anchor."""
    level: int
    """Of the heading that its style or ARIA role makes it; 0 for none."""
    plain: bool
    """Whether it says nothing but where lines end."""
    cut: str
    """The rule that cuts its text; empty where that is text of the page."""
    apart: bool = False
    """Whether it stands in a line and is a fact by itself: the meta data of an article, as their class calls them."""
    told: Told | None = None
    """What it is in a page that we wrote; the kind article opens one."""
    fact: bool = False
    """Whether it stands in a line and its class names one fact of an article: its source, author or date."""


Refine = Callable[[str, Mapping[str, str], Facet], Facet]
"""What an element says to those who know more of the page: its name, its attributes, what HTML makes of them."""


class Facets:
    """The facets of a page, by name and attributes as written."""

    def __init__(self, sheet: Sheet, notes: Mapping[str, str], refine: Refine | None = None) -> None:
        self._sheet = sheet
        self._notes = notes
        self._refine = refine
        self._found: dict[tuple[str, str], Facet] = {}

    def __call__(self, tag: str, rest: str) -> Facet:
        """The facet of an element."""
        facet = self._found.get((tag, rest))
        if facet is None:
            facet = self._found[tag, rest] = self._find(tag, rest)
        return facet

    def _find(self, tag: str, rest: str) -> Facet:
        """The facet of an element that is written for the first time.

        In a book most elements have an id of their own, which only names a place: the rest is looked up without it.
        """
        named = _ID.search(rest) if self._refine is not None else None
        if named is None or "#" + named[2].strip().lower() in self._sheet:
            return self._read(tag, rest)
        return self(tag, rest[: named.start()] + rest[named.end() :])._replace(anchor=named[2])

    def _read(self, tag: str, rest: str) -> Facet:
        attributes = read_attributes(rest) if rest and not rest.isspace() else {}
        rules = fitting(self._sheet, tag, attributes) if self._sheet else ()
        style = read_style(tag, attributes, rules)
        name = " ".join(attributes.get("class", "").split()) or attributes.get("id", "").strip()
        href = _href(attributes) if tag == "a" else ""
        kinds = self._kinds(tag, style, href, attributes)
        anchor = attributes.get("id", "") or (attributes.get("name", "") if tag == "a" else "")
        block = style.flow != "inline" if tag in BLOCK else style.flow == "block"
        level = style.level or _level(attributes)
        cut = DROPPED.get(tag) or _EDITING.get(name)
        cut = cut or ("markup/directive" if ":" in tag and tag.endswith(DIRECTIVES) else "")
        facet = Facet(block, style, tell_role(tag, attributes), name, kinds, tag == "a" and "href" in attributes,
                      anchor, level, False, cut, not block and _META.search(name) is not None,
                      fact=not block and _FACT.search(name) is not None)
        if self._refine is not None:
            facet = self._refine(tag, attributes, facet)
        return facet._replace(plain=_is_plain(facet))

    def _kinds(self, tag: str, style: Style, href: str, attributes: dict[str, str]) -> Kinds:
        if href.startswith("#") and href[1:] in self._notes:
            return (("ref", self._notes[href[1:]]),)
        if href:
            return (("link", href),)
        kinds = [_KINDS[tag]] if tag in _KINDS else []
        if tag not in BLOCK:
            kinds += ["strong"] * (style.bold is True) + ["em"] * (style.italic is True) + ["del"] * style.struck
            kinds += {"sub": ["sub"], "super": ["sup"]}.get(_raised(attributes), [])
        return tuple((kind, "") for kind in dict.fromkeys(kinds))


def _is_plain(facet: Facet) -> bool:
    said = facet.level or facet.name or facet.kinds or facet.told or facet.apart
    return facet.role is None and not said and facet.style is PLAIN


def _raised(attributes: dict[str, str]) -> str:
    """How high a text stands: sub, super or empty."""
    compact = attributes.get("style", "").replace(" ", "").lower()
    return next((how for how in ("super", "sub") if f"vertical-align:{how}" in compact), "")


def _level(attributes: dict[str, str]) -> int:
    """The level of what ARIA calls a heading."""
    if attributes.get("role", "").strip().lower() != "heading":
        return 0
    level = attributes.get("aria-level", "").strip()
    return int(level) if level in _LEVELS else 2


def _href(attributes: dict[str, str]) -> str:
    """Where a link leads; empty where it only calls a script."""
    href = attributes.get("href", "").strip()
    if href.lower().startswith(("javascript:", "vbscript:", "data:")) or not href.strip("#") or href == "#top":
        return ""
    return href
