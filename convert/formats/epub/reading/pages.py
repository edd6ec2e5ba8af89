"""The texts of the spine, composed as pages of one book."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from convert.errors import SourceError
from convert.formats.archive import MOST_BYTES, normal
from convert.formats.epub.reading import notes
from convert.formats.epub.reading.book import Book, Item
from convert.formats.epub.reading.contents import Contents
from convert.formats.epub.reading.edition import is_added
from convert.formats.epub.reading.links import find_places
from convert.formats.epub.reading.semantics import Semantics
from convert.formats.epub.reading.sheets import Sheets
from convert.formats.html.manner import Manner
from convert.formats.html.page import Page
from convert.formats.html.read import compose_page
from convert.formats.html.setting import Setting
from convert.formats.text.decode import decode, is_binary
from convert.tree.record import Source

_CONTENTS = frozenset({"toc", "loi", "lot"})
"""Kinds of pages that are contents."""


class Leaf(NamedTuple):
    """An item of the spine."""

    item: Item
    linear: bool
    source: Source | None
    """Its text; None for a picture."""


class Composed(NamedTuple):
    """An item of the spine whose lines are still drafts."""

    leaf: Leaf
    page: Page | None
    """None for what is no text: a picture, a page that our edition added."""


def load_leaves(book: Book) -> list[Leaf]:
    """The items of the spine, decoded; raises SourceError where they are more than a book can be or none is there."""
    leaves, weight = [], 0
    for item, linear in book.spine:
        container = book.container
        if item.part not in container:
            container.find("missing", f"The part {item.part} is not in the file: the text lacks it.", "warning")
            continue
        weight += container.size(item.part) if item.text else 0
        if weight > MOST_BYTES:
            raise SourceError(f"{container.name} is too large: its texts have more than {MOST_BYTES >> 20} MiB.",
                              "Split it.")
        data = container.read_text(item.part) if item.text else b""
        if not item.text and not item.media.startswith("image/"):
            container.find("unread", f"The part {item.part} is no text that is read ({item.media}).", "warning")
        elif is_binary(data):
            container.find("damaged", f"The part {item.part} is damaged: its bytes are no text.", "warning")
        else:
            leaves.append(Leaf(item, linear, decode(data, item.part) if item.text else None))
    if not leaves:
        raise SourceError(f"{book.container.name} is damaged: none of its texts is in it.", book.container.again)
    return leaves


def compose(book: Book, leaves: list[Leaf], contents: Contents) -> Iterator[Composed]:
    """Composes the texts in reading order; each goes on with the count of pages, tables and articles."""
    texts = [leaf.source for leaf in leaves if leaf.source is not None]
    given = [notes.Page(source.name, source.text) for source in texts]
    parts = frozenset(page.part for page in given)
    found = notes.find_notes(given)
    places = find_places(given, frozenset() if book.own else found)  # ours may lead to a note by other links too
    anchors: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for address in found:
        anchors[address.part][address.mark] = address.place
    length = sum(len(source.text) for source in texts)
    paged = any("pagebreak" in source.text for source in texts)
    sheets = Sheets(book)
    pages = tables = articles = 0
    for leaf in leaves:
        if leaf.source is None or (book.own and is_added(leaf.source.text)):
            yield Composed(leaf, None)
            continue
        part = leaf.item.part
        manner = Manner(True, anchors[part], places.get(part, {}), partial(sheets.dress, part),
                        Semantics(part, found, book.own, parts), _setting(leaf, contents), length, pages, tables,
                        articles)
        page, parsed = compose_page(leaf.source, manner)
        if parsed.unended:
            book.container.find("damaged", f"A comment or style that nothing ends hides the rest of {part}.", "warning")
        tables, articles = page.tables, page.articles
        pages = max(page.composer.page, int(paged and bool(page.composer.drafts)))
        yield Composed(leaf, page)


def _setting(leaf: Leaf, contents: Contents) -> Setting:
    """What holds in a whole page: what the book says that it is; one beside the reading order is beside the text."""
    kind = contents.kinds.get(normal(leaf.item.part), "")
    role = "contents" if kind in _CONTENTS else "" if leaf.linear or "note" in kind else "aside"
    return Setting(role=role, name=kind)
