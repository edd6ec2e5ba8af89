"""Style sheets: values, inheritance, complaints."""

from __future__ import annotations

from pathlib import Path

import pytest

from convert.errors import StyleError
from convert.style.sheet import list_styles, load_style
from convert.style.values import parse_length, parse_page


def test_lengths_carry_units() -> None:
    assert parse_length("25.4mm").points() == pytest.approx(72)
    assert parse_length("2字").points(size=16) == 32
    assert parse_length("0.5行").points(leading=28) == 14
    assert parse_length("三号").points() == 16
    assert parse_page("A4")[0].points() == pytest.approx(595.28, abs=0.01)
    with pytest.raises(StyleError, match="'12' is not a length"):
        parse_length("12")


@pytest.mark.parametrize("name", list_styles())
def test_every_sheet_sets_every_element_of_the_vocabulary(name: str) -> None:
    style = load_style(name)
    for element in ("p", "title", "heading", "item", "note", "cell"):
        assert {"face", "size", "leading", "align"} <= style.type_of(element).keys()
    assert style.page["paper"]


def test_a_depth_overrides_its_element() -> None:
    style = load_style("gongwen")
    assert style.type_of("heading", 1)["face"] == "hei"
    assert style.type_of("heading", 2)["face"] == "kai"
    assert style.type_of("heading", 3)["face"] == "fangsong"
    assert style.points("p", "indent") == 32


def test_an_unknown_key_names_file_key_and_nearest(tmp_path: Path) -> None:
    sheet = tmp_path / "mine.toml"
    sheet.write_text('extends = "plain"\n[type.p]\nsise = "三号"\n', encoding="utf-8")
    with pytest.raises(StyleError, match=r"mine\.toml, \[type\.p\]: unknown key 'sise'\. Did you mean 'size'\?"):
        load_style(sheet)


def test_an_unknown_style_lists_the_known() -> None:
    with pytest.raises(StyleError, match="Known: book, gongwen, newspaper, plain"):
        load_style("fancy")
