"""Places: the blocks that links within a document lead to, by the names that its format gives."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote

from convert.recovery.text import PLACE, Run, Text
from convert.tree.record import Finding, Settled


def name_places(blocks: Sequence[Settled], text: Text) -> tuple[list[Settled], list[Finding]]:
    """The blocks with what links call them by, and what is to be told of links to places that are nowhere.

    A place is in the block that holds it, else in the next one. A link to the block that it stands in leads nowhere.
    """
    links = list(_find_links(blocks))
    if not links:
        return list(blocks), []
    found = _find_blocks(blocks, text.runs)
    called: defaultdict[int, dict[str, None]] = defaultdict(dict)
    own: defaultdict[int, dict[str, None]] = defaultdict(dict)
    nowhere = 0
    for at, target in links:
        led = _look_up(found, target[1:])
        nowhere += led is None
        if led is not None:
            (called if led != at else own)[led][target] = None
    named = list(blocks)
    for number in called.keys() | own.keys():
        block = blocks[number]
        kept = tuple(mark for mark in block.inlines if mark.kind != "link" or mark.target not in own[number])
        named[number] = block._replace(called=tuple(called[number]), inlines=kept)
    return named, list(_tell(nowhere))


def _find_links(blocks: Sequence[Settled]) -> Iterator[tuple[int, str]]:
    """In which block each link to a place stands, and its target."""
    return ((number, mark.target) for number, block in enumerate(blocks) for mark in block.inlines
            if mark.kind == "link" and mark.target.startswith("#"))


def _find_blocks(blocks: Sequence[Settled], runs: Sequence[Run]) -> dict[str, int]:
    """Which block each place is in, by its name; the first place of a name."""
    printed = sorted((block.spans[0][0], number) for number, block in enumerate(blocks)
                     if block.spans and block.kind != "meta")
    found: dict[str, int] = {}
    for run in runs:
        if run.kind == PLACE and printed:
            at = max(bisect_right(printed, (run.start, len(blocks))) - 1, 0)
            ends = blocks[printed[at][1]].spans[-1][1]
            at += ends < run.start and at + 1 < len(printed)
            found.setdefault(run.target, printed[at][1])
    return found


def _look_up(found: Mapping[str, int], name: str) -> int | None:
    """Which block a name leads to; addresses may have it percent-encoded."""
    return found.get(name, found.get(unquote(name)))


def _tell(nowhere: int) -> Iterator[Finding]:
    if nowhere:
        yield Finding("link/within", "note", f"Links to places that the document does not have: {nowhere}; their words "
                                             "are kept.")
