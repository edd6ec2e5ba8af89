"""Blocks: which atoms a labelling makes one block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from convert.recovery.atoms import FULL, Atom
from convert.recovery.constraints import CUT, KEEP, Constraint, Held
from convert.recovery.grammar import State
from convert.recovery.page import ends_sentence

BETWEEN = 4
"""So many captions and notes may stand inside a sentence."""


@dataclass(slots=True)
class Draft:
    """Atoms that are one block."""

    label: str
    """What it is, one of the labels of the grammar."""
    atoms: list[int]
    """Their indexes."""
    opens: bool = False
    """Whether a further work begins with it."""
    depth: int = 0
    """Of a heading, 1 at the top of its work."""
    constraint: Constraint | None = None
    """What it was held to be; None where the labelling alone made it."""


@dataclass(slots=True)
class Drafted:
    """The drafts of a text, and what is in none of them."""

    drafts: list[Draft]
    """In reading order."""
    noise: list[int] = field(default_factory=list)
    """Indexes of atoms that are furniture."""
    markers: list[int] = field(default_factory=list)
    """Indexes of atoms that are printed labels or mere signs."""
    held: Held = field(default_factory=Held)
    """The atoms that constraints hold."""


def draft_blocks(atoms: Sequence[Atom], states: Sequence[State], opens: Sequence[bool],
                 held: Held | None = None) -> Drafted:
    """The atoms of each block: what goes on is joined over noise and markers, what is held together over anything.

    What goes on behind a caption may be a sentence that the caption interrupts.
    """
    held = held or Held()
    made = Drafted([], held=held)
    of_constraint: dict[Constraint, Draft] = {}
    last: Draft | None = None
    for i, state in enumerate(states):
        constraint = held.blocks.get(i)
        if constraint is not None and constraint.kind in (CUT, KEEP):
            constraint = None
        known = of_constraint.get(constraint) if constraint is not None else None
        if state.label == "x":
            made.markers.append(i)
        elif state.label == "noise" or (state.label == "I" and last is None and constraint is None):
            made.noise.append(i)
        elif known is not None:
            known.atoms.append(i)
        elif state.label == "I" and last is not None and last.constraint is None:
            _find_broken(atoms, made.drafts, i).atoms.append(i)
        else:
            opened = constraint.opens if constraint is not None and constraint.opens is not None else opens[i]
            last = Draft("p" if state.label == "I" else state.label, [i], opened, constraint=constraint)
            made.drafts.append(last)
            if constraint is not None:
                of_constraint[constraint] = last
    return made


def _find_broken(atoms: Sequence[Atom], drafts: Sequence[Draft], i: int) -> Draft:
    """What an atom goes on with: a sentence that captions or notes interrupt (outline rule 4), else the last draft."""
    if atoms[i].part:
        return drafts[-1]
    at = len(drafts) - 1
    while at > 0 and len(drafts) - at <= BETWEEN and _is_whole(atoms, drafts[at]):
        at -= 1
    broken = drafts[at]
    parted = broken.label == "p" and broken.constraint is None and not ends_sentence(atoms[broken.atoms[-1]].plain)
    return broken if parted else drafts[-1]


def _is_whole(atoms: Sequence[Atom], draft: Draft) -> bool:
    """Whether a draft is a caption that does not fill its line, or a note that has ended."""
    last = atoms[draft.atoms[-1]]
    return ends_sentence(last.plain) if draft.label == "note" else draft.label == "caption" and last.width < FULL
