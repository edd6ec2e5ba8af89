"""A table of contents: Word's field, with its result as Word would make it but for the page numbers.

The numbers are those of an estimate (`pages`); Word sets them right when the field is updated.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from functools import cache

from convert.formats.docx.levels import OutlineMark, level_of
from convert.formats.docx.markup import Element, W, w
from convert.formats.docx.page import field_runs, text_run

HEADING = {"zh-CN": "目录", "zh-TW": "目錄"}

def contents_entries(marks: Sequence[OutlineMark], pages: Sequence[int], depth: int) -> list[Element]:
    """The paragraphs of the field, from its beginning up to all but its end; empty where nothing is shown.

    A mark without text is not shown. `depth` is how deep what is listed may lie. Word lists whole levels of its
    outline: all down to the last of them.
    """
    last = max((level_of(mark) for mark, lies in zip(marks, _nest(marks), strict=True) if lies <= depth), default=0)
    shown = [(mark, page) for mark, page in zip(marks, pages, strict=True) if level_of(mark) <= last and mark.text]
    entries = [_entry(mark, page) for mark, page in shown]
    if entries:
        begin = field_runs(f' TOC \\o "1-{last}" \\h \\z ', "")[:3]
        for place, run in enumerate(begin, 1):
            entries[0].insert(place, run)
    return entries


def _nest(marks: Sequence[OutlineMark]) -> list[int]:
    """How deep each mark lies in those above it: a section of a work lies as deep as an article in it."""
    above: list[int] = []
    depths = []
    for mark in marks:
        level = level_of(mark)
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        depths.append(len(above))
    return depths


def end_field(paragraph: Element) -> None:
    """Ends the field in the paragraph after its last entry."""
    paragraph.append(w("r", w("fldChar", fldCharType="end")))


def _entry(mark: OutlineMark, page: int) -> Element:
    paragraph = copy(_shape(level_of(mark)))
    link = paragraph[1]
    link.set(f"{W}anchor", mark.bookmark)
    words, _, _, code, _, number, _ = link
    words[0].text = mark.text
    code[0].text = f" PAGEREF {mark.bookmark} \\h "
    number[0].text = str(page)
    return paragraph


@cache
def _shape(level: int) -> Element:
    """An entry of a level, to be copied: words, a tab, and the field of its page number."""
    link = w("hyperlink", text_run(""), w("r", w("tab")), *field_runs("", ""), history=1)
    return w("p", w("pPr", w("pStyle", val=f"TOC{level}")), link)
