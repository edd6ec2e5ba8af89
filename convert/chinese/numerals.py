"""Numerals as Chinese documents print them: 二十一, 廿三, 一百零二, 二〇二六, １２, ⑴, ㈢, Ⅳ, xii, 丙."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from convert.chinese.lexicon import Pattern, characters, words

TENS = {"廿": 20, "卄": 20, "卅": 30, "卌": 40}

UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10_000, "萬": 10_000, "亿": 10**8,
         "億": 10**8}

STEMS = "甲乙丙丁戊己庚辛壬癸"
"""The ten stems, which number parts of laws and tables."""

_ROMAN = Pattern(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", re.IGNORECASE)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


@cache
def digits() -> dict[str, int]:
    """Characters of one digit and their values, those of bank notes among them."""
    return {character: value for value, group in enumerate(words("digit")) for character in group}


def read_numeral(text: str) -> int | None:
    """The value of a numeral in any printed form, spaces and brackets around it apart; None where it is none."""
    text = text.strip(" \u3000()（）〔〕[]【】.．、")
    if not text:
        return None
    if text.isdecimal():
        return int(text)
    if text[0] in characters("numeral"):
        return read_han(text)
    if len(text) == 1:
        return _read_sign(text)
    return _read_roman(text) if text.isascii() else None


def read_han(text: str) -> int | None:
    """The value of a Han numeral, by units (一百零二) or digit by digit (二〇二六); None where it is malformed."""
    known = digits()
    if all(character in known for character in text):
        return int("".join(str(known[character]) for character in text)) if text else None
    total, part, digit, least = 0, 0, None, 10**9
    for character in text:
        if character in known:
            if digit:
                return None
            digit = known[character]
        elif character in TENS:
            part, digit = part + TENS[character], None
        elif character not in UNITS:
            return None
        elif UNITS[character] >= 10_000:
            total, part, digit, least = (total + part + (digit or 0)) * UNITS[character], 0, None, 10**9
        elif UNITS[character] >= least:
            return None
        else:
            least = UNITS[character]
            part, digit = part + (digit or 1) * least, None
    return total + part + (digit or 0)


def print_numeral(number: int) -> str:
    """A number up to 9,999 as it is written out: 十二, 二十, 一百零三; raises ValueError for others."""
    if not 0 <= number <= 9999:
        raise ValueError(f"No numeral is written for {number}.")
    if number < 20:
        return "十" * (number > 9) + (_digit(number % 10) if number % 10 or not number else "")
    unit, name = next((unit, name) for unit, name in ((1000, "千"), (100, "百"), (10, "十")) if number >= unit)
    rest = number % unit
    gap = _digit(0) if 0 < rest < unit // 10 else ""
    return _digit(number // unit) + name + gap + (_print_rest(rest) if rest else "")


def _print_rest(number: int) -> str:
    """Within a number ten is 一十."""
    return _digit(1) + print_numeral(number) if 10 <= number < 20 else print_numeral(number)


def _digit(value: int) -> str:
    return "零" if value == 0 else words("digit")[value][0]


def _read_sign(character: str) -> int | None:
    """One sign: ⑴ ① ㈠ ㊀ ⒈ ❶ Ⅳ 丙, or a Roman i."""
    if character in STEMS:
        return STEMS.index(character) + 1
    value = unicodedata.numeric(character, -1)
    if value >= 0:
        return int(value) if value == int(value) else None
    return _read_roman(character)


def _read_roman(text: str) -> int | None:
    if not _ROMAN.fullmatch(text):
        return None
    values = [_ROMAN_VALUES[letter] for letter in text.lower()]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))
