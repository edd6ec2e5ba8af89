"""Values of a style sheet: lengths with units, Chinese type sizes, pages, colours, switches, counts and texts.

Each parser takes what TOML gave and raises StyleError where that is of another kind or out of its bounds. Type sizes
are those of Chinese office practice (初号 42 pt … 八号 5 pt; 三号 is 16 pt in Word).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from convert.errors import StyleError

Parse = Callable[[Any], Any]
"""From a value of TOML to that of a style."""

POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0}
"""Points that a unit has."""

SIZES = {
    "初号": 42.0, "小初": 36.0, "一号": 26.0, "小一": 24.0, "二号": 22.0, "小二": 18.0, "三号": 16.0, "小三": 15.0,
    "四号": 14.0, "小四": 12.0, "五号": 10.5, "小五": 9.0, "六号": 7.5, "小六": 6.5, "七号": 5.5, "八号": 5.0,
}
"""Names of type sizes and their points."""

PAGES = {"A4": ("210mm", "297mm"), "A5": ("148mm", "210mm"), "B5": ("176mm", "250mm"), "16开": ("184mm", "260mm"),
         "32开": ("130mm", "184mm"), "Letter": ("8.5in", "11in")}
"""Paper sizes, width and height: ISO 216, GB/T 148 trimmed 16开 and 32开, US Letter."""

PAPER = (50 * 72 / 25.4, 22 * 72.0)
"""Points that a side of the paper has at least and at most: Word's pages end at 22 inches."""

FARTHEST = 100.0
"""Characters or lines that a relative length has at most."""

PLACEHOLDER = "{}"
"""Where the page number goes in `number`."""


@dataclass(frozen=True, slots=True)
class Length:
    """A length: fixed points plus characters (字) of the type it is used with, plus lines (行)."""

    fixed: float = 0.0
    chars: float = 0.0
    lines: float = 0.0

    def points(self, size: float = 0.0, leading: float = 0.0) -> float:
        """Points, for type of `size` points on `leading` points from line to line."""
        return self.fixed + self.chars * size + self.lines * leading


_LENGTH = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)(pt|mm|cm|in|字|行)")


def parse_length(text: Any) -> Length:
    """A length from `37mm`, `15.8pt`, `2字`, `1行` or a type size such as `三号`; StyleError where it has no unit."""
    if isinstance(text, str) and text in SIZES:
        return Length(SIZES[text])
    match = _LENGTH.fullmatch(text) if isinstance(text, str) else None
    if not match:
        raise StyleError(f"{text!r} is not a length.", "Write a number with mm, cm, in, pt, 字 or 行, or a size: 三号.")
    number, unit = float(match[1]), match[2]
    if unit == "字":
        return Length(chars=number)
    return Length(lines=number) if unit == "行" else Length(number * POINTS[unit])


def fixed(least: float, most: float) -> Parse:
    """A parser of lengths in points, millimetres and the like, from `least` to `most` points."""
    def parse(text: Any) -> Length:
        length = parse_length(text)
        if length.chars or length.lines:
            raise StyleError(f"{text!r} is not a fixed length.", "Write it in mm, cm, in or pt, or as a size: 三号.")
        if not least <= length.fixed <= most:
            raise StyleError(f"{text!r} is not between {least:g}pt and {most:g}pt.", "Write a length between them.")
        return length

    return parse


def spacing(least: float, most: float) -> Parse:
    """A parser of lengths in any unit, from `least` to `most` points, or as many characters or lines as make sense."""
    def parse(text: Any) -> Length:
        length = parse_length(text)
        if not least <= length.fixed <= most:
            raise StyleError(f"{text!r} is not between {least:g}pt and {most:g}pt.", "Write a length between them.")
        if not (-FARTHEST if least < 0 else 0) <= length.chars + length.lines <= FARTHEST:
            floor = "-100" if least < 0 else "0"
            raise StyleError(f"{text!r} is out of bounds.", f"Write {floor} to {FARTHEST:g} characters or lines.")
        return length

    return parse


def parse_page(text: Any) -> tuple[Length, Length]:
    """Width and height of a paper size by name, or of `170mm×240mm`."""
    sides = text.split("×") if isinstance(text, str) else []
    if len(sides) == 2:
        side = fixed(*PAPER)
        return side(sides[0].strip()), side(sides[1].strip())
    if not isinstance(text, str) or text not in PAGES:
        raise StyleError(f"No paper is called {text!r}.", f"Known: {', '.join(PAGES)}, or WIDTH×HEIGHT with units.")
    return parse_length(PAGES[text][0]), parse_length(PAGES[text][1])


def parse_colour(text: Any) -> tuple[float, float, float]:
    """Red, green and blue, 0 to 1, from `#c00000`."""
    if not isinstance(text, str) or not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise StyleError(f"{text!r} is not a colour.", "Write #rrggbb.")
    return (int(text[1:3], 16) / 255, int(text[3:5], 16) / 255, int(text[5:7], 16) / 255)


def choice(*names: str) -> Parse:
    """A parser of one of some words."""
    def parse(value: Any) -> str:
        if not isinstance(value, str) or value not in names:
            raise StyleError(f"{value!r} is not one of {', '.join(names)}.")
        return value

    return parse


def parse_switch(value: Any) -> bool:
    """A switch: true or false as TOML has them."""
    if not isinstance(value, bool):
        raise StyleError(f"{value!r} is neither true nor false.", "Write true or false, without quotation marks.")
    return value


def count(least: int, most: int) -> Parse:
    """A parser of whole numbers."""
    def parse(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise StyleError(f"{value!r} is not a whole number.", "Write a number without quotation marks.")
        if not least <= value <= most:
            raise StyleError(f"{value} is not between {least} and {most}.", "Write a number between them.")
        return value

    return parse


def parse_role(value: Any) -> str:
    """The role of a face; whether there is such a role, the whole sheet must tell."""
    if not isinstance(value, str):
        raise StyleError(f"{value!r} is not the role of a face.", 'Write a role of [faces], such as "song".')
    return value


_UNSAFE = re.compile(r'["\\;{}<>]')
"""What would end the name of a face in CSS."""


def parse_families(value: Any) -> tuple[str, ...]:
    """The names of a face, the best first."""
    names = value if isinstance(value, list) else []
    for name in names:
        if not isinstance(name, str) or not name.strip() or not name.isprintable() or _UNSAFE.search(name):
            raise StyleError(f"{name!r} is not the name of a face.", 'Write names such as "Noto Serif CJK SC".')
    if not names:
        raise StyleError(f"{value!r} is not a list of names of faces.", 'Write ["宋体", "SimSun"], the best first.')
    return tuple(names)


def parse_number(value: Any) -> str:
    """How a page number is printed: a text with `{}` where the number goes, once, and no other braces."""
    fits = isinstance(value, str) and value.isprintable() and value.count(PLACEHOLDER) == 1
    if not fits or set("{}") & set(value.replace(PLACEHOLDER, "")):
        raise StyleError(f"{value!r} is no form of a page number.", 'Write {} once, where it goes: "— {} —".')
    return str(value)
