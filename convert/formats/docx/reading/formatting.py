"""Direct formatting: what a w:pPr says of its paragraph and a w:rPr of its characters, each read in one pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from convert.formats.archive import Element
from convert.formats.docx.markup import W

VAL = W + "val"
_OFF = frozenset({"0", "false", "off", "none"})
_SWITCHES = {W + "b": "bold", W + "i": "italic", W + "vanish": "hidden", W + "strike": "struck",
             W + "dstrike": "struck", W + "em": "dots", W + "u": "line"}
"""Properties of characters that are on or off; `em` sets dots at characters, `u` a line below them."""
_RAISED = {"superscript": "sup", "subscript": "sub"}
_SZ, _VERT_ALIGN, _RSTYLE, _FONTS = (W + name for name in ("sz", "vertAlign", "rStyle", "rFonts"))
_LARGEST = 4000
"""Half points; Word's largest type is 1,638 points."""
_INDENTS = {W + name: name for name in (
    "left", "start", "hanging", "firstLine", "leftChars", "startChars", "hangingChars", "firstLineChars")}
BODY_TEXT = 10
"""The outline level that says a paragraph is no heading."""


class Indent(NamedTuple):
    """Indents of a paragraph; None where nothing is said. Hanging indents are negative first lines."""

    left: int | None = None
    """In twentieths of a point."""
    first: int | None = None
    left_chars: int | None = None
    """In hundredths of a character; if not 0, it counts for more than `left`."""
    first_chars: int | None = None

    def over(self, base: Indent) -> Indent:
        """These indents, and those of the base where they say nothing."""
        if base == NO_INDENT:
            return self
        return Indent(*[theirs if mine is None else mine for mine, theirs in zip(self, base, strict=True)])

    def columns(self, size: int, *, opening: bool) -> int:
        """Half-width columns before a line of type of a size in half points; `opening` for the first of a paragraph."""
        left = _columns(self.left_chars, self.left, size)
        return max(0, left + _columns(self.first_chars, self.first, size)) if opening else max(0, left)


NO_INDENT = Indent()


class Numbered(NamedTuple):
    """Which list a paragraph is in, and how deep; None where nothing is said."""

    list: int | None = None
    level: int | None = None


UNNUMBERED = Numbered()


class Paragraph(NamedTuple):
    """What a w:pPr says; what it does not say is empty or None."""

    style: str = ""
    heading: int = 0
    """Outline level, 1 at the top; `BODY_TEXT` where it is said that there is none."""
    numbered: Numbered = UNNUMBERED
    align: str = ""
    indent: Indent = NO_INDENT
    breaks: bool | None = None
    """Whether it begins a page."""
    joins: bool = False
    """Whether its end is not printed: its mark is deleted, or it is a big initial of the next paragraph."""
    ends_section: bool = False


def read_paragraph(holder: Element | None) -> Paragraph:
    """The settings of a w:pPr."""
    if holder is None:
        return _PLAIN
    said: dict[str, object] = {}
    for child in holder:
        read = _READERS.get(child.tag)
        if read is not None:
            name, value = read(child)
            if value is not None:
                said[name] = value
    return Paragraph(**said) if said else _PLAIN  # type: ignore[arg-type]  # _READERS names the fields


def read_run(element: Element | None) -> dict[str, object]:
    """The settings of a w:rPr: switches by their names, `size`, `raised`, `style`, `font`, `face`."""
    made: dict[str, object] = {}
    for child in element if element is not None else ():
        tag = child.tag
        if tag in _SWITCHES:
            made[_SWITCHES[tag]] = child.get(VAL) not in _OFF
        elif tag == _SZ:
            size = number(child.get(VAL))
            if size and 0 < size < _LARGEST:
                made["size"] = size
        elif tag == _FONTS:
            made.update(_read_fonts(child))
        elif tag == _VERT_ALIGN:
            made["raised"] = _RAISED.get(child.get(VAL, ""), "")
        elif tag == _RSTYLE:
            made["style"] = child.get(VAL, "")
    return made


_ASCII, _EAST_ASIA, _EAST_ASIA_THEME = (W + name for name in ("ascii", "eastAsia", "eastAsiaTheme"))


def _read_fonts(element: Element) -> dict[str, object]:
    """The font of Latin letters, by which symbols are known, and the face of Chinese ones, a theme's before its own."""
    found = {"font": element.get(_ASCII), "face": element.get(_EAST_ASIA_THEME) or element.get(_EAST_ASIA)}
    return {name: value for name, value in found.items() if value}


def attribute(element: Element | None, child: str) -> str:
    """The value of a property; empty where it is not set."""
    found = element.find(W + child) if element is not None else None
    return found.get(VAL, "") if found is not None else ""


def is_on(value: str | None) -> bool:
    """Whether a switch is on; one without a value is."""
    return value not in _OFF


def number(value: str | None) -> int | None:
    """A whole number as attributes have it, sometimes with decimals; None for anything else."""
    if not value or len(value) > 20:
        return None
    try:
        return int(value)
    except ValueError:
        pass
    try:
        return int(float(value))
    except (ValueError, OverflowError):
        return None


def read_indent(ind: Element) -> Indent:
    """The indents of a w:ind."""
    found = {_INDENTS[name]: number(value) for name, value in ind.items() if name in _INDENTS}
    return Indent(_either(found, "left", "start"), _first(found, "hanging", "firstLine"),
                  _either(found, "leftChars", "startChars"), _first(found, "hangingChars", "firstLineChars"))


def _either(found: Mapping[str, int | None], first: str, second: str) -> int | None:
    value = found.get(first)
    return found.get(second) if value is None else value


def _first(found: Mapping[str, int | None], hanging: str, first: str) -> int | None:
    value = found.get(hanging)
    return found.get(first) if value is None else -value


def _columns(chars: int | None, twips: int | None, size: int) -> int:
    if chars:
        return round(chars / 50)
    return round(twips / (5 * size)) if twips else 0


def _read_level(element: Element) -> int | None:
    level = number(element.get(VAL))
    return level + 1 if level is not None and 0 <= level < BODY_TEXT else None


def _read_numbered(element: Element) -> Numbered:
    return Numbered(number(attribute(element, "numId")), number(attribute(element, "ilvl")))


def _read_frame(element: Element) -> bool | None:
    return True if element.get(W + "dropCap") in ("drop", "margin") else None


def _read_mark(element: Element) -> bool | None:
    """The settings of the paragraph's mark, which tracked changes may have deleted or moved away."""
    deleted = any(child.tag in (W + "del", W + "moveFrom") for child in element)
    return True if deleted else None


_Read = Callable[[Element], tuple[str, object]]
_READERS: Mapping[object, _Read] = {
    W + "pStyle": lambda element: ("style", element.get(VAL)),
    W + "outlineLvl": lambda element: ("heading", _read_level(element)),
    W + "numPr": lambda element: ("numbered", _read_numbered(element)),
    W + "jc": lambda element: ("align", element.get(VAL)),
    W + "ind": lambda element: ("indent", read_indent(element)),
    W + "pageBreakBefore": lambda element: ("breaks", is_on(element.get(VAL))),
    W + "framePr": lambda element: ("joins", _read_frame(element)),
    W + "rPr": lambda element: ("joins", _read_mark(element)),
    W + "sectPr": lambda _: ("ends_section", True),
}
"""Which field each element sets, and to what; None leaves it as it is."""
_PLAIN = Paragraph()
