"""Evidence: what was weighed for each atom and each group of atoms, and by how much the winner won.

A plain read keeps the margins alone, which cost little; the rest is worked out when it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import add
from typing import NamedTuple

from convert.recovery.context import Context
from convert.recovery.grammar import LABEL_OF, LABELS, ZONE_OF, Zone
from convert.recovery.labelling import NAT, NEVER, Lattice, Model, Slot
from convert.recovery.readings import (
    HEADING,
    ITEM,
    NOISE,
    NOT_HEADING,
    NOTE,
    STATEMENT,
    Group,
    find_groups,
    measure_all,
    weigh_reading,
)

CAP = 12.0
"""Nats: no margin is larger, nor is that over a label that was not weighed at all."""

TOLD = 12
"""So many features are told of an atom, those that speak most for one of two labels."""


class Labelled(NamedTuple):
    """What the labelling gave."""

    lattice: Lattice
    """What each atom might be, before any group was held to one reading."""
    path: list[int]
    """The state of each atom."""
    held: Mapping[int, frozenset[str]]
    """Index of an atom → the labels to which its group held it."""


class Margin(NamedTuple):
    """By how many nats the score falls where an atom is called otherwise, all others staying as they are."""

    over: float
    """Where it is called anything else; below 0 where only its group made it what it is."""
    anew: float
    """Where it goes on with the atom before instead of what it is; CAP for one that does go on."""


def measure_margins(labelled: Labelled, model: Model) -> list[Margin]:
    """The margin of each atom, in nats, from -CAP to CAP."""
    return [_measure(labelled, i, model) if len(labelled.lattice[i].states) > 1 else _SURE
            for i in range(len(labelled.path))]


_GOES_ON = LABELS.index("I")
_SURE = Margin(CAP, CAP)


def _measure(labelled: Labelled, i: int, model: Model) -> Margin:
    states, label = labelled.lattice[i].states, LABEL_OF[labelled.path[i]]
    scores = _score_between(labelled.lattice, labelled.path, i, model)
    own, over, anew = NEVER, NEVER, NEVER
    for state, score in zip(states, scores, strict=True):
        called = LABEL_OF[state]
        if called == label:
            own = score if score > own else own
        else:
            over = score if score > over else over
            anew = score if called == _GOES_ON and score > anew else anew
    return Margin(_bound(own - over), _bound(own - anew) if label != _GOES_ON else CAP)


def _bound(score: int) -> float:
    return max(-CAP, min(CAP, score / NAT))


def _score_between(lattice: Lattice, path: Sequence[int], i: int, model: Model) -> list[int]:
    """The scores of the states of an atom between its neighbours as they are."""
    slot = lattice[i]
    before = model.moves[slot.joint].rows[path[i - 1]] if i else model.firsts
    scores = list(map(add, slot.scores, map(before.__getitem__, slot.states)))
    if i + 1 == len(path):
        return scores
    after = model.moves[lattice[i + 1].joint].columns[path[i + 1]]
    return list(map(add, scores, map(after.__getitem__, slot.states)))


@dataclass(frozen=True, slots=True)
class Standing:
    """How a label stood with an atom; all in nats."""

    label: str
    """The label, in the zone that suits it best."""
    zone: str
    """That zone: head, front, body or back."""
    own: float
    """What the features of the atom say for it."""
    around: float | None
    """What going to it from the atom before and from it to the next says; None where the grammar lets it stand nowhere
    between these two."""
    whole: float
    """How far the best labelling of the whole text that has it is below the best of all."""


class Reason(NamedTuple):
    """What a feature says for the winner and for the runner-up."""

    feature: str
    """Its name."""
    winner: float
    """Nats for the winner."""
    runner: float
    """Nats for the runner-up."""


class Evidence(NamedTuple):
    """What was weighed for an atom."""

    standings: tuple[Standing, ...]
    """The label it has, then the others, the best first; one that was not offered or was hopeless is not there."""
    reasons: tuple[Reason, ...]
    """The features that part winner and runner-up most, the strongest first."""
    held: bool
    """Whether its series or class made it what it is, against its own score."""


def weigh_atoms(labelled: Labelled, features: Sequence[Sequence[str]], model: Model) -> list[Evidence]:
    """The evidence for each atom."""
    if not labelled.path:
        return []
    wholes = measure_all(labelled.lattice, model)
    return [_weigh_atom(labelled, i, whole, features[i], model) for i, whole in enumerate(wholes)]


def _weigh_atom(labelled: Labelled, i: int, wholes: Mapping[str, int], features: Sequence[str],
                model: Model) -> Evidence:
    label = LABELS[LABEL_OF[labelled.path[i]]]
    best = max(wholes.values())
    scores = _score_between(labelled.lattice, labelled.path, i, model)
    found = {name: _stand(labelled.lattice[i], scores, name, (whole - best) / NAT) for name, whole in wholes.items()}
    losers = sorted((one for name, one in found.items() if name != label), key=lambda one: (-one.whole, one.label))
    reasons = _find_reasons(features, label, losers[0].label, model) if losers else ()
    held = i in labelled.held and any(loser.whole > found[label].whole for loser in losers)
    return Evidence((found[label], *losers), reasons, held)


def _stand(slot: Slot, scores: Sequence[int], label: str, whole: float) -> Standing:
    choices = [(score, own, score - own, ZONE_OF[state])
               for state, own, score in zip(slot.states, slot.scores, scores, strict=True)
               if LABELS[LABEL_OF[state]] == label]
    _, own, around, zone = max(choices)
    told = round(around / NAT, 3) if around > NEVER // 2 else None
    return Standing(label, Zone(zone).name.lower(), round(own / NAT, 3), told, round(whole, 3))


def _find_reasons(features: Sequence[str], winner: str, runner: str, model: Model) -> tuple[Reason, ...]:
    a, b = LABELS.index(winner), LABELS.index(runner)
    found = [Reason(name, row[a], row[b]) for name in dict.fromkeys(features)
             if (row := model.rows.get(name)) is not None and row[a] != row[b]]
    return tuple(sorted(found, key=lambda reason: (-abs(reason.winner - reason.runner), reason.feature))[:TOLD])


class Comparison(NamedTuple):
    """The readings of a series or class, compared as wholes."""

    kind: str
    """series or class."""
    name: str
    """Style of the numbers, or dress of the lines."""
    members: tuple[int, ...]
    """Indexes of its atoms."""
    totals: tuple[tuple[str, float], ...]
    """Each reading with what its members lose by it in nats, the best first."""
    chosen: str
    """The reading that the members have; empty where they have none in common."""
    held: bool
    """Whether they were held to it, because by themselves they did not agree."""


_READINGS = (("headings", HEADING), ("items", ITEM), ("notes", NOTE), ("furniture", NOISE), ("statements", STATEMENT))
"""What each reading of a series is called, by the labels that all members may then have."""

OTHERWISE = "no headings"
"""What the second reading of a class is called."""


def compare_groups(context: Context, labelled: Labelled, model: Model) -> list[Comparison]:
    """All series and classes with their readings."""
    if not labelled.path:
        return []
    scores = dict(enumerate(measure_all(labelled.lattice, model)))
    labels = [LABELS[LABEL_OF[state]] for state in labelled.path]
    return [_compare(context, labelled, group, scores, labels) for group in find_groups(context)]


def _compare(context: Context, labelled: Labelled, group: Group, scores: Mapping[int, Mapping[str, int]],
             labels: Sequence[str]) -> Comparison:
    totals = [(name_reading(reading), round(weigh_reading(group.members, scores, reading) / NAT, 3))
              for reading in group.readings]
    chosen = next((name_reading(reading) for reading in group.readings
                   if all(labels[i] in allowed for i, allowed in zip(group.members, reading, strict=True))), "")
    first = group.members[0]
    opener = context.atoms[first].opener
    kind, name = ("series", opener.style) if opener is not None else ("class", context.classes[first].dress)
    ordered = tuple(sorted(totals, key=lambda pair: -pair[1]))
    return Comparison(kind, name, group.members, ordered, chosen, any(i in labelled.held for i in group.members))


def name_reading(reading: Sequence[frozenset[str]]) -> str:
    """What a reading of a group makes of its members."""
    if reading[0] == NOT_HEADING:
        return OTHERWISE
    return next(name for name, labels in _READINGS if all(labels <= allowed for allowed in reading))


def find_comparisons(comparisons: Sequence[Comparison], atoms: Sequence[int]) -> Iterator[Comparison]:
    """The series and classes that any of some atoms belong to."""
    wanted = set(atoms)
    return (one for one in comparisons if not wanted.isdisjoint(one.members))
