"""On which page each heading will stand, as far as it can be told without a layout engine.

Every paragraph has exact leading, so that a page is full after so many points; lines are counted from the widths of
characters. Line breaks at punctuation and table heights are estimated, so that a number may be one off.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import ceil
from typing import Any, NamedTuple

from convert.formats.docx.markup import Element, W
from convert.formats.docx.template import SameStyle
from convert.formats.docx.typography import text_height, text_width, tracking
from convert.style.sheet import Style

_MARK, _HIDDEN = W + "rPr", W + "specVanish"
_P, _TABLE, _CONTROL, _FRAME, _SPACING, _BREAK = (
    W + name for name in ("p", "tbl", "sdt", "framePr", "spacing", "pageBreakBefore"))
_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_SPACINGS = (("leading", "line"), ("before", "before"), ("after", "after"))

_POINT = 12700
"""EMU of a point, in which pictures are measured."""

_CELL_MARGIN = 5.4
"""Points between the side of a cell and its text, which Word gives where nothing is said."""


class ParagraphMetrics(NamedTuple):
    """The metrics of a paragraph style, in points; `size` is what a character takes of its line."""

    size: float
    leading: float
    before: float
    after: float
    width: float
    indent: float
    new_page: bool


def measure_style(style: Style, element: str, depth: int) -> ParagraphMetrics:
    """The metrics of an element of a style sheet."""
    return _measure_style(SameStyle(style), element, depth)


@lru_cache(1024)
def _measure_style(key: SameStyle, element: str, depth: int) -> ParagraphMetrics:
    style = key.style
    settings = style.type_of(element, depth)

    def points(key: str) -> float:
        return style.points(element, key, depth)

    columns: int = style.page["columns"] if element in ("p", "item", "heading") else 1
    gap = style.page["column-gap"].points() * (columns - 1)
    width = (text_width(style) - gap) / columns - points("left") - points("right")
    fitting = tracking(style) / 20 if settings["size"] == style.type_of("p")["size"] else 0.0
    return ParagraphMetrics(settings["size"].points() + fitting, settings["leading"].points(), points("before"),
                            points("after"), width, points("indent"), bool(settings["new-page"]))


Metrics = Mapping[str | Element, ParagraphMetrics]
"""The metrics of paragraph styles by their ids, and of single paragraphs by their w:pStyle."""


class Pages:
    """Fills pages with the blocks of a story, in order; `page` is the one that was reached, from 1."""

    def __init__(self, style: Style, metrics: Metrics) -> None:
        self.metrics = metrics
        self.height, self.width = text_height(style), text_width(style)
        self.columns: int = style.page["columns"]
        self.page = 1
        self.filled = 0.0
        """Points of it that are taken."""
        self._opening = ""
        """The text of a heading whose paragraph goes on its line."""

    @property
    def room(self) -> float:
        """Points that are free on the page."""
        return self.height - self.filled

    def put(self, block: Element) -> int:
        """Sets a paragraph, a table or what a content control holds; gives the page on which it begins."""
        if block.tag == _CONTROL:
            return min([self.put(inner) for inner in block.iterfind("*/*")], default=self.page)
        if block.tag == _TABLE:
            rows = [_measure_row(row, self.metrics) for row in block.iterfind(W + "tr")]
            return min([self._fill(height, 0.0, height) for height in rows], default=self.page)
        return self.page if block.tag != _P or block[0].find(_FRAME) is not None else self._put_paragraph(block)

    def _put_paragraph(self, paragraph: Element) -> int:
        text = self._opening + print_words(paragraph)
        self._opening = text if _runs_on(paragraph) else ""
        body = self.metrics["BodyText"]
        if self._opening:
            return self.page + (self.filled + body.leading > self.height + 0.5)
        own = _measure(paragraph, self.metrics)
        needed = count_lines(text, own) * own.leading / (self.columns if own.width < self.width / 2 else 1)
        if own.new_page and self.filled:
            self.page, self.filled = self.page + 1, 0.0
        shows = paragraph[0][0].get(W + "val") == "Figure"
        pictures = sum(int(each.get("cy") or 0) for each in paragraph.iter(_EXTENT)) / _POINT if shows else 0.0
        begins = self._fill(max(needed, pictures), own.before, max(own.leading, pictures))
        self.filled += own.after
        return begins

    def _fill(self, height: float, before: float, least: float) -> int:
        """Takes room, on the next page where this one has not the `least`; gives the page on which it begins."""
        if self.filled and self.filled + least > self.height + 0.5:
            self.page, self.filled = self.page + 1, 0.0
        begins, step = self.page, max(1.0, min(least, self.height))
        self.filled += before if self.filled else 0.0
        while height > self.room + 0.5:
            height -= max(step, (self.room + 0.5) // step * step)
            self.page, self.filled = self.page + 1, 0.0
        self.filled += height
        return begins


def print_words(paragraph: Element) -> str:
    """The text of a paragraph."""
    return "".join(paragraph.itertext(W + "t"))


def _measure(paragraph: Element, metrics: Metrics) -> ParagraphMetrics:
    """The metrics of a paragraph: those of its style, or its own."""
    style = paragraph[0][0]
    own = metrics.get(style) or metrics.get(style.get(W + "val") or "") or metrics["BodyText"]
    if len(paragraph[0]) == 1:
        return own
    spacing, opens = paragraph[0].find(_SPACING), paragraph[0].find(_BREAK)
    if opens is not None:
        own = own._replace(new_page=opens.get(W + "val") != "0")
    if spacing is None:
        return own
    told: dict[str, Any] = {
        name: float(spacing.get(W + key) or 0) / 20 for name, key in _SPACINGS if spacing.get(W + key)}
    return own._replace(**told)


def _measure_row(row: Element, metrics: Metrics) -> float:
    """How high a row of a table is: as its highest cell."""
    heights = []
    for cell in row.iterfind(W + "tc"):
        width = sum(int(said.get(W + "w") or 0) for said in cell.iterfind(f"{W}tcPr/{W}tcW")) / 20 - 2 * _CELL_MARGIN
        inside = [(print_words(each), _measure(each, metrics)._replace(width=width)) for each in cell.iterfind(_P)]
        heights.append(sum(count_lines(text, own) * own.leading for text, own in inside))
    return max(heights, default=0.0)


def _runs_on(paragraph: Element) -> bool:
    """Whether it ends in a style separator, so that Word prints it on a line with what follows."""
    last = paragraph[0][-1]
    return last.tag == _MARK and last.find(_HIDDEN) is not None


def count_lines(text: str, metrics: ParagraphMetrics) -> int:
    """Lines of a paragraph: full-width characters count one, others a half."""
    wide = len(text) - len(text.encode("ascii", "ignore")) / 2
    room = max(1, int(metrics.width / metrics.size + 0.01))
    return max(1, ceil((wide + metrics.indent / metrics.size) / room))
