"""Verse: runs of short lines, and lines whose clauses are of one length."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from convert.recovery.atoms import Atom

LEAST = 4
"""Fewer short lines on end are no stanza."""

SHORTEST, LONGEST = 2, 24
"""Letters that a line of a stanza may have."""

STOPPED = 0.25
"""Share of lines with a full stop from which a run of uneven short lines is prose."""

CLAUSE = 7
"""Letters of the longest clause of verse in lines of unequal length."""

COUPLET, FAR_AROUND = 2, 40
"""Lines with a metre, within so many atoms, that chance does not make even; one alone is prose."""

NEAR = 4
"""Atoms from a metre that verse without one may stand."""

METRE = 200
"""A line of classical verse that is longer has lost its line ends altogether."""

_VARIANT = re.compile(r"\([^()]*\)")
_CLAUSE = re.compile(r"[,。;?!、: ]+")
_SPACED = re.compile(r"[^\W\d_] +[^\W\d_]{2}")


class Stanza(NamedTuple):
    """A run of short lines, whatever mark they end with."""

    lines: int
    """How many lines it has."""
    place: int
    """Which of its lines an atom is."""
    even: bool
    """Whether most lines are of one length."""
    mean: float
    """Mean letters of its lines."""
    stopped: float
    """Share of lines that end with a full stop."""
    commas: float
    """Share of lines that end with a comma."""
    spaced: float
    """Share of lines with a space between Han characters."""
    said: float
    """Share of lines that say something, as names and titles do not."""
    bare: float
    """Share of lines without any mark at their end."""


def find_metre(plain: str) -> int:
    """The length of the clauses of a line of classical verse, variants in brackets apart; 0 for any other line."""
    if len(plain) > METRE or len(plain) < 6:
        return 0
    clauses = [clause for clause in _CLAUSE.split(_VARIANT.sub("", plain) if "(" in plain else plain) if clause]
    if len(clauses) < 2 or not all(map(str.isalpha, clauses)):
        return 0
    sizes = list(map(len, clauses))
    size = sorted(sizes)[len(sizes) // 2]  # what so many have in common, the middle one has too
    return size if 3 <= size <= 8 and sizes.count(size) >= 0.85 * len(sizes) else 0


def count_near(metres: Sequence[int], i: int, near: int = NEAR) -> int:
    """How many of the lines near an atom, itself among them, have a metre; `metres` are those of all."""
    return sum(metre > 0 for metre in metres[max(0, i - near) : i + near + 1])


def is_terse(plain: str) -> bool:
    """Whether no clause of a line is longer than those of verse in lines of unequal length."""
    return all(len(clause) <= CLAUSE for clause in _CLAUSE.split(plain))


def find_stanzas(atoms: Sequence[Atom], predicates: Sequence[int]) -> dict[int, Stanza]:
    """Index of an atom → the run of short lines without a number that it stands in."""
    found: dict[int, Stanza] = {}
    for run in _find_runs(atoms):
        if len(run) >= LEAST:
            whole = _look_at(run, atoms, predicates)
            found.update({i: whole._replace(place=place) for place, i in enumerate(run)})
    return found


def _find_runs(atoms: Sequence[Atom]) -> Iterator[list[int]]:
    run: list[int] = []
    for i, atom in enumerate(atoms):
        if _is_short(atom):
            run.append(i)
        else:
            yield run
            run = []
    yield run


def _is_short(atom: Atom) -> bool:
    alone = atom.last and not atom.part and atom.opener is None and atom.fact is None
    return alone and SHORTEST <= atom.letters <= LONGEST


def _look_at(run: Sequence[int], atoms: Sequence[Atom], predicates: Sequence[int]) -> Stanza:
    count = len(run)
    sizes = Counter(atoms[i].letters for i in run)
    even = sizes.most_common(1)[0][1] >= 0.6 * count or sum(n for _, n in sizes.most_common(2)) >= 0.8 * count
    ends = [atoms[i].plain[-1] for i in run]
    return Stanza(
        count, 0, even, sum(atoms[i].letters for i in run) / count, ends.count("。") / count,
        sum(end in ",、" for end in ends) / count,
        sum(_SPACED.search(atoms[i].plain) is not None for i in run) / count,
        sum(predicates[i] > 0 for i in run) / count, sum(end.isalnum() for end in ends) / count)
