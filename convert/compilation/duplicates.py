"""The same document twice: from two sites, in two scripts, with another headline or layout."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from convert.compilation.candidate import Candidate
from convert.compilation.sketch import resemble

ALIKE = 0.6
"""Resemblance from which two documents are called near duplicates."""

COMMON = 64
"""A sentence in more documents than this is boilerplate and leads to no comparison."""


class Pair(NamedTuple):
    """Two candidates, the first before the second, and how much they resemble each other, 0 to 1."""

    first: Candidate
    second: Candidate
    resemblance: float


def find_duplicates(candidates: Sequence[Candidate]) -> Iterator[Pair]:
    """Every pair that resembles each other, in the order of their second."""
    known: defaultdict[int, list[int]] = defaultdict(list)
    for place, candidate in enumerate(candidates):
        shared = Counter(other for sentence in candidate.facts.sketch for other in known[sentence])
        for other in sorted(shared):
            resemblance = resemble(candidates[other].facts.sketch, candidate.facts.sketch)
            if resemblance >= ALIKE:
                yield Pair(candidates[other], candidate, resemblance)
        for sentence in candidate.facts.sketch:
            if len(known[sentence]) < COMMON:
                known[sentence].append(place)
