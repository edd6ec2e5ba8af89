"""Notes: what stands under a label of notes, as far as their numbers go on."""

from __future__ import annotations

from collections.abc import Sequence

from convert.chinese.lexicon import Pattern
from convert.recovery.atoms import Atom

LONGEST = 200
"""Characters that a line may have which opens with a label of notes."""

_LABEL = Pattern(r"[(【\[]?(?:{back-matter:spaced}|[^\W\d_]{0,2}{term}(?:解释|注释|说明))[)】\]]?(?::|$)")
"""注释 alone on its line, or 注: before the first note."""


def heads_notes(atom: Atom) -> bool:
    """Whether a line is a label of notes or references."""
    return atom.part == 0 and len(atom.plain) <= LONGEST and _LABEL.match(atom.plain) is not None


def find_noted(atoms: Sequence[Atom]) -> frozenset[int]:
    """Atoms below a label of notes, as long as every line bears the next number of one style or is an item."""
    found: set[int] = set()
    style, reached = "", -1
    for i, atom in enumerate(atoms):
        opener = atom.opener
        if heads_notes(atom):
            style, reached = "", 0
            continue
        if reached < 0:
            continue
        if opener is not None and opener.value == reached + 1 and style in ("", opener.style):
            style, reached = opener.style, opener.value
        elif atom.part == 0 and not atom.marks.item:
            reached = -1
            continue
        found.add(i)
    return frozenset(found)
