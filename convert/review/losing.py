"""What else the blocks of a reading might have been: the kinds that lost, and by how much."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from convert.recovery.evidence import Evidence
from convert.recovery.reader import Reading
from convert.review.rows import CUT, Row

JOIN = "join"
"""What an atom does that goes on with the one before it."""

NEAR = 8.0
"""Nats: what lost by more hardly came into question, and is not told."""

MOST = 2
"""So many losers are told of a block, the best."""

_CALLED = {"noise": CUT, "x": CUT, "I": JOIN}
"""Labels of the grammar → what an editor would make of the block; others are kinds by themselves."""


class Loser(NamedTuple):
    """A kind that lost."""

    kind: str
    """A kind of the outline, `CUT` or `JOIN`."""
    nats: float
    """By how much the best labelling of the whole text that has it is worse; below 0 where it is better, but the
    series or class of the block held it to what it is."""


def find_losers(reading: Reading, rows: Sequence[Row]) -> Iterator[tuple[Loser, ...]]:
    """The losers of each row, the nearest first."""
    places = [_find_place(reading, i) for i in range(len(reading.context.atoms))]
    order = sorted(range(len(places)), key=places.__getitem__)
    starts = [places[i] for i in order]
    for row in rows:
        found = bisect_right(starts, row.at[0][0]) - 1
        yield tuple(_name_losers(reading.evidence[order[found]], row.kind)) if found >= 0 else ()


def _find_place(reading: Reading, i: int) -> int:
    """Where an atom begins in the source; -1 where nothing of it stands there."""
    atom, view = reading.context.atoms[i], reading.text.view
    return next((start for start, _ in view.to_source(((atom.start, atom.end),))), -1)


def _name_losers(evidence: Evidence, kind: str) -> Iterator[Loser]:
    won, told = evidence.standings[0].whole, {kind}
    for standing in evidence.standings[1:]:
        name, nats = _CALLED.get(standing.label, standing.label), round(won - standing.whole, 1)
        if name not in told and nats <= NEAR and len(told) <= MOST:
            told.add(name)
            yield Loser(name, nats)
