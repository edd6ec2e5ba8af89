"""Additions: what is printed and stands nowhere in the source's text: numbers its program counts, readings above it.

An addition is a change of the character beside it, which is printed with it; so the account tells it, and closes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from convert.recovery.runs import Addition, make_room
from convert.span import Span, Spans
from convert.tree.record import Change, Settled


class Stretch(NamedTuple):
    """Printed characters from one place of the source: as they stand there, or as a change has them."""

    start: int
    """Where they begin in the printed text."""
    at: Span
    change: Change | None


def print_additions(block: Settled, source: str) -> Settled:
    """A block, placed in the source, with the number and the readings that are printed beside its text."""
    if not block.text or not (block.counted or any(mark.kind == "ruby" for mark in block.inlines)):
        return block
    found = {mark.end: Addition(mark.end, mark.target, mark.start) for mark in block.inlines
             if mark.kind == "ruby" and mark.target and mark.end}
    if block.counted:
        found[0] = Addition(0, block.counted + _space_behind(block.counted))
        block = block._replace(label=block.counted)
    additions = [found[place] for place in sorted(found)]
    pieces, done = [], 0
    for each in additions:
        pieces += [block.text[done : each.place], each.text]
        done = each.place
    return block._replace(text="".join([*pieces, block.text[done:]]), inlines=make_room(block.inlines, additions),
                          changes=_change(block.spans, block.changes, additions, source))


def _space_behind(label: str) -> str:
    """The white between a number and what it numbers: none behind a full-width mark, an em behind 第一章."""
    return "" if label[-1] in "、，。．：）〕】》" else " " if label[-1].isascii() else "\u3000"


def _change(spans: Spans, changes: Sequence[Change], additions: Sequence[Addition], source: str) -> tuple[Change, ...]:
    """The changes of a block with its additions: the character before each is printed with it, else that behind it."""
    stretches = list(_stretch(spans, changes))
    starts = [stretch.start for stretch in stretches]
    made = {change.at: change for change in changes}
    for each in reversed(additions):
        before = max(each.place - 1, 0)
        stretch = stretches[bisect_right(starts, before) - 1]
        offset = before - stretch.start
        at = stretch.at if stretch.change is not None else (stretch.at[0] + offset, stretch.at[0] + offset + 1)
        was = source[at[0] : at[1]]
        now = made[at].now if at in made else was
        cut = (offset if stretch.change is not None else 0) + (each.place > 0)
        by = "text/reading" if each.host >= 0 else "text/counted"
        made[at] = Change(at, was, now[:cut] + each.text + now[cut:], by)
    return tuple(made[at] for at in sorted(made))


def _stretch(spans: Spans, changes: Sequence[Change]) -> Iterator[Stretch]:
    """The printed characters of a block, place by place."""
    rest, start = sorted(changes, key=lambda change: change.at, reverse=True), 0
    for low, high in spans:
        position = low
        while rest and rest[-1].at[0] < high:
            change = rest.pop()
            if position < change.at[0]:
                yield Stretch(start, (position, change.at[0]), None)
                start += change.at[0] - position
            yield Stretch(start, change.at, change)
            start, position = start + len(change.now), change.at[1]
        if position < high:
            yield Stretch(start, (position, high), None)
            start += high - position
