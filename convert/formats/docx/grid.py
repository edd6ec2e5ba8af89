"""Indents in characters (字) and blank lines (行) of the body's type, as GB/T 9704-2012 counts them."""

from __future__ import annotations

from lxml import etree

from convert.formats.docx.markup import Element, W, set_property, twips
from convert.formats.docx.story import Story
from convert.formats.docx.typography import line, tracking
from convert.style.sheet import Style


def character(style: Style) -> float:
    """Points of a character of the body, fitting included."""
    return float(style.type_of("p")["size"].points()) + tracking(style) / 20


def indent(paragraph: Element, style: Style, **chars: float) -> None:
    """Sets indents of a paragraph in characters: `left`, `right`, `hanging`."""
    values: dict[str, str | int] = {}
    for name, count in chars.items():
        values |= {f"{name}Chars": round(100 * count), name: twips(count * character(style))}
    set_property(paragraph[0], "ind", **values)


def space_above(paragraph: Element, style: Style, lines: int) -> None:
    """Blank lines above a paragraph."""
    space_around(paragraph, beforeLines=100 * lines, before=lines * line(style.type_of("p")))


def space_around(paragraph: Element, **values: int) -> None:
    """Sets attributes of the w:spacing of a paragraph; those that are not named it has as before."""
    old = paragraph[0].find(W + "spacing")
    kept = {str(etree.QName(key).localname): str(value) for key, value in (old.items() if old is not None else ())}
    set_property(paragraph[0], "spacing", **(kept | values))


def add_blank(story: Story, points: float) -> None:
    """An empty line of a height, above the text of an official document."""
    holder = story.open("Marking")[0]
    set_property(holder, "spacing", line=max(20, twips(points)), lineRule="exact")
    set_property(holder, "snapToGrid", val=0)
