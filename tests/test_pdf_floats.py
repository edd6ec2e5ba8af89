"""Tall pictures leave no white: they are set smaller, or lines that follow come before them."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from pdf_files import poppler
from PIL import Image
from score_print import find_faults
from validators.office import draw_page, ink_mask, read_pages, text_lines

from convert.formats.pdf import PdfWriter
from convert.sources import read
from convert.style.sheet import load_style
from convert.tree.nodes import Document

WORDS = ("这里是第{}段很长的正文，用来把页面填满，好让图片落在不同的地方。河堤上的柳树去年刚刚栽下，今年春天已经有一人"
         "多高。清晨有人在堤上散步，傍晚有人在堤下洗菜，水边的石阶磨得很光，夏天常有孩子在那里钓鱼。镇上的人说，再过十年，"
         "这里就是全县最好的林荫道了，那时候再来看吧。")
SHOWN = [(4, 700), (3, 900), (5, 600), (6, 1000), (2, 500)]
"""How many paragraphs stand above each picture, and how many dots it is high."""

pytestmark = poppler


def draw(height: int) -> str:
    out = io.BytesIO()
    Image.new("RGB", (500, height), (60, 60, 60)).save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode()


def make() -> Document:
    """A document with more pictures than its pages have room for where they stand."""
    numbers = count(1)
    blocks = [print_paragraphs(many, numbers) + f'<figure><img src="data:image/png;base64,{draw(height)}" alt="图"/>'
              f"<figcaption>图{number} 说明</figcaption></figure>" for number, (many, height) in enumerate(SHOWN, 1)]
    page = f"<html><body><h1>题目</h1>{''.join(blocks)}{print_paragraphs(4, numbers)}</body></html>"
    return read(page.encode(), "a.html")


def print_paragraphs(many: int, numbers: Iterator[int]) -> str:
    return "".join(f"<p>{WORDS.format(next(numbers))}</p>" for _ in range(many))


@pytest.mark.parametrize("style", ["plain", "book", "gongwen"])
def test_no_page_but_the_last_has_more_white_than_lines_are_kept_together_for(style: str, tmp_path: Path) -> None:
    path, sheet = tmp_path / "a.pdf", load_style(style)
    with path.open("wb") as out:
        PdfWriter().write(make(), sheet, out)
    laid = read_pages(path)
    first = next(number for number, page in enumerate(laid, 1) if any("这里是" in line for line in text_lines(page)))
    top, bottom = (sheet.page[side].points() for side in ("top", "bottom"))
    for number in range(first, len(laid)):
        mask = ink_mask(Image.open(io.BytesIO(draw_page(path, number))), red=False)
        height, area = sheet.page["paper"][1].points(), mask.height
        body = mask.crop((0, round(top / height * area), mask.width, round((height - bottom) / height * area)))
        box = body.getbbox()
        assert box is not None
        assert body.height - box[3] <= 0.21 * body.height, f"page {number}"


def test_pictures_keep_their_captions_and_their_places_in_the_text(tmp_path: Path) -> None:
    assert find_faults(make(), "pdf", "plain") == []
    path = tmp_path / "a.pdf"
    with path.open("wb") as out:
        PdfWriter().write(make(), load_style("plain"), out)
    captions = [line for page in read_pages(path) for line in text_lines(page) if line.startswith("图")]
    assert [line[:2] for line in captions] == [f"图{number}" for number in range(1, 6)]
    assert not any(text_lines(page)[0].startswith("图") and not page[0].top > 100 for page in read_pages(path))
