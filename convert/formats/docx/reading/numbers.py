"""Numbers as Word prints them in each of its formats (ISO/IEC 29500-1, 17.18.59, ST_NumberFormat).

Where Word departs from the standard, Word is followed: [MS-OI29500] 2.1.540 says that it prints brackets for
ideographEnclosedCircle; Open XML PowerTools, measured against Word, print 一百〇一 for chineseCountingThousand, where
the standard and LibreOffice have 零; Word's circled numbers for Chinese end at ten. Formats that no Chinese document
uses are decimal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

from convert.chinese.lexicon import characters
from convert.chinese.numerals import STEMS
from convert.formats.roman import write_roman

MOST = 32_767
"""The highest number that Word counts to."""
_LETTERS_MOST = 780
"""Where Word's letters begin anew: thirty times z."""

_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_NOTES = "*†‡§"
_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
         "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
             "twelve": "twelfth"}


class Han(NamedTuple):
    """How numbers are written with Han characters."""

    digits: str
    """From nought to nine."""
    units: str = ""
    """For tens, hundreds, thousands and ten thousands; without them digits stand side by side."""
    gap: str = ""
    """What stands where units are skipped."""
    ten: bool = False
    """Whether a lone ten is written 一十; 十 otherwise."""
    ones: bool = True
    """Whether one hundred is written 一百; 百 otherwise."""


_UNITS = "十百千万"


@cache
def _load_forms() -> Mapping[str, Han]:
    """The formats of numbers in Han numerals (ISO/IEC 29500-1, 17.18.59), by name."""
    ones = characters("counting")[:9]
    plain, circle, zero = "〇" + ones, "○" + ones, "零" + ones
    return {
        "chineseCountingThousand": Han(plain, _UNITS, "〇"),
        "taiwaneseCountingThousand": Han(zero, "十百千萬", "零"),
        "japaneseCounting": Han(plain, _UNITS, ones=False),
        "chineseLegalSimplified": Han("零壹贰叁肆伍陆柒捌玖", "拾佰仟萬", "零", ten=True),
        "ideographLegalTraditional": Han("零壹貳參肆伍陸柒捌玖", "拾佰仟萬", "零", ten=True),
        "japaneseLegal": Han("〇壱弐参四伍六七八九", "拾百阡萬", ten=True),
        "ideographDigital": Han(plain), "japaneseDigitalTenThousand": Han(plain), "taiwaneseDigital": Han(circle),
        "koreanDigital2": Han(zero), "decimalFullWidth": Han("０１２３４５６７８９"),
        "decimalFullWidth2": Han("０１２３４５６７８９"),
    }


_SIGNS = {
    "decimalEnclosedCircle": (0x2460, 20), "decimalEnclosedCircleChinese": (0x2460, 10),
    "decimalEnclosedFullstop": (0x2488, 20), "decimalEnclosedParen": (0x2474, 20),
    "ideographEnclosedCircle": (0x3220, 10),
}
"""The first of a row of signs, and how many there are; higher numbers are decimal."""


def print_number(value: int, form: str) -> str:
    """A number in a format; decimal for formats that are not known, and for numbers beyond what a format can print."""
    if value < 0 or value > MOST:
        return str(value)
    if form in _load_forms():
        return write_han(value, _load_forms()[form])
    if form in _SIGNS:
        first, most = _SIGNS[form]
        return chr(first + value - 1) if 1 <= value <= most else str(value)
    return _FORMS.get(form, str)(value)


def write_han(value: int, han: Han) -> str:
    """A number with Han characters, below a hundred million."""
    if not han.units:
        return "".join(han.digits[int(digit)] for digit in str(value))
    if value < 10:
        return han.digits[value]
    high, low = divmod(value, 10_000)
    text = write_han(high, han) + han.units[3] if high else ""
    skipped = False
    for place, unit in ((1000, han.units[2]), (100, han.units[1]), (10, han.units[0]), (1, "")):
        digit = low // place % 10
        if digit:
            text += (han.gap if skipped and text else "") + _digit(digit, unit, han, first=not text) + unit
        skipped = not digit and (skipped or bool(text))
    return text


def _digit(digit: int, unit: str, han: Han, *, first: bool) -> str:
    """A digit before its unit; a one is left out where the writing does so."""
    bare = digit == 1 and unit and (not han.ones or (first and unit == han.units[0] and not han.ten))
    return "" if bare else han.digits[digit]


def _write_counting(value: int) -> str:
    """By units up to 99, digit by digit from there: 九十九, 一○○."""
    circle = _load_forms()["taiwaneseDigital"]
    return write_han(value, circle._replace(units=_UNITS) if value < 100 else circle)


def _write_letters(value: int) -> str:
    """A to z, then aa, bb and so on."""
    if not value:
        return ""
    times, letter = divmod((value - 1) % _LETTERS_MOST, 26)
    return chr(ord("a") + letter) * (times + 1)


def _write_notes(value: int) -> str:
    times, sign = divmod((value - 1) % 120, 4)
    return _NOTES[sign] * (times + 1)


def _write_cycle(value: int) -> str:
    """甲子, 乙丑 … through the sixty pairs of stems and branches."""
    return STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12]


def _write_words(value: int) -> str:
    if value < 20:
        return _ONES[value]
    if value < 100:
        return _TENS[value // 10] + (f"-{_ONES[value % 10]}" if value % 10 else "")
    worth, word = (100, "hundred") if value < 1000 else (1000, "thousand")
    rest = f" {_write_words(value % worth)}" if value % worth else ""
    return f"{_write_words(value // worth)} {word}{rest}"


def _write_ordinal_words(value: int) -> str:
    words = _write_words(value)
    last = words.replace("-", " ").split()[-1]
    ordinal = _ORDINALS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return words[: len(words) - len(last)] + ordinal


def _write_ordinal(value: int) -> str:
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def _pick(signs: str, value: int) -> str:
    return signs[value - 1] if 1 <= value <= len(signs) else str(value)


_FORMS: Mapping[str, Callable[[int], str]] = {
    "upperRoman": lambda value: write_roman(value).upper(), "lowerRoman": write_roman,
    "upperLetter": lambda value: _write_letters(value).upper(), "lowerLetter": _write_letters,
    "ordinal": _write_ordinal, "cardinalText": lambda value: _write_words(value).capitalize(),
    "ordinalText": lambda value: _write_ordinal_words(value).capitalize(), "hex": lambda value: f"{value:X}",
    "chicago": _write_notes, "decimalZero": lambda value: f"{value:02d}", "numberInDash": lambda value: f"- {value} -",
    "ideographTraditional": lambda value: _pick(STEMS, value), "ideographZodiac": lambda value: _pick(_BRANCHES, value),
    "ideographZodiacTraditional": _write_cycle, "chineseCounting": _write_counting,
    "taiwaneseCounting": _write_counting, "none": lambda _: "", "bullet": lambda _: "",
}
