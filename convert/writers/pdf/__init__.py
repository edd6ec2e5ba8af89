"""PDF: Chinese typesetting after CLREQ, tagged, PDF/A-2a and PDF/UA-1 in one file.

The layers, each a module or two: `font` and `marks`, `inline` and `setting`, `breaks`, `compose` and `page`, `sheet`
and `line`, `book` and `press`. Layout owns the place of every character; reportlab writes the objects.
"""

from __future__ import annotations

from typing import BinaryIO, ClassVar

from convert.style.sheet import Style
from convert.writers.base import Notice, Work


class PdfWriter:
    """Writes PDF 1.7."""

    name: ClassVar[str] = "pdf"
    suffix: ClassVar[str] = ".pdf"
    media_type: ClassVar[str] = "application/pdf"

    def write(self, work: Work, style: Style, out: BinaryIO) -> list[Notice]:
        """Writes the whole file to `out` and gives what could not be set as asked; same input, same bytes."""
        from convert.writers.pdf.book import Book

        book = Book(style)
        book.compose(work)
        out.write(book.print())
        return book.notices()
