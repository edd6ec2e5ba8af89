"""What closes a document: signature and date, and 版记 at the foot of its last page (GB/T 9704-2012, 7.3.5 and 7.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from convert.formats.official.dispatch import Dispatch
from convert.formats.official.measures import INNER_RULE, OUTER_RULE, closing_indents
from convert.formats.pdf.boxes import RuleBox, WhiteBox, set_beside
from convert.formats.pdf.galley import Galley
from convert.formats.pdf.inline import Run
from convert.formats.pdf.line import TextLine
from convert.formats.pdf.look import Look
from convert.formats.pdf.rows import FlowRow
from convert.tree.nodes import Node


class Closing:
    """Places what stands under a text; an `official` one as GB/T 9704-2012 has it, any other where its style says."""

    def __init__(self, galley: Galley, *, official: bool) -> None:
        self.galley = galley
        self.official = official
        self.copies: list[Node] = []
        """抄送 that wait for the foot of the page."""

    def sign(self, signature: Sequence[FlowRow], date: Sequence[FlowRow]) -> list[FlowRow]:
        """Signature and date, each in its place."""
        names = [row.box for row in signature if isinstance(row.box, TextLine)]
        dates = [row.box for row in date if isinstance(row.box, TextLine)]
        if len(names) == len(dates) == 1:
            self.place(names[0], dates[0])
        for row in signature:
            row.keep = True
        return [*signature, *date]

    def place(self, name: TextLine, date: TextLine) -> None:
        """Moves signature and date to their places in their lines."""
        setter = self.galley.setter
        if self.official:
            place_unsealed(name, date, setter.measure)
        else:
            place_over(name, date, setter.measure - min(setter.looks.find("signature").right, 2 * name.size))

    def end_article(self) -> None:
        """抄送 as 版记, at the foot of the page where the article's text ends."""
        galley, look = self.galley, self.galley.looks.find("imprint")
        around = galley.structure.element
        blocks = [galley.set_leaf(copy, look, around.add("P", title="copyto")) for copy in self.copies]
        self.copies = []
        put_imprint(galley, blocks, frame_imprint(blocks, galley.setter.measure, look.leading))


class OfficialClosing(Closing):
    """Closes a document, which may be a letter, with the facts of its office."""

    def __init__(self, galley: Galley, dispatch: Dispatch, *, letter: bool) -> None:
        super().__init__(galley, official=True)
        self.dispatch = dispatch
        self.letter = letter

    def sign(self, signature: Sequence[FlowRow], date: Sequence[FlowRow]) -> list[FlowRow]:
        """A seal has a blank line more above, a stamped signature another below (7.3.5)."""
        rows, line = super().sign(signature, date), self.galley.looks.find("p").leading
        if self.dispatch.seal == "signature":
            last = max(at for at, row in enumerate(rows) if row.box is not None)
            rows.insert(last, FlowRow(line, keep=True))
        return rows if self.dispatch.seal == "none" else [FlowRow(line, keep=True), *rows]

    def place(self, name: TextLine, date: TextLine) -> None:
        """As the standard has it without seal, and with one."""
        if self.dispatch.seal == "none":
            super().place(name, date)
        else:
            place_sealed(name, date, self.galley.setter.measure, self.dispatch.seal)

    def end_article(self) -> None:
        """抄送 waits for the end of the document."""

    def end_work(self) -> None:
        """版记 at the foot of the last page, an even one (7.4): 抄送, 印发机关 and 印发日期 with lines around them.

        That of a letter has no lines, and names neither 印发机关 nor 印发日期 (10.1).
        """
        galley, look = self.galley, self.galley.looks.find("imprint")
        blocks = [self._set_copy(galley.setter.inline.read(copy), look) for copy in self.copies]
        if not blocks and self.dispatch.copy_to:
            blocks = [self._set_copy([Run(f"抄送：{self.dispatch.copy_to.rstrip('。')}。")], look)]
        if self.letter:
            lines = FlowRow(0.0, WhiteBox()), *(row for block in blocks for row in block if row.box is not None)
        else:
            blocks += filter(None, [self._set_printer(look)])
            lines = frame_imprint(blocks, galley.setter.measure, look.leading)
        if blocks:
            galley.flow.put_at_end(lines, even=galley.setter.page["two-sided"] and not self.letter)

    def _set_copy(self, runs: list[Run], look: Look) -> list[FlowRow]:
        """A paragraph of 抄送: run-over lines begin after its colon."""
        element = self.galley.structure.element.add("P", title="copyto")
        return self.galley.setter.set_block(runs, look, {"": element}, hang=True)

    def _set_printer(self, look: Look) -> list[FlowRow]:
        """印发机关 at the left, 印发日期 at the right."""
        printed = self.dispatch.printed.removesuffix("印发")
        left = self.galley.set_words(self.dispatch.printer, replace(look, align="left"))
        right = self.galley.set_words(f"{printed}印发" if printed else "", replace(look, align="right"))
        return set_beside(left, right)


def place_unsealed(name: TextLine, date: TextLine, measure: float) -> None:
    """Without a seal the signature ends two characters from the right, and the date begins two right of it (7.3.5.2).

    A date too long for that ends two from the right itself, and the signature moves with it.
    """
    em = name.size
    name.inline = measure - 2 * em - name.width
    date.inline = name.inline + 2 * em
    beyond = date.inline + date.width - (measure - 2 * em)
    if name.width - date.width < 2 * em:
        name.inline -= beyond
        date.inline -= beyond


def place_sealed(name: TextLine, date: TextLine, measure: float, seal: str) -> None:
    """Signature and date where a seal or a stamped signature wants them (7.3.5.1 and 7.3.5.3)."""
    em = name.size
    for line, indent in zip((name, date), closing_indents(name.width / em, date.width / em, seal), strict=True):
        line.inline = measure - indent * em - line.width


def place_over(name: TextLine, date: TextLine, edge: float) -> None:
    """The signature over the middle of the date, but not beyond an edge."""
    name.inline = min(date.inline + (date.width - name.width) / 2, edge - name.width)


def put_imprint(galley: Galley, blocks: Sequence[Sequence[FlowRow]], framed: tuple[FlowRow, ...]) -> None:
    """版记 at the foot of the page where the text ends; its blocks by themselves where there is no such page."""
    if blocks and not galley.put_at_foot(framed):
        for block in blocks:
            galley.add(block)


def frame_imprint(blocks: Sequence[Sequence[FlowRow]], measure: float, gap: float) -> tuple[FlowRow, ...]:
    """The rows of 版记 with rules around and between them."""
    rows = [FlowRow(gap / 4, RuleBox(measure, OUTER_RULE))]
    for number, block in enumerate(blocks):
        rows += [row for row in block if row.box is not None]
        last = number == len(blocks) - 1
        rows.append(FlowRow(OUTER_RULE if last else gap / 4, RuleBox(measure, OUTER_RULE if last else INNER_RULE)))
    return tuple(rows)
