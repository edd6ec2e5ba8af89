"""What stands around the text of a page: number and running head. Viewers leave both out when they read or copy."""

from __future__ import annotations

from convert.chinese.quotation import corner_quotes
from convert.formats.pdf.breaks import LineSpan
from convert.formats.pdf.font import TypeCase
from convert.formats.pdf.inline import Run
from convert.formats.pdf.line import TextLine
from convert.formats.pdf.paragraph import TAIWAN
from convert.formats.pdf.setter import set_type
from convert.formats.pdf.sheet import FOOTER, HEADER, Sheet
from convert.formats.pdf.tags import Element
from convert.style.sheet import Style

HEAD_SIZE = 9.0
"""小五."""

HEAD_GAP = 14.0
"""From the type area up to the baseline of the running head."""

LONGEST = 30
"""Characters of a running head; a longer one is cut with an ellipsis."""


class Furniture:
    """Page numbers and running heads of a style sheet."""

    def __init__(self, style: Style, case: TypeCase) -> None:
        self.page = style.page
        self.case = case
        self.region = "cn"
        self.language = ""
        self.title = ""

    def dress(self, sheet: Sheet, label: str, head: str) -> None:
        """Draws the number of a page and its running head."""
        self._number(sheet, label)
        kind = self.page["running-head"]
        if kind != "none" and head:
            self._head(sheet, self.title if self.page["two-sided"] and sheet.number % 2 == 0 else head)

    def _number(self, sheet: Sheet, label: str) -> None:
        place = self.page["number-place"]
        if place == "none" or not label:
            return
        size = self.page["number-size"].points()
        text = self._set(self.page["number"].format(label), self.page["number-face"], size)
        geometry = sheet.geometry
        y = geometry.bottom - self.page["number-below"].points(size) - 0.35 * size
        sheet.decorate(text.code(self._x(sheet, text, place, size), y), FOOTER)

    def _x(self, sheet: Sheet, text: TextLine, place: str, inset: float) -> float:
        left, width = sheet.left, sheet.geometry.area[0]
        if place == "centre":
            return left + (width - text.width) / 2
        odd = sheet.number % 2 == 1 or not self.page["two-sided"]
        right_hand = odd != sheet.geometry.vertical
        return left + width - text.width - inset if right_hand else left + inset

    def _head(self, sheet: Sheet, words: str) -> None:
        words = corner_quotes(words) if self.page["quotes"] == "corner" or self.language == TAIWAN else words
        words = words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
        text = self._set(words, "kai", HEAD_SIZE)
        y = sheet.geometry.height - sheet.geometry.top + HEAD_GAP
        place = "outer" if self.page["two-sided"] else "centre"
        code = text.code(self._x(sheet, text, place, 0.0), y)
        left, right = sheet.left, sheet.left + sheet.geometry.area[0]
        rule = f"0.4 w {left:.2f} {y - 4:.2f} m {right:.2f} {y - 4:.2f} l S"
        sheet.decorate(f"{code}\n{rule}", HEADER)

    def _set(self, words: str, role: str, size: float) -> TextLine:
        setting = set_type([(Run(words), words, self.case.face(role, self.region))], self.region, "none")
        return TextLine(setting, LineSpan(0, len(setting)), size, size, 0.0, [(0, Element("Artifact"))])
