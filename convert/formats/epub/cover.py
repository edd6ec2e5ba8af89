"""A drawn cover: title, editors, publisher and date in our own faces, as the picture that libraries show.

Drawn as PNG, which every reading system shows in its library; 1200 × 1800 pixels, the proportion of printed books.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Sequence
from math import ceil
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from convert.chinese import titles
from convert.chinese.titles import find_widest
from convert.errors import SourceError, UsageError
from convert.files import load_source
from convert.formats.epub.imprint import Imprint
from convert.formats.epub.words import words
from convert.formats.epub.xhtml import add, open_page, print_page
from convert.formats.pictures import SVG, clean_svg
from convert.style.faces import find_face
from convert.style.sheet import Style

WIDTH, HEIGHT = 1200, 1800
MEASURE, DEPTH = 800, 880
"""Room for the title."""

Colour = tuple[int, int, int]
PAPER, INK, RED = (0xF6, 0xF1, 0xE7), (0x1D, 0x24, 0x33), (0x8C, 0x2F, 0x25)
INK_DOT, RULE = 254, 255
"""A dot that is all ink, and one of a rule."""

LEAST, MOST = 8, 16
"""Between these lies the measure of a title, in characters."""

LARGE = 0.8
"""Type is large that has this share of the largest size which a measure gives."""

Sizing = Callable[[Sequence[str]], float]
"""How large the type of lines may be, in dots."""

PICTURES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml",
            ".webp": "image/webp"}
"""Suffix of a picture → its media type, those that every reading system shows (EPUB 3.3, section 3.2)."""


def find_picture(given: Path | None, imprint: Imprint, style: Style, vertical: bool) -> tuple[str, str, bytes]:
    """Name, media type and bytes of the cover: the picture that is given, else a drawn one.

    A drawing comes without programs and without what lies elsewhere. Raises SourceError where the picture cannot be
    read or is damaged and UsageError where it is of another kind.
    """
    if given is None:
        return "cover.png", "image/png", draw_cover(imprint, style, vertical)
    suffix = given.suffix.lower()
    if suffix not in PICTURES:
        raise UsageError(f"The cover {given} is no picture that EPUB knows.", f"It takes {', '.join(PICTURES)}.")
    data = load_source(given)
    clean = clean_svg(data) if PICTURES[suffix] == SVG else data if _is_whole(data) else None
    if clean is None:
        raise SourceError(f"The cover {given} is no {suffix[1:].upper()} that can be shown.", "Save it again.")
    return f"cover{suffix}", PICTURES[suffix], clean


def _is_whole(data: bytes) -> bool:
    """Whether a picture can be drawn to its end."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # of pictures with more pixels than any screen
            with Image.open(io.BytesIO(data)) as image:
                image.load()
    except (OSError, ValueError, SyntaxError, EOFError, Warning, Image.DecompressionBombError):
        return False
    return True


def draw_cover(imprint: Imprint, style: Style, vertical: bool) -> bytes:
    """The picture, as PNG: each dot says how much ink it takes, the last colour is that of the rules."""
    picture = Image.new("L", (WIDTH, HEIGHT), 0)
    pen = ImageDraw.Draw(picture)
    for inset, width in ((90, 6), (110, 2)):
        pen.rectangle((inset, inset, WIDTH - inset, HEIGHT - inset), outline=RULE, width=width)
    traditional = imprint.language.startswith("zh-Hant")
    (_draw_columns if vertical else _draw_lines)(pen, imprint.title, traditional)
    top = HEIGHT - 560
    for text, size in ((imprint.subtitle, 54), (imprint.editors, 54), (imprint.publisher, 44), (imprint.date, 40)):
        if text:
            face = _load("kai", traditional, min(size, MEASURE / len(text)))
            pen.text((WIDTH / 2, top), text, INK_DOT, face, anchor="ma")
            top += size + 36
    picture.putpalette(_mix(_accent(style)))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _mix(accent: Colour) -> bytes:
    """Colours from paper to ink, then the colour of the rules."""
    shades = (round(paper + (ink - paper) * dot / INK_DOT) for dot in range(INK_DOT + 1)
              for paper, ink in zip(PAPER, INK, strict=True))
    return bytes([*shades, *accent])


def make_cover_page(imprint: Imprint, name: str) -> bytes:
    """The page that shows the picture."""
    title = words(imprint.language)["cover"]
    html, body = open_page(title, imprint.language, "style.css", "cover")
    add(add(body, "div"), "img", type_="cover", src=name, alt=imprint.told())
    return print_page(html)


def break_title(title: str, size: Sizing) -> list[str]:
    """The lines of a title: what blanks part has its own, each broken where the type may be large.

    A wider measure has better places to break at, and smaller type.
    """
    parts = title.split()
    if not parts or max(map(len, parts)) > MOST:
        parts = [title]
    least = min(max(LEAST, *map(ceil, map(find_widest, parts))), MOST)
    ways = [[line for part in parts for line in titles.break_title(part, measure)]
            for measure in range(least, MOST + 1)]
    largest = max(map(size, ways))
    return next(lines for lines in reversed(ways) if size(lines) >= largest * LARGE)


def size_lines(lines: Sequence[str]) -> float:
    """Dots of the type in which lines fill the room for the title."""
    return min(150, MEASURE / max(map(len, lines)), DEPTH / len(lines) / 1.5)


def size_columns(columns: Sequence[str]) -> float:
    """Dots of the type in which columns fill it, one character under the other."""
    return min(140, DEPTH / max(map(len, columns)) / 1.1, MEASURE / len(columns) / 1.5)


def _draw_lines(pen: ImageDraw.ImageDraw, title: str, traditional: bool) -> None:
    lines = break_title(title, size_lines)
    size = size_lines(lines)
    face = _load("title", traditional, size)
    top = 640 - len(lines) * size * 0.75
    for number, line in enumerate(lines):
        pen.text((WIDTH / 2, top + number * size * 1.5), line, INK_DOT, face, anchor="ma")


def _draw_columns(pen: ImageDraw.ImageDraw, title: str, traditional: bool) -> None:
    """The title in columns from right to left."""
    columns = break_title(title, size_columns)
    size = size_columns(columns)
    face = _load("title", traditional, size)
    right = WIDTH / 2 + (len(columns) - 1) * size * 0.75
    for number, column in enumerate(columns):
        for place, character in enumerate(column):
            at = (right - number * size * 1.5, 240 + place * size * 1.1)
            pen.text(at, character, INK_DOT, face, anchor="ma")


def _accent(style: Style) -> Colour:
    red, green, blue = (round(part * 255) for part in style.type_of("title", 1)["colour"])
    return (red, green, blue) if red or green or blue else RED


def _load(role: str, traditional: bool, size: float) -> ImageFont.FreeTypeFont:
    file = find_face(role, traditional)
    return ImageFont.truetype(str(file.path), int(size), index=file.index)
