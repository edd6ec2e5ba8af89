"""Remarks: what a reader should know of a text: lost bytes, gaps in a series, text that breaks off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from convert.recovery.context import Context
from convert.recovery.grammar import State
from convert.tree.record import Finding, Source

_COUNTED = frozenset({"heading", "li"})
"""What the numbers of a series count."""

_LONG = 400
"""Characters from which a text without punctuation is told."""


def find_remarks(source: Source, context: Context, states: Sequence[State]) -> Iterator[Finding]:
    """What is odd in a text as it was read, by places of its view."""
    for series in context.series:
        counted = [i for i in series.members if states[i].label in _COUNTED]
        if len(counted) * 2 > len(series.members):
            yield from _find_gaps(context, counted)
    if not context.atoms:
        yield Finding("text/empty", "warning", "The file holds no text.")
    elif len(source.text) > _LONG and not any(mark in source.text for mark in "。，、！？.,!?"):
        yield Finding("text/no-punctuation", "warning", "The text has no punctuation: no structure could be told.")


def find_lost(source: Source) -> Iterator[Finding]:
    """The bytes that could not be read as the rest was."""
    for lost in source.lost:
        yield Finding("text/decoded-otherwise", "warning",
                      f"{lost.length} bytes at offset {lost.offset}: {lost.why}.", (lost.at,))


def _find_gaps(context: Context, members: Sequence[int]) -> Iterator[Finding]:
    for before, after in pairwise(members):
        reached, value = (opener.value if (opener := context.atoms[i].opener) else 0 for i in (before, after))
        if value == reached + 1:
            continue
        code = "series/repeat" if value == reached else "series/gap"
        what = f"number {value} stands twice" if value == reached else f"number {value} follows {reached}"
        atom = context.atoms[after]
        yield Finding(code, "note", f"In a series of headings or items {what}.", ((atom.start, atom.end),))
