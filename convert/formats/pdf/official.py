"""公文 in print: what the issuing office gives besides the text, as GB/T 9704-2012 lays it out.

版头 stands above the text, 版记 at the foot of the last page; what belongs to the text itself is added to a copy of the
tree, where the tree has none, and composed with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial

from convert.formats.official.dispatch import Dispatch, list_given
from convert.formats.official.measures import (
    ISSUER_TOP,
    LETTER_FOOT,
    LETTER_GAP,
    LETTER_RULE,
    LETTER_TOP,
    RULE_BELOW,
    RULE_HEIGHT,
    TITLE_BELOW,
    find_number,
)
from convert.formats.pdf.closing import Rule, frame_imprint, place_sealed
from convert.formats.pdf.compose import Composer, Room
from convert.formats.pdf.font import TypeCase
from convert.formats.pdf.inline import Run, read_runs
from convert.formats.pdf.line import TextLine
from convert.formats.pdf.look import Look, Looks
from convert.formats.pdf.page import Flow, Row
from convert.formats.pdf.sheet import Geometry, Sheet
from convert.formats.pdf.supplement import complete
from convert.formats.writer import Notice
from convert.style.sheet import Style
from convert.tree.nodes import Document, Node

THICK, THIN = 1.5, 0.75
"""The two lines of a red double line, and the gap between them as the thin one; the standard does not say."""


Maker = Callable[[Style, Geometry, TypeCase, Looks, Flow], Composer]


def find_composer(style: Style, dispatch: Dispatch | None) -> Maker:
    """What composes a work: facts of the office are printed in the forms of an official document."""
    form = style.page["form"]
    if dispatch is None or dispatch == Dispatch() or form == "plain":
        return Composer
    return partial(Letter if form == "letter" else Official, dispatch)


def note_unplaced(facts: Dispatch, names: Iterable[str], why: str) -> list[Notice]:
    """Says which of these facts are given and are not printed; without names, of all."""
    return [Notice("fact/unplaced", f"{name}: {value!r} is not printed: {why}.") for name, value
            in list_given(facts, names)]


class Official(Composer):
    """Composes a document with the facts of its office."""

    def __init__(self, dispatch: Dispatch, style: Style, geometry: Geometry, case: TypeCase, looks: Looks, flow: Flow
                 ) -> None:
        super().__init__(style, geometry, case, looks, flow)
        self.dispatch = dispatch
        self.paper_top = geometry.top
        self.official = True
        self.copies: list[Node] = []

    @property
    def line(self) -> float:
        """The height of a line of the body, of which the standard counts blank ones."""
        return self.looks.find("p").leading

    @property
    def markings(self) -> list[str]:
        """份号, 密级 and 紧急程度, those that are given."""
        facts = self.dispatch
        return [text for text in (facts.copy, facts.secrecy, facts.urgency) if text]

    def open_work(self, tree: Document) -> Document:
        """版头; gives the tree with what its office adds."""
        home, self.measure = self.measure, self.full_measure()
        rows = self.head(self.dispatch.number or find_number(tree))
        self.measure = home
        self.put([replace(row, keep=True) for row in rows])
        return complete(tree, self.dispatch)

    def head(self, number: str) -> list[Row]:
        """份号, 密级, 紧急程度; and where an issuer is given 发文机关标志, 发文字号 with 签发人, the red line (7.2)."""
        look = self.looks.find("marking")
        rows = [row for text in self.markings for row in self.words(text, look)]
        if not self.dispatch.issuer:
            self.notices += note_unplaced(self.dispatch, ("number", "signatory"), "it stands under 发文机关标志")
            return rows
        issuer = self.issuer()
        rows.append(Row(max(0.0, ISSUER_TOP - sum(row.height for row in rows)), Room()))
        rule = Rule(self.measure, RULE_HEIGHT, self.red())
        return [*rows, *issuer, *self.number(number), Row(RULE_BELOW + RULE_HEIGHT / 2, Room()),
                Row(RULE_HEIGHT / 2, rule), Row(TITLE_BELOW * self.line)]

    def red(self) -> str:
        """The operator that draws lines in the colour of 发文机关标志."""
        return self.looks.find("issuer").colour.replace("rg", "RG")

    def words(self, text: str, look: Look, *more: Run) -> list[Row]:
        """A paragraph that no tree holds."""
        return self.set_block([Run(text), *more], look, {"": self.element.add("P")}, measure=self.measure)

    def issuer(self) -> list[Row]:
        """发文机关标志 on one line: as large as its style, smaller where it is too long."""
        if not self.dispatch.issuer:
            return []
        look = replace(self.looks.find("issuer"), before=0.0, after=0.0)
        setting, _ = self.set_runs([Run(self.dispatch.issuer)], look, {"": self.element})
        size = min(look.size, int(2000 * self.measure / setting.ends[-1]) / 2)
        return self.words(self.dispatch.issuer, replace(look, size=size, leading=size))

    def number(self, number: str) -> list[Row]:
        """发文字号 in the middle, or at the left where 签发人 stands at the right (7.2.5 and 7.2.6)."""
        look = self.looks.find("number")
        solid, signatory = replace(look, leading=look.size, before=0.0, after=0.0), self.dispatch.signatory
        white = Row(look.before, Room())
        if not signatory:
            return [white, *(self.words(number, solid) or [Row(look.size, Room())])]
        em = look.size
        left = self.words(number, replace(solid, align="left", left=em))
        right = self.words("签发人：", replace(solid, align="right", right=em), Run(signatory, role="kai"))
        return [white, *set_beside(left, right)]

    # 主体

    def sign(self, signature: Node, date: Node) -> list[Row]:
        """Signature and date; a seal has a blank line more above, a stamped signature another below (7.3.5)."""
        rows = super().sign(signature, date)
        if self.dispatch.seal == "signature":
            last = max(at for at, row in enumerate(rows) if row.box is not None)
            rows.insert(last, Row(self.line, keep=True))
        return rows if self.dispatch.seal == "none" else [Row(self.line, keep=True), *rows]

    def place_closing(self, name: TextLine, date: TextLine) -> None:
        """As the standard has it without seal, and with one."""
        if self.dispatch.seal == "none":
            super().place_closing(name, date)
        else:
            place_sealed(name, date, self.measure, self.dispatch.seal)

    # 版记

    def imprint(self, copies: list[Node]) -> None:
        """抄送 waits for the end of the document."""
        self.copies += copies

    def close_work(self) -> None:
        """版记 at the foot of the last page (7.4)."""
        look = self.looks.find("imprint")
        blocks = [self.copy(read_runs(copy), look) for copy in self.copies]
        if not blocks and self.dispatch.copy_to:
            blocks = [self.copy([Run(f"抄送：{self.dispatch.copy_to.rstrip('。')}。")], look)]
        blocks += filter(None, [self.printer(look)])
        if blocks and not self.put_at_foot(self.frame_imprint(blocks)):
            for block in blocks:
                self.flow.add(block)

    def copy(self, runs: list[Run], look: Look) -> list[Row]:
        """A paragraph of 抄送: run-over lines begin after its colon."""
        return self.set_block(runs, look, {"": self.element.add("P")}, hang=True)

    def printer(self, look: Look) -> list[Row]:
        """印发机关 at the left, 印发日期 at the right."""
        printed = self.dispatch.printed.removesuffix("印发")
        left = self.words(self.dispatch.printer, replace(look, align="left"))
        return set_beside(left, self.words(f"{printed}印发" if printed else "", replace(look, align="right")))

    def frame_imprint(self, blocks: list[list[Row]]) -> tuple[Row, ...]:
        """The rows of 版记 with the lines around them."""
        return frame_imprint(blocks, self.measure, self.looks.find("imprint").leading)


class Letter(Official):
    """信函: the issuer over a red double line, another at the foot of the first page, which has no number (10.1)."""

    def __init__(self, dispatch: Dispatch, style: Style, geometry: Geometry, case: TypeCase, looks: Looks, flow: Flow
                 ) -> None:
        super().__init__(dispatch, style, geometry, case, looks, flow)
        self.numbered = False

    def head(self, number: str) -> list[Row]:
        """份号, 密级 and 紧急程度 at the left, 发文字号 at the right, all under the first double line."""
        self.notices += note_unplaced(self.dispatch, ("signatory", "printer", "printed"), "a letter does not name it")
        look = self.looks.find("marking")
        solid = replace(look, leading=look.size, before=0.0, after=0.0)
        issuer = next((row.box for row in self.issuer() if isinstance(row.box, TextLine)), None)
        rule = LETTER_TOP + (issuer.leading if issuer else 0.0) + RULE_BELOW
        reach = rule + THICK + 2 * THIN + LETTER_GAP * look.size - self.paper_top
        rows = [Row(max(0.0, reach), Letterhead(issuer, rule, self.red()))]
        blank = Row(look.leading - look.size, Room())
        marked = [self.words(text, solid) for text in self.markings]
        right = self.words(number, replace(solid, role=self.looks.find("number").role, align="right"))
        first = set_beside(marked[0] if marked else [], right)
        rows += [*first, *(row for block in marked[1:] for row in (blank, *block))]
        return [*rows, Row(TITLE_BELOW * self.line)]

    def printer(self, look: Look) -> list[Row]:  # noqa: ARG002 - what any official document is asked
        """A letter names neither 印发机关 nor 印发日期."""
        return []

    def frame_imprint(self, blocks: list[list[Row]]) -> tuple[Row, ...]:
        """抄送 at the foot of the type area, without lines."""
        return Row(0.0, Room()), *(row for block in blocks for row in block if row.box is not None)


@dataclass(frozen=True, slots=True)
class Beside:
    """Two lines in one row."""

    left: TextLine
    right: TextLine

    def draw(self, sheet: Sheet, inline: float, block: float) -> None:
        """Draws both, from the left."""
        self.left.draw(sheet, inline, block)
        self.right.draw(sheet, inline, block)


def set_beside(left: list[Row], right: list[Row]) -> list[Row]:
    """Two paragraphs in one row where there is room for both, else one above the other."""
    lines = [row.box for row in left + right if isinstance(row.box, TextLine)]
    if len(left) == len(right) == 1 and lines[0].inline + lines[0].width + lines[0].size <= lines[1].inline:
        return [replace(left[0], box=Beside(*lines))]
    return left + right


@dataclass(frozen=True, slots=True)
class Letterhead:
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
            Rule(LETTER_RULE, thickness, self.colour).draw(sheet, left, top + thickness / 2 + top_of_paper)
