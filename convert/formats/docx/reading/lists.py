"""Lists: what Word prints before numbered paragraphs, resolved as Word counts (ISO/IEC 29500-1, 17.9).

What the standard leaves open follows Open XML PowerTools, which were measured against Word: paragraphs of all lists of
one definition count together; a level that is skipped is counted with its first number; a list that starts anew does so
where it is first used.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from convert.formats.archive import Element
from convert.formats.docx.markup import W
from convert.formats.docx.reading.formatting import (
    NO_INDENT,
    VAL,
    Indent,
    Numbered,
    attribute,
    is_on,
    number,
    read_paragraph,
)
from convert.formats.docx.reading.numbers import print_number
from convert.formats.symbols import PRIVATE, show

DEEPEST = 8
"""The last of the nine levels of a list, counted from 0."""
_LONGEST = 200
"""Characters of a label; a pattern that prints more is no label."""
_NUMBER = re.compile(r"%([1-9])")
_ZEROS = re.compile(r"(0+)1,")
_BULLET = "•"
"""What stands for a picture, and for a sign that no table knows."""


class Level(NamedTuple):
    """How one level of a list counts and what it prints."""

    form: str = "decimal"
    pattern: str = ""
    """`第%1章`: the number of the first level between what is printed around it."""
    start: int = 1
    restart: int | None = None
    """After which level it counts anew: 0 for none; None for every level above it."""
    legal: bool = False
    """Whether all numbers are printed as decimals."""
    indent: Indent = NO_INDENT
    style: str = ""
    """The paragraph style whose paragraphs stand at this level."""
    width: int = 1
    """Digits of a number filled up with noughts."""


class List(NamedTuple):
    """A list: its definition, which others may share, and its levels."""

    definition: int
    levels: Mapping[int, Level]
    overrides: Mapping[int, int]
    """First numbers of its own, by level."""

    def level(self, depth: int) -> Level:
        """The level at a depth, or the next above that is defined."""
        return next((self.levels[at] for at in range(depth, -1, -1) if at in self.levels), Level())

    def start(self, depth: int) -> int:
        """The first number of a level."""
        return self.overrides.get(depth, self.level(depth).start)


class Lists:
    """The lists of a document by their numbers."""

    def __init__(self, root: Element | None, styles: Mapping[str, Element]) -> None:
        self.lists: dict[int, List] = {}
        definitions: dict[int, Element] = {}
        numbers: dict[int, Element] = {}
        for element in root if root is not None else ():
            if element.tag == W + "abstractNum":
                definitions[number(element.get(W + "abstractNumId")) or 0] = element
            elif element.tag == W + "num":
                numbers[number(element.get(W + "numId")) or 0] = element
        for id_, element in numbers.items():
            definition = number(attribute(element, "abstractNumId")) or 0
            shape = _follow_link(definitions.get(definition), definitions, numbers, styles)
            if shape is not None:
                self.lists[id_] = _list(element, definition, shape)

    def place(self, direct: Numbered, inherited: Numbered, style: str) -> tuple[int, int] | None:
        """The list and level of a paragraph, given what it and its style say; None outside lists."""
        id_ = direct.list if direct.list is not None else inherited.list
        made = self.lists.get(id_ or 0)
        if id_ is None or made is None:
            return None
        depth = direct.level if direct.level is not None else inherited.level
        if direct.list is None and direct.level is None:
            depth = next((at for at, level in made.levels.items() if style and level.style == style), depth)
        return id_, min(max(depth or 0, 0), DEEPEST)


class Count:
    """The numbers that the paragraphs of one story have come to."""

    def __init__(self, lists: Lists) -> None:
        self.lists = lists.lists
        self.numbers: dict[int, dict[int, int]] = {}
        """By definition: the number that each level has come to; a level that counts anew has none."""
        self.started: set[tuple[int, int]] = set()
        """The lists and levels that have begun with a first number of their own."""

    def next(self, id_: int, depth: int) -> str:
        """Counts one paragraph more and gives what is printed before it."""
        made = self.lists[id_]
        numbers = self.numbers.setdefault(made.definition, {})
        anew = depth in made.overrides and (id_, depth) not in self.started
        self.started.add((id_, depth))
        for above in range(depth):
            numbers.setdefault(above, made.start(above))
        numbers[depth] = made.start(depth) if anew or depth not in numbers else numbers[depth] + 1
        for below in [at for at in numbers if at > depth and _restarts(made.levels.get(at), depth)]:
            del numbers[below]
        return _print(made, depth, numbers)


def _restarts(level: Level | None, after: int) -> bool:
    """Whether a level counts anew after a paragraph of a level above."""
    if level is None or level.restart is None:
        return True
    return level.restart > after


def _print(made: List, depth: int, numbers: Mapping[int, int]) -> str:
    level = made.level(depth)
    if level.form == "bullet":
        return level.pattern.strip()

    def numeral(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        shown = made.level(at)
        form = "decimal" if level.legal and shown.form not in ("none", "decimalZero") else shown.form
        return print_number(numbers.get(at, shown.start), form).rjust(shown.width, "0")

    return _NUMBER.sub(numeral, level.pattern)[:_LONGEST].strip()


def _follow_link(definition: Element | None, definitions: Mapping[int, Element], numbers: Mapping[int, Element],
                 styles: Mapping[str, Element]) -> Element | None:
    """The definition itself, or that of the list style it points to."""
    link = attribute(definition, "numStyleLink")
    properties = styles[link].find(f"{W}pPr/{W}numPr") if link in styles else None
    id_ = number(attribute(properties, "numId"))
    if id_ is None or id_ not in numbers:
        return definition
    return definitions.get(number(attribute(numbers[id_], "abstractNumId")) or 0, definition)


def _list(element: Element, definition: int, shape: Element) -> List:
    """A list from its w:num and its w:abstractNum."""
    levels = {at: _level(level) for level in shape.iterchildren(W + "lvl") if (at := _depth(level)) is not None}
    overrides: dict[int, int] = {}
    for override in element.iterchildren(W + "lvlOverride"):
        at = _depth(override)
        own = override.find(W + "lvl")
        start = number(attribute(override, "startOverride"))
        if at is not None and own is not None:
            levels[at] = _level(own)
        if at is not None and start is not None:
            overrides[at] = start
    if attribute(shape, "multiLevelType") == "singleLevel" and 0 in levels:
        levels = {0: levels[0]}
    return List(definition, levels, overrides)


def _depth(element: Element) -> int | None:
    depth = number(element.get(W + "ilvl"))
    return depth if depth is not None and 0 <= depth <= DEEPEST else None


def _level(element: Element) -> Level:
    formats = list(element.iter(W + "numFmt"))  # one of them may stand in a choice between Word's versions
    form = formats[0].get(VAL, "decimal") if formats else "decimal"
    zeros = _ZEROS.match(formats[0].get(W + "format", "")) if form == "custom" else None
    legal = element.find(W + "isLgl")
    pattern = attribute(element, "lvlText")
    return Level(
        form="decimal" if form == "custom" else form,
        pattern=_bullet(element, pattern) if form == "bullet" else pattern,
        start=number(attribute(element, "start")) or 0, restart=number(attribute(element, "lvlRestart")),
        legal=legal is not None and is_on(legal.get(VAL)), indent=read_paragraph(element.find(W + "pPr")).indent,
        style=attribute(element, "pStyle"), width=len(zeros[1]) + 1 if zeros else 1)


def _bullet(element: Element, pattern: str) -> str:
    """A bullet in Unicode; a picture is shown as a dot."""
    if element.find(W + "lvlPicBulletId") is not None:
        return _BULLET
    fonts = element.find(f"{W}rPr/{W}rFonts")
    font = fonts.get(W + "ascii", "") if fonts is not None else ""
    if font.casefold() in _SYMBOL_FONTS and len(pattern) == 1:
        return show(ord(pattern), font) or _BULLET
    return PRIVATE.sub(_BULLET, pattern)


_SYMBOL_FONTS = frozenset({"symbol", "wingdings", "wingdings 2", "wingdings 3"})
