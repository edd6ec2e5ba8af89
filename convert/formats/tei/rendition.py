"""`tagsDecl`: how a style sheet would have each element look, as CSS that other people's software can use."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache

from lxml import etree

from convert.formats.tei.vocabulary import Element, tag
from convert.style.css import declare, family
from convert.style.keys import DEEPEST as LAST
from convert.style.sheet import Style

DEEPEST = 4
"""Headings below this depth look like those of it, where a sheet says nothing else."""

_SECTION = " > div[type=section]"
_ARTICLE = "div[type=article]"
_HEADS = tuple(("heading", depth, f"{_ARTICLE}{_SECTION * depth} > head") for depth in range(1, DEEPEST + 1))

DEEPER: tuple[tuple[str, int, str], ...] = (
    *(("title", depth, f"{' > '.join([_ARTICLE] * depth)} > head[type=main]") for depth in range(2, LAST + 1)),
    *(("heading", depth, f"{_ARTICLE}{_SECTION * depth} > head") for depth in range(DEEPEST + 1, LAST + 1)),
)
"""Those that are told where a sheet gives them a type of their own."""

SELECTORS: tuple[tuple[str, int, str], ...] = (
    ("p", 0, "p, ab, item, l"), ("kicker", 0, "head[type=kicker]"), ("title", 1, "head[type=main]"),
    ("subtitle", 0, "head[type=sub], ab[type=subtitle]"), ("byline", 0, "byline, ab[type=byline]"),
    ("date", 0, "dateline, ab[type=date]"), ("addressee", 0, "seg[type=addressee], ab[type=addressee]"),
    ("salutation", 0, "salute, ab[type=salutation]"), ("heading", 0, "div[type=section] > head"), *_HEADS,
    ("item", 0, "item"), ("quote", 0, "quote > p"), ("line", 0, "l"), ("caption", 0, "figure > head, table > head"),
    ("note", 0, "body note, trailer[type=note]"), ("attachment", 0, "trailer[type=attachment], ab[type=attachment]"),
    ("signature", 0, "signed, ab[type=signature]"), ("copyto", 0, "trailer[type=copyto], ab[type=copyto]"),
)
"""Element of the tree, depth of a heading, and where it stands in TEI."""

FIXED: tuple[tuple[str, str], ...] = (
    ("standOff, orig", "display: none;"), ("div, opener, closer, list, quote, lg, figure", "display: block;"),
    ("table", "display: table;"), ("row", "display: table-row;"), ("cell", "display: table-cell;"),
    ("hi[rend=strong], seg[type=lead]", "font-weight: bold;"), ("hi[rend=line]", "text-decoration: underline;"),
    ("hi[rend=italic]", "font-style: italic;"), ("hi[rend=struck]", "text-decoration: line-through;"),
    ("hi[rend=kai]", "font-family: KaiTi, STKaiti, serif;"), ("hi[rend=code]", "font-family: monospace;"),
    ("hi[rend=sub]", "vertical-align: sub; font-size: 0.75em;"),
    ("hi[rend=sup], ref[type=note]", "vertical-align: super; font-size: 0.75em;"),
    ("hi[rend=dots]", "text-emphasis: filled dot; text-emphasis-position: under right;"),
)
"""What no style sheet decides."""


def declare_tags(description: Element, style: Style) -> None:
    """Appends the `tagsDecl` of a style to an `encodingDesc`."""
    description.append(deepcopy(_make_declaration(style)))


@lru_cache(maxsize=16)
def _make_declaration(style: Style) -> Element:
    declaration = etree.Element(tag("tagsDecl"))
    declaration.text = declaration.tail = "\n"
    for selector, look in _list_rules(style):
        rendition = etree.SubElement(declaration, tag("rendition"), scheme="css", selector=selector)
        rendition.text, rendition.tail = look, "\n"
    return declaration


def _list_rules(style: Style) -> Iterator[tuple[str, str]]:
    vertical = style.page["direction"] == "vertical"
    turned = " writing-mode: vertical-rl;" if vertical else ""
    yield "text", f"font-family: {family(style, style.type_of('p')['face'])};{turned}"
    yield from FIXED
    deeper = (row for row in DEEPER if f"{row[0]} {row[1]}" in style.types)
    for element, depth, selector in (*SELECTORS, *deeper):
        settings = {"display": "block"} | declare(style, element, depth, vertical)
        yield selector, " ".join(f"{name}: {value};" for name, value in settings.items())
