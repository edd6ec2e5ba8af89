"""What a style sheet may say: its tables, their keys and values, and the elements that have a type.

A key that is added here is added to the rows of `convert.formats.registry` whose formats obey it.
"""

from __future__ import annotations

from typing import NamedTuple

from convert.style.values import (
    Parse,
    choice,
    count,
    fixed,
    parse_colour,
    parse_number,
    parse_page,
    parse_role,
    parse_switch,
    spacing,
)

LARGEST = 22 * 72.0
"""Points of the longest length on a page: Word's pages end there."""

TABLES = ("extends", "description", "page", "faces", "type")
"""What a sheet holds at its top."""

FACES = "faces"
"""What stands for all of [faces] where keys are listed: the names that faces have."""


ROLES = ("song", "hei", "kai", "fangsong", "title")
"""What style sheets call faces; `latin` has no file of ours: without one, letters are of the Chinese face."""


class Key(NamedTuple):
    """A key of a sheet."""

    parse: Parse
    says: str
    """What it decides, for the list of keys."""


_SIDE = fixed(0, LARGEST)

PAGE: dict[str, Key] = {
    "paper": Key(parse_page, "paper: A4, A5, B5, 16开, 32开, Letter or WIDTH×HEIGHT"),
    "top": Key(_SIDE, "margin above the text"),
    "bottom": Key(_SIDE, "margin below the text"),
    "inner": Key(_SIDE, "margin at the binding"),
    "outer": Key(_SIDE, "margin at the open side"),
    "lines": Key(count(0, 500), "lines a page, as a grid; 0 for none"),
    "chars": Key(count(0, 500), "characters a line, as a grid; 0 for none"),
    "columns": Key(count(1, 12), "columns"),
    "column-gap": Key(_SIDE, "white between columns"),
    "two-sided": Key(parse_switch, "numbers and running heads change sides"),
    "mirrored": Key(parse_switch, "inner and outer margin change sides"),
    "number": Key(parse_number, "how a page number is printed: — {} —"),
    "number-place": Key(choice("outer", "centre", "none"), "where page numbers stand"),
    "number-face": Key(parse_role, "face of page numbers"),
    "number-size": Key(fixed(3, 100), "size of page numbers"),
    "number-below": Key(_SIDE, "page numbers: how far below the text"),
    "running-head": Key(choice("none", "title", "section"), "what stands above the text of each page"),
    "direction": Key(choice("horizontal", "vertical"), "lines, or columns from right to left"),
    "title-page": Key(parse_switch, "a title page"),
    "contents": Key(parse_switch, "a table of contents"),
    "contents-depth": Key(count(1, 9), "levels of the table of contents"),
    "region": Key(choice("auto", "cn", "tw", "hk"), "whose faces and punctuation; auto as the language has it"),
    "prohibition": Key(choice("none", "basic", "gb", "strict"), "what may begin or end a line (CLREQ 3.1.7)"),
    "quotes": Key(choice("source", "corner"), "quotation marks as in the source, or 「」"),
    "breaking": Key(choice("optimum", "greedy"), "lines broken for the best paragraph, or one by one"),
    "hanging": Key(parse_switch, "commas and full stops may hang beyond a line's end"),
    "name-line": Key(parse_switch, "a line under proper names (专名号)"),
    "notes": Key(choice("auto", "place", "foot"), "notes where they stand or at the foot; auto as formats are used to"),
    "form": Key(choice("plain", "document", "letter"), "form of an official document (GB/T 9704-2012)"),
}
"""Keys of [page]."""

_TEXT = spacing(0, LARGEST)

TYPE: dict[str, Key] = {
    "face": Key(parse_role, "face, by its role in [faces]"),
    "latin": Key(parse_role, "face of Latin letters and digits"),
    "size": Key(fixed(3, 300), "size of the type"),
    "leading": Key(fixed(3, 600), "from line to line"),
    "indent": Key(spacing(-LARGEST, LARGEST), "indent of the first line"),
    "left": Key(_TEXT, "indent of all lines at their beginning"),
    "right": Key(_TEXT, "indent of all lines at their end"),
    "before": Key(_TEXT, "white before"),
    "after": Key(_TEXT, "white after"),
    "align": Key(choice("left", "centre", "right", "justify"), "where lines stand"),
    "colour": Key(parse_colour, "colour: #rrggbb"),
    "keep-next": Key(parse_switch, "on a page with what follows"),
    "new-page": Key(parse_switch, "begins a page"),
    "shape": Key(choice("plain", "trapezoid"), "lines of like length (GB/T 9704-2012, 7.3.1)"),
    "rule-above": Key(fixed(0, 12), "rule above, this thick"),
    "rule-below": Key(fixed(0, 12), "rule below, this thick"),
    "numbers": Key(choice("text", "list"), "numbers of headings: as printed, or a list that counts the same"),
}
"""Keys of [type.…]."""

ELEMENTS = (
    "p", "kicker", "title", "subtitle", "byline", "date", "addressee", "salutation", "heading", "item", "quote", "line",
    "caption", "cell", "note", "attachment", "signature", "copyto", "footnote", "lead", "field",
    "marking", "issuer", "number", "annex", "imprint",
)
"""What has a type: elements of the tree, notes at the foot, and what an official document has beside its text."""

DEEP = ("title", "heading")
"""Elements of which each depth may have a type of its own: `[type."heading 2"]`."""

DEEPEST = 9
"""The last depth that may have one."""

LACKING: dict[str, tuple[str, ...]] = {"lead": tuple(key for key in TYPE if key not in ("face", "latin")),
                                       "footnote": ("keep-next", "new-page")}
"""Keys that some elements do not have: what stands inside a line has a face, what stands at the foot begins no page."""

APART: dict[str, tuple[str, ...]] = {"numbers": ("heading",)}
"""Keys that only some elements have, for all their depths together."""


def list_elements() -> list[str]:
    """The names that may stand after `type.` in a sheet."""
    return [*ELEMENTS, *(f"{element} {depth}" for element in DEEP for depth in range(1, DEEPEST + 1))]


def list_keys(element: str) -> list[str]:
    """The keys that the type of an element has."""
    return [key for key in TYPE if key not in LACKING.get(element, ()) and element in APART.get(key, (element,))]


def name_table(table: str) -> str:
    """A table as TOML has its head: `page` is [page], `heading 2` is [type."heading 2"]."""
    if table in ("page", FACES, "type"):
        return f"[{table}]"
    return f'[type."{table}"]' if " " in table else f"[type.{table}]"
