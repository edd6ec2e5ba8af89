"""References: what is one note, and which place in a text it belongs to, by the mark that both print."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from convert.recovery.joining import bridge, print_spans
from convert.recovery.runs import RunIndex
from convert.tree.record import Inline, Settled

_MARK = re.compile(r"[\u2460-\u2487\u3251-\u325f\u32b1-\u32bf]|\[\d{1,3}\]|〔\d{1,3}〕|［\d{1,3}］|【\d{1,3}】"
                   r"|\*{1,3}|※")
"""What a note opens with and its place in the text bears: circled numbers, numbers in brackets, stars."""

_OPENS = re.compile(rf"\s*({_MARK.pattern})")

_SIGN = re.compile("[\u2460-\u2487\u3251-\u325f\u32b1-\u32bf[〔［【*※]")
"""What marks begin with."""

_BEARERS = frozenset({"title", "subtitle", "byline", "heading", "p", "li", "cell", "verse", "caption"})
"""Kinds of block that a note may belong to."""

_ENUMERATES = frozenset("：:；;，,、。．.！!？?（(")
"""A mark after one of these counts items of a sentence, unless the text ends there."""

_DIGITS = re.compile(r"\d+")
_CIRCLED = ((0x2460, 1), (0x2474, 1), (0x3251, 21), (0x32B1, 36))
"""Where runs of numbers in circles or brackets begin, and with which number."""


def join_notes(blocks: Sequence[Settled], view: str, runs: RunIndex) -> list[Settled]:
    """The blocks, those of one note joined: a note holds one text, whatever paragraphs its format makes of it.

    Of several that bear one name in different places, the first keeps it.
    """
    made: list[Settled] = []
    known = {""}
    for block in blocks:
        if block.note and made and made[-1].note == block.note:
            made[-1] = _join(made[-1], block, view, runs)
            continue
        made.append(block._replace(note="") if block.note in known else block)
        known.add(block.note)
    return made


def _join(note: Settled, more: Settled, view: str, runs: RunIndex) -> Settled:
    spans, changes = list(note.spans), list(note.changes)
    bridge(spans, changes, more.spans[0][0], view)
    between = print_spans(view, spans[len(note.spans) :], changes)
    spans += more.spans
    return note._replace(text=f"{note.text}{between}{more.text}", spans=tuple(spans), inlines=runs.carry(spans),
                         changes=(*changes, *more.changes), cert=min(note.cert, more.cert))


def link_notes(blocks: Sequence[Settled]) -> list[Settled]:
    """The blocks with a reference wherever the mark of a note stands in the text of its work before it.

    A mark that several notes bear (each page counts anew) belongs to the one that follows it next.
    """
    made = list(blocks)
    if not any(block.kind == "note" and not block.note for block in blocks):
        return made
    waiting: dict[str, list[tuple[int, int]]] = {}
    for number, block in enumerate(blocks):
        if block.kind == "article":
            waiting = {}
        elif block.kind in _BEARERS:
            for sign, place in find_places(block):
                waiting.setdefault(sign, []).append((number, place))
        mark = _OPENS.match(block.text) if block.kind == "note" and not block.note else None
        if mark is None:
            continue
        sign, name = mark[1], f"mark:{number}"
        places = waiting.pop(sign, [])
        for at, place in places:
            ref = Inline(place, place + len(sign), "ref", name)
            made[at] = made[at]._replace(inlines=(*made[at].inlines, ref))
        if places:
            label = sign if block.text.startswith(sign) else ""
            made[number] = block._replace(note=name, n=read_number(sign), label=label)
    return made


def find_places(block: Settled) -> Iterator[tuple[str, int]]:
    """Where marks may refer to notes: not where a text begins, nor where they count items, nor in a reference."""
    text = block.text
    if _SIGN.search(text) is None:
        return
    taken = [(run.start, run.end) for run in block.inlines if run.kind == "ref"]
    for match in _MARK.finditer(text, 1):
        start, end = match.span()
        counts = text[start - 1] in _ENUMERATES and end != len(text)
        if not counts and not any(low < end and start < high for low, high in taken):
            yield match[0], start


def read_number(sign: str) -> str:
    """The number of a mark in Arabic numerals; the mark itself where it has none."""
    digits = _DIGITS.search(sign)
    if digits is not None:
        return str(int(digits[0]))
    first, value = next(((first, value) for first, value in reversed(_CIRCLED) if ord(sign[0]) >= first), (0, 0))
    return str(ord(sign) - first + value) if len(sign) == 1 and first and sign != "※" else sign
