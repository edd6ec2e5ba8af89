"""PDF: Chinese typesetting after CLREQ, tagged, PDF/A-2a and PDF/UA-1 in one file.

Layout owns the place of every character; reportlab writes the objects. From type to file:

font cff   glyphs, faces in their order of fallback, codes; identifiers of CFF glyphs
marks      how wide punctuation is, and what may stand at a line's end
look       how an element looks: a style sheet in points
inline     an element → runs of text
setting    runs set in type
breaks     a paragraph broken into lines
paragraph  runs → lines, with white and rules around them
compose    the tree → rows: articles and sections
blocks tables boxes  rows of blocks, of tables, and what is no line of type
galley structure  what composing fills: rows, and the structure beside them
official masthead closing supplement  公文: 版头, what closes the text, what the source lacks
page       rows → pages
sheet line  a page as it is drawn, a line as operators
furniture  page numbers and running heads
drawing    pages that are drawn, kept until the file is printed
contents outline  the contents, the bookmarks
tags       the structure tree
book       works put together in a file
press objects  its objects, through reportlab
embed      fonts in it
metadata   what it says of itself
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar

from convert.collection import Collection
from convert.formats.official.dispatch import Dispatch, make_dispatch
from convert.formats.writer import Notice, Work
from convert.style.sheet import Style

if TYPE_CHECKING:
    from convert.formats.pdf.compose import Composer


@dataclass(frozen=True, kw_only=True)
class PdfWriter:
    """Writes PDF 1.7."""

    name: ClassVar[str] = "pdf"
    suffix: ClassVar[str] = ".pdf"
    media_type: ClassVar[str] = "application/pdf"

    dispatch: Dispatch | Mapping[str, Any] | Path | str | None = None
    """The facts of an official document that its text does not hold, or a TOML file of them."""

    def write(self, work: Work, style: Style, out: BinaryIO) -> list[Notice]:
        """Writes the whole file to `out` and gives what could not be set as asked; same input, same bytes."""
        from convert.formats.pdf.book import Book
        from convert.formats.pdf.official import note_unplaced

        dispatch = make_dispatch(self.dispatch)
        if dispatch.form and not isinstance(work, Collection):
            style = replace(style, page={**style.page, "form": dispatch.form})
        plain = isinstance(work, Collection) or style.page["form"] == "plain"
        book = Book(style, self.find_walker("plain" if plain else style.page["form"], dispatch), dispatch)
        book.compose(work)
        out.write(book.print())
        return book.notices() + (note_unplaced(dispatch, (), "only an official document has it") if plain else [])

    def find_walker(self, form: str, dispatch: Dispatch) -> type[Composer]:
        """What renders works in a form: plain, document or letter. A subclass of the writer may name another."""
        from convert.formats.pdf.official import find_composer

        return find_composer(form, dispatch)
