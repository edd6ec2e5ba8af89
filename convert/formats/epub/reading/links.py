"""Which places of a book its links lead to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from html import unescape

from convert.formats.epub.reading.notes import Page
from convert.formats.epub.reading.places import Address, resolve

_LINK = re.compile(r"""<a\s[^<>]*?\bhref\s*+=\s*+["']([^"'<>]{1,2000})["']""")


def find_places(pages: Iterable[Page], notes: frozenset[Address]) -> Mapping[str, dict[str, str]]:
    """Name of a part → each id in it that a link of the book leads to, empty for its beginning → the place's name.

    Notes are none of them.
    """
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for part, text in pages:
        for href in {match[1] for match in _LINK.finditer(text)}:
            address = resolve(part, unescape(href))
            if address is not None and address not in notes:
                found[address.part][address.mark] = address.place
    return found
