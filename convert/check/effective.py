"""The paragraphs of a DOCX with the properties that hold for them: defaults, styles and direct settings together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from convert.check.structure import DOCUMENT, Parts, W

Values = Mapping[str, Mapping[str, str]]
"""Properties by name, each with its attributes without prefix."""

STYLES = "word/styles.xml"
_NO = frozenset({"0", "false", "off", "none"})
_NORMAL_SIZE = 10.0
"""Points of text whose size nobody sets (ISO/IEC 29500-1, 17.3.2.38)."""


_MEASURE = re.compile(r"(-?\d+(?:\.\d+)?)(mm|cm|in|pt|pc|pi)?")
_TWIPS = {None: 1.0, "pt": 20.0, "mm": 1440 / 25.4, "cm": 14400 / 25.4, "in": 1440.0, "pc": 240.0, "pi": 240.0}


def read_measure(text: str | None) -> float:
    """A number, or a length with its unit in twips (ISO/IEC 29500-1, 22.9.2.14); 0 for what is neither."""
    found = _MEASURE.fullmatch(text or "")
    return float(found[1]) * _TWIPS[found[2]] if found else 0.0


class Sheet(NamedTuple):
    """A section's page, in points."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    pitch: float
    """From line to line of the grid; 0 without one."""
    cell: float
    """Points that a character grid adds to each character; 0 without one."""
    footer: float = 0.0
    """From the bottom of the paper to that of the page number."""


@dataclass(frozen=True)
class Block:
    """A paragraph; lengths in points."""

    text: str
    style: str
    paragraph: Values
    run: Values
    """Of its first run with text."""
    part: str = DOCUMENT
    last_face: str = ""
    """The East Asian face of its last run with text."""
    lines: tuple[str, ...] = ()
    """Its text, parted where a line is broken by hand."""

    @property
    def face(self) -> str:
        """The East Asian face."""
        return self.run.get("rFonts", {}).get("eastAsia", "")

    @property
    def size(self) -> float:
        """Points of its type."""
        return read_measure(self.run.get("sz", {}).get("val")) / 2 or _NORMAL_SIZE

    @property
    def colour(self) -> str:
        """RRGGBB in capitals; automatic is black."""
        value = self.run.get("color", {}).get("val", "auto").upper()
        return value if re.fullmatch("[0-9A-F]{6}", value) else "000000"

    @property
    def tracking(self) -> float:
        """Points added to each character."""
        return read_measure(self.run.get("spacing", {}).get("val")) / 20

    @property
    def align(self) -> str:
        """left, center, right or both."""
        value = self.paragraph.get("jc", {}).get("val", "left")
        return {"start": "left", "end": "right", "distribute": "both"}.get(value, value)

    def indent(self, side: str) -> float:
        """An indent in characters: left, right, firstLine or hanging."""
        values = self.paragraph.get("ind", {})
        chars = read_measure(values.get(f"{side}Chars")) / 100
        return chars or read_measure(values.get(side)) / 20 / max(1.0, self.size + self.tracking)

    @property
    def begins(self) -> float:
        """Characters before its first line; a hanging indent stands above one of the first line (17.3.1.12)."""
        hanging = self.indent("hanging")
        return self.indent("left") + (-hanging if hanging else self.indent("firstLine"))

    def spacing(self, side: str) -> float:
        """Space before or after, in points."""
        return read_measure(self.paragraph.get("spacing", {}).get(side)) / 20

    @property
    def pitch(self) -> float:
        """Points from line to line where they are exact; 0 where the grid or the face says."""
        values = self.paragraph.get("spacing", {})
        return read_measure(values.get("line")) / 20 if values.get("lineRule") == "exact" else 0.0

    @property
    def opens_page(self) -> bool:
        """Whether a page break stands before it."""
        return is_on(self.paragraph, "pageBreakBefore")


def is_on(values: Values, name: str) -> bool:
    """Whether a switch is set."""
    return name in values and values[name].get("val", "1") not in _NO


def read_sheets(parts: Parts) -> list[Sheet]:
    """The pages of all sections."""
    return [_sheet(section) for section in parts[DOCUMENT].iter(f"{W}sectPr")]


def _sheet(section: etree._Element) -> Sheet:
    def points(tag: str, name: str, per: float = 20) -> float:
        element = section.find(W + tag)
        return read_measure(element.get(W + name) if element is not None else None) / per

    grid = section.find(f"{W}docGrid")
    kind = grid.get(f"{W}type") if grid is not None else None
    cell = points("docGrid", "charSpace", 4096) if kind in ("linesAndChars", "snapToChars") else 0.0
    pitch = points("docGrid", "linePitch") if kind not in (None, "default") else 0.0
    top, bottom, left, right = (points("pgMar", side) for side in ("top", "bottom", "left", "right"))
    return Sheet(points("pgSz", "w"), points("pgSz", "h"), top, bottom, left, right, pitch, cell,
                 points("pgMar", "footer"))


def read_blocks(parts: Parts, part: str = DOCUMENT, *, blank: bool = False) -> list[Block]:
    """The paragraphs with text of a part, in order, those of tables and frames included; `blank` ones too."""
    cascade = Cascade(parts.get(STYLES))
    return [cascade.block(paragraph, part) for paragraph in parts[part].iter(f"{W}p") if blank or _text(paragraph)]


def _text(paragraph: etree._Element) -> str:
    return "".join(paragraph.itertext(f"{W}t")).strip()


def _lines(paragraph: etree._Element) -> list[str]:
    signs = (each.text or "" if each.tag == f"{W}t" else "\n" for each in paragraph.iter(f"{W}t", f"{W}br"))
    return [line for line in map(str.strip, "".join(signs).split("\n")) if line]


class Cascade:
    """The styles of a document, each with what it is based on."""

    def __init__(self, styles: etree._Element | None) -> None:
        known = [] if styles is None else styles.iter(f"{W}style")
        self.styles = {style.get(f"{W}styleId") or "": style for style in known}
        self.default = next((name for name, style in self.styles.items()
                             if style.get(f"{W}default") == "1" and style.get(f"{W}type") == "paragraph"), "")
        defaults = None if styles is None else styles.find(f"{W}docDefaults")
        self.run = {} if defaults is None else _read(defaults.find(f"{W}rPrDefault/{W}rPr"))
        self.paragraph = {} if defaults is None else _read(defaults.find(f"{W}pPrDefault/{W}pPr"))

    def chain(self, name: str) -> Iterator[etree._Element]:
        """A style and those it is based on, the most general first."""
        above: list[etree._Element] = []
        while name in self.styles and self.styles[name] not in above:
            above.append(self.styles[name])
            base = self.styles[name].find(f"{W}basedOn")
            name = (base.get(f"{W}val") or "") if base is not None else ""
        return reversed(above)

    def block(self, element: etree._Element, part: str) -> Block:
        """A paragraph with all that holds for it."""
        own = element.find(f"{W}pPr")
        named = own.find(f"{W}pStyle") if own is not None else None
        name = (named.get(f"{W}val") or "") if named is not None else self.default
        paragraph, run = self.paragraph, self.run
        for style in self.chain(name):
            paragraph = merge(paragraph, _read(style.find(f"{W}pPr")))
            run = merge(run, _read(style.find(f"{W}rPr")))
        paragraph = merge(paragraph, _read(own))
        runs = [self.of_run(run, each.find(f"{W}rPr")) for each in element.iter(f"{W}r") if _text(each)] or [run]
        return Block(_text(element), name, paragraph, runs[0], part, runs[-1].get("rFonts", {}).get("eastAsia", ""),
                     tuple(_lines(element)))

    def of_run(self, run: Values, own: etree._Element | None) -> Values:
        """The properties of a run: those of its paragraph, of its character style, and its own."""
        named = own.find(f"{W}rStyle") if own is not None else None
        for style in self.chain((named.get(f"{W}val") or "") if named is not None else ""):
            run = merge(run, _read(style.find(f"{W}rPr")))
        return merge(run, _read(own))


def merge(base: Values, over: Values) -> Values:
    """Properties with others set over them: fonts, spacing and indents attribute by attribute, all else whole."""
    merged = dict(base)
    for name, attributes in over.items():
        merged[name] = {**base.get(name, {}), **attributes} if name in ("rFonts", "spacing", "ind") else attributes
    return merged


def _read(holder: etree._Element | None) -> Values:
    if holder is None:
        return {}
    borders = holder.iterfind(f"{W}pBdr/*")
    named = [(etree.QName(child).localname, child) for child in holder.iterchildren(etree.Element)]
    named += [(f"pBdr.{etree.QName(border).localname}", border) for border in borders]
    return {name: {str(key).removeprefix(W): str(value) for key, value in child.attrib.items()}
            for name, child in named}
