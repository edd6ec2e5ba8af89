"""Making changes to the printed text of a tree, and keeping the account of them.

An edit in the record names one change, `was` to `now` by a rule, with all the places where it was made. A change to
what an earlier edit printed joins it: the source characters, as they were, become what is printed at last. An edit that
ends where it began is struck out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from convert.span import print_spans
from convert.transforms.leaves import Printed, Stretch
from convert.transforms.opencc.changes import Change
from convert.tree.build import add
from convert.tree.nodes import Document, Edit

Entry = tuple[int, int, str, str]
"""Start and end in the source, what stood there, what is printed now."""


def make_changes(tree: Document, printed: Printed, changes: Sequence[Change], by: str) -> None:
    """Makes changes, in order and apart from each other, in the tree that was printed; records them as edits.

    A word that lies across inline elements or over a wrapped line goes, whole, to where it begins.
    """
    _rewrite(printed, changes)
    places: dict[tuple[str, str], list[str]] = {}
    for start, end, was, now in _find_entries(printed, changes):
        places.setdefault((was, now), []).append(f"{start}:{end}")
    record = tree.record
    for (was, now), at in places.items():
        add(record, "edit", at=" ".join(at), by=by, was=was, now=now)


def _rewrite(printed: Printed, changes: Sequence[Change]) -> None:
    starts = [start for start, _, _ in changes]
    first = 0
    for leaf in printed.leaves:
        for (element, name), start, end in leaf.slots:
            last = bisect_right(starts, end - 1, first)
            if first < last or (first and changes[first - 1][1] > start):
                setattr(element, name, _change(printed.text, start, end, changes, first, last))
            first = last


def _change(text: str, start: int, end: int, changes: Sequence[Change], first: int, last: int) -> str:
    """The characters of a slot after the changes that begin in it; one that began before may reach into it."""
    done = max(start, changes[first - 1][1]) if first else start
    pieces: list[str] = []
    for a, b, now in changes[first:last]:
        pieces += text[done:a], now
        done = b
    return "".join(pieces) + text[done:end]


def _find_entries(printed: Printed, changes: Iterable[Change]) -> Iterator[Entry]:
    """The changes by their places in the source, joined with earlier edits; these are struck out.

    What a tree prints from no source, as one made by hand may, has no place to be told by.
    """
    stretches = [stretch for leaf in printed.leaves for stretch in leaf.stretches]
    at = 0
    joined: list[Change] = []
    for change in changes:
        start, end, now = change
        while at < len(stretches) and stretches[at].end <= start:
            at += 1
        if at == len(stretches) or stretches[at].start >= end:
            continue
        stretch = stretches[at]
        if stretch.edit is None and stretch.start <= start and end <= stretch.end:
            offset = stretch.at[0] - stretch.start
            yield start + offset, end + offset, printed.text[start:end], now
        else:
            joined.append(change)
    for group in _group(joined, stretches):
        yield from _join(printed.text, *group)


def _group(changes: Iterable[Change], stretches: Sequence[Stretch]) -> Iterator[tuple[list[Change], list[Stretch]]]:
    """The changes that touch earlier edits or several stretches, together with those that touch the same ones."""
    ends = [stretch.end for stretch in stretches]
    group: tuple[list[Change], list[Stretch]] = [], []
    for change in changes:
        first = bisect_right(ends, change[0])
        last = bisect_left(stretches, change[1], first, key=lambda stretch: stretch.start)
        touched = list(stretches[first:last])
        if group[1] and group[1][-1] is touched[0]:
            touched = touched[1:]
        elif group[0]:
            yield group
            group = [], []
        group[0].append(change)
        group[1].extend(touched)
    if group[0]:
        yield group


def _join(text: str, changes: list[Change], stretches: list[Stretch]) -> Iterator[Entry]:
    """One change over several stretches: the first place in the source gets all that is printed."""
    start = min([changes[0][0], *(stretch.start for stretch in stretches if stretch.edit is not None)])
    end = max([changes[-1][1], *(stretch.end for stretch in stretches if stretch.edit is not None)])
    now, done = "", start
    for a, b, new in changes:
        now += text[done:a] + new
        done = b
    now += text[done:end]
    for a, b, was in _merge(stretch.find_source(text, start, end) for stretch in stretches):
        if was != now:
            yield a, b, was, now
        now = ""
    for stretch in stretches:
        if stretch.edit is not None:
            _strike(stretch.edit, stretch)


def _merge(places: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Neighbouring places as one."""
    kept: tuple[int, int, str] | None = None
    for start, end, was in places:
        if kept is not None and kept[1] == start:
            kept = kept[0], end, kept[2] + was
            continue
        if kept is not None:
            yield kept
        kept = start, end, was
    if kept is not None:
        yield kept


def _strike(edit: Edit, stretch: Stretch) -> None:
    left = [span for span in edit.at if span != stretch.at]
    if left:
        edit.set("at", print_spans(left))
        return
    record = edit.getparent()
    if record is not None:
        record.remove(edit)


