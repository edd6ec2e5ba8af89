"""Remarks: what a reader should know of a file: lost bytes, gaps in a series, text that breaks off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from convert.reading.reflow import Block
from convert.reading.series import Series
from convert.tree.record import Finding, Source


def find_remarks(source: Source, series: Sequence[Series], blocks: Sequence[Block]) -> list[Finding]:
    """The diagnostics of a file."""
    return [*_lost(source), *(finding for one in series for finding in _series(one, blocks)), *_shape(source, blocks)]


def _lost(source: Source) -> Iterator[Finding]:
    for lost in source.lost:
        yield Finding("text/decoded-otherwise", "warning",
                      f"{lost.length} bytes at offset {lost.offset}: {lost.why}.", (lost.at,))


def _series(series: Series, blocks: Sequence[Block]) -> Iterator[Finding]:
    if all(member.verdict == "text" for member in series.members):
        return
    for before, member in zip(series.members, series.members[1:], strict=False):
        reached, value = before.opener.value, member.opener.value
        if value == reached + 1:
            continue
        code = "series/repeat" if value == reached else "series/gap"
        what = f"number {value} stands twice" if value == reached else f"number {value} follows {reached}"
        yield Finding(code, "note", f"In a series of headings or items {what}.", blocks[member.block].spans[:1])


def _shape(source: Source, blocks: Sequence[Block]) -> Iterator[Finding]:
    if not blocks:
        yield Finding("text/empty", "warning", "The file holds no text.")
    elif len(source.text) > 400 and not any(mark in source.text for mark in "。，、！？.,!?"):
        yield Finding("text/no-punctuation", "warning", "The text has no punctuation: no structure could be told.")
