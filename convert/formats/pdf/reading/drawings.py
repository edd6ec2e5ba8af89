"""What a page shows besides text: straight rules, pictures, and the places of links."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import pypdfium2.raw as pdfium

from convert.formats.pdf.reading.engine import Handle, byte_string
from convert.formats.pdf.reading.inks import Turn

MOST_OBJECTS = 50_000
"""Objects of a page that are looked at, those of its forms among them."""
DEEPEST = 8
"""Forms within forms."""
MOST_PIECES = 400
"""Pieces of a path above which it is a drawing and no rule."""
MOST_RULES = 2_000
"""Rules of a page above which it holds a drawing."""
THIN = 2.6
"""Points up to which a filled shape is a rule."""
SHORT = 3.0
"""Points below which a stroke is no rule."""
_HEAD = 1e6
"""Height of a place of which only the page is known, in points."""
_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5
_LINE, _MOVE = 0, 2
_STRAIGHT = 0.6
"""Points by which the ends of a straight rule may differ."""


class Area(NamedTuple):
    """A rectangle; a rule is one without height or width."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """From foot to head."""
        return self.y1 - self.y0


@dataclass(slots=True, eq=False)
class Drawings:
    """Rules, pictures and links of a page."""

    level: list[Area] = field(default_factory=list)
    """Rules that lie."""
    upright: list[Area] = field(default_factory=list)
    """Rules that stand."""
    pictures: list[tuple[Area, Handle]] = field(default_factory=list)
    links: list[tuple[Area, str]] = field(default_factory=list)
    """Where they lead: addresses, or places in the file behind `#`."""
    others: int = 0
    """Objects that may hold anything: forms and shadings."""
    objects: int = 0
    """Objects that were looked at."""


def read_drawings(document: Handle, page: Handle, turn: Turn | None) -> Drawings:
    """Rules, pictures and links of a page, turned as its text is."""
    found = Drawings()
    _read_objects(_list_objects(page, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject), turn, found, 0)
    _read_links(document, page, turn, found)
    return found


def _list_objects(owner: Handle, count: Callable[[Handle], int], get: Callable[[Handle, int], Handle]) -> Iterator[
        Handle]:
    return (get(owner, index) for index in range(min(MOST_OBJECTS, max(0, count(owner)))))


def _read_objects(things: Iterable[Handle], turn: Turn | None, found: Drawings, depth: int) -> None:
    """The objects of a page, or of a form on it, whose places `turn` makes places of the page."""
    for thing in things:
        found.objects += 1
        if found.objects > MOST_OBJECTS:
            return
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == _TEXT:
            continue
        if kind == _PATH:
            if len(found.level) + len(found.upright) < MOST_RULES:
                _read_path(thing, turn, found)
        elif kind == _IMAGE:
            area = _bounds(thing, turn)
            if area is not None:
                found.pictures.append((area, thing))
        else:
            found.others += 1
            if kind == _FORM and depth < DEEPEST:
                parts = _list_objects(thing, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject)
                _read_objects(parts, _turn_form(thing, turn), found, depth + 1)


def _turn_form(form: Handle, turn: Turn | None) -> Turn:
    """From places in a form to places on the page (ISO 32000-1, 8.10.1)."""
    place = _read_matrix(form)
    return (lambda x, y: turn(*place(x, y))) if turn is not None else place


def _read_matrix(thing: Handle) -> Turn:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(thing, matrix)
    a, b, c, d, e, f = matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f
    return lambda x, y: (a * x + c * y + e, b * x + d * y + f)


def _area(turn: Turn | None, x0: float, y0: float, x1: float, y1: float) -> Area:
    if turn is not None:
        (x0, y0), (x1, y1) = turn(x0, y0), turn(x1, y1)
    return Area(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _bounds(thing: Handle, turn: Turn | None) -> Area | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
        return None
    return _area(turn, left.value, bottom.value, right.value, top.value)


def _read_path(thing: Handle, turn: Turn | None, found: Drawings) -> None:
    area = _bounds(thing, turn)
    if area is None:
        return
    if min(area.width, area.height) <= THIN:
        _add(found, area)
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    count = pdfium.FPDFPath_CountSegments(thing)
    if not (pdfium.FPDFPath_GetDrawMode(thing, fill, stroke) and stroke.value and count <= MOST_PIECES):
        return
    place_of = _read_matrix(thing)
    x, y = ctypes.c_float(), ctypes.c_float()
    last = first = (0.0, 0.0)
    for index in range(count):
        piece = pdfium.FPDFPath_GetPathSegment(thing, index)
        pdfium.FPDFPathSegment_GetPoint(piece, x, y)
        place = place_of(x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(piece)
        if kind == _MOVE:
            first = place
        elif kind == _LINE:
            _add(found, _area(turn, *last, *place))
        if pdfium.FPDFPathSegment_GetClose(piece):
            _add(found, _area(turn, *place, *first))
        last = place


def _add(found: Drawings, area: Area) -> None:
    """Keeps a rule, as a line in the middle of its thickness."""
    if area.width >= max(SHORT, 3 * area.height):
        middle = (area.y0 + area.y1) / 2
        if area.height <= max(THIN, _STRAIGHT):
            found.level.append(Area(area.x0, middle, area.x1, middle))
    elif area.height >= max(SHORT, 3 * area.width) and area.width <= max(THIN, _STRAIGHT):
        middle = (area.x0 + area.x1) / 2
        found.upright.append(Area(middle, area.y0, middle, area.y1))


def _read_links(document: Handle, page: Handle, turn: Turn | None, found: Drawings) -> None:
    position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    rectangle = pdfium.FS_RECTF()
    for _ in range(MOST_RULES):
        if not pdfium.FPDFLink_Enumerate(page, position, link):
            return
        action = pdfium.FPDFLink_GetAction(link)
        address = byte_string(pdfium.FPDFAction_GetURIPath, document, action) if action else ""
        address = address or _name_goal(document, link, action)
        if address and pdfium.FPDFLink_GetAnnotRect(link, rectangle):
            found.links.append((_area(turn, rectangle.left, rectangle.bottom, rectangle.right, rectangle.top), address))


def _name_goal(document: Handle, link: Handle, action: Handle) -> str:
    """Where a link within the file leads: `#`, the page counted from 1, and how far right and up; else empty."""
    goal = pdfium.FPDFLink_GetDest(document, link) or (pdfium.FPDFAction_GetDest(document, action) if action else None)
    page = pdfium.FPDFDest_GetDestPageIndex(document, goal) if goal else -1
    if page < 0:
        return ""
    has_x, has_y, has_zoom = (ctypes.c_int() for _ in range(3))
    x, y, zoom = (ctypes.c_float() for _ in range(3))
    pdfium.FPDFDest_GetLocationInPage(goal, has_x, has_y, has_zoom, x, y, zoom)
    return f"#{page + 1}:{x.value if has_x.value else 0.0:.1f}:{y.value if has_y.value else _HEAD:.1f}"
