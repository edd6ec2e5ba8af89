"""PDFium: files opened within limits, and the calls that are made for every character or object."""

from __future__ import annotations

import ctypes
import re
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
_FROM_RIGHT = re.compile(rb"/Direction\s{0,8}/R2L")
"""What says that the pages of a book follow each other from right to left (ISO 32000-1, table 150), as those of
vertical setting do. PDFium takes its text for Hebrew then: it turns what stands between marks, and brackets."""
_LOCK = threading.Lock()
"""PDFium is not safe in threads: one file at a time."""
_ERRORS = {
    pdfium.FPDF_ERR_PASSWORD: ("is encrypted", "Open it with its password and print or save it without."),
    pdfium.FPDF_ERR_SECURITY: ("is protected in a way that no reader here knows", "Save it without the protection."),
}
_DAMAGED = ("is damaged", "Copy or download it again, or print it to a new PDF.")


def _bind(call: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A call of PDFium's that takes addresses: that costs half of what one with pointers does.

    Without types of arguments it costs a third less, and takes pointers, indexes and references as they are.
    """
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(call, ctypes.c_void_p).value or 0)


_ADDRESS, _INDEX, _NUMBER = ctypes.c_void_p, ctypes.c_int, ctypes.c_double

text_code: Callable[[Handle, int], int] = _bind(pdfium.FPDFText_GetUnicode, ctypes.c_uint)
"""The code of a character."""
text_object: Callable[[Handle, int], int | None] = _bind(pdfium.FPDFText_GetTextObject, _ADDRESS)
"""The address of the object that shows a character; none for those that PDFium adds."""
text_box: Callable[[Handle, int, object], int] = _bind(pdfium.FPDFText_GetLooseCharBox, _INDEX)
"""Writes the box of a character to a reference, four floats: left, top, right, bottom; says whether there is one."""
text_matrix: Callable[[int, int, int], int] = _bind(pdfium.FPDFText_GetMatrix, _INDEX, _ADDRESS, _INDEX, _ADDRESS)
"""Writes the matrix of a character to an address, six floats."""
text_origin: Callable[[int, int, int, int], int] = _bind(
    pdfium.FPDFText_GetCharOrigin, _INDEX, _ADDRESS, _INDEX, _ADDRESS, _ADDRESS)
"""Writes the origin of a character to two addresses, a double each."""
text_size: Callable[[int, int], float] = _bind(pdfium.FPDFText_GetFontSize, _NUMBER, _ADDRESS, _INDEX)
"""The size of the font of a character, before its matrix."""
text_font: Callable[[int], int | None] = _bind(pdfium.FPDFTextObj_GetFont, _ADDRESS, _ADDRESS)
"""The address of the font of an object."""
text_mode: Callable[[int], int] = _bind(pdfium.FPDFTextObj_GetTextRenderMode, _INDEX, _ADDRESS)
"""How an object draws its characters (ISO 32000-1, table 106)."""
object_content: Callable[[int], int] = _bind(pdfium.FPDFPageObj_GetMarkedContentID, _INDEX, _ADDRESS)
"""The number of the marked content that an object stands in; -1 outside."""
count_marks: Callable[[int], int] = _bind(pdfium.FPDFPageObj_CountMarks, _INDEX, _ADDRESS)
"""How many marks an object has."""
object_mark: Callable[[int, int], int | None] = _bind(pdfium.FPDFPageObj_GetMark, _ADDRESS, _ADDRESS, ctypes.c_ulong)
"""The address of a mark of an object."""
mark_name: Callable[[int, int, int, int], int] = _bind(
    pdfium.FPDFPageObjMark_GetName, _INDEX, _ADDRESS, _ADDRESS, ctypes.c_ulong, _ADDRESS)
"""Writes the name of a mark in UTF-16 to an address where so many bytes are free, and its length to another."""
page_object: Callable[[int, int], int | None] = _bind(pdfium.FPDFPage_GetObject, _ADDRESS, _ADDRESS, _INDEX)
"""The address of an object of a page."""


def address_of(handle: Handle) -> int:
    """The address that a pointer points to."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


@contextmanager
def open_file(data: bytes, name: str) -> Iterator[Handle]:
    """The document in the bytes, closed afterwards; raises SourceError where it cannot be opened."""
    if not data:
        raise SourceError(f"{name} is empty.", "Copy or download it again.")
    if len(data) > LARGEST:
        raise SourceError(f"{name} is too large: {len(data) // 1_000_000} MB.", "Split it.")
    if b"%PDF-" not in data[:HEAD]:
        raise SourceError(f"{name} is no PDF.", "Give it the suffix of what it is.")
    data = _FROM_RIGHT.sub(lambda match: match[0].replace(b"R2L", b"L2R"), data) if b"R2L" in data else data
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
    place = address_of(page)
    return {address: index for index in range(count) if (address := page_object(place, index))}


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
