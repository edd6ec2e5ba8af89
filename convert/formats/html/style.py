"""How a text looks: what the presentational attributes and the style of an element say (CSS 2.1; HTML, section 15)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from convert.formats.symbols import has_font

MEDIUM = 16.0
"""Pixels of the text of a page that says nothing (CSS 2.1, 15.7)."""


class Style(NamedTuple):
    """What one element says of its text; None and empty where it says nothing."""

    bold: bool | None = None
    """Whether it is bold."""
    italic: bool | None = None
    """Whether it is slanted."""
    size: float = 0.0
    """In pixels; 0 where it says nothing."""
    scale: float = 1.0
    """Of the size of the text around it, where it gives no pixels."""
    align: str = ""
    """left, center, right or justify."""
    indent: float | None = None
    """Of the first line, in pixels; in ems where negative."""
    hidden: bool | None = None
    """Whether it is not displayed."""
    invisible: bool = False
    """Whether it takes its room and is not painted: scripts often uncover it."""
    pre: bool | None = None
    """Whether its line ends and white space stand."""
    paged: bool = False
    """Whether a new page begins before or behind it."""
    marker: str = ""
    """How its list items are marked: list-style-type."""
    struck: bool = False
    """Whether it is struck through."""
    level: int = 0
    """Of a heading, as Word writes its outline levels."""
    item: int = 0
    """How deep the list is of which it is an item, as Word writes it."""
    symbols: str | None = None
    """The symbol font in which its letters are signs; empty for any other font."""
    flow: str = ""
    """block where it stands apart from the text around it, inline where it does not."""


PLAIN = Style()
"""The style of an element that says nothing."""

_DECLARATION = re.compile(r"(?<![a-z-])([a-z-]++)\s*+:\s*([^;]+)")
_LENGTH = re.compile(r"(-?[\d.]+)\s*(px|pt|em|rem|%|cm|mm|in|ch|ic|pc)?")
_PIXELS = {"px": 1.0, "pt": 4 / 3, "cm": 37.8, "mm": 3.78, "in": 96.0, "pc": 16.0, "rem": 16.0, "": 1.0}
_RELATIVE = {"em": 1.0, "%": 0.01, "ch": 0.5, "ic": 1.0}
_LIST_LEVEL = re.compile(r"\blevel([1-9])\b")
_NAMED = {"xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0, "x-large": 24.0,
          "xx-large": 32.0}
_ALIGNED = {"center": "center", "-webkit-center": "center", "right": "right", "end": "right", "left": "left",
            "start": "left", "justify": "justify"}
_APART = frozenset({"block", "flex", "grid", "list-item", "table", "table-row", "table-caption", "flow-root"})
_FONT = {1: 10.0, 2: 13.0, 3: 16.0, 4: 18.0, 5: 24.0, 6: 32.0, 7: 48.0}
"""The seven sizes of the font element (HTML, 15.3.4)."""

def sized(style: Style, outer: float) -> float:
    """The size of the text of an element in text of a size, both 0 where nobody says."""
    if style.size:
        return style.size * style.scale
    return outer if style.scale == 1.0 else (outer or MEDIUM) * style.scale


BOLD_TAGS = frozenset({"b", "strong"})
"""Elements that are bold."""
ITALIC_TAGS = frozenset({"i", "em", "cite", "dfn", "var"})
"""Elements that are slanted."""
SCALES = {"big": 1.2, "small": 0.83}
"""Elements that scale their text."""


def read_style(tag: str, attributes: Mapping[str, str], rules: Iterable[str] = ()) -> Style:
    """What an element says of the look of its text; `rules` are the declarations of style sheets that fit it."""
    style = _PRESENTATIONAL.get(tag, PLAIN)
    if attributes:
        style = _read_attributes(tag, attributes, style)
    for declarations in rules:
        style = read_declarations(declarations, style)
    given = attributes.get("style")
    return read_declarations(given, style) if given else style


_PRESENTATIONAL = {
    **dict.fromkeys(BOLD_TAGS, Style(bold=True)), **dict.fromkeys(ITALIC_TAGS, Style(italic=True)),
    **{tag: Style(scale=scale) for tag, scale in SCALES.items()},
    **dict.fromkeys(("pre", "listing", "xmp", "textarea", "plaintext"), Style(pre=True)),
    "center": Style(align="center"),
}


def _read_attributes(tag: str, attributes: Mapping[str, str], style: Style) -> Style:
    align = attributes.get("align", "").strip().lower()
    if align in ("center", "middle", "right", "left", "justify") and tag not in ("table", "img"):
        style = style._replace(align="center" if align == "middle" else align)
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        style = style._replace(hidden=True)
    if tag == "font" and "size" in attributes:
        style = style._replace(size=_font_size(attributes["size"]))
    return style


def _font_size(value: str) -> float:
    match = re.fullmatch(r"\s*([+-]?)(\d{1,3})\s*", value)
    if match is None:
        return 0.0
    step = int(match[2]) if not match[1] else 3 + int(match[1] + match[2])
    return _FONT[min(max(step, 1), 7)]


def read_declarations(text: str, style: Style = PLAIN) -> Style:
    """A style with the declarations of CSS added."""
    for name, value in _DECLARATION.findall(text.lower()):
        read, said = _PROPERTIES.get(name), value.replace("!important", "").strip()
        if read is not None and said:
            style = read(said, style)
    return style


def _weight(value: str, style: Style) -> Style:
    return style._replace(bold=value in ("bold", "bolder") or (value.isdecimal() and int(value[:5]) >= 600))


def _slant(value: str, style: Style) -> Style:
    return style._replace(italic=value in ("italic", "oblique"))


def _size(value: str, style: Style) -> Style:
    if value in _NAMED:
        return style._replace(size=_NAMED[value], scale=1.0)
    if value in ("larger", "smaller"):
        return style._replace(scale=1.2 if value == "larger" else 0.83)
    length = _length(value)
    if length is None or not 0 < abs(length) < 2000:
        return style
    return style._replace(size=length, scale=1.0) if length > 0 else style._replace(size=0.0, scale=-length)


def _font(value: str, style: Style) -> Style:
    """The shorthand: weight and slant in front of a size."""
    for word in value.split()[:6]:
        if word in ("bold", "bolder", "600", "700", "800", "900"):
            style = style._replace(bold=True)
        elif word in ("italic", "oblique"):
            style = style._replace(italic=True)
        elif word[0].isdigit() and not word.isdigit():
            return _size(word.partition("/")[0], _family(value.partition(word)[2], style))
    return style


def _align(value: str, style: Style) -> Style:
    return style._replace(align=_ALIGNED[value]) if value in _ALIGNED else style


def _indent(value: str, style: Style) -> Style:
    length = _length(value)
    return style if length is None else style._replace(indent=length)


def _display(value: str, style: Style) -> Style:
    flow = "inline" if value in ("inline", "contents") else "block" if value in _APART else ""
    return style._replace(hidden=value == "none", flow=flow)


def _visibility(value: str, style: Style) -> Style:
    return style._replace(invisible=value in ("hidden", "collapse"))


def _spaces(value: str, style: Style) -> Style:
    return style._replace(pre=value in ("pre", "pre-wrap", "pre-line", "break-spaces"))


def _page(value: str, style: Style) -> Style:
    return style._replace(paged=style.paged or value in ("always", "page", "left", "right"))


def _marker(value: str, style: Style) -> Style:
    return style._replace(marker=value.split()[0])


def _line(value: str, style: Style) -> Style:
    return style._replace(struck="line-through" in value)


def _outline(value: str, style: Style) -> Style:
    return style._replace(level=int(value)) if value in ("1", "2", "3", "4", "5", "6") else style


def _list_level(value: str, style: Style) -> Style:
    match = _LIST_LEVEL.search(value)
    return style if match is None else style._replace(item=int(match[1]))


def _family(value: str, style: Style) -> Style:
    name = value.partition(",")[0].strip(" '\"")
    return style._replace(symbols=name if has_font(name) else "")


_PROPERTIES = {
    "mso-list": _list_level, "font-family": _family,
    "mso-outline-level": _outline,
    "font-weight": _weight, "font-style": _slant, "font-size": _size, "font": _font, "text-align": _align,
    "text-indent": _indent, "display": _display, "visibility": _visibility, "white-space": _spaces,
    "page-break-before": _page, "page-break-after": _page, "break-before": _page, "break-after": _page,
    "list-style-type": _marker, "list-style": _marker, "text-decoration": _line, "text-decoration-line": _line,
}
"""Properties that matter to a reader → what they do to a style."""


def _length(value: str) -> float | None:
    """A length in pixels; what depends on the size of the text, in ems and negative; None where it is no length.

    A length below zero hangs something out: no indent, and no size.
    """
    match = _LENGTH.match(value)
    if match is None:
        return None
    try:
        number = float(match[1])
    except ValueError:
        return None
    unit = match[2] or ""
    if number < 0:
        return None
    return -number * _RELATIVE[unit] if unit in _RELATIVE else number * _PIXELS[unit]
