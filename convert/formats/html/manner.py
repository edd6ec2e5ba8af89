"""How pages are read: what those who know where a page comes from say of it beforehand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from convert.formats.html.facets import Refine
from convert.formats.html.setting import PLAIN, Setting
from convert.formats.html.sheet import Sheet, read_sheets

Dress = Callable[[Sequence[str], Sequence[str]], Sheet]
"""Gives the rules of the style sheets of a page: of those that it names by their addresses, and of those in it."""


def dress_alone(_addresses: Sequence[str], texts: Sequence[str]) -> Sheet:
    """The rules of the sheets in a page; those elsewhere are out of reach."""
    return read_sheets(iter(texts))


@dataclass(frozen=True, slots=True)
class Manner:
    """How a page is read; the defaults are for a page of the web of which only its bytes are known."""

    book: bool = False
    """Whether it is a page of a book: XHTML, with nothing in it for servers, and a head that nobody sees."""
    notes: Mapping[str, str] | None = None
    """Anchors that references to notes lead to → the ids of the notes; None where the page itself must tell."""
    places: Mapping[str, str] | None = None
    """Anchors that links lead to → the names of these places, empty for the beginning of the page; None where the page
    itself must tell."""
    dress: Dress = dress_alone
    """Who reads its style sheets."""
    refine: Refine | None = None
    """Who knows more of its elements than HTML does."""
    setting: Setting = PLAIN
    """What holds in all of it."""
    length: int = 0
    """Characters of text in all that it is a part of; 0 where it is whole."""
    page: int = 0
    """How many pages of a book have begun before it; 0 where there are none."""
    tables: int = 0
    """How many tables of data stand before it."""
    articles: int = 0
    """How many articles of ours have begun before it."""
    facts: bool = True
    """Whether what its head says is told of the document by its source."""


WEB = Manner()
"""A page by itself."""
