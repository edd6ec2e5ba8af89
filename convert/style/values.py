"""Values of a style sheet: lengths with units, Chinese type sizes, pages, colours.

Type sizes are those of Chinese office practice (初号 42 pt … 八号 5 pt; 三号 is 16 pt in Word).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from convert.errors import StyleError

POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0}

SIZES = {
    "初号": 42.0, "小初": 36.0, "一号": 26.0, "小一": 24.0, "二号": 22.0, "小二": 18.0, "三号": 16.0, "小三": 15.0,
    "四号": 14.0, "小四": 12.0, "五号": 10.5, "小五": 9.0, "六号": 7.5, "小六": 6.5, "七号": 5.5, "八号": 5.0,
}

PAGES = {"A4": ("210mm", "297mm"), "A5": ("148mm", "210mm"), "B5": ("176mm", "250mm"), "16开": ("184mm", "260mm"),
         "32开": ("130mm", "184mm"), "Letter": ("8.5in", "11in")}
"""Paper sizes, width and height: ISO 216, GB/T 148 trimmed 16开 and 32开, US Letter."""


@dataclass(frozen=True, slots=True)
class Length:
    """A length: fixed points plus characters (字) of the type it is used with, plus lines (行)."""

    fixed: float = 0.0
    chars: float = 0.0
    lines: float = 0.0

    def points(self, size: float = 0.0, leading: float = 0.0) -> float:
        """Points, for type of `size` points on `leading` points from line to line."""
        return self.fixed + self.chars * size + self.lines * leading


_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)(pt|mm|cm|in|字|行)")


def parse_length(text: str) -> Length:
    """A length from `37mm`, `15.8pt`, `2字`, `1行` or a type size such as `三号`; StyleError where it has no unit."""
    if text in SIZES:
        return Length(SIZES[text])
    match = _LENGTH.fullmatch(text)
    if not match:
        raise StyleError(f"{text!r} is not a length.", "Write a number with mm, cm, in, pt, 字 or 行, or a size: 三号.")
    number, unit = float(match[1]), match[2]
    if unit == "字":
        return Length(chars=number)
    return Length(lines=number) if unit == "行" else Length(number * POINTS[unit])


def parse_page(text: str) -> tuple[Length, Length]:
    """Width and height of a paper size by name, or of `170mm×240mm`."""
    width, _, height = text.partition("×")
    if height:
        return parse_length(width.strip()), parse_length(height.strip())
    if text not in PAGES:
        raise StyleError(f"No paper is called {text!r}.", f"Known: {', '.join(PAGES)}, or WIDTH×HEIGHT with units.")
    return parse_length(PAGES[text][0]), parse_length(PAGES[text][1])


def parse_colour(text: str) -> tuple[float, float, float]:
    """Red, green and blue, 0 to 1, from `#c00000`."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise StyleError(f"{text!r} is not a colour.", "Write #rrggbb.")
    return (int(text[1:3], 16) / 255, int(text[3:5], 16) / 255, int(text[5:7], 16) / 255)
