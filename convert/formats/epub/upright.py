"""Numbers of one or two digits upright in columns (縦中横; CLREQ 2.3.5; CSS Writing Modes 4, section 9.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from convert.formats.epub.xhtml import XHTML, Element, make

UPRIGHT = "upright"
"""The class of what stands upright on one place of a column."""

_NUMBER = re.compile(r"(?<![0-9A-Za-z.,:/%~-])[0-9]{1,2}(?![0-9A-Za-z.,:/%~-])")
"""A number that is not part of a longer one, of a word, time, fraction or range."""

_SOLID = frozenset(f"{{{XHTML}}}{name}" for name in ("rt", "ruby"))
"""Elements whose text is set otherwise."""


def set_upright(body: Element) -> None:
    """Puts the numbers in the text of a page into elements of the class."""
    for element in [each for each in body.iter() if isinstance(each.tag, str) and each.tag.startswith(f"{{{XHTML}}}")]:
        if element.tag in _SOLID:
            continue
        if made := list(_part(element.text or "")):
            element.text = _cut(element.text or "")
            element[:0] = made
        for child in list(element):
            if made := list(_part(child.tail or "")):
                child.tail = _cut(child.tail or "")
                place = element.index(child) + 1
                element[place:place] = made


def _cut(text: str) -> str | None:
    """What stands before the first number."""
    found = _NUMBER.search(text)
    return (text[: found.start()] or None) if found else text


def _part(text: str) -> Iterator[Element]:
    """An element for each number of a text, with what follows it as its tail."""
    found = list(_NUMBER.finditer(text))
    for number, place in enumerate(found):
        element = make("span", class_=UPRIGHT)
        element.text = place[0]
        end = found[number + 1].start() if number + 1 < len(found) else len(text)
        element.tail = text[place.end() : end] or None
        yield element
