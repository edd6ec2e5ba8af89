"""DOCX, both ways: read by lxml, written through python-docx with the body as one lxml part.

read        the reader: a file → a text with lines and marks
reading     … package, stories, lists, notes, drawings

writer      the document and its parts, put together
template    styles, settings and fonts of a style sheet, built once
reference   a user's own template in its place
cleansing   … without what acts or leads out
typography  settings of a style sheet → properties
volume      one work or several: title page, contents, parts
body        containers of the tree → paragraphs and tables
leaves      leaves of the tree → paragraphs
story       the areas of pages they are written into
outline     titles and headings as they are written
comments    what the reader noticed
places      blocks that links lead to
runs        text with its faces, marks and language
drawing     pictures in the line
tables      a grid, cells that span
notes       footnotes
numbering   lists
series      headings that Word numbers
levels      which of nine outline levels a heading gets
contents    the table of contents
pages       on which page each heading will stand
page        paper, margins, grid, columns, numbers, running heads
official    公文, whole
masthead    … 版头 above the text
closing     … 附件说明, 署名, 成文日期
imprint     … 版记 at the foot
letter      … the form of a letter
grid        … lines and characters of its pages
headlines    long titles in lines
metadata    what the file says of itself
markup      names and makers of WordprocessingML
parts       the parts of the package
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from convert.formats.docx.writer import DocxWriter

__all__ = ["DocxWriter"]


def __getattr__(name: str) -> object:
    """The writer, loaded when it is asked for: a file is read without it and without python-docx."""
    if name == "DocxWriter":
        from convert.formats.docx.writer import DocxWriter

        return DocxWriter
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
