"""PDF: Chinese typesetting after CLREQ, tagged, PDF/A-2a and PDF/UA-1 in one file.

read     the reader: a file → a text with lines and marks
reading  … characters, lines, columns, tables, structure

Layout owns the place of every character; reportlab writes the objects. From type to file:

font       glyphs, faces in their order of fallback, codes
cff        the identifiers of the glyphs of a CFF font
marks      how wide punctuation is, and what may stand at a line's end
inline     an element → runs of text
setter     runs of text → a paragraph set in type
setting    … where each of its characters stands
hyphens    where its words may be broken
breaks     a paragraph broken into lines
look       how an element looks: a style sheet in points
compose    the tree → rows
blocks     … paragraphs, lists, poems, notes
footnotes  notes at the foot of the page that refers to them
paragraph  runs of text → lines of type
boxes      rules, frames and white in a row
galley     what composing fills
structure  where in the structure of the file it is
rolls      names in columns
tables     rows of tables
widths     … how wide their columns are
turned     … pages on their side
repeated   … heads that stand on each page
official masthead supplement closing  公文: head, what the office adds, foot
rows       what stands under each other in a column
columns    which rows a column takes
floats     pictures that find no room on a page
page       rows → pages
sheet      a page as it is drawn
drawing    pages numbered, dressed and kept until the file is printed
line       a line as operators
furniture  page numbers and running heads
contents outline  the contents, the bookmarks
tags       the structure tree
book       a whole file
press      its objects
embed      fonts in it
images     pictures in it
metadata   what it says of itself
objects    PDF objects through reportlab
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
