"""Numerals of headings and items."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convert.chinese.numerals import print_numeral, read_han, read_numeral

pytestmark = pytest.mark.reader

FORMS = {
    "一": 1, "九": 9, "十": 10, "十一": 11, "二十": 20, "九十九": 99, "一百": 100, "一百零二": 102, "一百一十": 110,
    "二百五十六": 256, "一千零一": 1001, "三千二百": 3200, "两": 2, "兩百": 200, "廿": 20, "廿三": 23, "卅一": 31,
    "〇": 0, "二〇二六": 2026, "二○○八": 2008, "一九九四": 1994, "壹": 1, "貳拾叁": 23, "一万二千": 12000,
    "三亿": 300000000,
    "１２": 12, "7": 7, "（12）": 12, "(三)": 3, "⑴": 1, "⒇": 20, "①": 1, "⑳": 20, "㈠": 1, "㈩": 10, "㊂": 3, "⒈": 1,
    "❶": 1, "㉑": 21, "Ⅳ": 4, "ⅻ": 12, "IV": 4, "xii": 12, "i": 1, "甲": 1, "癸": 10, "十 ": 10,
}


@pytest.mark.parametrize(("printed", "value"), FORMS.items())
def test_a_numeral_has_one_value(printed: str, value: int) -> None:
    assert read_numeral(printed) == value


@pytest.mark.parametrize("text", ["", "文", "十百", "一百千", "十三五五", "iiii", "一、二", "½", "3a", "百分之三"])
def test_what_is_no_numeral_has_no_value(text: str) -> None:
    assert read_numeral(text) is None


@pytest.mark.parametrize(("value", "printed"), [
    (1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (103, "一百零三"), (110, "一百一十"),
    (1005, "一千零五"), (2010, "二千零一十"),
])
def test_numbers_are_printed_as_lists_count(value: int, printed: str) -> None:
    assert print_numeral(value) == printed


@settings(derandomize=True, deadline=None)
@given(st.integers(1, 9999))
def test_reading_undoes_printing(value: int) -> None:
    assert read_han(print_numeral(value)) == value


@settings(derandomize=True, deadline=None)
@given(st.text(alphabet="一二十百千万亿〇零两廿卅甲①Ⅳivx12３.、 ", max_size=8))
def test_any_text_is_read_without_error(text: str) -> None:
    value = read_numeral(text)
    assert value is None or value >= 0


@pytest.mark.parametrize(("number", "printed"), [
    (1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (21, "二十一"), (100, "一百"), (103, "一百零三"),
    (110, "一百一十"), (115, "一百一十五"), (1001, "一千零一"), (1010, "一千零一十"), (2021, "二千零二十一")])
def test_a_number_is_written_out(number: int, printed: str) -> None:
    assert print_numeral(number) == printed


def test_only_numbers_below_ten_thousand_are_written_out() -> None:
    with pytest.raises(ValueError, match="10000"):
        print_numeral(10000)


@settings(derandomize=True, deadline=None)
@given(st.integers(0, 9999))
def test_reading_undoes_writing(value: int) -> None:
    assert read_han(print_numeral(value)) == value
