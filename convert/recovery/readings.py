"""Readings of the whole: what a chain of neighbours cannot see is decided by comparing whole readings by their score.

A series of numbers is headings, items, statements or notes in all of its members; a class of lines of one dress is
headings or is not. For each atom and label the score of the best whole labelling that has it is known, so a reading of
a group is worth the sum of what its members lose by it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from convert.recovery.classes import UNDRESSED
from convert.recovery.context import Context
from convert.recovery.grammar import LABEL_OF, LABELS
from convert.recovery.labelling import NEVER, Lattice, Model


class Group(NamedTuple):
    """Atoms that are to be read alike."""

    members: tuple[int, ...]
    """Their indexes."""
    readings: tuple[tuple[frozenset[str], ...], ...]
    """Each reading: the labels that each member may then have."""


HEADING, ITEM = frozenset({"heading"}), frozenset({"li"})
"""What the members of a series are in the first and second of its readings."""

NOTE, NOISE = frozenset({"note"}), frozenset({"noise"})
"""What they are in the last two."""

STATEMENT, TEXT = frozenset({"p"}), frozenset({"p", "I"})
"""What they are in the third, where a line begins and inside one."""

NOT_HEADING = frozenset(LABELS) - HEADING
"""What the members of a class are that is none of headings."""

WORST = -30.0
"""Nats that a reading loses by one member at most, so that a single line cannot outvote its series."""


def find_groups(context: Context) -> Iterator[Group]:
    """The series of a text, and its classes of unnumbered lines with a dress of their own."""
    for one in context.series:
        members = [i for i in one.members if i not in context.reprints]
        if len(members) > 1:
            yield _group_series(context, members)
    classes: dict[str, list[int]] = {}
    for i, alike in context.classes.items():
        if alike.members > 1 and alike.dress != UNDRESSED:
            classes.setdefault(alike.dress, []).append(i)
    for members in classes.values():
        yield Group(tuple(members), ((HEADING,) * len(members), (NOT_HEADING,) * len(members)))


def _group_series(context: Context, members: Sequence[int]) -> Group:
    atoms = [context.atoms[i] for i in members]
    return Group(tuple(members), (
        tuple(HEADING | STATEMENT if atom.shape == "long" else HEADING for atom in atoms),
        (ITEM,) * len(atoms),
        tuple(TEXT if atom.part else STATEMENT for atom in atoms),
        (NOTE,) * len(atoms),
        (NOISE,) * len(atoms)))


def measure_states(lattice: Lattice, model: Model) -> list[dict[str, float]]:
    """For each atom and label the score of the best labelling of the whole text that has it."""
    forward: list[list[tuple[int, float]]] = [[(state, own + model.firsts[state]) for state, own in lattice[0].states]]
    for slot in lattice[1:]:
        before, moves = forward[-1], model.moves[slot.joint]
        forward.append([(state, own + max([score + moves[a][state] for a, score in before]))
                        for state, own in slot.states])
    backward: list[float] = [0.0] * len(lattice[-1].states)
    found: list[dict[str, float]] = []
    for i in range(len(lattice) - 1, -1, -1):
        labels: dict[str, float] = {}
        for (state, score), rest in zip(forward[i], backward, strict=True):
            label = LABELS[LABEL_OF[state]]
            labels[label] = max(labels.get(label, 2 * NEVER), score + rest)
        found.append(labels)
        if i:
            after = [(state, own + rest) for (state, own), rest in zip(lattice[i].states, backward, strict=True)]
            moves = model.moves[lattice[i].joint]
            backward = [max([moves[state][b] + score for b, score in after]) for state, _ in lattice[i - 1].states]
    return found[::-1]


def disagree(group: Group, labels: Sequence[str]) -> bool:
    """Whether the members of a group have no reading in common."""
    return not any(all(labels[i] in allowed for i, allowed in zip(group.members, reading, strict=True))
                   for reading in group.readings)


def settle_groups(groups: Sequence[Group], scores: Sequence[Mapping[str, float]],
                  labels: Sequence[str]) -> dict[int, frozenset[str]]:
    """Index of an atom → the labels to which it is held, for members of groups that do not agree by themselves."""
    held: dict[int, frozenset[str]] = {}
    for group in groups:
        if disagree(group, labels):
            reading = max(group.readings, key=partial(_weigh, group.members, scores))
            held.update({i: allowed for i, allowed in zip(group.members, reading, strict=True)
                         if allowed & set(scores[i])})
    return held


def _weigh(members: Sequence[int], scores: Sequence[Mapping[str, float]],
           reading: Sequence[frozenset[str]]) -> float:
    """What the members of a group lose by a reading of it."""
    total = 0.0
    for i, allowed in zip(members, reading, strict=True):
        best = max(scores[i].values(), default=0.0)
        given = max((score for label, score in scores[i].items() if label in allowed), default=-math.inf)
        total += max(given - best, WORST)
    return total
