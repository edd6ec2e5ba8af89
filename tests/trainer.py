"""Learning weights: the structured hinge with latent states, by AdaGrad, averaged, pulled back to the first weights.

For every document the best path among those that its outline allows is the target, and the best path among all, with
one nat for every wrong label, is what the weights must learn to avoid (Tsochantaridis et al. 2005,
Yu and Joachims 2009).
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np
from outline_labels import Named

from convert.recovery.grammar import FOLLOW, INDEX, LABEL_OF, LABELS, NEW, START, STATES, ZONE_OF, Joint
from convert.recovery.labelling import NEVER, Weights, first_name, state_name

Array = np.ndarray[Any, Any]
STATE_COUNT, LABEL_COUNT, ZONE_COUNT = len(STATES), len(LABELS), 4
LABEL, FOLLOWS, OPENS, STARTS = np.array(LABEL_OF), np.array(FOLLOW), np.array(NEW), np.array(START)
ZONE = np.array(ZONE_OF)
LABEL_PAIR = LABEL[:, None] * LABEL_COUNT + LABEL[None, :]
"""For each pair of states the index of the weight of their labels."""
ZONE_MOVE = (ZONE[:, None] * ZONE_COUNT + ZONE[None, :]) * LABEL_COUNT + LABEL[None, :]
"""For each pair of states the index of the weight of their zones and the second label."""
FREE = np.isin(np.array(LABELS), ("noise", "x", "I"))
"""Whether a label says nothing of the zone that it stands in: of long runs of furniture a small weight for each line
of one zone would add up to a front of another work."""

CLIP = 3.0
"""The most that one document may say of one weight at once."""


@dataclass(slots=True)
class Sample:
    """A document to learn from."""

    name: str
    kind: str
    """The set it belongs to."""
    source: str
    """Where it comes from: documents of one source are alike."""
    features: list[list[str]]
    offers: list[tuple[int, ...]]
    gold: list[Named]
    joints: list[int]
    """What parts each atom from the one before."""
    indexes: Array = field(default_factory=lambda: np.zeros(0, int))
    starts: Array = field(default_factory=lambda: np.zeros(0, int))
    offered: Array = field(default_factory=lambda: np.zeros(0, bool))
    allowed: Array = field(default_factory=lambda: np.zeros(0, bool))
    wrong: Array = field(default_factory=lambda: np.zeros(0, bool))
    opens: list[bool | None] = field(default_factory=list)

    def number(self, index: dict[str, int]) -> None:
        """Turns names of features and labels into arrays."""
        numbered = [[index[name] for name in own if name in index] or [index["bias"]] for own in self.features]
        self.indexes = np.array([k for own in numbered for k in own])
        self.starts = np.cumsum([0, *map(len, numbered[:-1])])
        self.offered = np.zeros((len(numbered), STATE_COUNT), bool)
        for i, offer in enumerate(self.offers):
            self.offered[i, list(offer)] = True
        right = np.array([[LABELS[label] in named.labels for label in LABEL_OF] for named in self.gold])
        self.wrong = ~right
        known = (right & self.offered).any(1)
        self.allowed = np.where(known[:, None], right & self.offered, self.offered)
        self.opens = [named.opens if is_known else None for named, is_known in zip(self.gold, known, strict=True)]

    def withhold(self, share: float, draws: np.random.RandomState) -> Sample:
        """The same without some of the features, drawn anew; every atom keeps its first, all else is shared."""
        kept = draws.random_sample(len(self.indexes)) >= share
        kept[self.starts] = True
        starts = np.concatenate([[0], np.cumsum(kept)])[self.starts]
        return replace(self, indexes=self.indexes[kept], starts=starts)


PARTS = ("features", "labels", "joints", "zones", "states", "firsts", "new")
"""What has weights: features by label, pairs of labels, the same by joint, moves between zones, states, first states,
opening a work."""


class Trainee:
    """Weights that are being learned."""

    def __init__(self, features: Sequence[str], first: Weights) -> None:
        self.index = {name: i for i, name in enumerate(features)}
        self.parts = {"features": np.zeros((len(features), LABEL_COUNT)), "labels": np.zeros(LABEL_COUNT**2),
                      "joints": np.zeros((len(Joint), LABEL_COUNT**2)),
                      "zones": np.zeros(ZONE_COUNT**2 * LABEL_COUNT), "states": np.zeros(STATE_COUNT),
                      "firsts": np.zeros(STATE_COUNT), "new": np.zeros(LABEL_COUNT)}
        for name, row in first.items():
            self._set(name, row)
        self.first = {name: part.copy() for name, part in self.parts.items()}
        self.steps = {name: np.full_like(part, 1e-2) for name, part in self.parts.items()}

    def _set(self, name: str, row: Sequence[float]) -> None:
        if name in self.index:
            self.parts["features"][self.index[name]] = row
        elif name == "new":
            self.parts["new"][:] = row
        elif name.startswith("t:"):
            before, after = name[2:].split(">")
            self.parts["labels"][INDEX[before] * LABEL_COUNT + INDEX[after]] = row[INDEX[after]]
        elif name.startswith("s:"):
            for state in range(STATE_COUNT):
                if first_name(state) == name:
                    self.parts["firsts"][state] = row[LABEL_OF[state]]

    def moves(self) -> Array:
        """The weight of each state behind each other, by joint."""
        new = np.where(OPENS, self.parts["new"][LABEL][None, :], 0)
        common = self.parts["labels"][LABEL_PAIR] + self.parts["zones"][ZONE_MOVE] + new
        return np.where(FOLLOWS, common[None] + self.parts["joints"][:, LABEL_PAIR], NEVER)

    def scores(self, sample: Sample) -> Array:
        """The own score of each state of each atom."""
        own = np.add.reduceat(self.parts["features"][sample.indexes], sample.starts, axis=0)
        return np.where(sample.offered, own[:, LABEL] + self.parts["states"][None, :], NEVER)

    def step(self, part: str, change: Array, rate: float) -> None:
        """One step of AdaGrad."""
        clipped = np.clip(change, -CLIP, CLIP)
        self.steps[part] += clipped**2
        self.parts[part] += np.where(clipped != 0, rate * clipped / np.sqrt(self.steps[part]), 0)

    def step_features(self, sample: Sample, target: Array, given: Array, rate: float) -> None:
        """The same for the few features of the atoms whose labels differ."""
        ends = np.append(sample.starts[1:], len(sample.indexes))
        keys, signs = [], []
        for i in np.nonzero(LABEL[target] != LABEL[given])[0]:
            own = sample.indexes[sample.starts[i] : ends[i]] * LABEL_COUNT
            keys += [own + LABEL[target[i]], own + LABEL[given[i]]]
            signs += [np.ones(len(own)), -np.ones(len(own))]
        if not keys:
            return
        unique, inverse = np.unique(np.concatenate(keys), return_inverse=True)
        change = np.zeros(len(unique))
        np.add.at(change, inverse, np.concatenate(signs))
        change = np.clip(change, -CLIP, CLIP)
        rows, columns = unique // LABEL_COUNT, unique % LABEL_COUNT
        self.steps["features"][rows, columns] += change**2
        self.parts["features"][rows, columns] += rate * change / np.sqrt(self.steps["features"][rows, columns])


def find_path(scores: Array, moves: Array, firsts: Array, joints: Sequence[int],
              opens: Sequence[bool | None] | None = None) -> tuple[Array, float]:
    """The best path and its score; `opens` says where further works must open, or must not."""
    back = np.zeros(scores.shape, dtype=np.int16)
    current = np.where(STARTS, scores[0] + firsts, NEVER)
    for i in range(1, len(scores)):
        allowed = moves[joints[i]]
        if opens is not None and opens[i] is not None:
            allowed = np.where(OPENS, allowed, NEVER) if opens[i] else np.where(OPENS, NEVER, allowed)
        totals = current[:, None] + allowed
        back[i] = totals.argmax(0)
        current = totals[back[i], np.arange(STATE_COUNT)] + scores[i]
    state = int(current.argmax())
    path = [state]
    for i in range(len(scores) - 1, 0, -1):
        state = int(back[i][state])
        path.append(state)
    return np.array(path[::-1]), float(current.max())


class Settings(NamedTuple):
    """How weights are learned."""

    epochs: int
    """Times through all documents; figures stay the same from 8 on."""
    rate: float
    """Step of AdaGrad; larger ones swing, smaller ones do not get away from the first weights."""
    pull: float
    """Share of its way from the first weights that each weight loses an epoch, which keeps rare features near them."""
    least: int
    """Sources that must have a feature: what one source alone has is no rule."""
    unseen: float
    """Share of the features of an atom that are withheld each time it is learned from, so that no few of them carry a
    label alone (Srivastava et al. 2014); with sources left out headings rise from .791 to .825 at 0.35, fall at 0.5."""


LEARNERS = 6
"""So many learners, each with an order and draws of its own. With sources left out the mean of the weights of three
reads documents that nobody had seen .004 better than each (mean F1 of blocks), but what changes five documents still
moves 66 others by .012; more learners swing less."""


def learn(samples: Sequence[Sample], features: Collection[str], first: Weights, settings: Settings) -> Weights:
    """Weights that call atoms as the outlines do, averaged over the last half of the epochs and over all learners."""
    trainees = [Trainee(sorted({*features, "bias"}), first) for _ in range(LEARNERS)]
    learned = [sample for sample in samples if sample.gold]
    for sample in learned:
        sample.number(trainees[0].index)
    kept = [parts for seed, trainee in enumerate(trainees, 1) for parts in _train(trainee, learned, settings, seed)]
    return to_weights(trainees[0], {name: sum(parts[name] for parts in kept) / len(kept) for name in PARTS})


def _train(trainee: Trainee, samples: Sequence[Sample], settings: Settings, seed: int) -> Iterator[dict[str, Array]]:
    """The weights of one learner after each of the last half of the epochs."""
    order = list(samples)
    rng, draws = random.Random(seed), np.random.RandomState(seed)  # whose draws no later numpy changes
    for epoch in range(settings.epochs):
        rng.shuffle(order)
        for sample in order:
            _learn_from(trainee, sample.withhold(settings.unseen, draws), settings.rate)
        for name, part in trainee.parts.items():
            part -= settings.pull * (part - trainee.first[name])
        if epoch >= settings.epochs // 2:
            yield {name: part.copy() for name, part in trainee.parts.items()}


def _learn_from(trainee: Trainee, sample: Sample, rate: float) -> None:
    moves, scores, firsts = trainee.moves(), trainee.scores(sample), trainee.parts["firsts"]
    target, best = find_path(np.where(sample.allowed, scores, NEVER), moves, firsts, sample.joints, sample.opens)
    if best < NEVER / 10:  # the grammar has no path that opens works where the outline does
        sample.opens[:] = [None] * len(sample.gold)
        return
    given, _ = find_path(scores + sample.wrong, moves, firsts, sample.joints)
    if not sample.wrong[np.arange(len(given)), given].any():
        return
    trainee.step_features(sample, target, given, rate)
    for part, change in _differences(trainee, sample, target, given).items():
        trainee.step(part, change, rate)


def _differences(trainee: Trainee, sample: Sample, target: Array, given: Array) -> dict[str, Array]:
    """How often the target has each transition and state, less how often the given path has."""
    changes = {name: np.zeros_like(trainee.parts[name]) for name in PARTS[1:]}
    for path, sign in ((target, 1), (given, -1)):
        before, after = path[:-1], path[1:]
        np.add.at(changes["labels"], LABEL_PAIR[before, after], sign)
        np.add.at(changes["joints"], (np.array(sample.joints[1:], int), LABEL_PAIR[before, after]), sign)
        moved = ~FREE[LABEL[after]] | (ZONE[before] != ZONE[after])
        np.add.at(changes["zones"], ZONE_MOVE[before, after][moved], sign)
        np.add.at(changes["states"], path[~FREE[LABEL[path]]], sign)
        changes["firsts"][path[0]] += sign
        np.add.at(changes["new"], LABEL[after][OPENS[before, after]], sign)
    return changes


def to_weights(trainee: Trainee, parts: dict[str, Array]) -> Weights:
    """Weights by the names of their features."""
    found: dict[str, list[float]] = defaultdict(lambda: [0.0] * LABEL_COUNT)
    for name, i in trainee.index.items():
        if parts["features"][i].any():
            found[name] = parts["features"][i].tolist()
    for k, weight in enumerate(parts["labels"].tolist()):
        found[f"t:{LABELS[k // LABEL_COUNT]}>{LABELS[k % LABEL_COUNT]}"][k % LABEL_COUNT] = weight
    for joint in Joint:
        for k, weight in enumerate(parts["joints"][joint].tolist()):
            before, label = divmod(k, LABEL_COUNT)
            found[f"{joint.name.lower()}:{LABELS[before]}>{LABELS[label]}"][label] = weight
    for k, weight in enumerate(parts["zones"].tolist()):
        move, label = divmod(k, LABEL_COUNT)
        found[f"z:{move // ZONE_COUNT}>{move % ZONE_COUNT}/{LABELS[label]}"][label] = weight
    for state in range(STATE_COUNT):
        found[state_name(state)][LABEL_OF[state]] = float(parts["states"][state])
        found[first_name(state)][LABEL_OF[state]] = float(parts["firsts"][state])
    found["new"] = parts["new"].tolist()
    return dict(found)


def frequent(samples: Iterable[Sample], least: int, first: Collection[str]) -> set[str]:
    """Features that at least so many sources have, or that have a first weight."""
    sources: dict[str, set[str]] = defaultdict(set)
    for sample in samples:
        for own in sample.features:
            for name in own:
                sources[name].add(sample.source)
    return {name for name, found in sources.items() if len(found) >= least or name in first}
