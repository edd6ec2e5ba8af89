"""Draws the picture of the README: the second seed as it was found, and the first page of its edition.

    python tests/bench/picture.py        writes tests/bench/picture.png
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

import convert

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "001_1264ee8be870ad55.txt"
OUT = Path(__file__).with_suffix(".png")

HEIGHT, GAP, MARGIN = 880, 24, 18
"""Pixels: of the picture, between its halves, and around the text of the left one."""
SIZE, LEADING = 15, 21
"""Pixels of the text as it was found."""
COLOURS = 16
"""So many greys are enough for text."""


def draw_page() -> Image.Image:
    """The first page of the edition, as high as the picture."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "a.pdf"
        convert.write(convert.read(SEED), made, style="gongwen")
        page = pypdfium2.PdfDocument(made)[0]
        return page.render(scale=HEIGHT / page.get_height()).to_pil().convert("L")


def draw_source(width: int) -> Image.Image:
    """The beginning of the file, line by line, as an editor shows it."""
    image = Image.new("L", (width, HEIGHT), 246)
    pen = ImageDraw.Draw(image)
    face = ImageFont.truetype(str(ROOT / "fonts" / "HuoziSong.ttf"), SIZE)
    for number, line in enumerate(SEED.read_text(encoding="utf-8").splitlines()):
        place = MARGIN + number * LEADING
        if place + LEADING > HEIGHT - MARGIN:
            break
        while pen.textlength(line, face) > width - 2 * MARGIN:
            line = line[:-1]
        pen.text((MARGIN, place), line, 40, face)
    return image


def main() -> None:
    page = draw_page()
    picture = Image.new("L", (2 * page.width + GAP, HEIGHT), 255)
    picture.paste(draw_source(page.width), (0, 0))
    picture.paste(page, (page.width + GAP, 0))
    ImageDraw.Draw(picture).rectangle((page.width + GAP, 0, picture.width - 1, HEIGHT - 1), outline=200)
    picture.quantize(COLOURS).save(OUT, optimize=True)
    print(f"{OUT}: {OUT.stat().st_size:,} bytes, {picture.width} × {picture.height}")


if __name__ == "__main__":
    main()
