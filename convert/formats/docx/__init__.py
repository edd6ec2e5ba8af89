"""DOCX: styles and parts through python-docx, the body as one lxml part.

writer      the document and its parts, put together
template    styles, settings and fonts of a style sheet, built once
reference   a user's own template in its place
typography  settings of a style sheet → properties
volume      a file of one work or several: title page, contents, parts
body        the tree → paragraphs and tables
leaves      leaves of the tree as paragraphs
runs        text with its faces, marks and language
tables      a grid, cells that span
story       the areas of pages that paragraphs run through
notes       footnotes
comments    what the reader noticed, as comments
numbering   lists
series      headings that Word numbers
levels      which of nine outline levels a heading gets
outline     titles and headings as they are written
contents    the table of contents
pages       on which page each heading will stand
page        paper, margins, columns, numbers, running heads
grid        indents in characters, blanks in lines
official masthead closing imprint letter  公文: 版头, what closes the text, 版记; 信函
headlines   long titles in lines
metadata    what the file says of itself
markup      names and makers of WordprocessingML
parts       the parts of the package
"""

from convert.formats.docx.writer import DocxWriter

__all__ = ["DocxWriter"]
