"""Additions: what is printed and stands nowhere in the source's text: numbers its program counts, readings above it.

An addition is a change of the character beside it, which is printed with it; so the account tells it, and closes.
"""

from __future__ import annotations

from collections.abc import Sequence

from convert.recovery.runs import make_room
from convert.span import Span
from convert.tree.record import Change, Settled


def print_additions(block: Settled, source: str) -> Settled:
    """A block, placed in the source, with the number and the readings that are printed beside its text."""
    for mark in sorted((mark for mark in block.inlines if mark.kind == "ruby" and mark.target), reverse=True):
        block = _add(block, source, mark.end, mark.target, "text/reading", host=mark.start)
    if not block.counted or not block.text:
        return block
    block = block._replace(label=block.counted)
    return _add(block, source, 0, block.counted + _space_behind(block.counted), "text/counted")


def _space_behind(label: str) -> str:
    """The white between a number and what it numbers: none behind a full-width mark, an em behind 第一章."""
    return "" if label[-1] in "、，。．：）〕】》" else " " if label[-1].isascii() else "\u3000"


def _add(block: Settled, source: str, place: int, characters: str, by: str, host: int = -1) -> Settled:
    """A block with more characters at a place of its text: the character before it is printed with them."""
    at, offset = _locate(block.spans, block.changes, place - 1 if place else 0)
    held = next((change for change in block.changes if change.at == at), None)
    now = held.now if held is not None else source[at[0] : at[1]]
    cut = offset + (1 if place else 0)
    change = Change(at, source[at[0] : at[1]], now[:cut] + characters + now[cut:], by)
    changes = [each for each in block.changes if each is not held]
    text = block.text[:place] + characters + block.text[place:]
    return block._replace(text=text, changes=tuple(sorted([*changes, change], key=lambda each: each.at)),
                          inlines=make_room(block.inlines, place, len(characters), host))


def _locate(spans: Sequence[Span], changes: Sequence[Change], place: int) -> tuple[Span, int]:
    """Where the printed character at a place stands in the source, and which it is of those printed for it."""
    for start, end in spans:
        position = start
        for change in sorted((each for each in changes if start <= each.at[0] < end), key=lambda each: each.at):
            if place < change.at[0] - position:
                break
            place -= change.at[0] - position
            if place < len(change.now):
                return change.at, place
            place -= len(change.now)
            position = change.at[1]
        if place < end - position:
            return (position + place, position + place + 1), 0
        place -= end - position
    raise ValueError(f"No character is printed at place {place}.")
