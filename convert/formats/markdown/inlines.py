"""What stands inside a block: text, code, links, pictures, references, line ends."""

from __future__ import annotations

import re
from typing import Any

from convert.formats.markdown.events import (
    _PREFIX,
    _TICKS,
    Events,
)
from convert.formats.markdown.galley import BREAK
from convert.formats.markdown.habits import BLANK
from convert.formats.markdown.own import print_mark
from convert.formats.markdown.places import Told
from convert.formats.markdown.tags import read_tag

_FILE = re.compile(r"\.[A-Za-z]{3,4}$")
_WIDTH = re.compile(r"\d{1,4}(?:x\d{1,4})?")
"""What stands for the words of an embedded picture where only its size is said (Obsidian)."""


class Inlines(Events):
    """Events inside blocks."""

    def _inlinehtml(self, told: Told) -> None:
        start, end = self._places.span(told)
        self._resume(start)
        read_tag(self._scene, start, end)

    def _start_link(self, told: Any) -> None:
        self._open("Link", told.start, told.detail["dest_url"].replace(BLANK, " "))

    def _start_image(self, told: Any) -> None:
        self._resume(self._places.start(told.start))
        self._target, self._alternative, self._pictured = told.detail["dest_url"].replace(BLANK, " "), [], 1

    def _end_image(self, told: Told) -> None:
        start, end = self._places.span(told)
        self._galley.skip(end, "markup/image")
        if not self._source.startswith("![[", start):
            self._galley.add_picture(self._target, "".join(self._alternative or ()))
        elif _FILE.search(self._target):  # another note that is shown here is no picture
            said = "".join(self._alternative or ())
            self._galley.add_picture(self._target, "" if said == self._target or _WIDTH.fullmatch(said) else said)
        self._alternative = None

    def _text(self, told: Any) -> None:
        start, end = self._places.span(told)
        if self._block is not None:
            self._block.append((start, end))
            return
        self._resume(start)
        rule = "markup/escape" if self._source[start - 1 : start] == "\\" else self._scene.rule
        if told.end - told.start > len(told.detail.encode()) and self._source[start] == "&":
            self._galley.skip(start, rule)
            self._galley.show(start, end, told.detail)
        elif end - start == len(told.detail) and "\n" not in told.detail:
            self._galley.keep(start, end, rule)
        else:
            self._galley.keep_lines(start, end, rule)

    def _code(self, told: Told) -> None:
        start, end = self._places.span(told)
        self._resume(start)
        self._galley.skip(start, self._scene.rule)
        ticks = _TICKS.match(self._source, start)
        size = ticks.end() - start if ticks else 0
        self._scene.style("code", "markup/fence")
        self._keep_wrapped(start + size, end - size, "\\|" if self._scene.cell else "")
        self._galley.skip(end, "markup/fence")
        self._scene.leave("code")

    def _inlinemath(self, told: Told) -> None:
        start, end = self._places.span(told)
        self._resume(start)
        self._keep_wrapped(start, end)

    def _displaymath(self, told: Told) -> None:
        """A formula between lines is set apart, as code is."""
        start, end = self._places.span(told)
        if self._scene.own or "\n" not in self._source[start:end] or self._galley.is_open:
            self._inlinemath(told)
            return
        self._scene.block()
        self._galley.skip(start + 2, "markup/fence")
        self._scene.enter("formula", "markup/fence", code=True, name="math")
        self._galley.keep_lines(start + 2, end - 2, "markup/fence", raw=True)
        self._galley.end_line()
        self._galley.skip(end, "markup/fence")
        self._scene.leave("formula")

    def _keep_wrapped(self, start: int, end: int, escape: str = "") -> None:
        """Print characters without Markdown in them.

        What quotes a further line is cut, and so is the backslash of an escape.
        """
        while escape and (place := self._source.find(escape, start, end)) >= 0:
            self._galley.keep(start, place, self._scene.rule, raw=True)
            self._galley.skip(place + 1, "markup/escape")
            start = place + 1
        for match in BREAK.finditer(self._source, start, end):
            self._galley.keep(start, match.start(), self._scene.rule, raw=True)
            self._galley.end_line()
            prefix = _PREFIX.match(self._source, match.end(), end) if self._quotes else None
            start = prefix.end() if prefix else match.end()
        self._galley.keep(start, end, self._scene.rule, raw=True)

    def _footnotereference(self, told: Any) -> None:
        start, end = self._places.span(told)
        self._resume(start)
        self._galley.skip(start, self._scene.rule)
        printed = print_mark(told.detail) if self._scene.own else told.detail
        if not printed:
            self._galley.mark("ref", told.detail)
            self._galley.skip(end, "markup/note")
            return
        self._galley.open("ref", told.detail)
        label = self._source.find(printed, start, end)
        low, high = (label, label + len(printed)) if label >= 0 else (start, end)
        self._galley.keep(low, high, "markup/note")
        self._galley.close("ref")
        self._galley.skip(end, "markup/note")

    def _softbreak(self, told: Told) -> None:
        start, self._broken = self._places.span(told)
        self._galley.skip(start, self._scene.rule)
        self._galley.end_line()

    def _hardbreak(self, told: Told) -> None:
        start, self._broken = self._places.span(told)
        self._galley.skip(start, self._scene.rule)
        self._scene.break_line()
        self._galley.skip(self._broken, "markup/break")
