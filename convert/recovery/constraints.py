"""Constraints: what is known of blocks before a text is read, and holds against all evidence.

They enter the labelling as the only states that the atoms of such blocks are offered, so that whatever stands around
them follows. Where they come from, and how they were found in the text, is not known here.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from convert.chinese.folding import bare
from convert.recovery.atoms import Atom, set_opener
from convert.recovery.grammar import LABELS, STATES, Zone
from convert.recovery.openers import find_opener
from convert.recovery.text import SPACE, Text
from convert.span import Span, Spans
from convert.tree.record import Finding

CUT, KEEP = "cut", "keep"
"""Kinds of a constraint that are no block: what is in no block, and what is in some block, whichever."""

RULE = "corrected"
"""The family of the rules by which a block is what it was constrained to be."""

_WHY = "constrained"
"""Why an atom begins where it does: there a block was said to begin or to end."""


class Constraint(NamedTuple):
    """A block as it is to be."""

    spans: Spans
    """Its characters, by their places in the view."""
    kind: str
    """A label of the grammar that opens a block, CUT or KEEP."""
    depth: int = 0
    """Of a heading, 1 at the top of its work; 0 where that is to be found."""
    opens: bool | None = None
    """Whether a further work begins with it; None where that is to be found."""
    key: str = ""
    """Printed label of a fact."""
    label: Spans = ()
    """Where that stands."""


class Constraints(NamedTuple):
    """All that is known of a text."""

    blocks: tuple[Constraint, ...] = ()
    """By their places."""
    whole: bool = False
    """Whether they are all blocks that there are."""
    findings: tuple[Finding, ...] = ()
    """What is to be told of them, by places of the source."""


NONE = Constraints()
"""Nothing is known."""

Constrain = Callable[[Text], Constraints]
"""What finds the constraints of a text, once it is as it will be read."""


@dataclass(slots=True)
class Held:
    """The atoms that constraints hold."""

    whole: bool = False
    """Whether all other atoms are in no block."""
    blocks: dict[int, Constraint] = field(default_factory=dict)
    """Index of an atom → the constraint it stands in."""
    first: set[int] = field(default_factory=set)
    """Atoms with which the block of a constraint begins."""
    last: set[int] = field(default_factory=set)
    """Those with which it ends."""
    labels: set[int] = field(default_factory=set)
    """Atoms that are printed labels of facts."""

    def __bool__(self) -> bool:
        return bool(self.blocks)


def cut_constrained(atoms: Sequence[Atom], given: Constraints, plain: str) -> list[Atom]:
    """The atoms, cut wherever a constraint begins or ends; `plain` is the folded text."""
    places = sorted({place for block in given.blocks for span in (*block.spans, *block.label) for place in span})
    if not places:
        return list(atoms)
    made: list[Atom] = []
    for atom in atoms:
        inner = places[bisect_right(places, atom.start) : bisect_left(places, atom.end)]
        pieces = list(_part(atom, inner, plain)) if inner else [atom]
        for piece in pieces:
            follows = bool(made) and made[-1].line == piece.line
            made.append(replace(piece, part=made[-1].part + 1 if follows else 0))
    return made


def _part(atom: Atom, places: Sequence[int], plain: str) -> Iterator[Atom]:
    """The pieces of an atom between places, white space at their edges left out."""
    bounds = [(low, high) for low, high in (strip(plain, *pair) for pair in pairwise((atom.start, *places, atom.end)))
              if low < high]
    for number, (low, high) in enumerate(bounds):
        words = plain[low:high]
        last = number == len(bounds) - 1
        piece = replace(atom, start=low, end=high, plain=words, letters=len(bare(words)), last=atom.last and last,
                        gap=0 if number else atom.gap, why=_WHY if number else atom.why, opener=None, size=0, shape="",
                        fact=None, value=None)
        opener = find_opener(plain, low, high)
        if opener is not None and opener.start == low:
            set_opener(piece, opener._replace(start=0, end=min(opener.end, high) - low), "", follows=not piece.last)
        yield piece


def strip(plain: str, low: int, high: int) -> Span:
    """A stretch without the white space at its edges."""
    while low < high and plain[low] in SPACE:
        low += 1
    while high > low and plain[high - 1] in SPACE:
        high -= 1
    return low, high


def hold_atoms(atoms: Sequence[Atom], given: Constraints) -> Held:
    """Which atoms stand in which constraint; no atom of a block keeps a reason to begin another."""
    held = Held(given.whole)
    starts = [atom.start for atom in atoms]
    for block in given.blocks:
        found = list(_find_atoms(starts, block.spans))
        held.labels.update(_find_atoms(starts, block.label))
        held.blocks.update(dict.fromkeys(found, block))
        if found and block.kind not in (CUT, KEEP):
            held.first.add(found[0])
            held.last.add(found[-1])
            for i in found[1:]:
                atoms[i].why = _WHY
    return held


def _find_atoms(starts: Sequence[int], spans: Spans) -> Iterator[int]:
    """The atoms that begin in spans."""
    for start, end in spans:
        yield from range(bisect_left(starts, start), bisect_left(starts, end))


def restrict(offered: Sequence[tuple[int, ...]], held: Held, atoms: Sequence[Atom],
             states: Mapping[str, tuple[int, ...]]) -> list[tuple[int, ...]]:
    """The states that are offered each atom, those of constraints alone where one holds it.

    `states` are all that there are, by label. Nothing goes on with a block behind its end.
    """
    offered = _head_title(offered, held, atoms)
    made = []
    open_ = closed = False
    for i, given in enumerate(offered):
        block = held.blocks.get(i)
        if block is not None:
            made.append(_list_held(i, block, given, held, states))
            if block.kind != CUT:
                open_, closed = _goes_on(i, held, open_), i in held.last
        elif held.whole or i in held.labels:
            made.append(states["x"])
        elif open_:
            made.append(states["x" if atoms[i].letters == 0 else "noise"])
        else:
            made.append(_without(given, states["I"]) or states["p"] if closed else given)
            closed = closed and atoms[i].letters == 0
    return made


def _head_title(offered: Sequence[tuple[int, ...]], held: Held, atoms: Sequence[Atom]) -> list[tuple[int, ...]]:
    """The states that are offered, before a title that is known those of a head alone, unless text stands there."""
    titled = min((i for i in held.first if held.blocks[i].kind == "title" and not held.blocks[i].opens), default=0)
    if titled > HEAD or any(atom.letters > LONG for atom in atoms[:titled]):
        return list(offered)
    heads = (tuple(state for state in given if STATES[state].zone == Zone.HEAD) for given in offered[:titled])
    return [head or given for head, given in zip((*heads, *[()] * (len(offered) - titled)), offered, strict=True)]


HEAD = 20
"""So many atoms may stand before the title of a work, not more."""

LONG = 80
"""Letters of a line that is text, and stands in no head of a work."""


def _goes_on(i: int, held: Held, open_: bool) -> bool:
    """Whether the block of a constraint goes on behind an atom that it holds."""
    return (open_ or i in held.first) and i not in held.last


def _list_held(i: int, block: Constraint, given: tuple[int, ...], held: Held,
               states: Mapping[str, tuple[int, ...]]) -> tuple[int, ...]:
    if block.kind == CUT:
        return states["noise"]
    if block.kind == KEEP:
        return _without(given, (*states["noise"], *states["x"])) or states["p"]
    return states[block.kind] if i in held.first else states["I"]


def _without(given: tuple[int, ...], left_out: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(state for state in given if state not in left_out)


BLOCKS = frozenset(LABELS) - {"x", "I", "noise"}
"""What a constraint may make of a block."""
