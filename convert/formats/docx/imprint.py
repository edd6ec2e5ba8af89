"""版记: 抄送机关, 印发机关 and 印发日期 at the foot of the last page of an official document (GB/T 9704-2012, 7.4)."""

from __future__ import annotations

from convert.chinese.widths import width
from convert.formats.docx.leaves import LeafWriter
from convert.formats.docx.markup import Element, append, set_property, twips, w
from convert.formats.docx.page import has_sides
from convert.formats.docx.pages import Pages, count_lines, measure_style, print_words
from convert.formats.docx.runs import add_text
from convert.formats.docx.typography import text_width
from convert.formats.official.dispatch import Dispatch
from convert.formats.official.measures import INNER_RULE, OUTER_RULE
from convert.tree.nodes import Node

_LONGEST_NAME = 6
"""Characters before the colon of 抄送."""

UNSURE, UNSURE_PART = 3, 0.02
"""Lines, and part of the text, by which its end may be estimated wrong: so measured on LibreOffice's pages."""


class OfficialImprint:
    """Gathers the 抄送 of a document and writes its 版记; that of a letter has no lines and names no printer (10.1)."""

    def __init__(self, leaves: LeafWriter, dispatch: Dispatch, *, letter: bool) -> None:
        self.leaves = leaves
        self.style = leaves.style
        self.dispatch = dispatch
        self.letter = letter
        self.copies: list[Node] = []

    def add(self, pages: Pages) -> None:
        """The rows in a frame at the foot of the type area (7.4.1), where there are any, on an even page (7.4)."""
        rows = [*map(self._make_copy_row, self.copies)]
        if not rows and self.dispatch.copy_to:
            rows.append(self._make_copy_row(f"抄送：{self.dispatch.copy_to.rstrip('。')}。"))
        if not self.letter and (self.dispatch.printer or self.dispatch.printed):
            rows.append(self._make_printer_row())
        if rows:
            story = self.leaves.story
            self._turn(pages, rows)
            story.body.extend(map(self._frame, rows if self.letter else _rule(rows)))
            anchor = story.new_paragraph("Imprint")  # the frame stands on the page of what follows it
            set_property(anchor[0], "spacing", line=20, lineRule="exact")

    def _turn(self, pages: Pages, rows: list[Element]) -> None:
        """Turns to the next even page, unless the imprint surely comes to stand on one by itself.

        It does where the text ends on an even page that has room for it, or on an odd one that has none. No break of
        Word depends on a field, and so on the page that it finds: the end of the text is estimated, and where that may
        be wrong an empty page and one of the imprint alone keep to the standard (7.5).
        """
        story = self.leaves.story
        story.turn()
        if self.letter or not has_sides(self.style):
            return
        for block in story.body:
            pages.put(block)
        own = measure_style(self.style, "imprint", 0)
        height = sum(count_lines(print_words(row), own) for row in rows) * own.leading + 2 * OUTER_RULE
        end = (pages.page - 1) * pages.height + pages.filled
        doubt = UNSURE * self.style.type_of("p")["leading"].points() + UNSURE_PART * end
        first = (end - doubt - pages.height + height) % (2 * pages.height)
        if first + 2 * doubt > pages.height:
            story.wanted = story.wanted._replace(sheet=story.wanted.sheet + 1, even=True)
            story.turn()

    def _make_copy_row(self, text: Node | str) -> Element:
        """A paragraph of 抄送: run-over lines begin after its colon."""
        paragraph = w("p", w("pPr", w("pStyle", val="Imprint")))
        words = text if isinstance(text, str) else text.text_content
        name, colon, _ = words.partition("：")
        prefix = width(name + colon) if colon and len(name) <= _LONGEST_NAME else 0
        size = self.style.type_of("imprint")["size"].points()
        set_property(paragraph[0], "ind", leftChars=round(100 * prefix) + 100, left=twips((prefix + 1) * size),
                     hangingChars=round(100 * prefix), hanging=twips(prefix * size))
        if isinstance(text, str):
            add_text(paragraph, text)
        else:
            self.leaves.runs.write(text, paragraph, self.leaves.look("imprint", 0, text.lang))
        return paragraph

    def _make_printer_row(self) -> Element:
        """印发机关 at the left, 印发日期 at the right."""
        paragraph = w("p", w("pPr", w("pStyle", val="Imprint")))
        size = self.style.type_of("imprint")["size"].points()
        append(set_property(paragraph[0], "tabs"), "tab", val="right", pos=twips(text_width(self.style) - size))
        printed = f"{self.dispatch.printed.removesuffix('印发')}印发" if self.dispatch.printed else ""
        add_text(paragraph, f"{self.dispatch.printer}\t{printed}")
        return paragraph

    def _frame(self, paragraph: Element) -> Element:
        """Sets a paragraph at the foot of the type area."""
        set_property(paragraph[0], "framePr", w=twips(text_width(self.style)), hSpace=0, wrap="notBeside",
                     vAnchor="margin", hAnchor="margin", xAlign="left", yAlign="bottom")
        return paragraph


def _rule(rows: list[Element]) -> list[Element]:
    """Rows with lines above, between and under them."""
    ruled = [_make_rule(OUTER_RULE)]
    for row in rows:
        ruled += [row, _make_rule(OUTER_RULE if row is rows[-1] else INNER_RULE)]
    return ruled


def _make_rule(height: float) -> Element:
    """A line as wide as its frame: a black paragraph.

    It is no border, because LibreOffice takes paragraphs with borders out of their frame.
    """
    holder = w("pPr", w("pStyle", val="Imprint"))
    set_property(holder, "shd", val="clear", color="auto", fill="000000")
    set_property(holder, "spacing", line=twips(height), lineRule="exact")
    set_property(holder, "ind", left=0, leftChars=0, right=0, rightChars=0)
    return w("p", holder)
