"""Weights: what each feature says for and against each label, as learned and as set by hand before.

The stored weights were learned by the method of tests/learn_weights.py before that script stood. It gives figures as
good (blocks .959 to .968 over all gold, .963 here), not this very file.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import dropwhile, islice
from pathlib import Path

from convert.errors import SourceError
from convert.files import load_source
from convert.recovery.grammar import INDEX, LABELS
from convert.recovery.labelling import Model, Weights
from convert.resources import PACKAGE

LEAST = 0.02
"""Nats below which a weight is not kept."""

_HEAD = (
    "# What each feature of an atom says for and against each label, in nats: summed over features, the best sum wins.",
    "# Learned from outlines that careful readers made; those below 0.02 are left out.",
    "feature\tlabel\tweight",
)


@cache
def load_model() -> Model:
    """The learned weights, made ready when they are first asked for."""
    return Model(load_weights())


@lru_cache(4)
def load_taught(path: Path) -> Model:
    """The learned weights with those added that a file of `huozi learn` holds.

    Raises SourceError where there is none, or something else in it.
    """
    try:
        rows = _drop_head(load_source(path).decode().split("\n"))
        more = _gather(map(_part, rows))
    except ValueError as error:
        raise SourceError(f"{path} holds no weights: {error}.", "`huozi learn` writes a file of them.") from error
    return load_model().with_rows(Added(load_weights(), more))


class Added(Mapping[str, Sequence[float]]):
    """Weights with others added to those of features that have some."""

    def __init__(self, weights: Weights, more: Weights) -> None:
        self._weights, self._more = weights, more

    def __getitem__(self, feature: str) -> Sequence[float]:
        row, more = self._weights[feature], self._more.get(feature)
        return row if more is None else [a + b for a, b in zip(row, more, strict=True)]

    def __iter__(self) -> Iterator[str]:
        return iter(self._weights)

    def __len__(self) -> int:
        return len(self._weights)


def load_weights() -> Weights:
    """The learned weights; asking for a feature raises ValueError where it has an unknown label."""
    rows = (PACKAGE / "recovery" / "weights.tsv").read_bytes().splitlines()
    del rows[: rows.index(_HEAD[-1].encode()) + 1]
    return _Stored(rows)


class _Stored(Mapping[str, Sequence[float]]):
    """Weights as they stand in their file, sorted by feature; read where a feature is asked for.

    A text has a third of all features, so that reading all of them would take longer than reading a short text; even
    to decode them would. In UTF-8 they are in the same order.
    """

    def __init__(self, rows: Sequence[bytes]) -> None:
        self._rows = rows

    def __getitem__(self, feature: str) -> Sequence[float]:
        name, rows = f"{feature}\t".encode("utf-8", "surrogatepass"), self._rows
        first = at = bisect_left(rows, name)
        found = [0.0] * len(LABELS)
        while at < len(rows) and rows[at].startswith(name):
            label, weight = rows[at][len(name) :].split(b"\t")
            found[_find_place(feature, label.decode())] += float(weight)
            at += 1
        if at == first:
            raise KeyError(feature)
        return tuple(found)

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(row.partition(b"\t")[0].decode() for row in self._rows))

    def __len__(self) -> int:
        return len(list(iter(self)))


def _part(row: str) -> tuple[str, str, float]:
    feature, label, weight, *_ = row.split("\t")
    return feature, label, float(weight)


def first_weights(features: Iterable[str]) -> Weights:
    """The weights set by hand; rows that end with * are spread over the features that begin so."""
    known = sorted(set(features))

    def spread() -> Iterator[tuple[str, str, float]]:
        for feature, label, weight in map(_part, _read("first")):
            named = [name for name in known if name.startswith(feature[:-1])] if feature[-1] == "*" else [feature]
            yield from ((name, label, weight) for name in named)

    return _gather(spread())


def print_weights(weights: Weights, least: float = LEAST) -> str:
    """The text of the file of weights: sorted, to three decimals, those that say nothing left out."""
    rows = sorted((feature, LABELS[k], round(weight, 3)) for feature, row in weights.items()
                  for k, weight in enumerate(row) if abs(round(weight, 3)) >= least)
    lines = (*_HEAD, *(f"{name}\t{label}\t{weight:.3f}" for name, label, weight in rows))
    return "".join(f"{line}\n" for line in lines)


def _read(name: str) -> Iterator[str]:
    """The rows of a file, without comments and heads."""
    return _drop_head((PACKAGE / "recovery" / f"{name}.tsv").read_text(encoding="utf-8").split("\n"))


def _drop_head(lines: Iterable[str]) -> Iterator[str]:
    return islice(dropwhile(lambda line: line[:1] == "#", filter(None, lines)), 1, None)


def _gather(rows: Iterable[tuple[str, str, float]]) -> Weights:
    found: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(LABELS))
    for feature, label, weight in rows:
        found[feature][_find_place(feature, label)] += weight
    return {feature: tuple(row) for feature, row in found.items()}


def _find_place(feature: str, label: str) -> int:
    """Where the weight of a feature for a label stands; raises ValueError where that is no label."""
    if label not in INDEX:
        raise ValueError(f"The weight of {feature!r} is for {label!r}, which is no label.")
    return INDEX[label]
