"""How written files break a title: read back from the files themselves."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import pymupdf
from lxml import etree
from trees import tree_from_rows

from convert.formats.docx import DocxWriter
from convert.formats.epub.cover import break_title, size_columns, size_lines
from convert.formats.pdf import PdfWriter
from convert.style.sheet import Style, list_styles, load_style
from convert.tree.nodes import Document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TURNED = "book, vertical"
"""A style that lays its lines from top to bottom."""

STYLES = (*list_styles(), TURNED)


def find_style(name: str) -> Style:
    """A style without title page and contents, so that a title stands once."""
    style = load_style(name.partition(",")[0])
    page = {**style.page, "title-page": False, "contents": False}
    return replace(style, page=page | {"direction": "vertical"} if name == TURNED else page)


def make_tree(title: str, language: str = "zh-Hans") -> Document:
    """A document with this title."""
    rows = [{"kind": kind, "level": "", "key": "", "text": text} for kind, text in (("title", title), ("p", "文。"))]
    return tree_from_rows(rows, "title.txt", language)


def title_runs(tree: Document, style: Style) -> list[tuple[str, bool]]:
    """The runs of the title in a DOCX file, a break as an end of line, and whether each is hidden."""
    out = io.BytesIO()
    DocxWriter().write(tree, style, out)
    body = etree.fromstring(zipfile.ZipFile(out).read("word/document.xml"))
    title = next(p for p in body.iter(W + "p") if p.find(f"{W}pPr/{W}pStyle[@{W}val='Title']") is not None)
    return [("\n" if run.find(W + "br") is not None else run.findtext(W + "t") or "",
             run.find(f"{W}rPr/{W}vanish") is not None) for run in title.iter(W + "r")]


def docx_lines(tree: Document, style: Style) -> list[str]:
    """The lines of the title in a DOCX file, the breaks in it taken for all there are."""
    return "".join(text for text, hidden in title_runs(tree, style) if not hidden).split("\n")


def pdf_lines(tree: Document, style: Style) -> list[str]:
    """The lines of the title in a PDF file, from the places of its characters; without blanks."""
    out = io.BytesIO()
    PdfWriter().write(tree, style, out)
    size = style.type_of("title")["size"].points()
    lines, across = [""], style.page["direction"] != "vertical"
    along = 0.0
    for character, place in _characters(out.getvalue(), size, across):
        if lines[-1] and place < along:
            lines.append("")
        lines[-1] += character
        along = place
    return lines


def _characters(data: bytes, size: float, across: bool) -> Iterator[tuple[str, float]]:
    """The characters of a size on the first page, and where each stands in its line."""
    for span in pymupdf.open(stream=data)[0].get_texttrace():
        if abs(span["size"] - size) < 0.1:
            for code, _, (x, y), _ in span["chars"]:
                if not chr(code).isspace():
                    yield chr(code), x if across else y


def break_everywhere(title: str, language: str = "zh-Hans") -> dict[str, list[str]]:
    """The lines of a title by format and style, and on both kinds of cover."""
    tree, found = make_tree(title, language), {}
    for name in STYLES:
        style = find_style(name)
        found[f"docx {name}"] = docx_lines(tree, style)
        found[f"pdf {name}"] = pdf_lines(tree, style)
    return found | {"cover": break_title(title, size_lines), "cover, vertical": break_title(title, size_columns)}
