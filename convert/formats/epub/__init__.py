"""EPUB 3.3: single documents and compiled collections; and the reader of EPUB 2 and 3.

edition     one book in the making: its pages in order
chapter     a document as a chapter
article     an article as XHTML
inline      what stands inside a text
xhtml       the shell of every page
split       long chapters in several files
upright     numbers that stand upright in columns
page_marks  marks of the pages of the source
colophon    where an article comes from
contents    the navigation document and the NCX
pages       title page and part titles
imprint     what they say
cover       a drawn cover
apparatus   list of sources, index of names
words       words an edition adds, in both scripts
metadata    of the book, of each article, of its accessibility
dates       dates that a calendar has
fonts       embedded faces
container   the package as EbookLib makes it
read        from a book to a text with lines and marks
reading     the steps of that
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO, ClassVar

from convert.formats.epub.article import ArticleWriter
from convert.formats.epub.edition import Edition, Options
from convert.formats.package import write_package
from convert.formats.writer import Notice, Work
from convert.style.sheet import Style

__all__ = ["EpubWriter"]


class EpubWriter:
    """Writes EPUB 3.3 with nested contents, metadata of every article and EPUB Accessibility 1.1 metadata.

    `vertical` sets the text in columns from right to left, whatever the style says; `cover` draws a cover, or none,
    where collections have one and single documents have none, or is the path of a picture; `fonts` embeds the faces,
    cut down to what is set in them (needs the extra `woff2`).
    """

    name: ClassVar[str] = "epub"
    suffix: ClassVar[str] = ".epub"
    media_type: ClassVar[str] = "application/epub+zip"
    walker: ClassVar[type[ArticleWriter]] = ArticleWriter
    """What renders an article; a subclass may name a subclass of it."""

    def __init__(self, vertical: bool = False, cover: bool | Path | str | None = None, fonts: bool = False) -> None:
        self.options = Options(vertical, cover, fonts)

    def write(self, work: Work, style: Style, out: BinaryIO) -> list[Notice]:
        """Writes the book page by page; the memory needed is that of the largest document."""
        edition = Edition(work, style, self.options, self.walker)
        write_package(out, edition.entries())
        return edition.notices
