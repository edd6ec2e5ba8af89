"""How our own pages are read: they are made of the same elements as the texts of our books."""

from __future__ import annotations

from convert.formats.epub.reading.notes import Page, find_notes
from convert.formats.epub.reading.semantics import Semantics
from convert.formats.html.manner import Manner
from convert.tree.record import Source

_PART = "page.html"
"""The name of the page, as it were a part of a book."""


def tell_manner(source: Source) -> Manner:
    """How to read a page of ours: by the classes that the writer gave its elements, its head being our own words."""
    found = find_notes([Page(_PART, source.text)])
    return Manner(notes={address.mark: address.place for address in found}, refine=Semantics(_PART, found, own=True),
                  facts=False)
