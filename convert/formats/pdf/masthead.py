"""版头: what stands above the text of an official document (GB/T 9704-2012, 7.2), and of a letter (10.1)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from convert.formats.official.dispatch import Dispatch
from convert.formats.official.measures import (
    ISSUER_TOP,
    LETTER_FOOT,
    LETTER_GAP,
    LETTER_RULE,
    LETTER_TOP,
    RULE_BELOW,
    RULE_HEIGHT,
    TITLE_BELOW,
)
from convert.formats.pdf.boxes import RuleBox, WhiteBox, set_beside
from convert.formats.pdf.galley import Galley
from convert.formats.pdf.inline import Run
from convert.formats.pdf.line import TextLine
from convert.formats.pdf.rows import FlowRow
from convert.formats.pdf.sheet import Sheet

THICK, THIN = 1.5, 0.75
"""The two lines of a red double line, and the gap between them as the thin one; the standard does not say."""


class Masthead:
    """Sets the 版头 of a document from what its office gives."""

    def __init__(self, galley: Galley, dispatch: Dispatch, top: float) -> None:
        self.galley = galley
        self.dispatch = dispatch
        self.looks = galley.looks
        self.top = top
        """Points from the edge of the paper to the type area."""

    @property
    def markings(self) -> list[str]:
        """份号, 密级 and 紧急程度, those that are given."""
        facts = self.dispatch
        return [text for text in (facts.copy, facts.secrecy, facts.urgency) if text]

    @property
    def red(self) -> str:
        """The operator that draws lines in the colour of 发文机关标志."""
        return self.looks.find("issuer").colour.replace("rg", "RG")

    @property
    def blank(self) -> FlowRow:
        """The blank lines of the body above the title."""
        return FlowRow(TITLE_BELOW * self.looks.find("p").leading)

    def set(self, number: str) -> list[FlowRow]:
        """份号, 密级, 紧急程度; and where an issuer is given 发文机关标志, 发文字号 with 签发人, the red line (7.2)."""
        look = self.looks.find("marking")
        rows = [row for text in self.markings for row in self.galley.set_words(text, look)]
        if not self.dispatch.issuer:
            return rows
        issuer = self.set_issuer()
        rows.append(FlowRow(max(0.0, ISSUER_TOP - sum(row.height for row in rows)), WhiteBox()))
        rule = RuleBox(self.galley.setter.measure, RULE_HEIGHT, self.red)
        return [*rows, *issuer, *self._set_number(number), FlowRow(RULE_BELOW + RULE_HEIGHT / 2, WhiteBox()),
                FlowRow(RULE_HEIGHT / 2, rule), self.blank]

    def set_issuer(self) -> list[FlowRow]:
        """发文机关标志 on one line: as large as its style, smaller where it is too long."""
        if not self.dispatch.issuer:
            return []
        look = replace(self.looks.find("issuer"), before=0.0, after=0.0)
        setter = self.galley.setter
        setting, _ = setter.set_runs([Run(self.dispatch.issuer)], look, {"": self.galley.structure.element})
        size = min(look.size, int(2000 * setter.measure / setting.ends[-1]) / 2)
        return self.galley.set_words(self.dispatch.issuer, replace(look, size=size, leading=size))

    def _set_number(self, number: str) -> list[FlowRow]:
        """发文字号 in the middle, or at the left where 签发人 stands at the right (7.2.5 and 7.2.6)."""
        look = self.looks.find("number")
        solid, signatory = replace(look, leading=look.size, before=0.0, after=0.0), self.dispatch.signatory
        white = FlowRow(look.before, WhiteBox())
        if not signatory:
            return [white, *(self.galley.set_words(number, solid) or [FlowRow(look.size, WhiteBox())])]
        em = look.size
        left = self.galley.set_words(number, replace(solid, align="left", left=em))
        right = self.galley.set_words("签发人：", replace(solid, align="right", right=em), Run(signatory, role="kai"))
        return [white, *set_beside(left, right)]


class LetterMasthead(Masthead):
    """Sets the 版头 of a letter: the issuer over a red double line, another at the foot of the first page."""

    def set(self, number: str) -> list[FlowRow]:
        """份号, 密级 and 紧急程度 at the left, 发文字号 at the right, all under the first double line."""
        look = self.looks.find("marking")
        solid = replace(look, leading=look.size, before=0.0, after=0.0)
        issuer = next((row.box for row in self.set_issuer() if isinstance(row.box, TextLine)), None)
        rule = LETTER_TOP + (issuer.leading if issuer else 0.0) + RULE_BELOW
        reach = rule + THICK + 2 * THIN + LETTER_GAP * look.size - self.top
        rows = [FlowRow(max(0.0, reach), LetterheadBox(issuer, rule, self.red))]
        blank = FlowRow(look.leading - look.size, WhiteBox())
        marked = [self.galley.set_words(text, solid) for text in self.markings]
        right = self.galley.set_words(number, replace(solid, role=self.looks.find("number").role, align="right"))
        first = set_beside(marked[0] if marked else [], right)
        rows += [*first, *(row for block in marked[1:] for row in (blank, *block))]
        return [*rows, self.blank]


@dataclass(frozen=True, slots=True)
class LetterheadBox:
    """The issuer and the double lines of a letter; `rule` is where the first begins, from the top of the paper."""

    issuer: TextLine | None
    rule: float
    colour: str

    def draw(self, sheet: Sheet, inline: float, block: float) -> None:
        """Draws them at their places on the paper, centred on it."""
        geometry = sheet.geometry
        edge, top_of_paper = inline - sheet.left, block - geometry.top
        if self.issuer is not None:
            self.issuer.inline = edge + (geometry.width - self.issuer.width) / 2
            self.issuer.draw(sheet, 0.0, LETTER_TOP + top_of_paper)
        left, foot = edge + (geometry.width - LETTER_RULE) / 2, geometry.height - LETTER_FOOT
        for thickness, top in ((THICK, self.rule), (THIN, self.rule + THICK + THIN),
                               (THIN, foot - THICK - 2 * THIN), (THICK, foot - THICK)):
            RuleBox(LETTER_RULE, thickness, self.colour).draw(sheet, left, top + thickness / 2 + top_of_paper)
