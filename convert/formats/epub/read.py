"""The reader of EPUB 2 and 3: from a book to a text with lines and marks.

The source text is that of the parts in reading order: what the package document says of the book, then each text of the
spine behind what is said of it alone, those last that are not part of the reading order. A text is its XHTML as it is
written, read as a page is: markup is cut. What is no text is in no part: navigation document and NCX outside the spine
(they tell headings), style sheets (they tell how text looks), fonts.

Of our own books what the edition adds is cut (`markup/edition`): cover, title page, contents, list of sources, index,
words in place of gaps and pictures, its own facts in the colophon.
"""

from __future__ import annotations

from dataclasses import replace

from convert.errors import SourceError
from convert.formats.archive import normal
from convert.formats.epub.reading.binding import Binding
from convert.formats.epub.reading.book import Book, open_book
from convert.formats.epub.reading.container import Container
from convert.formats.epub.reading.contents import Contents, mark_contents, mark_headings, read_contents
from convert.formats.epub.reading.edition import RULE
from convert.formats.epub.reading.facts import Fact, read_facts
from convert.formats.epub.reading.pages import Composed, compose, load_leaves
from convert.formats.epub.reading.pictures import Plates
from convert.formats.html.marks import find_size
from convert.formats.html.read import print_page
from convert.recovery.text import Picture, Text


def read_epub(data: bytes, name: str) -> Text:
    """The text of a book with what its format says of each line.

    Raises SourceError where the file is empty, damaged, protected, no EPUB or a ZIP bomb.
    """
    if not data:
        raise SourceError(f"{name} is empty.", "Copy or download it again.")
    book = open_book(Container(data, name))
    contents = read_contents(book)
    composed = list(compose(book, load_leaves(book), contents))
    binding = _bind(book, contents, composed, read_facts(book))
    _tell(book, binding)
    return binding.finish(data, name, book.container.findings)


def _bind(book: Book, contents: Contents, composed: list[Composed], facts: dict[str, list[Fact]]) -> Binding:
    """All parts in reading order."""
    binding, plates = Binding(), Plates(book)
    size = find_size([draft for each in composed if each.page is not None for draft in each.page.composer.drafts])
    binding.add_facts(book.part, facts.get("", ()))
    for leaf, page in composed:
        part, source = leaf.item.part, leaf.source
        binding.add_facts(book.part, facts.get(part, ()))
        if source is None:
            for picture in plates.fill("", [Picture(0, part)], True):
                binding.add_picture(picture)
        elif page is None:
            binding.add_cut(part, source.text, RULE)
        else:
            text = print_page(source, page, (), size, binding.paragraphs)
            text = mark_contents(mark_headings(text, contents.points.get(normal(part), ())))
            pictures = plates.fill(part, text.pictures, not text.lines)
            binding.add_text(part, replace(text, pictures=tuple(pictures)))
    return binding


def _tell(book: Book, binding: Binding) -> None:
    """What is to be told of the whole book."""
    container = book.container
    for part in dict.fromkeys(container.repaired):
        container.find("damaged", f"The part {part} is damaged: it was read as far as it goes.", "warning")
    read = {normal(part) for part, _ in binding.parts} | {normal(item.part) for item, _ in book.spine}
    left = [item.part for item in book.items.values()
            if item.text and "nav" not in item.properties and normal(item.part) not in read]
    if left:
        container.find("unread", f"Texts outside the reading order are left out: {', '.join(left[:8])}", "warning")
    if container.encrypted:
        container.find("protected", f"Parts that are encrypted are left out: {len(container.encrypted)}.", "warning")
    if all(line.marks.role in ("head", "hidden") for line in binding.lines):
        container.find("empty", "The book shows no text; its pages may be pictures.", "warning")
