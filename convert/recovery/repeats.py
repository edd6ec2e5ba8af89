"""Repetition: what a text prints twice, by its letters."""

from __future__ import annotations

from collections.abc import Sequence

from convert.chinese.folding import bare
from convert.chinese.lexicon import Pattern
from convert.recovery.atoms import Atom

REPRINT = 5
"""So many atoms on end that stood before in the same order are a second printing."""

LONG, HEAD = 30, 28
"""Letters of a text that is no formula, and so many at its beginning that tell it from others."""

TITLE, SAME, AGAIN = 40, 2, 3
"""Letters of a title, those at least that are printed again, and how often a text does so by custom."""

_FIGURES = Pattern(r"[\d{counting}百]+")


def mould_of(plain: str) -> str:
    """A line without its numbers; empty where it has none."""
    mould = _FIGURES.sub("#", plain)
    return mould if "#" in mould and len(mould) > 1 else ""


def find_reprints(bares: Sequence[str]) -> frozenset[int]:
    """Atoms of passages that stand once more, the later of the two."""
    first: dict[str, int] = {}
    run = 0
    found: set[int] = set()
    for i, text in enumerate(bares):
        at = first.setdefault(text, i)
        follows = i > 0 and at < i and at > 0 and bares[at - 1] == bares[i - 1]
        run = run + 1 if follows else int(at < i)
        if run >= REPRINT:
            found.update(range(i - run + 1, i + 1) if run == REPRINT else (i,))
    return frozenset(found)


def find_doubled(atoms: Sequence[Atom], bares: Sequence[str]) -> frozenset[int]:
    """Short lines that the next line prints again with its number, where that happens again and again."""
    found: set[int] = set()
    for i, atom in enumerate(atoms[:-1]):
        after = atoms[i + 1]
        if atom.letters > TITLE or after.line == atom.line or after.opener is None or after.letters > TITLE:
            continue
        title = bare(after.plain[after.opener.end :])
        if len(title) >= SAME and bares[i] != bares[i + 1] and bares[i].endswith(title):
            found.add(i)
    return frozenset(found) if len(found) >= AGAIN else frozenset()


def find_copies(bares: Sequence[str]) -> frozenset[int]:
    """Long atoms whose beginning is printed elsewhere too."""
    seen: dict[str, int] = {}
    found: set[int] = set()
    for i, text in enumerate(bares):
        if len(text) < LONG:
            continue
        if text[:HEAD] in seen:
            found.update((seen[text[:HEAD]], i))
        seen.setdefault(text[:HEAD], i)
    return frozenset(found)
