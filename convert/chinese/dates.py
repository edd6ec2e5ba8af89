"""Dates as Chinese documents print them, in ISO 8601: 二〇二六年一月二十五日, 民國101年12月10日, 19961218, 1949.3.5."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import NamedTuple

from convert.chinese.lexicon import Pattern
from convert.chinese.numerals import read_numeral

REPUBLIC = 1911
"""民國 1 is 1912."""

LONGEST = 48
"""Characters of the longest line that can be a date and nothing more."""

_D = r"[\d{year-digit}十廿卅]"
_SPACE = r"[ \u3000\u00a0]{0,4}"
_YEAR = (rf"(?:(?:中[华華])?民[国國]{_SPACE}(?P<eyear>(?:{_D}|百){{1,6}}|元)"
         r"|(?P<year>\d{4}|[{year-digit}]{4}))")
_CLOCK = (r"(?:[ \u3000]?(?:[上下]午|晚))?"
          r"(?:[ T\u3000\u00a0]{0,4}(?P<hour>\d{1,2})(?:[:：](?P<minute>\d{2})(?:[:：](?P<second>\d{2}))?"
          r"|[时時点點](?:(?P<cminute>\d{1,2})分)?))?")
_WEEKDAY = r"(?:[ \u3000]{0,2}[(（]?{week}[{weekday}][)）]?)?"
_HAN_DATE = Pattern(
    rf"{_YEAR}{_SPACE}年(?:度(?!\d)|{_SPACE}(?P<month>{_D}{{1,3}}){_SPACE}月(?:份|{_SPACE}(?P<day>{_D}{{1,3}}){_SPACE}[日号號])?)?"
    rf"{_WEEKDAY}{_CLOCK}")
_MARKED_DATE = Pattern(
    rf"(?P<year>(?:19|20)\d\d)(?P<mark>[-./－．／—–])(?P<month>\d{{1,2}})(?:(?P=mark)(?P<day>\d{{1,2}}))?(?![\d.]){_WEEKDAY}{_CLOCK}")
_PACKED_DATE = Pattern(r"(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)")
_ERA_MARKED = Pattern(r"民[国國]\s?(?P<eyear>\d{2,3})[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})(?!\d)")
_MINGUO_PACKED = Pattern(r"(?P<eyear>1[01]\d|[89]\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])")

_FORMS = (_HAN_DATE, _ERA_MARKED, _MARKED_DATE, _PACKED_DATE)
_BEGINS = Pattern(r"(?<![\d〇○零{hundreds}])(?=\d{4}|[{year-digit}]{4}|(?:中[华華])?民[国國])")
_AROUND = " \u3000\u00a0\t\r\n()（）[]【】〔〕{}—-·。.,，:："


class PrintedDate(NamedTuple):
    """A date found in a text."""

    value: str
    """ISO 8601, as precise as the print: 2021, 2021-04 or 2021-04-08."""
    time: str
    """The time of day, 09:45 or 09:45:30; empty where none is printed."""
    start: int
    end: int


def find_date(text: str, start: int = 0) -> PrintedDate | None:
    """The first date of a text; full-width digits are read too."""
    text = text.translate(_HALF_WIDTH)
    for begin in _BEGINS.finditer(text, start):
        for form in _FORMS:
            match = form.match(text, begin.start())
            date = _date(match) if match else None
            if date:
                return date
    return None


def read_date(text: str) -> str:
    """The value of a text that is a date and nothing more, brackets and the time of day apart; else empty."""
    bare = text.strip(_AROUND)
    if len(bare) > LONGEST:
        return ""
    date = find_date(bare)
    if date and date.start == 0 and date.end == len(bare):
        return date.value
    year = bare.translate(_HALF_WIDTH)
    return year if re.fullmatch(r"(?:19|20)\d\d", year) else ""


def read_date_field(text: str) -> str:
    """The value of a field that should hold a date: also 民國 years without their name, as 1011210."""
    date = find_date(text)
    if date:
        return date.value
    match = _MINGUO_PACKED.fullmatch(text.strip(_AROUND).translate(_HALF_WIDTH))
    packed = _date(match) if match else None
    return packed.value if packed else read_date(text)


def print_date(value: str) -> str:
    """An ISO 8601 date as Chinese text has it: 2021年4月8日 of 2021-04-08; anything else as it is."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", value)
    if match is None:
        return value
    return "".join(f"{int(number)}{unit}" for number, unit in zip(match.groups(), "年月日", strict=True) if number)


_HALF_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


def _date(match: re.Match[str]) -> PrintedDate | None:
    parts = match.groupdict()
    year = _year(parts)
    if not year:
        return None
    value = f"{year:04}"
    month, day = (read_numeral(parts.get(name) or "") for name in ("month", "day"))
    if month is not None:
        if not 1 <= month <= 12:
            return None
        value += f"-{month:02}"
    if day is not None and month:
        if not 1 <= day <= monthrange(year, month)[1]:
            return None
        value += f"-{day:02}"
    return PrintedDate(value, _time(parts), match.start(), match.end())


def _year(parts: dict[str, str | None]) -> int:
    era = parts.get("eyear")
    if era:
        number = 1 if era == "元" else read_numeral(era)
        return REPUBLIC + number if number else 0
    return read_numeral(parts.get("year") or "") or 0


def _time(parts: dict[str, str | None]) -> str:
    hour, minute = int(parts.get("hour") or 0), int(parts.get("minute") or parts.get("cminute") or 0)
    if not parts.get("hour") or hour > 24 or minute > 59:
        return ""
    second = parts.get("second")
    return f"{hour:02}:{minute:02}" + (f":{second}" if second else "")
