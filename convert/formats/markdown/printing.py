"""A view that grows while its source is read from left to right, and the account of what is left out.

Whatever lies between what is printed is markup or white space: so the account closes whatever a reader does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from convert.formats.markdown.edited import Hole
from convert.recovery.text import SPACE
from convert.recovery.view import View
from convert.tree.record import Change, Excision

BLANK = SPACE + "\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u1680\u2000\u2001\u2004\u2005\u2006\u2007\u2008\u2009\u200a" \
                "\u2028\u2029\u202f\u205f"
"""White space: what may stand in no line and in no cut."""

_INK = re.compile(f"[^{re.escape(BLANK)}]+(?:[ \t]+[^{re.escape(BLANK)}]+)*")


@dataclass(slots=True)
class Printing:
    """Takes a source from left to right: `keep` and `show` print, `skip` cuts."""

    source: str
    holes: Sequence[Hole] = ()
    """Markup that the parser never saw, in order."""
    place: int = 0
    """Up to where the source is accounted for."""
    length: int = 0
    """Characters of the view."""
    out: list[str] = field(default_factory=list)
    """The view in pieces."""
    _starts: list[int] = field(default_factory=list)
    _runs: list[tuple[int, int]] = field(default_factory=list)
    _cuts: list[Excision] = field(default_factory=list)
    _entities: dict[int, Change] = field(default_factory=dict)
    _hole: int = 0

    def keep(self, start: int, end: int, rule: str, *, raw: bool = False) -> None:
        """Print source characters; what lies before them is markup by `rule`. `raw` prints holes as well."""
        start = max(start, self.place)
        if start >= end:
            return
        self.skip(start, rule)
        if self.holes and not raw:
            start = self._keep_between(start, end)
        self._print(start, end)

    def show(self, start: int, end: int, text: str, rule: str) -> None:
        """Print source characters as `text`: an entity, an escape; `rule` says which change it is."""
        if self.place > start or start >= end or not text:
            return
        self.skip(start, "markup/mark")
        self._entities[self.length] = Change((start, end), self.source[start:end], text, rule)
        self._starts.append(self.length)
        self._runs.append((start, len(text)))
        self.out.append(text)
        self.length += len(text)
        self.place = end

    def skip(self, end: int, rule: str) -> None:
        """Cut what lies before a place; white space in it is left out."""
        start, self.place = self.place, max(self.place, end)
        if start >= end or self.source[start:end].isspace():
            return
        for match in _INK.finditer(self.source, start, end):
            self._cuts.append(Excision((match.span(),), self._rule_at(match.start(), rule)))

    def end_line(self) -> None:
        """A line end that stands for none of the source."""
        self.out.append("\n")
        self.length += 1

    def view(self) -> View:
        """The view of all that was printed."""
        return View("".join(self.out), self._starts or [0], self._runs or [(0, 0)], self._cuts, {}, False,
                    self._entities)

    def _print(self, start: int, end: int) -> None:
        if start >= end:
            return
        if self._runs and self._goes_on(start):
            origin, size = self._runs[-1]
            self._runs[-1] = (origin, size + end - start)
        else:
            self._starts.append(self.length)
            self._runs.append((start, end - start))
        self.out.append(self.source[start:end])
        self.length += end - start
        self.place = end

    def _goes_on(self, start: int) -> bool:
        """Whether what begins here follows the last run both in the source and in the view."""
        begin, (origin, size) = self._starts[-1], self._runs[-1]
        return origin + size == start and begin + size == self.length and begin not in self._entities

    def _keep_between(self, start: int, end: int) -> int:
        """Print what stands before and between holes; gives the place behind the last."""
        while (hole := self._next_hole(start)) is not None and hole.start < end:
            self._print(start, hole.start)
            start = max(start, min(hole.end, end))
            self.skip(start, hole.rule)
            if start == end:
                break
        return start

    def _next_hole(self, place: int) -> Hole | None:
        while self._hole < len(self.holes) and self.holes[self._hole].end <= place:
            self._hole += 1
        return self.holes[self._hole] if self._hole < len(self.holes) else None

    def _rule_at(self, place: int, rule: str) -> str:
        hole = self._next_hole(place) if self.holes else None
        return hole.rule if hole is not None and hole.start <= place else rule
