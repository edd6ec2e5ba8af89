"""A document at a glance, as an interpreter and a notebook show it: told from elements alone, by their names."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from lxml.builder import E

SHOWN = 60
"""So many blocks a notebook shows; of a longer document it says how many more there are."""

SHORT = 60
"""Characters that are shown of a text."""

_BLOCKS = etree.XPath("(meta | article)//*[@at][not(ancestor::*[@at])]")
_HEADLINES = etree.XPath("article//title | article//heading | meta/field[@name='title']")
_BOLD = frozenset({"title", "heading"})


class Glanced:
    """What an element has that is shown at a glance; mixed into a class of lxml's."""

    def __repr__(self: etree._Element) -> str:  # type: ignore[misc]  # what it is mixed into
        return f"<{type(self).__name__} {name(self)!r}: {count(self)}>"

    def _repr_html_(self: etree._Element) -> str:  # type: ignore[misc]  # what it is mixed into
        return draw(self)


def name(tree: etree._Element) -> str:
    """Its first headline, shortened; empty where it has none."""
    headlines = (" ".join("".join(each.itertext()).split()) for each in _HEADLINES(tree))
    return _shorten(next(filter(None, headlines), ""))


def count(tree: etree._Element) -> str:
    """How many blocks, cuts and remarks it has, in words."""
    counts = (("block", len(_BLOCKS(tree))), ("cut", int(tree.xpath("count(record/cut)"))),
              ("remark", int(tree.xpath("count(record/remark)"))))
    return ", ".join(f"{number} {what}{'s' * (number != 1)}" for what, number in counts)


def draw(tree: etree._Element) -> str:
    """Its blocks as a list of HTML, indented as deep as their sections lie, and the remarks on it."""
    blocks = _BLOCKS(tree)
    rows = [_draw_block(block) for block in blocks[:SHOWN]]
    if len(blocks) > SHOWN:
        rows.append(E.li(f"… {len(blocks) - SHOWN} more"))
    remarks = [E.li(f"{remark.get('code', '')}: {_shorten(''.join(remark.itertext()), 200)}")
               for remark in tree.iterfind("record/remark")]
    parts = [E.strong(name(tree) or "—"), E.div(count(tree)), E.ul(*rows, style="list-style: none; padding: 0")]
    parts += [E.ul(*remarks)] if remarks else []
    return etree.tostring(E.div(*parts), encoding="unicode", method="html")


def _draw_block(block: etree._Element) -> etree._Element:
    tag = str(block.tag)
    text = _shorten(" ".join("".join(block.itertext()).split()))
    depth = sum(1 for _ in _above(block)) - (tag == "heading")
    return E.li(E.small(f"{tag} "), E.b(text) if tag in _BOLD else text, style=f"margin-left: {max(depth, 0) * 1.5}em")


def _above(block: etree._Element) -> Iterator[etree._Element]:
    return block.iterancestors("section", "list", "quote", "note")


def _shorten(text: str, most: int = SHORT) -> str:
    return text if len(text) <= most else f"{text[:most]}…"
