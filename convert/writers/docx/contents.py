"""A table of contents: Word's field, with its result as Word would make it but for the page numbers.

The numbers are those of an estimate (`pages`); Word sets them right when the field is updated.
"""

from __future__ import annotations

from collections.abc import Sequence

from convert.writers.docx.levels import Mark, level_of
from convert.writers.docx.markup import Element, append, w
from convert.writers.docx.page import field_runs, text_run

DEEPEST = 3
"""Levels that a contents list shows."""

HEADING = {"zh-CN": "目录", "zh-TW": "目錄"}

_BEGIN = f' TOC \\o "1-{DEEPEST}" \\h \\z '


def contents_entries(marks: Sequence[Mark], pages: Sequence[int]) -> list[Element]:
    """The paragraphs of the field, from its beginning up to all but its end; empty where nothing is shown."""
    shown = [(mark, page) for mark, page in zip(marks, pages, strict=True) if level_of(mark) <= DEEPEST]
    entries = [_entry(mark, page) for mark, page in shown]
    if entries:
        begin = field_runs(_BEGIN, "")[:3]
        for place, run in enumerate(begin, 1):
            entries[0].insert(place, run)
    return entries


def end_field(paragraph: Element) -> None:
    """Ends the field in the paragraph after its last entry."""
    paragraph.append(w("r", w("fldChar", fldCharType="end")))


def _entry(mark: Mark, page: int) -> Element:
    paragraph = w("p", w("pPr", w("pStyle", val=f"TOC{level_of(mark)}")))
    link = append(paragraph, "hyperlink", anchor=mark.bookmark, history=1)
    link.append(text_run(mark.text))
    link.append(w("r", w("tab")))
    link.extend(field_runs(f" PAGEREF {mark.bookmark} \\h ", str(page)))
    return paragraph
