"""Lessons: what texts that an editor set right say against the weights, and what has to be added to those.

A perceptron with few, small steps: where the labelling calls an atom otherwise than the editor does, the features of
the atom speak a little more for the one and a little less for the other, until nothing is wrong any more or nothing
gets better. Only features that have a weight take part, moves from label to label do not, and no weight is moved by
more than MOST. Texts that were read well may be lessons too, so that they stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from convert.recovery.context import Context
from convert.recovery.grammar import LABEL_OF, LABELS
from convert.recovery.labelling import Model, Weights
from convert.recovery.reader import Reading, label
from convert.recovery.weights import Added

ROUNDS, PATIENCE = 20, 6
"""The most often that all texts are read again, and how often without that fewer atoms are wrong."""

STEP = 0.5
"""Nats by which the features of an atom part right from wrong further, all together, each time it is wrong."""

MOST = 0.5
"""Nats by which a weight may be moved: a few documents say little against the hundreds that it was learned from."""


class Lesson(NamedTuple):
    """A text whose labels are known."""

    context: Context
    features: Sequence[Sequence[str]]
    """Of each atom."""
    labels: Sequence[int]
    """What each atom is to be called, by its place in LABELS."""


def take_lesson(reading: Reading) -> Lesson:
    """What a reading teaches that is right: because corrections made it so, where its atoms end too, or by itself."""
    return Lesson(reading.context, reading.features, [LABEL_OF[state] for state in reading.labelled.path])


def count_wrong(lesson: Lesson, model: Model) -> int:
    """How many atoms a model calls otherwise than is known."""
    return len(_find_wrong(lesson, model))


def learn(lessons: Sequence[Lesson], model: Model) -> Weights:
    """What has to be added to the weights of a model; the same lessons in the same order give the same.

    Of all rounds that is given after which fewest atoms were wrong, and of these the first: it moves least.
    """
    more: dict[str, list[float]] = {}
    best: Weights = {}
    least, waited = sum(count_wrong(lesson, model) for lesson in lessons), 0
    for _ in range(ROUNDS):
        for lesson in lessons:
            for i, wrong in _find_wrong(lesson, model.with_rows(Added(model.rows, more))):
                _correct(more, [name for name in lesson.features[i] if name in model.rows], lesson.labels[i], wrong)
        other = model.with_rows(Added(model.rows, more))
        count = sum(count_wrong(lesson, other) for lesson in lessons)
        waited = 0 if count < least else waited + 1
        if count < least:
            least, best = count, {name: tuple(row) for name, row in more.items()}
        if not least or waited == PATIENCE:
            break
    return best


def _find_wrong(lesson: Lesson, model: Model) -> list[tuple[int, int]]:
    """The atoms that are called otherwise, each with the label that it is given."""
    path = label(lesson.context, lesson.features, model).path
    return [(i, LABEL_OF[state]) for i, state in enumerate(path) if LABEL_OF[state] != lesson.labels[i]]


def _correct(more: dict[str, list[float]], features: Sequence[str], right: int, wrong: int) -> None:
    step = STEP / (2 * max(1, len(features)))
    for name in features:
        row = more.setdefault(name, [0.0] * len(LABELS))
        row[right] = min(MOST, row[right] + step)
        row[wrong] = max(-MOST, row[wrong] - step)
