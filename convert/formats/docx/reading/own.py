"""What our own files say: the paragraph styles that our writer uses are the elements of the tree.

The custom XML of such a file tells how many levels of its outline show titles, and holds the labelled facts of its
source whole. Bookmarks tell where articles begin, and where the note of a footnote stood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from convert.formats.archive import Element
from convert.formats.docx.leaves import DATELINE, FACT, STATED, STYLES
from convert.formats.docx.markup import W
from convert.formats.docx.metadata import SOURCE_URI
from convert.formats.docx.story import ARTICLE_MARK, NOTE_MARK
from convert.recovery.text import Told

_KINDS = {"line": "verse", "cell": "cell"}
"""Element → kind of the outline, where the names differ."""
_TOLD = {style: _KINDS.get(element, element) for element, style in STYLES.items()} | {
    "Quote": "p", "ListParagraph": "li", "FootnoteText": "note"}
"""Paragraph style → kind of the outline."""
_ADDED = frozenset({DATELINE, FACT, STATED})
"""Styles of facts and of a title that only they tell, which the custom XML tells whole."""
_HEADING = re.compile(r"Heading([1-9])")
_MARK = re.compile(rf"({ARTICLE_MARK}|{NOTE_MARK})(\d{{1,6}})(?:_(\d{{1,6}}))?")
_RUN_IN = f"{W}pPr/{W}rPr/{W}specVanish"


@dataclass(slots=True)
class Own:
    """A file that our writer made of one document, and where in it reading is."""

    titles: int
    """How many levels of the outline show titles."""
    notes: str = ""
    """How the marks of notes that Word counts stood in the text it was made from: labelled, bare, or not at all."""
    article: int = 1
    """Which article is being read, of those that print anything."""
    numbers: dict[int, int] = field(default_factory=lambda: {0: 0, 1: 1})
    """The same number by that of all articles, which bookmarks and facts have; 0 is the document."""
    opens: int = 1
    """How many began with the paragraph with which it does."""

    def tell(self, style: str, paragraph: Element) -> Told | None:
        """What a paragraph is; None where its style is none of ours."""
        level = _HEADING.fullmatch(style)
        if level is not None and int(level[1]) > self.titles:
            place = "own" if paragraph.find(_RUN_IN) is None else "run-in"
            return Told("heading", int(level[1]) - self.titles, self.article, place, opens=self.opens)
        kind = "title" if level is not None else _TOLD.get(style)
        return Told(kind, article=self.article, opens=self.opens) if kind else None

    def adds(self, style: str) -> bool:
        """Whether a paragraph of a style prints what the custom XML tells too."""
        return style in _ADDED

    def enter(self, paragraph: Element) -> None:
        """Sees whether an article begins with a paragraph."""
        found = (_MARK.fullmatch(mark.get(W + "name", "")) for mark in paragraph.iterchildren(W + "bookmarkStart"))
        numbers = {int(each[2]) for each in found if each is not None and each[1] == ARTICLE_MARK}
        for number in sorted(numbers):
            self.numbers.setdefault(number, len(self.numbers))
        if numbers:
            self.article, self.opens = self.numbers[max(numbers)], len(numbers)

    def number_of(self, article: int) -> int:
        """Which of the articles that print anything a note stands in, by the number of its own among all."""
        return self.numbers[max(number for number in self.numbers if number <= article)]


def find_note(mark: Element) -> tuple[str, int]:
    """The footnote whose note stood at a bookmark, by the id that lines name, and its article; empty for others.

    The article is 0 where the file does not say it.
    """
    found = _MARK.fullmatch(mark.get(W + "name", ""))
    return (f"fn{found[2]}", int(found[3] or 0)) if found is not None and found[1] == NOTE_MARK else ("", 0)


def read_own(root: Element | None) -> Own | None:
    """What the custom XML of a file says of it; None where it is none of ours, or was made of several documents."""
    if root is None or root.tag != f"{{{SOURCE_URI}}}sources" or len(root) != 1:
        return None
    titles = root.get("titles", "")
    return Own(int(titles), root.get("notes", "")) if titles.isdecimal() and len(titles) < 3 else None
