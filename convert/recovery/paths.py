"""Paths: the best way to call all atoms of a text at once (Viterbi 1967).

From each zone only the states are gone on from of which none is surely worse than the best there, so that an atom costs
a few additions for each of its states.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from operator import add

from convert.recovery.grammar import NEW, STATES, Zone
from convert.recovery.labelling import NEVER, Lattice, Model, Slot

Paths = list[Sequence[int]]
"""For each atom and state the score of a path; comparable within one atom only."""


def climb(lattice: Lattice, model: Model, before: tuple[Lattice, Paths] | None = None) -> Paths:
    """The best paths that end with each state; `before` is what is known of a lattice that differs in a few slots."""
    if not lattice:
        return []
    reached: Paths = [array("q", map(add, map(model.firsts.__getitem__, lattice[0].states), lattice[0].scores))]
    for i, (last, slot) in enumerate(pairwise(lattice), 1):
        known = before[1][i] if before is not None and before[0][i] is slot else None
        if known is None or before is None or reached[-1] is not before[1][i - 1]:
            found: Sequence[int] = array("q", map(add, reach(last, reached[-1], slot, model), slot.scores))
            known = known if known is not None and found == known else found
        reached.append(known)
    return reached


def descend(lattice: Lattice, model: Model) -> Paths:
    """The best paths behind each state."""
    rest: Paths = [[0] * len(lattice[-1].states)]
    for last, slot in pairwise(reversed(lattice)):
        rest.append(array("q", fall(last, rest[-1], slot.states, model)))
    return rest[::-1]


def reach(last: Slot, reached: Sequence[int], slot: Slot, model: Model) -> list[int]:
    """The best paths up to each state of a slot, from those that end with each of the slot before it."""
    states, top, moves = last.states, max(reached), model.moves[slot.joint]
    leaders: list[Leader] = []
    for low, high in last.bounds:
        best = max(reached[low:high])
        lead = moves.onward[states[reached.index(best, low, high)]]
        leaders += [(moves.rows[states[k]], reached[k] - top) for k in range(low, high)
                    if reached[k] + lead[states[k]] >= best]
    return _follow(leaders, slot.states)


def fall(after: Slot, rest: Sequence[int], states: Sequence[int], model: Model) -> list[int]:
    """The best paths behind each state of a slot, from those behind each of the slot after it."""
    whole, moves = list(map(add, after.scores, rest)), model.moves[after.joint]
    top = max(whole)
    leaders = [(moves.columns[after.states[k]], whole[k] - top) for low, high in after.bounds
               for k in _find_rivals(after.states, whole, low, high, moves.toward)]
    return _follow(leaders, states)


def _find_rivals(states: Sequence[int], scores: Sequence[int], low: int, high: int,
                 leads: Mapping[int, Sequence[int]]) -> list[int]:
    """The places of states of one zone of which none is surely worse to go on to than the two best.

    One alone would not do: what goes on with the atom before can follow less than any other state.
    """
    kept = sorted(range(low, high), key=scores.__getitem__, reverse=True)
    for place in range(2):
        if place + 1 < len(kept):
            best, lead = scores[kept[place]], leads[states[kept[place]]]
            kept = [k for k in kept if scores[k] + lead[states[k]] >= best]
    return kept


Leader = tuple[Sequence[int], int]
"""The row of a table of moves for a state, and by how much the best path to it is worse than that to another."""


def _follow(leaders: Sequence[Leader], states: Sequence[int]) -> list[int]:
    """For each state the score of the best path that goes on to it."""
    row, score = leaders[0]
    best = [row[state] + score for state in states]
    for row, score in leaders[1:]:
        best = [known if known > (found := row[state] + score) else found
                for known, state in zip(best, states, strict=True)]
    return best


def find_best(lattice: Lattice, model: Model) -> list[int]:
    """The states of the best path; none where no path goes through."""
    return trace_back(lattice, climb(lattice, model), model)


def trace_back(lattice: Lattice, reached: Paths, model: Model) -> list[int]:
    """The same from the paths that end with each state."""
    if not lattice:
        return []
    path = [_choose(lattice[-1].states, reached[-1])]
    for i in range(len(lattice) - 2, -1, -1):
        slot, column = lattice[i], model.moves[lattice[i + 1].joint].columns[path[-1]]
        path.append(_choose(slot.states, list(map(add, reached[i], map(column.__getitem__, slot.states)))))
    path.reverse()
    steps = [model.firsts[path[0]], *_list_moves(lattice, path, model)]
    return path if min(steps) > NEVER else []


def count_works(path: Sequence[int]) -> int:
    """How many works a path opens."""
    return 1 + sum(NEW[a][b] for a, b in pairwise(path))


def weigh_path(lattice: Lattice, path: Sequence[int], model: Model) -> int:
    """The score of a path, all of whose states the lattice has."""
    own = sum(slot.scores[slot.states.index(state)] for slot, state in zip(lattice, path, strict=True))
    return model.firsts[path[0]] + own + sum(_list_moves(lattice, path, model))


def _list_moves(lattice: Lattice, path: Sequence[int], model: Model) -> Iterator[int]:
    """The scores of going from state to state along a path."""
    joints = [slot.joint for slot in lattice[1:]]
    return (model.moves[joint].rows[a][b] for joint, (a, b) in zip(joints, pairwise(path), strict=True))


def _choose(states: Sequence[int], scores: Sequence[int]) -> int:
    """The state with the best score; of several the commonest."""
    best = max(scores)
    if scores.count(best) == 1:
        return states[scores.index(best)]
    return min((state for state, score in zip(states, scores, strict=True) if score == best), key=_RARITY.__getitem__)


_COMMON = ("p", "I", "heading", "li", "note", "caption", "noise", "title", "kicker", "subtitle", "byline", "date",
           "addressee", "salutation", "signature", "verse", "row", "meta", "x")
"""Labels, the commoner first."""

_RARITY = [_COMMON.index(state.label) * len(Zone) + state.zone for state in STATES]
"""Number of a state → how late it is chosen among states that are equally good."""
