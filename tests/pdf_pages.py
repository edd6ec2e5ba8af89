"""Small PDFs for tests: what is drawn where on which page."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from text_account import find_faults

from convert.formats.pdf.read import read_pdf
from convert.recovery.text import Line, Text

FONTS = Path(__file__).parents[1] / "fonts"
WIDTH, HEIGHT = 420, 595
"""Of a page, in points (A5)."""
LEFT, RIGHT = 40, 380
"""Edges of the text: 28 characters of 12 points, and a little."""

Draw = Callable[[Canvas], None]


def make_pdf(*pages: Draw, password: str = "") -> bytes:
    """A PDF of the pages, set in Song of 12 points unless they say otherwise."""
    out = io.BytesIO()
    encryption = StandardEncryption(password) if password else None
    canvas = Canvas(out, (WIDTH, HEIGHT), invariant=True, encrypt=encryption, initialFontName="Helvetica")
    for name in ("Song", "Hei", "Kai"):
        pdfmetrics.registerFont(TTFont(name, FONTS / f"Huozi{name}.ttf"))
    for draw in pages:
        canvas.setFont("Song", 12)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def text(*lines: str, x: float = LEFT, y: float = 540, size: float = 12, leading: float = 18,
         face: str = "Song") -> Draw:
    """Lines below each other; ideographic spaces before a line indent it."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(face, size)
        for number, line in enumerate(lines):
            body = line.lstrip("　")
            canvas.drawString(x + (len(line) - len(body)) * size, y - number * leading, body)

    return draw


def centred(line: str, y: float, size: float = 12, face: str = "Song") -> Draw:
    """A line in the middle of the page."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(face, size)
        canvas.drawCentredString((LEFT + RIGHT) / 2, y, line)

    return draw


def ruled(x: float, y: float, widths: list[float], heights: list[float]) -> Draw:
    """The rules of a table whose upper left corner is at a place."""

    def draw(canvas: Canvas) -> None:
        xs = [x + sum(widths[:at]) for at in range(len(widths) + 1)]
        ys = [y - sum(heights[:at]) for at in range(len(heights) + 1)]
        canvas.grid(xs, ys)

    return draw


def all_of(*draws: Draw) -> Draw:
    """One page of several drawings."""

    def draw(canvas: Canvas) -> None:
        for each in draws:
            each(canvas)

    return draw


FULL = "清水河自北而南流经本县全境沿岸多良田村落相望行旅往来不"
"""27 characters, which fill a line."""


def fill(count: int, first: int = 0) -> list[str]:
    """Full lines that all say another thing."""
    return [FULL[at % 27 :] + FULL[: at % 27] for at in range(first, first + count)]


def words(made: Text) -> list[str]:
    """The texts of the lines that are no fact of the file."""
    return [made.view.text[line.start : line.end] for line in printed(made)]


def printed(made: Text) -> list[Line]:
    """The lines that are no fact of the file."""
    return [line for line in made.lines if not line.marks.field]


def read(*pages: Draw) -> Text:
    """What is read of such pages; every character of it has its place."""
    made = read_pdf(make_pdf(*pages), "sample.pdf")
    assert find_faults(made) == []
    return made
