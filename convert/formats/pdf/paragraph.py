"""Paragraphs: from runs of text to lines of type, with white and rules around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from convert.chinese.quotation import corner_quotes
from convert.formats.pdf.boxes import RuleBox
from convert.formats.pdf.breaks import LineSpan, break_headline, break_lines, share_opening
from convert.formats.pdf.font import TypeCase
from convert.formats.pdf.inline import VERTICAL_QUOTES, Run, RunReader, widen
from convert.formats.pdf.line import Piece, TextLine
from convert.formats.pdf.look import Look, Looks
from convert.formats.pdf.outline import Bookmark
from convert.formats.pdf.rows import FlowRow
from convert.formats.pdf.setter import set_type
from convert.formats.pdf.setting import Setting
from convert.formats.pdf.tags import Element
from convert.tree.nodes import squeeze

HANGING = re.compile(r"附件\s*\d*\s*[:：]\s*(?:\d+\s*[.．、]\s*)?|抄送\s*[:：]|\d+\s*[.．、]\s*")
"""What later lines stand right of in an attachment's announcement and under 抄送 (GB/T 9704-2012, 7.3.4 and 7.4.2)."""

TAIWAN = "zh-Hant-TW"
"""The language that only a conversion to it gives a text."""

_OWN = frozenset({"Link", "Reference", "Formula"})
"""Parts of a text that are structure elements of their own."""


class ParagraphSetter:
    """Sets paragraphs in a measure, in the type of a page and the marks of a region."""

    def __init__(self, page: Mapping[str, Any], looks: Looks, case: TypeCase, inline: RunReader, measure: float
                 ) -> None:
        self.page = page
        """The settings of the style sheet for the page."""
        self.looks = looks
        self.case = case
        self.inline = inline
        self.measure = measure
        """Points of a full line."""
        self.vertical = page["direction"] == "vertical"
        self.region = "cn"
        self.language = ""
        """Of the work; text that was converted to that of Taiwan has its quotation marks."""
        self.name = ""
        """Of the source, for what is said of its characters."""

    @contextmanager
    def measured(self, measure: float) -> Iterator[None]:
        """Within another measure."""
        home, self.measure = self.measure, measure
        yield
        self.measure = home

    def set_block(self, runs: Sequence[Run], look: Look, elements: dict[str, Element], *,
                  bookmark: Bookmark | None = None, hang: bool = False, measure: float | None = None) -> list[FlowRow]:
        """The rows of a paragraph: white before and after, lines with the places where a page may end.

        `elements` are those of the structure, by the part of the run that they hold; the empty part is the rest.
        """
        if not any(run.text.strip() for run in runs):
            return []
        setting, pieces = self.set_runs(runs, look, elements)
        room = (self.measure if measure is None else measure) - look.left - look.right
        hanging = _hang(setting, runs, look) if hang else 0.0
        lines = self._break(setting, "".join(run.text for run in runs), look, room, hanging)
        rows = []
        for number, line in enumerate(lines):
            opened, line = share_opening(setting, line)
            text = TextLine(opened, line, look.size, look.leading, 0.0, pieces, look.colour)
            text.inline = look.left + _shift(look, text, room, number, hanging)
            text.bookmark = bookmark if number == 0 else None
            rows.append(FlowRow(look.leading, text, keep=look.keep or _is_tied(number, len(lines))))
        return _surround(rows, look, room)

    def set_runs(self, runs: Sequence[Run], look: Look, elements: dict[str, Element]) -> tuple[Setting, list[Piece]]:
        """Runs in type, and which element each part of them belongs to."""
        whole = "".join(run.text for run in runs)
        self.case.place = f"{self.name}: {squeeze(whole)[:20]}"
        shown, at, pieces = self._show(whole), 0, []
        for run in runs:
            type_ = self.looks.find("lead") if run.role == "lead" else look
            role = type_.role if run.role in ("", "lead") else run.role
            face = self.case.face(role, self.region, self.vertical, type_.latin)
            mark = run.mark if run.mark != "name" or self.page["name-line"] else ""
            pieces.append((run._replace(mark=mark), shown[at : at + len(run.text)], face))
            at += len(run.text)
        small = self.case.face(look.role, self.region, self.vertical)
        setting = set_type(pieces, self.region, self.page["prohibition"], small, self.page["hanging"])
        return setting, [(start, _element(elements, part)) for start, part in setting.parts]

    def _show(self, text: str) -> str:
        """The characters to print for a text: marks in the form their place asks for."""
        shown = widen(text)
        if self.vertical:
            return shown.translate(VERTICAL_QUOTES)
        return corner_quotes(shown) if self.page["quotes"] == "corner" or self.language == TAIWAN else shown

    def _break(self, setting: Setting, text: str, look: Look, room: float, hanging: float) -> list[LineSpan]:
        measure = round((room - hanging) * 1000 / look.size)
        if look.shape == "trapezoid" or look.align in ("centre", "right"):
            return break_headline(setting, text, measure, look.shape)
        first = round((room - look.indent) * 1000 / look.size)
        lines = break_lines(setting, measure, first, self.page["breaking"])
        if look.align == "justify":
            return lines
        return [line._replace(stretch=min(line.stretch, 0.0)) for line in lines]


def _element(elements: dict[str, Element], part: str) -> Element:
    """The structure element of a part; of a paragraph of two elements, it names behind a tab which it is in."""
    part, _, home = part.partition("\t")
    around = elements.get(home) or elements.get("body") or next(iter(elements.values()))
    if part == "RB":
        return around.await_text("Ruby").await_text("RB")
    tag, _, said = part.partition(" ")
    if tag in _OWN:
        return around.await_text(tag, alt=said if tag == "Formula" else "", title=said if tag == "Reference" else "")
    return around if home else elements.get(part) or around


def _hang(setting: Setting, runs: Sequence[Run], look: Look) -> float:
    """Where lines after the first begin that stand right of what the first opens with."""
    match = HANGING.match("".join(run.text for run in runs))
    if not match:
        return 0.0
    return look.indent + setting.begins[min(match.end(), len(setting))] * look.size / 1000


def _shift(look: Look, text: TextLine, room: float, number: int, hanging: float) -> float:
    """Where a line begins in its column."""
    if look.align == "centre":
        return (room - text.width) / 2
    if look.align == "right":
        return room - text.width
    return hanging if number and hanging else look.indent if number == 0 else 0.0


def _is_tied(number: int, lines: int) -> bool:
    """Whether a page may not end after a line: no lone first or last line of a paragraph."""
    return lines > 1 and (number == 0 or number == lines - 2)


def _surround(rows: list[FlowRow], look: Look, room: float) -> list[FlowRow]:
    """The white and the rules around the lines of a paragraph."""
    if look.before:
        rows.insert(0, FlowRow(look.before, keep=True))
    if look.rule_above:
        rows.insert(0, FlowRow(look.rule_above, RuleBox(room, look.rule_above, start=look.left), keep=True))
    if look.rule_below and rows:
        rows[-1].keep = True
        rows.append(FlowRow(look.rule_below, RuleBox(room, look.rule_below, start=look.left), keep=look.keep))
    if look.after:
        rows.append(FlowRow(look.after, keep=True))
    return rows
