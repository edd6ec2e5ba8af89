"""Headlines of official documents on their pages: lines close together, white under them and above one in mid-page."""

from __future__ import annotations

import pytest
from docx_files import render
from pdf_files import poppler
from trees import tree_from_rows
from validators.office import MILLIMETRE, Word, convert_files, find, read_pages

from convert.formats.pdf import PdfWriter
from convert.style.sheet import load_style

ROWS = (("article", ""), ("title", "在全省经济工作会议上的讲话"), ("subtitle", "——推动经济工作再上新台阶"),
        ("date", "（2021年4月8日）"), ("byline", "张三"), ("p", "这次会议的主要任务是总结工作。"),
        ("article", ""), ("title", "山地铁路全线铺轨完成"), ("byline", "陈知行"), ("p", "历时五年建设。"))
LINE = 225 / 22 * MILLIMETRE

pytestmark = poppler


@pytest.fixture(scope="module", name="laid", params=["pdf", "docx"])
def lay_out(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[list[Word]]:
    """The pages of two articles in a format."""
    folder, tree = tmp_path_factory.mktemp("headlines"), tree_from_rows([
        {"kind": kind, "level": "", "key": "", "text": text} for kind, text in ROWS])
    if request.param == "docx":
        (folder / "a.docx").write_bytes(render(tree, "gongwen"))
        convert_files([folder / "a.docx"], "pdf", folder)
    else:
        with (folder / "a.pdf").open("wb") as out:
            PdfWriter().write(tree, load_style("gongwen"), out)
    return read_pages(folder / "a.pdf")


def middles(laid: list[list[Word]]) -> list[float]:
    """Where the middle of each line stands, in lines of the body from the first."""
    found = [find(laid, text)[1][0] for kind, text in ROWS if text]
    return [((word.top + word.bottom) - (found[0].top + found[0].bottom)) / 2 / LINE for word in found]


def test_lines_of_a_headline_stand_under_each_other_and_apart_from_the_text(laid: list[list[Word]]) -> None:
    _, subtitle, date, byline, body, *_, second, signed, following = middles(laid)
    assert subtitle == pytest.approx(1.1, abs=0.2)
    assert [date - subtitle, byline - date] == pytest.approx([1, 1], abs=0.1)
    assert [body - byline, following - signed] == pytest.approx([2, 2], abs=0.35)
    assert signed - second == pytest.approx(1.1, abs=0.2)


def test_a_headline_in_mid_page_has_two_blank_lines_above_it(laid: list[list[Word]]) -> None:
    assert len(laid) == 1
    body, second = middles(laid)[4:6]
    assert second - body == pytest.approx(3.1, abs=0.35)
