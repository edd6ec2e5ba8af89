"""Numerals as Chinese documents print them: 二十一, 廿三, 一百零二, 二〇二六, １２, ⑴, ㈢, Ⅳ, xii, 丙."""

from __future__ import annotations

import re
import unicodedata

DIGITS = {character: value for value, characters in enumerate(
    ("〇○零Ｏ◯", "一壹弌", "二贰貳弍两兩", "三叁參叄弎", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖"))
    for character in characters}
"""Characters of one digit, those of bank notes among them."""

TENS = {"廿": 20, "卄": 20, "卅": 30, "卌": 40}

UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10_000, "萬": 10_000, "亿": 10**8,
         "億": 10**8}

STEMS = "甲乙丙丁戊己庚辛壬癸"
"""The ten stems, which number parts of laws and tables."""

HAN = "".join([*DIGITS, *TENS, *UNITS])
"""All characters of Han numerals, for use in a character class."""

_ROMAN = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", re.IGNORECASE)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def read_numeral(text: str) -> int | None:
    """The value of a numeral in any printed form, spaces and brackets around it apart; None where it is none."""
    text = text.strip(" \u3000()（）〔〕[]【】.．、")
    if not text:
        return None
    if text.isdecimal():
        return int(text)
    if text[0] in HAN:
        return read_han(text)
    if len(text) == 1:
        return _read_sign(text)
    return _read_roman(text) if text.isascii() else None


def read_han(text: str) -> int | None:
    """The value of a Han numeral, by units (一百零二) or digit by digit (二〇二六); None where it is malformed."""
    if all(character in DIGITS for character in text):
        return int("".join(str(DIGITS[character]) for character in text)) if text else None
    total, part, digit, least = 0, 0, None, 10**9
    for character in text:
        if character in DIGITS:
            if digit:
                return None
            digit = DIGITS[character]
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
