"""Notes: what stands under a label of notes, as far as their numbers go on."""

from __future__ import annotations

from collections.abc import Sequence

from convert.chinese.lexicon import Pattern
from convert.recovery.atoms import Atom

MOST = 60
"""Lines that notes under one label may have."""

_LABEL = Pattern(r"[(【\[]?(?:{back-matter:spaced}|[^\W\d_]{0,2}{term}(?:解释|注释|说明))[)】\]]?(?::|$)")
"""注释 alone on its line, or 注: before the first note."""


def find_noted(atoms: Sequence[Atom], sorts: Sequence[str]) -> frozenset[int]:
    """Atoms below a label of notes, up to the first short line that bears no number."""
    found: set[int] = set()
    left = 0
    for i, atom in enumerate(atoms):
        if atom.part == 0 and len(atom.plain) <= 200 and _LABEL.match(atom.plain):
            left = MOST
            continue
        if not left:
            continue
        if atom.part == 0:
            left = left - 1 if sorts[i] not in "SGDBA" else 0
        if left:
            found.add(i)
    return frozenset(found)
