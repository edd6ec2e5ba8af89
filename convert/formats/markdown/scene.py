"""The scene: where in the document the reading stands, and so what the format says of the next line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, NamedTuple

from convert.formats.markdown.galley import Galley, Shape
from convert.recovery.text import Marks

LONE = re.compile("\r(?!\n)|[\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
"""Line ends that Markdown, YAML or TOML do not know."""

BULLET = "•"
"""What is printed before an item of a list without numbers."""


class Cell(NamedTuple):
    """A cell of a table, counted as in Marks."""

    table: int
    row: int = 0
    cell: int = 0
    head: bool = False
    columns: int = 1
    rows: int = 1


@dataclass(slots=True)
class Numbering:
    """The numbers of a list as they are typed and as they are printed."""

    ordered: bool = False
    value: int = 0
    """The number that is printed before the item at hand."""
    typed: int = -1
    """The number typed before the first item; where it is typed again, only the format knows what is printed."""


class Unmarked(NamedTuple):
    """What a line shows of the containers in which it stands."""

    quote: int
    item: int
    note: str


class _Element(NamedTuple):
    name: str
    tag: bool
    """Whether it is an element of HTML."""
    rule: str
    """What cuts the markup directly in it."""
    before: dict[str, Any]
    """What it changed, as it was before."""


class Scene:
    """What is open: elements of Markdown and of HTML on one stack, each with what it changed.

    The attributes are those of Marks where they have the same name.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.plain = LONE.sub("\n", source)
        """The same with the line ends that Markdown knows, character for character."""
        self.own = False
        """Whether our own writer wrote it."""
        self.galley = Galley(source, self._marks)
        self.captions: frozenset[int] = frozenset()
        """Where in the source paragraphs begin that are captions."""
        self.heading = self.item = self.quote = self.paragraph = self.tables = 0
        self.caption = self.code = self.centred = self.right = False
        self.note = self.name = self.role = self.field = self.bullet = ""
        self.cell: Cell | None = None
        self.numbering = Numbering()
        self.unmarked: Unmarked | None = None
        """What the line itself shows, where it goes on with a paragraph without the marks of it."""
        self.numbered = False
        """Whether nothing but the number of an item stands in the line at hand."""
        self._stack: list[_Element] = []
        self._tags = 0
        self._fresh = True
        self._ends: dict[str, int] | None = None

    @property
    def rule(self) -> str:
        """What cuts the markup at this place."""
        return self._stack[-1].rule if self._stack else "markup/definition"

    def enter(self, name: str, rule: str, /, *, tag: bool = False, **changes: Any) -> None:
        """An element begins; the attributes named change until it ends. Too many open tags open no more."""
        if tag and self._tags >= _DEEPEST:
            self.galley.deep += 1
            return
        self._tags += tag
        self._stack.append(_Element(name, tag, rule, {key: getattr(self, key) for key in changes}))
        for key, value in changes.items():
            setattr(self, key, value)

    def style(self, name: str, rule: str, target: str = "", *, tag: bool = False) -> None:
        """An element within a line begins."""
        depth = len(self._stack)
        self.enter(name, rule, tag=tag)
        if len(self._stack) > depth:
            self.galley.open(STYLES[name], target)

    def leave(self, name: str, *, tag: bool = False, within: tuple[str, ...] = ()) -> bool:
        """An element ends, and all that was left open in it.

        A tag ends none that Markdown opened, nor one around any of those `within` which it stands.
        """
        for index in range(len(self._stack) - 1, -1, -1):
            element = self._stack[index]
            if element.name == name and element.tag == tag:
                self._close(index)
                return True
            if tag and (not element.tag or element.name in within):
                break
        return False

    def close_tags(self, names: frozenset[str]) -> None:
        """What HTML left open at the end of a paragraph, down to the first element that is not one of these."""
        index = len(self._stack)
        while index and self._stack[index - 1].tag and self._stack[index - 1].name in names:
            index -= 1
        if index < len(self._stack):
            self._close(index)

    def last_end(self, name: str) -> int:
        """Where the last end tag of a name stands in the source; -1 where there is none."""
        if self._ends is None:
            self._ends = {match[1].lower(): match.start() for match in _END_TAG.finditer(self.source)}
        return self._ends.get(name, -1)

    def block(self) -> None:
        """A new paragraph, unless only the number of an item stands before it."""
        if not self.numbered:
            self.galley.end_line()
            self._fresh = True
        self.numbered, self.unmarked = False, None

    def break_line(self) -> None:
        """A line end that the author wants: what follows is no part of the same paragraph, but of the same cell."""
        self.galley.end_line()
        self.unmarked = None
        self._fresh = self._fresh or (self.cell is None and not self.heading)

    def _close(self, index: int) -> None:
        for element in reversed(self._stack[index:]):
            for key, value in element.before.items():
                setattr(self, key, value)
        styles = [element.name for element in self._stack[index:]]
        self._tags -= sum(element.tag for element in self._stack[index:])
        del self._stack[index:]
        for name in reversed(styles):
            if name in STYLES:
                self.galley.close(STYLES[name])

    def _marks(self, shape: Shape) -> Marks:
        preformatted = self.code and not self.field
        if self._fresh and not preformatted:
            self.paragraph, self._fresh = self.paragraph + 1, False
        cell = self.cell or Cell(0)
        quote, item, note = self.unmarked or (self.quote, self.item, self.note)
        role = self.role or ("contents" if item and not self.own and shape.inner and shape.link >= _LINKED else "")
        marks = Marks(
            heading=self.heading, item=item, bullet=self.bullet, paragraph=0 if preformatted else self.paragraph,
            table=cell.table, row=cell.row, cell=cell.cell, head=cell.head, columns=cell.columns, rows=cell.rows,
            quote=quote, code=self.code, caption=self.caption, note=note, bold=shape.bold, centred=self.centred,
            right=self.right, link=shape.link, role=role, name=self.name, field=self.field)
        self.bullet = ""
        return marks


STYLES = {"em": "em", "i": "em", "cite": "em", "strong": "strong", "b": "strong", "a": "link", "del": "del", "s": "del",
          "strike": "del", "code": "code", "kbd": "code", "tt": "code", "samp": "code", "sub": "sub", "sup": "sup",
          "ruby": "ruby"}
"""Elements within a line, and the kind of run that each makes."""

_END_TAG = re.compile(r"</([A-Za-z][\w:.-]*)")

_DEEPEST = 100
"""Tags that may be open at a time."""

_LINKED = 90
"""Per cent of the letters of an item in links into the document itself, from which it is an entry of its contents."""
