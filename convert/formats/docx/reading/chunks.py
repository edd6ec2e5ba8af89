"""Chunks: foreign documents that a DOCX takes in whole (`w:altChunk`), mostly HTML from programs that export web pages.

Word turns a chunk into paragraphs when it opens the file. `read_chunk` is the seam: whoever reads HTML gives a `Text`,
and the galley takes it in as it is.
"""

from __future__ import annotations

import email
import re
from collections.abc import Mapping
from contextlib import suppress
from email.message import Message
from typing import NamedTuple

from lxml import etree, html

from convert.formats.archive import Element
from convert.formats.docx.reading.galley import Galley, Piece
from convert.formats.docx.reading.styles import Look
from convert.formats.prose import BLOCK, is_prose, is_wrapped
from convert.recovery.text import Picture, Text

HTML = ("text/html", "application/xhtml+xml")
MIME = ("message/rfc822", "multipart/related", "application/x-mimearchive")
PLAIN = "text/plain"

_SKIPPED = frozenset({"head", "script", "style", "title", "template", "noscript", "object", "svg", "math"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset({
    "p", "div", "section", "article", "center", "pre", "blockquote", "ul", "ol", "li", "dl", "dt", "dd", "table",
    "tbody", "thead", "tfoot", "tr", "td", "th", "caption", "figure", "figcaption", "body", "html", "hr", "form",
    "address", "header", "footer", "main", "nav", "aside", *_HEADINGS})
_LOOKS: Mapping[str, Mapping[str, object]] = {
    **{tag: {"bold": True} for tag in ("b", "strong")}, **{tag: {"italic": True} for tag in ("i", "em", "cite", "dfn")},
    **{tag: {"struck": True} for tag in ("s", "del", "strike")}, "u": {"line": True}, "sub": {"raised": "sub"},
    "sup": {"raised": "sup"}}
"""What elements say of the look of characters."""
_MARKS: Mapping[str, Mapping[str, object]] = {
    "blockquote": {"quote": 1}, "caption": {"caption": True}, "figcaption": {"caption": True},
    "center": {"centred": True}, **{tag: {"heading": level} for tag, level in _HEADINGS.items()}}
"""What elements say of the lines in them."""
_STYLED = (("text-align:center", "centred"), ("text-align:right", "right"))
_DEEPEST = 100
"""How deep elements may be nested; what is deeper is given as text of its ancestor."""
_META = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_MARKUP = re.compile(rb"\s*(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype html|html|head|meta|body)\b",
                     re.IGNORECASE | re.DOTALL)
_HEADER = re.compile(rb"\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){1,20}?content-type:\s*(?:multipart|text/html)",
                     re.IGNORECASE)


class _Place(NamedTuple):
    """Where in the page a text stands."""

    look: Look
    marks: dict[str, object]
    link: str = ""
    nested: bool = False
    """Whether in a table within a cell, whose lines are lines of that cell."""
    kept: bool = False
    """Whether its line ends are kept, and only the text tells whether lines go on."""


def find_media(data: bytes) -> str:
    """The media type of a web page that another suffix hides: HTML or a MIME archive; empty for anything else."""
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if _MARKUP.match(head):
        return HTML[0]
    return MIME[0] if re.match(rb"\s*mime-version:", head, re.IGNORECASE) or _HEADER.match(head) else ""


def read_chunk(data: bytes, media: str, name: str) -> Text | None:
    """The text of a chunk; None for media types that nobody here reads."""
    media = media.partition(";")[0].strip().casefold()
    if media in MIME or data[:13].lower() == b"mime-version:":
        return _read_archive(data, name)
    if media in HTML:
        return _read_page(_decode(data), name, {})
    if media == PLAIN:
        return _read_plain(_decode(data), name)
    return None


def _read_archive(data: bytes, name: str) -> Text | None:
    """The page of a MIME archive (RFC 2557); its other parts are the pictures that the page names."""
    try:
        parts = list(email.message_from_bytes(data).walk())
    except RecursionError:  # parts within parts within parts
        return None
    page = next((part for part in parts if part.get_content_type() in HTML), None)
    if page is None:
        return None
    pictures = {str(part.get("Content-Location") or f"cid:{str(part.get('Content-ID', '')).strip('<>')}"): part
                for part in parts if part.get_content_maintype() == "image"}
    return _read_page(_decode(_payload(page), page.get_content_charset()), name, pictures)


def _payload(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _decode(data: bytes, charset: str | None = None) -> str:
    """The characters of a chunk: UTF-8 if it is, else what it declares, else GB 18030."""
    declared = _META.search(data[:2048])
    for codec in ("utf-8-sig", charset, declared[1].decode("ascii") if declared else None):
        try:
            return data.decode(codec) if codec else data.decode("utf-8-sig")
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("gb18030", errors="replace")


def _read_plain(text: str, name: str) -> Text:
    galley = Galley()
    for line in text.replace("\r\n", "\n").split("\n"):
        galley.set_line([Piece(galley.keep(line), line, Look())], Look(), 0, 0, {})
        galley.keep("\n")
    return galley.finish(name, "", 0, PLAIN)


def _read_page(text: str, name: str, pictures: dict[str, Message]) -> Text:
    page = _Page(pictures)
    if text.strip():
        parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
        # a text with a declaration of its encoding must come as bytes
        with suppress(etree.ParserError):  # nothing but comments
            page.read(html.document_fromstring(text.encode("utf-8", "replace"), parser=parser), _Place(Look(), {}), 0)
    page.end_line()
    return page.galley.finish(name, "", 0, HTML[0])


class _Page:
    """A page as it is read into a galley of its own."""

    def __init__(self, pictures: dict[str, Message]) -> None:
        self.galley = Galley()
        self.pictures = pictures
        self.pieces: list[Piece] = []
        self.place = _Place(Look(), {})
        """That of the line at hand."""
        self.spaced = True
        """Whether white space has just been set, or nothing yet, so that more is not printed."""
        self.paragraph = 0
        self.row = self.cell = 0
        self.items: list[str] = []
        """The bullet or number that waits for its first line."""

    # elements

    def read(self, element: Element, place: _Place, depth: int) -> None:
        """An element, its text and what follows inside it."""
        if not isinstance(element.tag, str):
            return  # an entity that means nothing
        tag = element.tag.casefold()
        if tag in _SKIPPED or depth > _DEEPEST:
            self.set_text(" ".join(map(str, element.itertext())) if depth > _DEEPEST else "", place)
            return
        block = tag in _BLOCKS
        if block:
            self.end_paragraph()
        if anchor := element.get("id") or (element.get("name") if tag == "a" else None):
            self.galley.keep_place(anchor)
        inner = self.enter(element, tag, place)
        self.set_text(element.text or "", inner)
        count = 0
        for child in element:
            if tag in ("ul", "ol") and child.tag == "li":
                count += 1
                self.items.append("•" if tag == "ul" else f"{count}.")
            self.read(child, inner, depth + 1)
            self.set_text(child.tail or "", inner)
        if block:
            self.end_paragraph()

    def enter(self, element: Element, tag: str, place: _Place) -> _Place:
        """What an element says of the text inside it."""
        look, marks = place.look, {**place.marks, **_MARKS.get(tag, {})}
        style = element.get("style", "").replace(" ", "").casefold()
        if tag in _LOOKS or "font-weight:bold" in style or "font-weight:700" in style:
            look = look._replace(**{**_LOOKS.get(tag, {"bold": True}), "marked": True})  # type: ignore[arg-type]
        if tag in ("ul", "ol"):
            marks["item"] = int(str(marks.get("item", 0))) + 1
        elif tag == "br":
            self.break_line(element.tail or "")
        elif tag == "img":
            self.set_picture(element)
        nested = place.nested or (tag == "table" and "table" in marks)
        if not nested:
            marks = self.enter_table(element, tag, marks)
        style += f"text-align:{element.get('align', '')}"
        marks |= {name: True for rule, name in _STYLED if rule in style}
        if tag == "pre" and not is_prose("".join(map(str, element.itertext())), BLOCK):
            marks["code"] = True
        link = (element.get("href") if tag == "a" else None) or place.link
        return _Place(look, marks, link, nested, place.kept or tag == "pre")

    def enter_table(self, element: Element, tag: str, marks: dict[str, object]) -> dict[str, object]:
        """The marks of tables, their rows and cells."""
        if tag == "table":
            self.galley.tables += 1
            self.row = 0
            return {**marks, "table": self.galley.tables, "row": 0, "cell": 0}
        if tag == "tr" and "table" in marks:
            self.row += 1
            self.cell = 0
            return {**marks, "row": self.row}
        if tag in ("td", "th") and "table" in marks:
            self.cell += 1
            return {**marks, "cell": self.cell, "head": tag == "th", "columns": _span(element, "colspan"),
                    "rows": _span(element, "rowspan")}
        return marks

    def set_picture(self, element: Element) -> None:
        """A picture of the archive, or the address of one that lies elsewhere."""
        source = element.get("src", "")
        part = self.pictures.get(source)
        media, data = (part.get_content_type(), _payload(part)) if part is not None else ("", b"")
        self.galley.pictures.append(Picture(self.galley.length, source[:1000], element.get("alt", ""), media, data))

    # text

    def set_text(self, text: str, place: _Place) -> None:
        """Characters, white space collapsed as HTML has it; in preformatted text lines are lines."""
        if place.kept:
            for at, line in enumerate(re.split(r"\r\n|[\r\n]", text)):
                if at:
                    self.end_line()
                self.set_piece(line, place)
            return
        text = re.sub(r"[ \t\r\n\f]+", " ", text)
        if text.startswith(" ") and self.spaced:
            text = text[1:]
        self.set_piece(text, place)
        if text:
            self.spaced = text.endswith(" ")

    def set_piece(self, text: str, place: _Place) -> None:
        """Characters of the line at hand."""
        if text:
            runs = (("link", place.link),) if place.link else ()
            self.pieces.append(Piece(self.galley.keep(text), text, place.look, runs))
            self.place = place

    def break_line(self, behind: str) -> None:
        """Ends the line at hand, unless the break stands in the middle of a sentence that goes on `behind` it."""
        if is_wrapped("".join(piece.text for piece in self.pieces), behind):
            self.spaced = True
        else:
            self.end_line()

    def end_line(self) -> None:
        """Ends the line at hand."""
        if not self.pieces:
            return
        marks = dict(self.place.marks)
        if not self.place.kept:
            marks["paragraph"] = self.paragraph + 1
        if marks.get("item") and self.items:
            marks["bullet"] = self.items.pop()
            self.items.clear()
        if self.galley.set_line(self.pieces, Look(), 0, 0, marks):
            self.galley.paragraphs = self.paragraph + 1
        self.galley.keep("\n")
        self.pieces, self.spaced = [], True

    def end_paragraph(self) -> None:
        """Ends the line and the paragraph at hand."""
        self.end_line()
        self.paragraph = self.galley.paragraphs


def _span(element: etree._Element, name: str) -> int:
    value = element.get(name, "1").strip()
    return min(max(int(value), 1), 1000) if value.isdecimal() and len(value) < 5 else 1
