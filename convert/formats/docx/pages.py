"""On which page each heading will stand, as far as it can be told without a layout engine.

Every paragraph has exact leading, so that a page is full after so many points; lines are counted from the widths of
characters. Line breaks at punctuation and table heights are estimated, so that a number may be one off.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from math import ceil
from typing import NamedTuple

from convert.formats.docx.markup import Element, W
from convert.formats.docx.template import SameStyle
from convert.formats.docx.typography import text_height, text_width
from convert.style.sheet import Style

_MARK, _HIDDEN = W + "rPr", W + "specVanish"


class ParagraphMetrics(NamedTuple):
    """The metrics of a paragraph style, in points."""

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
    return ParagraphMetrics(settings["size"].points(), settings["leading"].points(), points("before"), points("after"),
                            width, points("indent"), bool(settings["new-page"]))


def number_pages(style: Style, paragraphs: Iterable[Element], metrics: Mapping[str, ParagraphMetrics]
                 ) -> Iterator[tuple[Element, int]]:
    """The w:pStyle of each paragraph with the page it begins on, the first of them on page 1."""
    height, page, filled = text_height(style), 1, 0.0
    columns: int = style.page["columns"]
    opening = ""
    for paragraph in paragraphs:
        style_name = paragraph[0][0]
        text = opening + "".join(paragraph.itertext(W + "t"))
        opening = text if _runs_on(paragraph) else ""
        if opening:
            yield style_name, page + (filled + metrics["BodyText"].leading > height + 0.5)
            continue
        own = metrics.get(style_name.get(W + "val") or "") or metrics["BodyText"]
        needed = count_lines(text, own) * own.leading / (columns if own.width < text_width(style) / 2 else 1)
        if (own.new_page and filled) or filled + own.leading > height + 0.5:
            page, filled = page + 1, 0.0
        yield style_name, page
        filled += needed + (own.before if filled else 0) + own.after
        while filled > height + 0.5:
            page, filled = page + 1, filled - height


def _runs_on(paragraph: Element) -> bool:
    """Whether it ends in a style separator, so that Word prints it on a line with what follows."""
    last = paragraph[0][-1]
    return last.tag == _MARK and last.find(_HIDDEN) is not None


def count_lines(text: str, metrics: ParagraphMetrics) -> int:
    """Lines of a paragraph: full-width characters count one, others a half."""
    wide = len(text) - len(text.encode("ascii", "ignore")) / 2
    room = max(1, int(metrics.width / metrics.size + 0.01))
    return max(1, ceil((wide + metrics.indent / metrics.size) / room))
