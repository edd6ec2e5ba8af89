"""References: which place in a text each note belongs to, by the mark that both print."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from convert.tree.record import Inline, Settled

_MARK = re.compile(r"\s*([\u2460-\u2487\u3251-\u325f\u32b1-\u32bf]|\[\d{1,3}\]|〔\d{1,3}〕|［\d{1,3}］|【\d{1,3}】"
                   r"|\*{1,3}|※)")
"""What a note opens with and its place in the text bears: circled numbers, numbers in brackets, stars."""

_BEARERS = frozenset({"title", "subtitle", "byline", "heading", "p", "li", "cell", "verse", "caption"})
"""Kinds of block that a note may belong to."""

_ENUMERATES = frozenset("：:；;，,、。．.！!？?（(")
"""A mark after one of these counts items of a sentence, unless the text ends there."""

_DIGITS = re.compile(r"\d+")
_CIRCLED = ((0x2460, 1), (0x2474, 1), (0x3251, 21), (0x32B1, 36))
"""Where runs of numbers in circles or brackets begin, and with which number."""


def link_notes(blocks: Sequence[Settled]) -> list[Settled]:
    """The blocks with a reference wherever the mark of a note stands in the text of its work before it.

    A mark that several notes bear (each page counts anew) belongs to the one that follows it next.
    """
    made = list(blocks)
    begin = 0
    seen: dict[str, int] = {}
    for number, block in enumerate(blocks):
        if block.kind == "article":
            begin, seen = number, {}
        mark = _MARK.match(block.text) if block.kind == "note" and not block.note else None
        if mark is None:
            continue
        sign, name = mark[1], f"mark:{number}"
        found = False
        for at in range(seen.get(sign, begin), number):
            places = list(find_places(sign, made[at])) if made[at].kind in _BEARERS else []
            refs = tuple(Inline(place, place + len(sign), "ref", name) for place in places)
            made[at] = made[at]._replace(inlines=(*made[at].inlines, *refs))
            found = found or bool(refs)
        if found:
            label = sign if block.text.startswith(sign) else ""
            made[number] = block._replace(note=name, n=read_number(sign), label=label)
            seen[sign] = number
    return made


def find_places(mark: str, block: Settled) -> Iterator[int]:
    """Where a mark refers to a note: not at the beginning of a text, not where it counts items, not in a reference."""
    text = block.text
    taken = [(run.start, run.end) for run in block.inlines if run.kind == "ref"]
    at = text.find(mark, 1)
    while at > 0:
        counts = text[at - 1] in _ENUMERATES and at + len(mark) != len(text)
        if not counts and not any(start < at + len(mark) and at < end for start, end in taken):
            yield at
        at = text.find(mark, at + len(mark))


def read_number(sign: str) -> str:
    """The number of a mark in Arabic numerals; the mark itself where it has none."""
    digits = _DIGITS.search(sign)
    if digits is not None:
        return str(int(digits[0]))
    first, value = next(((first, value) for first, value in reversed(_CIRCLED) if ord(sign[0]) >= first), (0, 0))
    return str(ord(sign) - first + value) if len(sign) == 1 and first and sign != "※" else sign
