"""Dates as documents print them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convert.chinese.dates import find_date, print_date, read_date, read_date_field

pytestmark = pytest.mark.reader

PRINTED = {
    "2021年04月08日": "2021-04-08", "2021-04-08": "2021-04-08", "2026-02-09 09:45:30": "2026-02-09",
    "19961218": "1996-12-18", "二〇二六年一月二十五日": "2026-01-25", "一九九四年十一月二十三日": "1994-11-23",
    "二○○八年": "2008", "１９９６年８月３１日": "1996-08-31", "民國101年12月10日": "2012-12-10",
    "中華民國一百零一年十二月十日": "2012-12-10", "中華民國 99 年 1 月 5 日": "2010-01-05", "民国元年": "1912",
    "(1949.3.5)": "1949-03-05", "（2022年10月16日）": "2022-10-16", "2006年02月01日 20:00:35": "2006-02-01",
    "2006年02月01日20:00": "2006-02-01",
    "2021年": "2021", "2021年4月": "2021-04", "2021年4月份": "2021-04", "2021年度": "2021",
    "2013年2月21日（星期四）": "2013-02-21", "2013年2月21日 星期四": "2013-02-21", "2021/4/8": "2021-04-08",
    "2021.04.08": "2021-04-08", "一九三三年八月十二日": "1933-08-12", "2 0 2 1年": "", "1998年十二月三日": "1998-12-03",
    "2020年5月22日上午": "2020-05-22", "2020年5月22日9时30分": "2020-05-22", "1954": "1954",
    "2021－04－08": "2021-04-08",
    "民國 101.12.10": "2012-12-10", "2021年2月30日": "", "2021-13-01": "", "2021年4月8号": "2021-04-08",
    "2026-02-09T09:45:30": "2026-02-09", "二〇二五年廿日": "", "今年": "", "": "", "12345678901": "", "3.14": "",
    "二○一六年二十月": "",
}


@pytest.mark.parametrize(("printed", "value"), PRINTED.items())
def test_a_line_that_is_a_date_has_its_value(printed: str, value: str) -> None:
    assert read_date(printed) == value


@pytest.mark.parametrize(("value", "printed"), [
    ("2021-04-08", "2021年4月8日"), ("2021-12", "2021年12月"), ("1954", "1954年"),
    ("一九五四年", "一九五四年"), ("", ""),
])
def test_a_date_is_printed_as_chinese_text_has_it(value: str, printed: str) -> None:
    assert print_date(value) == printed


@pytest.mark.parametrize(("text", "value", "time", "part"), [
    ("发布时间：2021-04-08 09:30　来源：本报", "2021-04-08", "09:30", "2021-04-08 09:30"),
    ("——2026年1月25日在北京市第十六届人民代表大会第四次会议上", "2026-01-25", "", "2026年1月25日"),
    ("国办发〔2018〕123号，2018年12月29日印发", "2018-12-29", "", "2018年12月29日"),
    ("经中華民國101年12月10日公布", "2012-12-10", "", "中華民國101年12月10日"),
    ("2006年02月01日 20:00:35来源：网", "2006-02-01", "20:00:35", "2006年02月01日 20:00:35"),
])
def test_the_first_date_of_a_text_is_found_with_its_place(text: str, value: str, time: str, part: str) -> None:
    date = find_date(text)
    assert date is not None
    assert (date.value, date.time, text[date.start : date.end]) == (value, time, part)


@pytest.mark.parametrize("text", ["增长2.5%", "共2021项", "011336909/2021-11451", "电话：010-12345678", "三年行动",
                                  "20.30年代"])
def test_numbers_are_no_dates(text: str) -> None:
    assert find_date(text) is None


def test_a_field_of_dates_may_leave_out_the_era() -> None:
    assert read_date_field("1011210") == "2012-12-10"
    assert read_date_field("公布于2021年4月8日") == "2021-04-08"
    assert read_date_field("有效") == ""


HAN = "〇一二三四五六七八九"


def han(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else HAN[tens]) + ("十" if tens else "") + (HAN[ones] if ones else "")


@settings(derandomize=True, deadline=None)
@given(st.dates(datetime.date(1912, 1, 1), datetime.date(2099, 12, 31)))
def test_every_day_is_read_in_every_form(day: datetime.date) -> None:
    year = "".join(HAN[int(digit)] for digit in str(day.year))
    forms = [f"{day.year}年{day.month}月{day.day}日", f"{day:%Y-%m-%d}", f"{day:%Y/%m/%d}", f"{day:%Y%m%d}",
             f"{day.year}.{day.month}.{day.day}", f"{year}年{han(day.month)}月{han(day.day)}日",
             f"民國{day.year - 1911}年{day.month}月{day.day}日", f"{day.year} 年 {day.month} 月 {day.day} 日"]
    assert {read_date(form) for form in forms} == {day.isoformat()}


@settings(derandomize=True, deadline=None)
@given(st.text(alphabet="民國国中華年月日０1290123456789〇一二十元-./:： (（星期", max_size=24))
def test_no_text_raises(text: str) -> None:
    date = find_date(text)
    assert date is None or text[date.start : date.end]
    assert isinstance(read_date_field(text), str)
