"""PDFium: files opened within limits, and the calls that are made for every character."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2.raw as pdfium

from convert.errors import SourceError

Handle = Any
"""A pointer of PDFium's: a document, a page, a text page, an element of structure."""

LARGEST = 512_000_000
"""Bytes above which a file is refused."""
MOST_PAGES = 5_000
"""Pages above which a file is refused."""
MOST_CHARACTERS = 8_000_000
"""Characters after which a file is no longer read."""
HEAD = 1024
"""Bytes in which the mark of a PDF must stand (ISO 32000-1, annex H, note 13)."""
_TEXT = 2048
"""Bytes first offered for a string."""
_LOCK = threading.Lock()
"""PDFium is not safe in threads: one file at a time."""
_ERRORS = {
    pdfium.FPDF_ERR_PASSWORD: ("is encrypted", "Open it with its password and print or save it without."),
    pdfium.FPDF_ERR_SECURITY: ("is protected in a way that no reader here knows", "Save it without the protection."),
}
_DAMAGED = ("is damaged", "Copy or download it again, or print it to a new PDF.")

text_object: Callable[[Handle, int], int | None] = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    ctypes.cast(pdfium.FPDFText_GetTextObject, ctypes.c_void_p).value or 0)
"""The address of the object that shows a character; none for those that PDFium adds. An address costs less than a
pointer, and tells which characters are shown together."""

text_font: Callable[[int], int | None] = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p)(
    ctypes.cast(pdfium.FPDFTextObj_GetFont, ctypes.c_void_p).value or 0)
"""The address of the font of an object."""

page_object: Callable[[Handle, int], int | None] = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    ctypes.cast(pdfium.FPDFPage_GetObject, ctypes.c_void_p).value or 0)
"""The address of an object of a page."""


@contextmanager
def open_file(data: bytes, name: str) -> Iterator[Handle]:
    """The document in the bytes, closed afterwards; raises SourceError where it cannot be opened."""
    if not data:
        raise SourceError(f"{name} is empty.", "Copy or download it again.")
    if len(data) > LARGEST:
        raise SourceError(f"{name} is too large: {len(data) // 1_000_000} MB.", "Split it.")
    if b"%PDF-" not in data[:HEAD]:
        raise SourceError(f"{name} is no PDF.", "Give it the suffix of what it is.")
    with _LOCK:
        document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
        if not document:
            what, hint = _ERRORS.get(pdfium.FPDF_GetLastError(), _DAMAGED)
            raise SourceError(f"{name} {what}.", hint)
        try:
            pages = pdfium.FPDF_GetPageCount(document)
            if not pages:
                raise SourceError(f"{name} has no pages.", _DAMAGED[1])
            if pages > MOST_PAGES:
                raise SourceError(f"{name} has {pages} pages, more than {MOST_PAGES}.", "Split it.")
            yield document
        finally:
            pdfium.FPDF_CloseDocument(document)


@contextmanager
def open_page(document: Handle, number: int) -> Iterator[tuple[Handle, Handle] | None]:
    """A page, counted from 0, and its characters; None where it cannot be read."""
    page = pdfium.FPDF_LoadPage(document, number)
    letters = pdfium.FPDFText_LoadPage(page) if page else None
    try:
        yield (page, letters) if letters else None
    finally:
        if letters:
            pdfium.FPDFText_ClosePage(letters)
        if page:
            pdfium.FPDF_ClosePage(page)


def order_objects(page: Handle) -> dict[int, int]:
    """Address of each object of a page → which one it is in the file.

    PDFium gives characters by where their objects stand: of two that begin behind each other in the wrong order, as
    squeezed marks do, the one on the left comes first.
    """
    count = max(0, pdfium.FPDFPage_CountObjects(page))
    return {address: index for index in range(count) if (address := page_object(page, index))}


def wide_string(call: Callable[..., int], *arguments: Any) -> str:
    """A string that PDFium gives in UTF-16."""
    return _string(call, arguments).decode("utf-16-le", "replace").rstrip("\0")


def byte_string(call: Callable[..., int], *arguments: Any) -> str:
    """A string that PDFium gives in bytes; names of faces in GBK occur."""
    raw = _string(call, arguments).rstrip(b"\0")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def _string(call: Callable[..., int], arguments: tuple[Any, ...]) -> bytes:
    buffer = ctypes.create_string_buffer(_TEXT)
    length = call(*arguments, buffer, _TEXT)
    if length > _TEXT:
        buffer = ctypes.create_string_buffer(length)
        length = call(*arguments, buffer, length)
    return buffer.raw[: max(0, min(length, len(buffer)))]
