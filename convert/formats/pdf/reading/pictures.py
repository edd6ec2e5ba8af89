"""Pictures of a page: as they lie in the file where that is a format of its own, else as PNG."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from convert.formats.pdf.reading.drawings import Area, Drawings
from convert.formats.pdf.reading.engine import Handle, byte_string
from convert.formats.pdf.reading.rows import Row

SMALLEST = 24.0
"""Points below which a picture is an ornament."""
WHOLE = 0.85
"""Share of the page from which a picture is its ground."""
MOST = 200
"""Pictures of a document."""
MOST_PIXELS = 16_000_000
"""Pixels of a picture; what is more is named without its bytes."""
MOST_BYTES = 128 << 20
"""Bytes of all pictures."""
_FILES = {"DCTDecode": ("image/jpeg", b"\xff\xd8"), "JPXDecode": ("image/jp2", b"\0\0\0\x0cjP")}
"""Filters whose data are files (ISO 32000-1, 7.4.8 and 7.4.9), and how these begin; other filters may stand before."""
_MODES = {1: ("L", "L"), 2: ("RGB", "BGR"), 3: ("RGB", "BGRX"), 4: ("RGBA", "BGRA")}
"""Formats of PDFium's bitmaps (fpdfview.h) as Pillow calls them."""


@dataclass(frozen=True, slots=True)
class Plate:
    """A picture, and where it stands on its page."""

    name: str
    area: Area
    media: str
    data: bytes


class Plates:
    """The pictures of a document, within limits."""

    def __init__(self) -> None:
        self._count = self._weight = 0

    def read(self, number: int, drawings: Drawings, frame: Area, *, bare: bool = False) -> list[Plate]:
        """The pictures of a page that are no ornaments, nor its ground, unless it is `bare`: without text.

        Of a bare page on which all is drawn the place is kept.
        """
        found: list[Plate] = []
        for area, handle in drawings.pictures:
            ground = area.width * area.height >= WHOLE * frame.width * frame.height
            if min(area.width, area.height) < SMALLEST or (ground and not bare) or self._count >= MOST:
                continue
            self._count += 1
            media, data = read_picture(handle) if self._weight < MOST_BYTES else ("", b"")
            self._weight += len(data)
            found.append(Plate(f"page {number} picture {len(found) + 1}", area, media, data))
        return found or ([Plate(f"page {number}", frame, "", b"")] if bare and drawings.others else [])


def read_picture(handle: Handle) -> tuple[str, bytes]:
    """Media type and bytes of a picture; empty where it is too large or cannot be decoded."""
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    if not pdfium.FPDFImageObj_GetImagePixelSize(handle, wide, high) or wide.value * high.value > MOST_PIXELS:
        return "", b""
    last = pdfium.FPDFImageObj_GetImageFilterCount(handle) - 1
    name = byte_string(lambda buffer, size: int(
        pdfium.FPDFImageObj_GetImageFilter(handle, last, buffer, size))) if last >= 0 else ""
    if name in _FILES:
        media, mark = _FILES[name]
        for read in (pdfium.FPDFImageObj_GetImageDataRaw, pdfium.FPDFImageObj_GetImageDataDecoded):
            buffer = ctypes.create_string_buffer(max(1, read(handle, None, 0)))
            read(handle, buffer, len(buffer))
            if buffer.raw.startswith(mark):
                return media, buffer.raw
    data = _make_png(handle)
    return ("image/png", data) if data else ("", b"")


def _make_png(handle: Handle) -> bytes:
    from PIL import Image  # few pages hold pictures that are no files

    bitmap = pdfium.FPDFImageObj_GetBitmap(handle)
    if not bitmap:
        return b""
    try:
        wide, high = pdfium.FPDFBitmap_GetWidth(bitmap), pdfium.FPDFBitmap_GetHeight(bitmap)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        mode, raw = _MODES.get(pdfium.FPDFBitmap_GetFormat(bitmap), ("", ""))
        if not mode or wide * high > MOST_PIXELS:
            return b""
        pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * high)
        out = io.BytesIO()
        Image.frombuffer(mode, (wide, high), pixels, "raw", raw, stride, 1).save(out, "PNG")
        return out.getvalue()
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)


def find_row(plate: Plate, number: int, rows: Sequence[Row]) -> int:
    """Before which of the rows a picture of a page comes: the first of the page below it; else behind its last.

    Of a page without rows it comes before the next.
    """
    last = next((at for at, row in enumerate(rows) if row.page > number), len(rows))
    for at, row in enumerate(rows):
        if row.page != number:
            continue
        beside = row.frame.x0 <= plate.area.x1 and row.frame.x1 >= plate.area.x0
        if row.facts.get("role") != "running" and beside and row.base < plate.area.y0 + row.size / 2:
            return at
        last = at + 1
    return last
