"""The labelling: the best way to call all atoms of a text at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from convert.recovery.grammar import FOLLOW, LABEL_OF, NEW, START, STATES, ZONE_OF, Joint

Weights = Mapping[str, Sequence[float]]
"""Feature → its weight for each label, in nats and in the order of LABELS; transitions are features too."""

class Slot(NamedTuple):
    """What an atom may be."""

    joint: int
    """What parts it from the one before, a `Joint`."""
    states: list[tuple[int, float]]
    """Its states with their own scores."""


Lattice = Sequence[Slot]
"""What each atom may be."""

NEVER = -1e9
"""A score that no path may have."""

BEAM = 9.0
"""Nats below the best label of an atom at which another is not weighed any more, unless it is the best of its zone."""

FEW = 4
"""So many states are weighed whatever their scores are."""


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
    """Weights made ready, in nats: those of features by label, those of going from state to state as a table."""

    def __init__(self, weights: Weights) -> None:
        self.rows = weights
        """Feature → its weight for each label."""
        self.moves = [[[_move(weights, joint, a, b) for b in range(len(STATES))] for a in range(len(STATES))]
                      for joint in Joint]
        """By joint the weight of state b behind state a; far below all others where the grammar forbids it."""
        self.firsts = [_weigh(weights, first_name(state), state) if START[state] else NEVER
                       for state in range(len(STATES))]
        """The weight of a text that begins with a state."""
        self.zones = [_weigh(weights, state_name(state), state) for state in range(len(STATES))]
        """The weight of a label in a zone."""


def _weigh(weights: Weights, feature: str, state: int) -> float:
    row = weights.get(feature)
    return row[LABEL_OF[state]] if row is not None else 0.0


def _move(weights: Weights, joint: int, a: int, b: int) -> float:
    if not FOLLOW[joint][a][b]:
        return NEVER
    names = (move_name(a, b), joint_name(joint, a, b), zone_name(a, b), *(("new",) if NEW[a][b] else ()))
    return sum(_weigh(weights, name, b) for name in names)


def score_states(features: Sequence[str], offered: Iterable[int], model: Model) -> list[tuple[int, float]]:
    """The states that an atom may have, each with the sum of its weights; the hopeless ones left out."""
    rows = [row for row in map(model.rows.get, features) if row is not None]
    totals: dict[int, float] = {}
    found: list[tuple[int, float]] = []
    for state in offered:
        k = LABEL_OF[state]
        total = totals.get(k)
        if total is None:
            total = totals[k] = sum([row[k] for row in rows])
        found.append((state, total + model.zones[state]))
    return _prune(found) if len(found) > FEW else found


def _prune(found: list[tuple[int, float]]) -> list[tuple[int, float]]:
    least = max(score for _, score in found) - BEAM
    best: dict[int, tuple[int, float]] = {}
    for pair in found:
        zone = ZONE_OF[pair[0]]
        if zone not in best or pair[1] > best[zone][1]:
            best[zone] = pair
    keep = {state for state, _ in best.values()}
    return [pair for pair in found if pair[1] >= least or pair[0] in keep]


def find_best(lattice: Lattice, model: Model) -> tuple[list[int], float]:
    """The states of the best path and its score; no states where no path goes through."""
    if not lattice:
        return [], 0.0
    current = [(state, own + model.firsts[state]) for state, own in lattice[0].states]
    back: list[dict[int, int]] = []
    for slot in lattice[1:]:
        current, came = _step(current, slot.states, model.moves[slot.joint])
        if not current:
            return [], NEVER
        back.append(came)
    state, total = max(current, key=lambda pair: (pair[1], -pair[0]))
    path = [state]
    for came in reversed(back):
        state = came[state]
        path.append(state)
    return path[::-1], total


def _step(current: list[tuple[int, float]], states: list[tuple[int, float]],
          moves: Sequence[Sequence[float]]) -> tuple[list[tuple[int, float]], dict[int, int]]:
    """The best score of each state of the next atom, and the state before it."""
    following: list[tuple[int, float]] = []
    came: dict[int, int] = {}
    for state, own in states:
        best, best_from = NEVER, -1
        for before, score in current:
            total = score + moves[before][state]
            if total > best:
                best, best_from = total, before
        if best_from >= 0:
            following.append((state, best + own))
            came[state] = best_from
    return following, came
