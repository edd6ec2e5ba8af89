"""Labelling: which states each atom may have, and what speaks for each.

Scores are whole numbers, millionths of a nat, so that sums are exact in any order. What two states of one zone may
differ by in all that can come before or behind them is known beforehand; a state that falls short of another by more
is on no best path and is not followed further.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from functools import cached_property, lru_cache
from itertools import pairwise
from operator import add, sub
from struct import Struct
from typing import NamedTuple

from convert.recovery.grammar import FOLLOW, LABEL_OF, LABELS, NEW, START, STATES, ZONE_OF, Joint, Zone

Weights = Mapping[str, Sequence[float]]
"""Feature → its weight for each label, in nats and in the order of LABELS; transitions are features too."""

NAT = 1_000_000
"""Units of a score."""

NEVER = -1_000_000_000 * NAT
"""A score that no path may have."""

UNHEARD = -100_000 * NAT
"""A score in place of NEVER where constraints may ask for what the grammar forbids: the least of it is best."""

BEAM = 9 * NAT
"""What an atom's best label may be better by than another that is weighed, unless that is the best of its zone."""

FEW = 4
"""So many states are weighed whatever their scores are."""


class Slot(NamedTuple):
    """What an atom may be."""

    joint: Joint
    """What parts it from the one before."""
    states: tuple[int, ...]
    """Its states, zone by zone."""
    scores: Sequence[int]
    """Their own scores."""
    bounds: tuple[tuple[int, int], ...]
    """Where the states of each zone begin and end."""


Lattice = Sequence[Slot]
"""What each atom of a text may be."""


def move_name(a: int, b: int) -> str:
    """The feature that two neighbouring labels have together."""
    return f"t:{STATES[a].label}>{STATES[b].label}"


def joint_name(joint: int, a: int, b: int) -> str:
    """The feature that they have over a joint."""
    return f"{Joint(joint).name.lower()}:{STATES[a].label}>{STATES[b].label}"


def zone_name(a: int, b: int) -> str:
    """The feature of going from zone to zone, or of staying in one, with a label."""
    return f"z:{ZONE_OF[a]}>{ZONE_OF[b]}/{STATES[b].label}"


def state_name(state: int) -> str:
    """The feature of a label in a zone."""
    return f"w:{ZONE_OF[state]}:{STATES[state].label}"


def first_name(state: int) -> str:
    """The feature of a state with which a text begins."""
    return f"s:{STATES[state].zone.name.lower()}/{STATES[state].label}"


class Model:
    """Weights made ready: those of features by label, those of going from state to state as tables."""

    def __init__(self, weights: Weights) -> None:
        self.rows = weights
        """Feature → its weight for each label, in nats."""
        self.moves = _Tables(weights)
        """Joint → the scores of going from state to state over it."""
        self.firsts = [_weigh(weights, first_name(state), state) if START[state] else NEVER
                       for state in range(len(STATES))]
        """The score of a text that begins with a state."""
        self.zones = [_weigh(weights, state_name(state), state) for state in range(len(STATES))]
        """The score of a label in a zone."""
        self.packed = _Packed(weights)
        """Feature → its weights for all labels, packed."""
        self.shapes = _Shapes(self.zones)
        """The states that are offered, ordered."""
        self.leads: dict[tuple[Joint, Joint, int], list[int]] = {}
        """What `lead_over` has found so far."""
        self.lone_moves = _Tables(weights, alone=True)
        """The moves of a text in which no further work opens."""
        self.lone_leads: dict[tuple[Joint, Joint, int], list[int]] = {}
        """The leads of these."""

    def alone(self) -> Model:
        """The same weights for a text in which no further work opens."""
        made = copy(self)
        made.moves, made.leads = self.lone_moves, self.lone_leads
        return made

    def lenient(self) -> Model:
        """The same weights where the grammar may be broken, for a text that is held to be otherwise than it allows."""
        made = copy(self)
        made.moves, made.leads = _Tables(self.rows, never=UNHEARD), {}
        made.lone_moves, made.lone_leads = _Tables(self.rows, alone=True, never=UNHEARD), {}
        made.firsts = [max(first, UNHEARD) for first in self.firsts]
        return made

    def with_rows(self, rows: Weights) -> Model:
        """The same moves with other weights of features."""
        made = copy(self)
        made.rows, made.packed = rows, _Packed(rows)
        return made

    def lead_over(self, before: Joint, after: Joint, state: int) -> list[int]:
        """By how much each other state of its zone may be better in moves to it and from it over two joints."""
        key = before, after, state
        found = self.leads.get(key)
        if found is None:
            both = zip(self.moves[before].toward[state], self.moves[after].onward[state], strict=True)
            found = self.leads[key] = list(map(sum, both))
        return found


_OF_LABEL = [LABEL_OF.index(label) for label in range(len(LABELS))]
"""A state of each label."""

_OF_ZONE = [ZONE_OF.index(zone) for zone in range(len(Zone))]
"""A state of each zone."""


def _weigh(weights: Weights, feature: str, state: int) -> int:
    row = weights.get(feature)
    return round(row[LABEL_OF[state]] * NAT) if row is not None else 0


class Moves:
    """The scores of going from state to state over a joint; far below all others where the grammar forbids it."""

    def __init__(self, tables: _Tables, joint: Joint) -> None:
        own = [[_weigh(tables.weights, joint_name(joint, a, b), b) for b in _OF_LABEL] for a in _OF_LABEL]
        self.rows = [[tables.anywhere[a][b] + own[LABEL_OF[a]][LABEL_OF[b]]
                      if FOLLOW[joint][a][b] and not (tables.alone and NEW[a][b]) else tables.never
                      for b in range(len(STATES))] for a in range(len(STATES))]
        """By the earlier state, then the later."""
        self.columns = list(map(list, zip(*self.rows, strict=True)))
        """By the later state, then the earlier."""
        self.onward, self.toward = _Leads(self.rows), _Leads(self.columns)
        """State → by how much moves from each other state of its zone may be better than those from it, or to it."""


class _Tables(dict[Joint, Moves]):
    """Joint → its moves, made when they are first asked for."""

    def __init__(self, weights: Weights, *, alone: bool = False, never: int = NEVER) -> None:
        self.weights, self.alone, self.never = weights, alone, never

    def __missing__(self, joint: Joint) -> Moves:
        return self.setdefault(joint, Moves(self, joint))

    @cached_property
    def anywhere(self) -> list[list[int]]:
        """What going from state to state scores over any joint."""
        weights, states = self.weights, range(len(STATES))
        pairs = [[_weigh(weights, move_name(a, b), b) for b in _OF_LABEL] for a in _OF_LABEL]
        zones = [[_weigh(weights, zone_name(a, b), b) for b in states] for a in _OF_ZONE]
        new = [_weigh(weights, "new", b) for b in states]
        return [[pairs[LABEL_OF[a]][LABEL_OF[b]] + zones[ZONE_OF[a]][b] + new[b] * NEW[a][b] for b in states]
                for a in states]


class _Packed(dict[str, int]):
    """Features with their weights for all labels side by side in one number, so that one addition adds all."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights

    def __missing__(self, feature: str) -> int:
        row = self.weights.get(feature, ())
        return self.setdefault(feature, sum(round(weight * NAT) << 32 * k for k, weight in enumerate(row) if weight))


_SIGNS = sum(1 << 32 * k + 31 for k in range(len(LABELS)))
"""The sign bit of each label: added, it keeps a negative sum from borrowing of the next label's."""

_LANES = Struct(f"<{len(LABELS)}i")


def add_up(features: Iterable[str], model: Model) -> int:
    """What features weigh together for all labels, side by side in one number."""
    return sum(map(model.packed.__getitem__, features))


def unpack(total: int) -> tuple[int, ...]:
    """For each label its part of such a number."""
    return _LANES.unpack(((total + _SIGNS) ^ _SIGNS).to_bytes(_LANES.size, "little"))


class _Leads(dict[int, list[int]]):
    """State → by how much each other state of its zone may be better in any column of a table; at least by nothing."""

    def __init__(self, table: Sequence[Sequence[int]]) -> None:
        self.table = table

    def __missing__(self, state: int) -> list[int]:
        own, zone = self.table[state], ZONE_OF[state]
        leads = [max(0, *map(sub, row, own)) if ZONE_OF[other] == zone else -NEVER
                 for other, row in enumerate(self.table)]
        return self.setdefault(state, leads)


class _Shape(NamedTuple):
    """States that are offered together."""

    states: tuple[int, ...]
    """Zone by zone."""
    labels: tuple[int, ...]
    """The number of the label of each."""
    weights: tuple[int, ...]
    """The score of that in its zone."""
    bounds: tuple[tuple[int, int], ...]
    """Where the states of each zone begin and end."""


class _Shapes(dict[tuple[int, ...], _Shape]):
    """States as they are offered → the same ordered; few sets of states are ever offered."""

    def __init__(self, zones: Sequence[int]) -> None:
        self.zones = zones

    def __missing__(self, offered: tuple[int, ...]) -> _Shape:
        states = tuple(sorted(offered, key=ZONE_OF.__getitem__))
        labels = tuple(map(LABEL_OF.__getitem__, states))
        weights = tuple(map(self.zones.__getitem__, states))
        return self.setdefault(offered, _Shape(states, labels, weights, part_zones(states)))


@lru_cache(4096)
def part_zones(states: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    """Where the states of each zone begin and end."""
    zones = [ZONE_OF[state] for state in states]
    starts = [k for k, zone in enumerate(zones) if k == 0 or zones[k - 1] != zone]
    return tuple(pairwise([*starts, len(zones)]))


def score_states(total: int, joint: Joint, offered: tuple[int, ...], model: Model) -> Slot:
    """The states that an atom may have, each with its score; `total` is what its features weigh together."""
    shape = model.shapes[offered]
    scores = list(map(add, map(unpack(total).__getitem__, shape.labels), shape.weights))
    return Slot(joint, shape.states, scores, shape.bounds)


def prune(slot: Slot) -> Slot:
    """The states of an atom without the hopeless ones."""
    scores = slot.scores
    least = _least(scores)
    kept: list[int] = []
    for low, high in slot.bounds:
        floor = min(least, max(scores[low:high]))
        kept += [k for k in range(low, high) if scores[k] >= floor]
    return take(slot, kept)


def _least(scores: Sequence[int]) -> int:
    return max(scores) - BEAM if len(scores) > FEW else NEVER


def thin(slot: Slot, after: Joint, model: Model) -> Slot:
    """Of these the states that may be on a best path, whatever stands before the atom and behind it.

    `after` parts it from the next.
    """
    states, scores = slot.states, slot.scores
    least = _least(scores)
    kept: list[int] = []
    for low, high in slot.bounds:
        best = max(scores[low:high])
        top = scores.index(best, low, high)
        if best < least:
            kept.append(top)
        else:
            lead = model.lead_over(slot.joint, after, states[top])
            kept += [k for k in range(low, high) if scores[k] >= least and scores[k] + lead[states[k]] >= best]
    return take(slot, kept)


def take(slot: Slot, kept: Sequence[int]) -> Slot:
    """Some states of a slot, given by their places in it."""
    states = _once(tuple(map(slot.states.__getitem__, kept)))
    return Slot(slot.joint, states, array("q", map(slot.scores.__getitem__, kept)), part_zones(states))


@lru_cache(4096)
def _once(states: tuple[int, ...]) -> tuple[int, ...]:
    """The same states; few sets of them are common, and each is kept once."""
    return states
