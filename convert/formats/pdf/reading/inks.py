"""Inks: how the characters of each object look, and which way they run."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Callable
from typing import NamedTuple

import pypdfium2.raw as pdfium

from convert.formats.pdf.reading.engine import (
    Handle,
    address_of,
    byte_string,
    count_marks,
    mark_name,
    object_content,
    object_mark,
    text_font,
    text_matrix,
    text_mode,
    text_origin,
    text_size,
)

_SKEW = 3
"""Degrees by which text may lean and still run straight."""
_SLANTED = 0.1
"""Lean from which upright type is meant as italic; browsers and word processors lean it by 0.2 to 0.35."""
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_STYLE = re.compile(r"[-,](?:bold|italic|regular|oblique|identity-h|identity-v|bolditalic|w\d)\b.*$", re.IGNORECASE)
_BOLD = re.compile(r"bold|heavy|black(?!adder)|demi|粗", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique", re.IGNORECASE)
_FORCE_BOLD, _ITALIC_FLAG = 1 << 18, 1 << 6
"""Flags of a font (ISO 32000-1, table 123)."""
_TYPE_3 = 0.3
"""Size against the height of a character, below which it is that of a font that is drawn (Type 3)."""
_BOLD_WEIGHT = 600
_ARTIFACT = "Artifact\0".encode("utf-16-le")
"""The name of the mark of what is no part of the text, as PDFium gives it."""
_FILL_AND_STROKE = 2
"""How text is drawn where no bold face is at hand (ISO 32000-1, table 106)."""

Turn = Callable[[float, float], tuple[float, float]]
"""Turns a place so that lines run to the right and one below the other."""
TURNS: dict[int, Turn] = {
    90: lambda x, y: (y, -x),
    180: lambda x, y: (-x, -y),
    270: lambda x, y: (-y, x),
}
"""By the direction in which the text runs, in degrees."""


class Ink(NamedTuple):
    """How the characters of an object look."""

    size: float
    """In points."""
    face: str
    bold: bool
    italic: bool
    content: int
    """Number of the marked content they stand in; -1 outside."""
    artifact: bool
    """Whether they are marked as no part of the text."""
    angle: int
    """Degrees in which they run."""
    base: float
    """Base line of the object's first character, turned."""
    lean: float = 0.0
    """How far its upright strokes lean to the right, for each point of height."""


Char = tuple[int, int, int, float, float, float, float]
"""A character as PDFium gives it: its code, the address of the object that shows it, its number on the page, and its
left, lower, right and upper edge. There are so many that a tuple with names would cost as much as to read them."""


class Inks:
    """How the objects of a page look."""

    def __init__(self, letters: Handle) -> None:
        self.known: dict[int, Ink] = {}
        self._letters = letters
        self._page = address_of(letters)
        self._matrix = pdfium.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._places = tuple(map(ctypes.addressof, (self._matrix, self._x, self._y)))
        self._faces: dict[int, tuple[str, bool, bool]] = {}
        self._name = ctypes.create_string_buffer(len(_ARTIFACT))
        self._length = ctypes.c_ulong()

    def read(self, char: Char) -> None:
        """The look of the object that shows a character."""
        _, address, index, _, y0, _, y1 = char
        page, matrix = self._page, self._matrix
        at_matrix, at_x, at_y = self._places
        text_matrix(page, index, at_matrix)
        text_origin(page, index, at_x, at_y)
        rise, lean = _measure_rise(matrix.a, matrix.b, matrix.c, matrix.d)
        size = round(abs(text_size(page, index)) * rise, 2)
        height = abs(y1 - y0)
        size = round(height, 2) if size < _TYPE_3 * height else size
        font = text_font(address) or 0
        if font not in self._faces:
            self._faces[font] = _read_face(self._letters, index)
        face, bold, italic = self._faces[font]
        bold = bold or text_mode(address) == _FILL_AND_STROKE
        angle = _find_angle(matrix.a, matrix.b)
        turn = TURNS.get(angle)
        base = turn(self._x.value, self._y.value)[1] if turn else self._y.value
        self.known[address] = Ink(size or 1.0, face, bold, italic or abs(lean) >= _SLANTED, object_content(address),
                                  self._is_artifact(address), angle, base, 0.0 if turn else lean)

    def _is_artifact(self, address: int) -> bool:
        """Whether an object is marked as an artifact (ISO 32000-1, 14.8.2.2)."""
        name, length = self._name, self._length
        at_name, at_length, most = ctypes.addressof(name), ctypes.addressof(length), len(_ARTIFACT)
        for index in range(max(0, count_marks(address))):
            mark = object_mark(address, index) or 0
            if mark_name(mark, at_name, most, at_length) and length.value == most and name.raw == _ARTIFACT:
                return True
        return False


def _measure_rise(a: float, b: float, c: float, d: float) -> tuple[float, float]:
    """How high a matrix makes what is 1 high, across the line of text, and how far it leans that to the right."""
    width = math.hypot(a, b)
    if not width:
        return math.hypot(c, d), 0.0
    rise = abs(a * d - b * c) / width
    return rise or math.hypot(c, d), (a * c + b * d) / (width * rise) if rise else 0.0


def _find_angle(a: float, b: float) -> int:
    """The direction of a line of text in whole degrees, from the first row of its matrix."""
    if b == 0:
        return 0 if a >= 0 else 180
    angle = round(math.degrees(math.atan2(b, a))) % 360
    straight = round(angle / 90) * 90
    return straight % 360 if abs(angle - straight) <= _SKEW else angle


def _read_face(letters: Handle, index: int) -> tuple[str, bool, bool]:
    """Name of the face of a character, whether it is bold, whether italic."""
    flags = ctypes.c_int()
    name = byte_string(lambda buffer, length: int(pdfium.FPDFText_GetFontInfo(letters, index, buffer, length, flags)))
    bold = bool(_BOLD.search(name) or flags.value & _FORCE_BOLD
                or pdfium.FPDFText_GetFontWeight(letters, index) >= _BOLD_WEIGHT)
    return _STYLE.sub("", _SUBSET.sub("", name)), bold, bool(_ITALIC.search(name) or flags.value & _ITALIC_FLAG)
