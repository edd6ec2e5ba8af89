"""公文 in print: what the issuing office gives besides the text, as GB/T 9704-2012 lays it out.

版头 stands above the text, 版记 at the foot of the last page; what belongs to the text itself is added to a copy of the
tree, where the tree has none, and composed with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from convert.formats.official.attachments import find_announced
from convert.formats.official.dispatch import Dispatch, list_given
from convert.formats.official.measures import TITLE_BELOW, find_number
from convert.formats.pdf.closing import OfficialClosing
from convert.formats.pdf.compose import Composer
from convert.formats.pdf.galley import Galley
from convert.formats.pdf.masthead import LetterMasthead, Masthead
from convert.formats.pdf.rows import FlowRow
from convert.formats.pdf.supplement import complete
from convert.formats.writer import Notice
from convert.tree.nodes import Document


def find_composer(form: str, dispatch: Dispatch) -> type[Composer]:
    """What composes a work in a form; a letter only where its office says what is in its head."""
    return Composer if form == "plain" or (form == "letter" and dispatch == Dispatch()) else OfficialComposer


def note_unplaced(facts: Dispatch, names: Iterable[str], why: str) -> list[Notice]:
    """Says which of these facts are given and are not printed; without names, of all."""
    return [Notice("fact/unplaced", f"{name}: {value!r} is not printed: {why}.") for name, value
            in list_given(facts, names)]


class OfficialComposer(Composer):
    """Composes a document with the facts of its office; the first page of a letter has no number (10.1)."""

    def __init__(self, galley: Galley, dispatch: Dispatch) -> None:
        super().__init__(galley, dispatch)
        self.letter = galley.setter.page["form"] == "letter"
        self.numbered = not self.letter
        self.headed = False
        """Whether a red line stands above the title."""
        self.stated = frozenset({"number"} if self.letter or dispatch.issuer else ())
        self.official_closing = OfficialClosing(galley, dispatch, letter=self.letter)
        self.closing = self.official_closing

    def open_work(self, tree: Document) -> Document:
        """版头; gives the tree with what its office adds."""
        self.galley.notices += self._note_unplaced()
        flow, top = self.galley.flow, self.galley.setter.page["top"].points()
        masthead = (LetterMasthead if self.letter else Masthead)(self.galley, self.dispatch, top)
        with self.galley.setter.measured(flow.frame.whole):
            rows = masthead.set(self.dispatch.number or find_number(tree))
        flow.put([replace(row, keep=True) for row in rows])
        self.headed = bool(rows)
        whole = complete(tree, self.dispatch)
        self.galley.announced = find_announced(whole.article)
        return whole

    def _note_unplaced(self) -> list[Notice]:
        if self.letter:
            return note_unplaced(self.dispatch, ("signatory", "printer", "printed"), "a letter does not name it")
        if not self.dispatch.issuer:
            return note_unplaced(self.dispatch, ("number", "signatory"), "it stands under 发文机关标志")
        return []

    def _space_headline(self, rows: list[FlowRow]) -> list[FlowRow]:
        """Lines of a headline close together, white as under a title below them (7.3.2) and above one in mid-page.

        What follows stands on the grid, which begins anew under a title below a red line.
        """
        grid, flow = self.galley.looks.grid, self.galley.flow
        line = self.galley.looks.find("p").leading
        rows = [*_close_up(rows), FlowRow(self.galley.looks.find("title", 1).after, keep=True)]
        if self.headed and not flow.emitted:
            rows[-1].origin = True
        elif grid and rows[0].box is not None:
            rest = sum(row.height for row in rows) % grid
            rows[-1].height = max(0.0, rows[-1].height + (grid - rest if rest > grid / 2 else -rest))
        above = [] if self.articles == 1 or rows[0].breaks else [FlowRow(TITLE_BELOW * line)]
        return [*above, *rows]

    def close_work(self) -> None:
        """版记 (7.4)."""
        self.official_closing.end_work()


def _close_up(rows: list[FlowRow]) -> list[FlowRow]:
    """The rows of a headline without white under its title: each line stands right under the one above it."""
    title = next((at for at, row in enumerate(rows) if row.head), len(rows))
    lines = [row for row in rows[title:] if row.box is not None]
    for row in lines:
        row.free = True
    return [*rows[:title], *lines]
