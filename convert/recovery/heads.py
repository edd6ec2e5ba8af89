"""Headings as depth sees them: by marks of the format, numbers and words, before how they stand to one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from convert.recovery.blocks import Draft
from convert.recovery.context import Context
from convert.recovery.cues import find_cue
from convert.recovery.depth import ALONE, DAY, PLAIN, TOP, UPPER, YEAR, Head, find_depths
from convert.recovery.shapes import close_up
from convert.recovery.standing import Work, find_close, relate

_PARTS = (("fore", ALONE), ("back", TOP), ("stage", UPPER), ("instalment", UPPER), ("year", YEAR), ("entry", DAY))
"""Cue of a heading without a number → its style."""


def set_depths(context: Context, drafts: Sequence[Draft]) -> None:
    """Gives every heading its depth, work by work."""
    for parts in _part_works(drafts):
        heads = [draft for draft in parts if draft.label == "heading"]
        marked = [_head(context, draft.atoms[0], True) for draft in heads]
        flat = _is_flat(context, heads)
        found = [_head(context, draft.atoms[0], False) for draft in heads] if flat else marked
        related = relate(Work(context, parts, heads, marked, find_close(parts)), found)
        for draft, depth in zip(heads, find_depths(related), strict=True):
            draft.depth = depth


def _is_flat(context: Context, heads: Sequence[Draft]) -> bool:
    """Whether a format marks one level for numbers that stand inside one another: then the numbers alone tell."""
    openers = [(atom.marks.heading, atom.opener) for draft in heads
               if (atom := context.atoms[draft.atoms[0]]).opener is not None and atom.marks.heading]
    firsts = Counter((level, opener.style) for level, opener in openers if opener is not None and opener.value == 1)
    return any(times > 1 and any(at == level and style != other and firsts[at, style] == 1 for at, style in firsts)
               for (level, other), times in firsts.items())


def _part_works(drafts: Sequence[Draft]) -> Iterator[list[Draft]]:
    """The drafts of each work."""
    work: list[Draft] = []
    for draft in drafts:
        if draft.opens and work:
            yield work
            work = []
        work.append(draft)
    yield work


def _head(context: Context, i: int, marked: bool) -> Head:
    """A heading as depth sees it: by the mark of its format where that counts, its number, or its words."""
    atom = context.atoms[i]
    level = (atom.marks.heading or _level_of_series(context, i)) if marked else 0
    if level:
        return Head(f"h{level + atom.marks.quote}", 0, -1)
    if atom.opener is not None:
        return Head(atom.opener.style, atom.opener.value, context.series_of.get(i, -1 - i))
    words = close_up(atom.plain)
    style = next((style for cue, style in _PARTS if find_cue(cue).pattern.search(words)), PLAIN)
    return Head(style, 0, -1)


def _level_of_series(context: Context, i: int) -> int:
    """The level that the format gives to most others of a series, where it forgot this one."""
    number = context.series_of.get(i)
    if number is None:
        return 0
    members = context.series[number].members
    marked = Counter(context.atoms[k].marks.heading for k in members if context.atoms[k].marks.heading)
    level, times = marked.most_common(1)[0] if marked else (0, 0)
    return level if times * 2 > len(members) else 0
