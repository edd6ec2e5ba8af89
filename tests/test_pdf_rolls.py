"""Rolls of names in PDF: in columns, no name torn, read back letter by letter."""

from __future__ import annotations

import pymupdf
import pytest
from pdf_files import small_tree, write

from convert.formats.pdf.read import read_pdf
from convert.formats.pdf.rolls import split_roll

FAMILIES, GIVEN = "赵钱孙李周吴郑王冯陈", ("伟", "小明", "建国", "芳", "秀英")
NAMES = [family + given for family in FAMILIES for given in GIVEN]


@pytest.mark.parametrize("style", ["plain", "gongwen", "book", "newspaper"])
def test_names_stand_in_columns_and_are_not_torn(style: str) -> None:
    data, _ = write(small_tree(f'<p at="0:1">{"　".join(NAMES)}</p>'), style)
    lines: dict[float, list[tuple[float, str]]] = {}
    for page in pymupdf.open(stream=data):
        for span in page.get_texttrace():
            for code, _, (x, y), _ in span["chars"]:
                if chr(code) in FAMILIES:
                    lines.setdefault(round(y), []).append((round(x), chr(code)))
    places = [tuple(x for x, _ in sorted(line)) for line in lines.values()]
    assert len(places) > 2
    assert all(place == places[0][: len(place)] for place in places)  # the families stand below each other
    text = read_pdf(data, "roll.pdf")
    assert "".join(NAMES) in ["".join(text.view.text[line.start : line.end].split()) for line in text.lines]


def test_what_is_no_roll_is_set_as_text() -> None:
    assert split_roll("　".join(NAMES)) == [*(name + "　" for name in NAMES[:-1]), NAMES[-1]]
    for text in ("张三　李四　王五", "　".join([*NAMES, "他们都来了，很高兴"]), "", "一段普通的文字。", "　" * 30):
        assert split_roll(text) == []
