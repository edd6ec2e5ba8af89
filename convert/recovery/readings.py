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

from convert.recovery.atoms import Atom
from convert.recovery.classes import UNDRESSED
from convert.recovery.context import Context
from convert.recovery.grammar import LABEL_OF, LABELS, STATES
from convert.recovery.labelling import NAT, NEVER, Lattice, Model, Slot, take, thin
from convert.recovery.page import ends_sentence
from convert.recovery.paths import Paths, climb, descend, fall, reach, trace_back

ROUNDS = 2
"""How often groups are held to one reading: holding some may part others."""


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

TITLE = frozenset({"title"})
"""What the first line of a class may be that its format marks as headings: all of them stand under it."""

NOT_HEADING = frozenset(LABELS) - HEADING
"""What the members of a class are that is none of headings."""

WORST = -30 * NAT
"""What a reading loses by one member at most, so that a single line cannot outvote its series."""


def find_groups(context: Context) -> Iterator[Group]:
    """The series of a text, and its classes of unnumbered lines with a dress of their own."""
    for one in context.series:
        members = [i for i in one.members if i not in context.repeats.reprints]
        if len(members) > 1:
            yield _group_series(context, members)
    classes: dict[str, list[int]] = {}
    for i, alike in context.classes.items():
        if alike.members > 1 and alike.dress != UNDRESSED:
            classes.setdefault(alike.dress, []).append(i)
    for members in classes.values():
        first = HEADING | TITLE if context.atoms[members[0]].marks.heading else HEADING
        yield Group(tuple(members), ((first, *[HEADING] * (len(members) - 1)), (NOT_HEADING,) * len(members)))


def _group_series(context: Context, members: Sequence[int]) -> Group:
    atoms = [context.atoms[i] for i in members]
    return Group(tuple(members), (
        tuple(HEADING | STATEMENT if _may_be_text(atom) else HEADING for atom in atoms),
        (ITEM,) * len(atoms),
        tuple(TEXT if atom.part else STATEMENT for atom in atoms),
        (NOTE,) * len(atoms),
        (NOISE,) * len(atoms)))


def _may_be_text(atom: Atom) -> bool:
    """Whether a member of a series of headings may be text: it is too long, or an article that is one sentence."""
    article = atom.opener is not None and atom.opener.style == "clause"
    return atom.shape == "long" or (article and ends_sentence(atom.plain))


def read_alike(groups: Sequence[Group], lattice: Lattice, whole: Mapping[int, Slot],
               model: Model) -> tuple[list[int], dict[int, frozenset[str]]]:
    """The states of the best path on which the members of each group agree, and the labels they were held to.

    `whole` are the states of their members, of which the lattice has only those that a best path may have.
    """
    reached = climb(lattice, model)
    path = trace_back(lattice, reached, model)
    bound: dict[int, frozenset[str]] = {}
    for _ in range(ROUNDS if path else 0):
        labels = [STATES[state].label for state in path]
        parted = [group for group in groups if disagree(group, labels)]
        if not parted:
            break
        wanted = {i: whole[i] for group in parted for i in group.members}
        held = settle_groups(parted, measure_states(lattice, reached, model, wanted))
        fewer = {i: _hold(whole[i], labels) for i, labels in held.items()}
        whole = {**whole, **fewer}
        before, lattice = lattice, _replace(lattice, fewer, model)
        reached = climb(lattice, model, (before, reached))
        again = trace_back(lattice, reached, model)
        if not again:
            break
        path, bound = again, {**bound, **held}
    return path, bound


def _replace(lattice: Lattice, slots: Mapping[int, Slot], model: Model) -> Lattice:
    made = list(lattice)
    for i, slot in slots.items():
        made[i] = thin(slot, lattice[min(i + 1, len(lattice) - 1)].joint, model) if i else slot
    return made


def _hold(slot: Slot, labels: frozenset[str]) -> Slot:
    """The states of an atom that have one of some labels; all where none does."""
    kept = [k for k, state in enumerate(slot.states) if STATES[state].label in labels]
    return take(slot, kept) if kept else slot


def measure_states(lattice: Lattice, reached: Paths, model: Model,
                   wanted: Mapping[int, Slot]) -> dict[int, dict[str, int]]:
    """For each wanted atom and label the score of the best labelling of the whole text that has it.

    `wanted` are the states to be measured, of which the lattice may have fewer; `reached` are the paths through it, as
    `climb` gives them. Scores are comparable within one atom only.
    """
    rest = descend(lattice, model)
    last = len(lattice) - 1
    found: dict[int, dict[str, int]] = {}
    for i, slot in wanted.items():
        before = reach(lattice[i - 1], reached[i - 1], slot, model) if i else [model.firsts[k] for k in slot.states]
        behind = fall(lattice[i + 1], rest[i + 1], slot.states, model) if i < last else [0] * len(slot.states)
        labels = found[i] = {}
        for state, score in zip(slot.states, map(sum, zip(before, slot.scores, behind, strict=True)), strict=True):
            label = LABELS[LABEL_OF[state]]
            labels[label] = max(labels.get(label, 2 * NEVER), score)
    return found


def measure_all(lattice: Lattice, model: Model) -> list[dict[str, int]]:
    """The same for every atom and all states that the lattice has."""
    return list(measure_states(lattice, climb(lattice, model), model, dict(enumerate(lattice))).values())


def disagree(group: Group, labels: Sequence[str]) -> bool:
    """Whether the members of a group have no reading in common."""
    return not any(all(labels[i] in allowed for i, allowed in zip(group.members, reading, strict=True))
                   for reading in group.readings)


def settle_groups(groups: Sequence[Group], scores: Mapping[int, Mapping[str, int]]) -> dict[int, frozenset[str]]:
    """Index of an atom → the labels to which it is held, for members of groups that do not agree by themselves."""
    held: dict[int, frozenset[str]] = {}
    for group in groups:
        reading = max(group.readings, key=partial(weigh_reading, group.members, scores))
        held.update({i: allowed for i, allowed in zip(group.members, reading, strict=True)
                     if not allowed.isdisjoint(scores[i])})
    return held


def weigh_reading(members: Sequence[int], scores: Mapping[int, Mapping[str, int]],
                  reading: Sequence[frozenset[str]]) -> float:
    """What the members of a group lose by a reading of it."""
    total = 0.0
    for i, allowed in zip(members, reading, strict=True):
        best = max(scores[i].values(), default=0.0)
        given = max((score for label, score in scores[i].items() if label in allowed), default=-math.inf)
        total += max(given - best, WORST)
    return total
