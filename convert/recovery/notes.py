"""Notes: what stands under a label of notes, or of the reason for an article, as far as their numbers go on."""

from __future__ import annotations

from collections.abc import Sequence, Set

from convert.chinese.lexicon import Pattern
from convert.recovery.atoms import Atom, breaks_off
from convert.recovery.openers import Opener

LONGEST = 200
"""Characters that a line may have which opens with a label of notes."""

_LABEL = Pattern(r"[(【\[]?(?:{back-matter:spaced}|[^\W\d_]{0,2}{term}(?:解释|注释|说明))[)】\]]?(?::|$)")
"""注释 alone on its line, or 注: before the first note."""

_REASON = Pattern("理由:")
"""What stands before the reason for an article."""


def heads_notes(atom: Atom) -> bool:
    """Whether a line is a label of notes or references."""
    return atom.part == 0 and len(atom.plain) <= LONGEST and _LABEL.match(atom.plain) is not None


def find_reasons(atoms: Sequence[Atom]) -> frozenset[int]:
    """The labels in a law of what was given as the reason for an article, which is a note."""
    return frozenset(i for i, atom in enumerate(atoms) if _REASON.match(atom.plain) is not None)


def find_noted(atoms: Sequence[Atom], reasons: Set[int]) -> frozenset[int]:
    """Atoms below a label of notes or reasons, as long as each line goes on, is an item or the next of its list."""
    found: set[int] = set()
    lists: list[Opener] | None = None
    for i, atom in enumerate(atoms):
        if heads_notes(atom) or i in reasons:
            lists = []
            continue
        if lists is None:
            continue
        known = _go_on(lists, atom.opener) if atom.opener is not None else None
        if known is None and atom.part == 0 and not atom.marks.item:
            lists = lists if breaks_off(atoms[i - 1], atom.gap, atom.indent) else None
            continue
        lists = lists if known is None else known
        found.add(i)
    return frozenset(found)


def _go_on(lists: Sequence[Opener], opener: Opener) -> list[Opener] | None:
    """The last numbers of a list and those that it stands in with one more; None where it is not the next of any."""
    for depth, last in enumerate(lists):
        if last.style == opener.style:
            return [*lists[:depth], opener] if opener.value == last.value + 1 else None
    return [*lists, opener] if opener.value == 1 else None
