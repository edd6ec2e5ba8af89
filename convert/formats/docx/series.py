"""Headings numbered by Word: one multilevel list that prints the same numbers as the source, or none at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from convert.chinese.lexicon import Pattern
from convert.chinese.numerals import print_numeral
from convert.formats.docx.markup import Element, W, append, set_property, w

_NUMERAL = Pattern("[0-9]+|[{numeral}]+|[\u2460-\u2473]")
_FORMATS = {"decimal": Pattern("[0-9]+"), "decimalEnclosedCircleChinese": Pattern("[\u2460-\u2473]"),
            "chineseCountingThousand": Pattern("[{numeral}]+")}
"""Word's name for each form of numeral."""
_CIRCLED = "\u2460"
_MOST = 99
"""Han numerals are made up to here; no heading counts further."""


class Numbered(NamedTuple):
    """A heading that may be numbered: its paragraph, its printed number, its depth, and the article it is in."""

    paragraph: Element
    label: str
    depth: int
    article: int


class NumberShape(NamedTuple):
    """The form of the numbers of a depth: Word's format, and what stands before and after the numeral."""

    format: str
    before: str
    after: str


def find_shapes(headings: Sequence[Numbered]) -> dict[int, NumberShape] | None:
    """The form of the numbers of each depth, None where Word's count would print any of them otherwise.

    A series is regular where all headings of a depth are numbered alike and count from one under each parent.
    """
    shapes: dict[int, NumberShape] = {}
    counts: dict[int, int] = {}
    article = None
    for heading in headings:
        if heading.article != article:
            article, counts = heading.article, {}
        counts = {depth: count for depth, count in counts.items() if depth <= heading.depth}
        counts[heading.depth] = counts.get(heading.depth, 0) + 1
        shape = _shape_of(heading.label)
        if shape is None or shapes.setdefault(heading.depth, shape) != shape:
            return None
        if print_number(shape, counts[heading.depth]) != heading.label:
            return None
    return shapes or None


def _shape_of(label: str) -> NumberShape | None:
    found = _NUMERAL.search(label)
    if not found or "%" in label:
        return None
    kind = next(name for name, pattern in _FORMATS.items() if pattern.fullmatch(found[0]))
    return NumberShape(kind, label[: found.start()], label[found.end() :])


def print_number(shape: NumberShape, number: int) -> str:
    """A number as Word prints it in a form."""
    if shape.format == "decimal":
        numeral = str(number)
    elif shape.format == "decimalEnclosedCircleChinese":
        numeral = chr(ord(_CIRCLED) + number - 1)
    else:
        numeral = print_numeral(min(number, _MOST))
    return shape.before + numeral + shape.after


def number_headings(headings: Sequence[Numbered], first: int) -> int:
    """Takes the printed numbers out of the text and lets Word count them; gives how many lists it takes.

    Each article has a list of its own, so that it counts from one; `first` is the id of the first list.
    """
    for heading in headings:
        text = next(heading.paragraph.iter(f"{W}t"))
        text.text = (text.text or "")[len(heading.label) :]
        number = set_property(heading.paragraph[0], "numPr")
        append(number, "ilvl", val=heading.depth - 1)
        append(number, "numId", val=first + heading.article)
    return max((heading.article for heading in headings), default=-1) + 1


def make_list(number: int, shapes: dict[int, NumberShape]) -> Element:
    """The w:abstractNum of headings: nothing between number and text, indents left to the styles."""
    made = w("abstractNum", w("multiLevelType", val="multilevel"), abstractNumId=number)
    for depth, shape in sorted(shapes.items()):
        made.append(w("lvl", w("start", val=1), w("numFmt", val=shape.format), w("suff", val="nothing"),
                      w("lvlText", val=f"{shape.before}%{depth}{shape.after}"), w("lvlJc", val="left"),
                      ilvl=depth - 1))
    return made
