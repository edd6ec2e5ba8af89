"""The outline of the file: titles and headings as they are written, and the list of contents made of them."""

from __future__ import annotations

from convert.formats.docx.contents import contents_entries, end_field
from convert.formats.docx.leaves import SOURCES
from convert.formats.docx.levels import MOST, SECTION, Level, OutlineMark, settle_levels
from convert.formats.docx.markup import Element, W
from convert.formats.docx.numbering import Numbering
from convert.formats.docx.pages import Pages, ParagraphMetrics, measure_style
from convert.formats.docx.series import Numbered
from convert.formats.docx.story import P, Story
from convert.formats.writer import Notice
from convert.tree.nodes import Node, squeeze

_VAL = W + "val"


class Outline:
    """What Word shows of a story as its outline; levels, page numbers and counted numbers wait for `settle`."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.style = story.style
        self.prefix = ""
        """What keeps the bookmarks of a work apart from those of others."""
        self.marks: list[OutlineMark] = []
        self.numbered: list[Numbered] = []
        self.articles = -1
        """How many articles have begun, less one."""
        self.contents: Element | None = None
        """The paragraph after the list of contents, which ends its field."""

    def enter(self, paragraph: Element, kind: int, depth: int, text: str, name: str | None) -> None:
        """Enters a title or heading, with a bookmark at its beginning."""
        bookmark = self.story.set_bookmark(paragraph, f"{self.prefix}{name or 'h'}")
        self.marks.append(OutlineMark(kind, depth, squeeze(text), bookmark, paragraph[0][0]))

    def enter_number(self, paragraph: Element, heading: Node, depth: int) -> None:
        """Notes the number that a heading is printed with, if it opens with one."""
        label = heading.find("label")
        printed = (label.text or "") if label is not None and not heading.text else ""
        self.numbered.append(Numbered(paragraph, printed, depth, self.articles))

    def settle(self, numbering: Numbering) -> tuple[tuple[Level, ...], list[Notice]]:
        """Sets levels, contents and counted numbers; gives what the levels show and what could not be had."""
        levels = settle_levels(self.marks)
        self._fill_contents()
        notices = []
        wants_count = self.numbered and self.style.type_of("heading")["numbers"] == "list"
        if wants_count and not numbering.count(self.numbered):
            told = "The numbers of headings stay text: they are not one regular series at every depth."
            notices.append(Notice("docx/numbers", told))
        deep = max((mark.depth for mark in self.marks if mark.kind == SECTION), default=0)
        if deep + sum(element == "title" for element, _ in levels) > MOST:
            notices.append(Notice("docx/depth", f"Headings below level {MOST} of Word's outline are set at it."))
        return levels, notices

    def _fill_contents(self) -> None:
        """Lists what is in the outline, now that it is known."""
        if self.contents is None:
            return
        entries = contents_entries(self.marks, self._estimate_pages(), self.style.page["contents-depth"])
        place = self.story.body.index(self.contents)
        self.story.body[place:place] = entries
        if entries:
            end_field(self.contents)

    def _estimate_pages(self) -> list[int]:
        """The page of each mark, counted from the first page of the text."""
        start = 0 if self.contents is None else self.story.body.index(self.contents) + 1
        pages, numbers = self.open_pages(), {}
        for block in self.story.body[start:]:
            number = pages.put(block)
            if block.tag == P:
                numbers[block[0][0]] = number
        return [numbers[mark.style] for mark in self.marks]

    def open_pages(self) -> Pages:
        """Empty pages for the paragraphs of the story."""
        metrics: dict[str | Element, ParagraphMetrics] = {
            name: measure_style(self.style, *source) for name, source in SOURCES.items()}
        return Pages(self.style, metrics | {mark.style: measure_style(self.style, *mark.shows) for mark in self.marks})
