"""Marks of the source's pages in XHTML (EPUB 3.3, section 7.4.3; DPUB-ARIA 1.1, `doc-pagebreak`)."""

from __future__ import annotations

from collections.abc import Iterator

from convert.formats.epub.xhtml import TYPE, Element, make
from convert.tree.mathml import NAMESPACE as MATHML


def mark_break(element: Element, offset: int, name: str, label: str) -> None:
    """Puts a page break before a character of an element, whatever elements its text is in."""
    mark = make("span", id=name, role="doc-pagebreak", aria_label=label)
    mark.set(TYPE, "pagebreak")
    holder, place, at = _find_slot(element, offset)
    text = (holder.text if place < 0 else holder[place].tail) or ""
    if place < 0:
        holder.text = text[:at]
    else:
        holder[place].tail = text[:at]
    holder.insert(place + 1, mark)
    mark.tail = text[at:]


Slot = tuple[Element, int, int]
"""An element, the child after which a string stands (-1: its own text), and a place in that string."""


def _find_slot(element: Element, offset: int) -> Slot:
    """The slot of a character; the last one where the text ends before it; behind a formula that it is in."""
    found: Slot = (element, -1, 0)
    for holder, place, length, solid in _slots(element):
        found = holder, place, 0 if solid else min(offset, length)
        if offset < length:
            return found
        offset -= length
    return found


def _slots(element: Element) -> Iterator[tuple[Element, int, int, bool]]:
    yield element, -1, len(element.text or ""), False
    for number, child in enumerate(element):
        if child.tag == f"{{{MATHML}}}math":
            yield element, number, len(child.get("alttext") or ""), True
        else:
            yield from _slots(child)
        yield element, number, len(child.tail or ""), False
