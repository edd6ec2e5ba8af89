"""Repetition: what a text prints twice, by its letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from itertools import groupby
from typing import NamedTuple

from convert.chinese.folding import bare
from convert.chinese.lexicon import Pattern
from convert.recovery.atoms import Atom

REPRINT = 5
"""So many atoms on end that stood before in the same order are a second printing."""

PRINTING = 400
"""Letters of a passage whose second printing is nothing else: forms and refrains that come again are shorter."""

LONG, HEAD = 30, 28
"""Letters of a text that is no formula, and so many at its beginning that tell it from others."""

TITLE, SAME, AGAIN = 40, 2, 3
"""Letters of a title, those at least that are printed again, and how often a text does so by custom."""

TAIL, TWIN = 6, 60
"""Letters at the end of a headline that find it again, and letters that one may have."""

NEAR = 5
"""So many atoms apart at most are the two headlines of a page that prints its own above that of the text."""

_FIGURES = Pattern(r"[\d{counting}百]+")


class Twin(NamedTuple):
    """A short line that is printed twice with no text between, as headlines are."""

    later: bool
    """Whether it is the later of the two."""
    near: bool
    """Whether the two are NEAR."""
    whole: bool
    """Whether they are the same, and one is not the end of the other."""


class Repeats(NamedTuple):
    """What a text prints twice, by the indexes of its atoms."""

    reprints: frozenset[int]
    """Atoms of a passage that was printed before, atom by atom."""
    printings: frozenset[int]
    """Those of a long passage."""
    copies: frozenset[int]
    """Long atoms whose beginning is printed elsewhere too."""
    doubled: frozenset[int]
    """Short lines that the next one prints again with its number."""
    twins: Mapping[int, Twin]
    """Short lines that are printed twice with no text between."""


def find_repeats(atoms: Sequence[Atom], bares: Sequence[str], prose: Sequence[bool]) -> Repeats:
    """What atoms repeat, of which the letters are given, and which of them are text."""
    reprints = find_reprints(bares)
    return Repeats(reprints, find_printings(atoms, reprints), find_copies(bares), find_doubled(atoms, bares),
                   find_twins(atoms, bares, prose))


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


def find_printings(atoms: Sequence[Atom], reprints: Set[int]) -> frozenset[int]:
    """Those of the atoms of `reprints` whose passage is long and no table."""
    found: set[int] = set()
    for _, run in groupby(enumerate(sorted(reprints)), key=lambda pair: pair[1] - pair[0]):
        passage = [i for _, i in run]
        if sum(atoms[i].letters for i in passage) >= PRINTING and not atoms[passage[0]].marks.table:
            found.update(passage)
    return frozenset(found)


def find_twins(atoms: Sequence[Atom], bares: Sequence[str], prose: Sequence[bool]) -> Mapping[int, Twin]:
    """Index of a short line → which it is of two that end alike with no text between; facts and numbers left out."""
    found: dict[int, Twin] = {}
    seen: dict[str, int] = {}
    for i, (atom, text) in enumerate(zip(atoms, bares, strict=True)):
        if prose[i] and len(text) > LONG:
            seen.clear()
        elif TAIL <= len(text) <= TWIN and not (atom.opener or atom.fact or atom.marks.field):
            k = seen.get(text[-TAIL:], i)
            if k < i and (bares[k].endswith(text) or text.endswith(bares[k])):
                near, whole = i - k <= NEAR, text == bares[k]
                found[k], found[i] = Twin(False, near, whole), Twin(True, near, whole)
            seen[text[-TAIL:]] = i
    return found


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
