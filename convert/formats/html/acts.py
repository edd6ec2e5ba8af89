"""What elements mean beyond their style, role and name: one row each, and a function for what it does."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from convert.formats.html.elements import CELLS, HEADINGS, SECTIONS
from convert.formats.html.facets import Facet
from convert.formats.html.lists import count_items, explains, mark_item
from convert.formats.html.page import Page
from convert.formats.html.pictures import read_picture
from convert.formats.html.setting import Cell, Setting
from convert.formats.html.tables import read_grid, span
from convert.formats.html.tree import Element, read_label, read_text
from convert.formats.prose import BLOCK, is_prose
from convert.recovery.text import Run


class Place(NamedTuple):
    """The beginning of an element."""

    page: Page
    """The page it stands in."""
    element: Element
    """The element."""
    facet: Facet
    """What it says of itself."""
    setting: Setting
    """What holds in the element by its style, role and name."""


Act = Callable[[Place], Setting]
"""What the beginning of an element does, and the setting of what stands in it."""

_GOOGLE = re.compile(r"\blst-kix_\w{1,40}-([0-8])\b")
_COLON = ":："
_JUDGED = 400
"""Pieces of preformatted text that tell whether it is code."""


def _break(place: Place) -> Setting:
    place.page.composer.break_line(place.setting)
    return place.setting


def _space_out(place: Place) -> Setting:
    place.page.composer.space_out(1)
    return place.setting


def _section(place: Place) -> Setting:
    place.page.composer.space_out(1)
    return place.setting._replace(sectioned=True)


def _heading(place: Place) -> Setting:
    return place.setting._replace(heading=HEADINGS[place.element.tag])


def _quote(place: Place) -> Setting:
    return place.setting._replace(quote=place.setting.quote + 1)


def _code(place: Place) -> Setting:
    """Preformatted text is code, unless it is prose of which only the lines are kept."""
    return place.setting._replace(code=not is_prose(read_text(place.element, place.page.source, _JUDGED), BLOCK))


def _caption(place: Place) -> Setting:
    grid = place.page.grids[-1] if place.element.tag == "caption" and place.page.grids else None
    return place.setting._replace(caption=True, cell=Cell(grid.number) if grid else place.setting.cell)


def _list(place: Place) -> Setting:
    level = _find_level(place.facet)
    if place.element.tag == "ol":
        place.page.numbers.update(count_items(place.element, "" if level else place.facet.style.marker))
    return place.setting._replace(item=level or place.setting.item + 1)


def _find_level(facet: Facet) -> int:
    """How deep a list lies that Google's editor wrote: behind the others, its depth in its class; 0 for other lists."""
    match = _GOOGLE.search(facet.name)
    return int(match[1]) + 1 if match else 0


def _item(place: Place) -> Setting:
    parent = place.element.parent
    around = place.page.facets(parent.tag, parent.rest) if parent else place.facet
    marker = place.facet.style.marker or ("" if _find_level(around) else around.style.marker)
    number = place.page.numbers.get(id(place.element))
    place.page.composer.bullet = mark_item(marker) if number is None else number
    return place.setting._replace(item=place.setting.item or 1)


def _terms(place: Place) -> Setting:
    place.page.terms.append(None if explains(place.element, place.page.source) else "")
    return place.setting


def _term(place: Place) -> Setting:
    label = read_label(place.element, place.page.source).rstrip(_COLON)
    if not place.page.terms:
        return place.setting
    if place.page.terms[-1] is None:
        return place.setting._replace(bold=True)
    place.page.terms[-1] = label
    return place.setting._replace(field=label, cell=place.setting.cell._replace(head=bool(label)))


def _definition(place: Place) -> Setting:
    label = place.page.terms[-1] if place.page.terms else ""
    return place.setting if label is None else place.setting._replace(field=label or _find_label(place))


def _find_label(place: Place) -> str:
    """The words of a label element that stands before a block, in a list that has definitions and no terms."""
    elements = list(place.element.elements())[:2]
    if len(elements) < 2 or elements[0].tag != "label":
        return ""
    if not place.page.facets(elements[1].tag, elements[1].rest).block:
        return ""
    return read_label(elements[0], place.page.source).rstrip(_COLON)


def _label(place: Place) -> Setting:
    """The label of a definition is printed; elsewhere the element belongs to a form."""
    head = bool(place.setting.field) and place.element.parent is not None and place.element.parent.tag == "dd"
    return place.setting._replace(cell=place.setting.cell._replace(head=head)) if head else place.setting


def _table(place: Place) -> Setting:
    within = place.setting.cell.cell or (place.setting.role not in ("", "hidden"))  # chrome is laid out, not tabulated
    grid = None if within else read_grid(place.element, place.page.source, place.page.tables + 1,
                                         told=place.facet.told is not None)
    place.page.grids.append(grid)
    place.page.tables += grid is not None
    return place.setting if place.facet.style.align else place.setting._replace(align="")


def _cell(place: Place) -> Setting:
    grid = place.page.grids[-1] if place.page.grids else None
    if grid is None:
        return place.setting
    element = place.element
    place.page.composer.close_up()
    label = grid.labels.get(id(element), "").rstrip(_COLON)
    if id(element) not in grid.cells:  # over the table, not in it
        return place.setting
    row, column = grid.cells[id(element)]
    cell = Cell(grid.number, row, column, bool(label) or _is_head(element), span(element, "colspan"),
                span(element, "rowspan"))
    return place.setting._replace(cell=cell, field=label or grid.fields.get(id(element), ""))


def _is_head(cell: Element) -> bool:
    group = cell.parent.parent if cell.parent is not None else None
    return cell.tag == "th" or (group is not None and group.tag == "thead")


def _picture(place: Place) -> Setting:
    at = place.page.composer.place
    calls = [kind for tag, rest in place.element.formats for kind in place.page.facets(tag, rest).kinds
             if kind[0] == "ref"]
    if calls:
        place.page.calls.append(Run(at, at, *calls[-1]))
        return place.setting
    picture = read_picture(place.element.attributes, at)
    if picture is not None:
        place.page.pictures.append(picture)
    return place.setting


def _ruby(place: Place) -> Setting:
    readings = [read_label(child, place.page.source) for child in place.element.elements() if child.tag == "rt"]
    kinds = tuple(("ruby", " ".join(readings)) for _ in readings[:1])
    return place.setting._replace(kinds=(*place.setting.kinds, *kinds))


def _frame(place: Place) -> Setting:
    place.page.frames.append(place.element.attributes.get("src", ""))
    return place.setting


ACTS: dict[str, Act] = {
    "br": _break, "hr": _space_out, **dict.fromkeys(SECTIONS, _section), **dict.fromkeys(HEADINGS, _heading),
    "blockquote": _quote, **dict.fromkeys(("pre", "listing", "xmp"), _code),
    **dict.fromkeys(("figcaption", "caption"), _caption),
    **dict.fromkeys(("ul", "ol", "menu", "dir"), _list), "li": _item, "dl": _terms, "dt": _term, "dd": _definition,
    "label": _label,
    "table": _table, **dict.fromkeys(CELLS, _cell), "img": _picture, "ruby": _ruby, "frame": _frame,
}
"""Element → what it does."""


def leave(page: Page, tag: str) -> None:
    """What the end of an element does."""
    if tag == "table":
        page.grids.pop()
    elif tag == "li":
        page.composer.bullet = ""
    elif tag == "dl":
        page.terms.pop()
    elif tag in SECTIONS:
        page.composer.space_out(1)
