"""Contents: a list that prints the headings of the text before it, and is not those headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from convert.chinese.folding import bare
from convert.chinese.lexicon import Pattern
from convert.reading.reflow import Block

_LABEL = Pattern("{contents-title:spaced}:?")
_PAGE = re.compile(r"[ .…·]*\d{0,4}$")

_LEAST = 3
"""So many lines that recur below are a contents list even without a label."""

_MOST = 80
"""A longer line is no entry of a contents list."""


def is_contents_label(plain: str) -> bool:
    """True for 目录 alone on a line."""
    return len(plain) < 16 and _LABEL.fullmatch(plain) is not None


def find_contents(blocks: Sequence[Block]) -> frozenset[int]:
    """Indexes of the lines of a contents list, its label not among them."""
    entries = [_bare(block.plain) if _may_be_entry(block.plain) else "" for block in blocks]
    last = {text: index for index, text in enumerate(entries) if text}
    found: set[int] = set()
    index = 0
    while index < len(blocks):
        labelled = is_contents_label(blocks[index].plain)
        start = index + labelled
        end = start
        while end < len(blocks) and entries[end] and last.get(entries[end], end) > end:
            end += 1
        recur_behind = all(last[entries[i]] >= end for i in range(start, end))
        if end - start >= (2 if labelled else _LEAST) and recur_behind:
            found.update(range(start, end))
        index = max(end, index + 1)
    return frozenset(found)


def _may_be_entry(plain: str) -> bool:
    """False for sentences, speakers' turns and stage directions, which minutes print again and again."""
    if len(plain) > _MOST:
        return False
    return _NUMBERED.match(plain) is not None or (plain[-1] not in "。!?:" and plain[0] != "(")


_NUMBERED = Pattern(r"[(]?[{counting}\d]{1,3}[)、.]")


def _bare(plain: str) -> str:
    """The letters of a line without leaders and page number."""
    return bare(_PAGE.sub("", plain) if not plain.isdigit() else plain)
