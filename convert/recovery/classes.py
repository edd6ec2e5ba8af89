"""Classes: short lines without a number, parted by their dress; headings of one level look alike."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from convert.chinese.lexicon import Pattern
from convert.recovery.atoms import Atom, breaks_off, find_bare_number

UNDRESSED = "//0/0"
"""The dress of a line with no decoration, mark or size of its own."""

SHORTEST, LONGEST = 2, 40
"""Letters that a line of a class may have."""

SENTENCE = 24
"""Letters that one may have which ends as a sentence does, and that text below a line must have."""

OFTEN = 4
"""Lines that must begin with one word before it is part of their dress."""

_LEAD = re.compile(r"[^\W\d_]{1,5}(?=[ \d])")
"""A word that stands apart at the beginning of a line, as in 图 4, Part 03, 正文 开篇."""

_NUMBERS = Pattern(r"[\d{counting}〇零○元]+")
_DECORATION = re.compile(r"[━─—=＝~*#◆◇■□●○▲△★☆※►▶•·〓❖✦|【\[《“\"(]+")


class Alike(NamedTuple):
    """A class of unnumbered short lines of one dress."""

    dress: str
    """How its lines look: decoration, first word, end, marks and size of type."""
    led: bool
    """Whether they all begin with one word."""
    members: int
    """How many lines it has."""
    over: float
    """Share of members with text right below."""
    close: float
    """Share of members that stand right behind another."""
    ended: float
    """Share of members that end with a mark."""
    size: float
    """Mean letters."""
    said: float
    """Share of members that say something, as names and titles do not."""


def find_classes(atoms: Sequence[Atom], sorts: Sequence[str], prose: Sequence[bool], predicates: Sequence[int],
                 contents: Set[int]) -> dict[int, Alike]:
    """Index of an atom → its class; `contents` are entries of a list of contents, which are in none."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    chosen = list(_find_members(atoms, sorts, contents))
    leads = Counter(_lead_of(atoms[i], sorts[i]) for i in chosen)
    for i in chosen:
        lead = _lead_of(atoms[i], sorts[i])
        often = leads[lead] >= OFTEN
        if often or sorts[i] != "D":
            groups[lead if often else "", dress_of(atoms[i])].append(i)
    found: dict[int, Alike] = {}
    for (lead, dress), members in groups.items():
        count, inside = len(members), set(members)
        over = sum(_is_over(atoms, prose, i) for i in members) / count
        close = sum(i - 1 in inside for i in members) / count
        ended = sum(atoms[i].plain[-1] in "。!?:;" for i in members) / count
        size = sum(atoms[i].letters for i in members) / count
        said = sum(predicates[i] > 0 for i in members) / count
        alike = Alike(lead + dress, lead != "", count, over, close, ended, size, said)
        found.update(dict.fromkeys(members, alike))
    return found


def _find_members(atoms: Sequence[Atom], sorts: Sequence[str], contents: Set[int]) -> Iterator[int]:
    for i, atom in enumerate(atoms):
        whole = not atom.part and atom.last and atom.opener is None
        if not whole or not SHORTEST <= atom.letters <= LONGEST or i in contents:
            continue
        if _goes_on(atoms, i) or _is_numbered_above(atoms, i):
            continue
        if sorts[i] in "SGD" or (sorts[i] == "P" and atom.letters <= SENTENCE):
            yield i


def _goes_on(atoms: Sequence[Atom], i: int) -> bool:
    """Whether the next line goes on with a sentence that fills this one, which is the first line of a text then."""
    if i + 1 >= len(atoms):
        return False
    after = atoms[i + 1]
    return after.opener is None and breaks_off(atoms[i], after.gap, after.indent)


def _is_numbered_above(atoms: Sequence[Atom], i: int) -> bool:
    """Whether its number stands alone on the line above."""
    return i > 0 and atoms[i - 1].last and find_bare_number(atoms[i - 1]) is not None


def _lead_of(atom: Atom, sort: str) -> str:
    """The word that a line begins with; of a date all but its numbers, since years and days head chronicles alike."""
    if sort == "D":
        return _NUMBERS.sub("0", atom.plain)
    lead = _LEAD.match(atom.plain)
    return lead[0] if lead else ""


def is_framed(plain: str) -> bool:
    """Whether a line ends with the sign that it begins with: ◆ 用水 ◆."""
    return len(plain) > 2 and plain[0] == plain[-1] and not plain[0].isalnum()


def dress_of(atom: Atom) -> str:
    """How a line looks apart from its words: decoration, end, marks of the format, size of its type."""
    marks, plain = atom.marks, atom.plain
    sign = _DECORATION.match(plain)
    end = plain[-1] if plain[-1] in "。?!:;…" else "】" if plain[-1] in "】]" else ""
    if sign and is_framed(plain):
        end = plain[-1]
    flags = (("b", marks.bold), ("c", marks.centred), ("q", marks.quote), ("i", marks.item))
    form = f"{marks.heading}{''.join(letter for letter, is_set in flags if is_set)}"
    return f"{sign[0][:2] if sign else ''}/{end}/{form}/{marks.size // 15 if marks.size > 104 else 0}"


def _is_over(atoms: Sequence[Atom], prose: Sequence[bool], i: int) -> bool:
    """Whether text of its own stands right below a line."""
    if i + 1 >= len(atoms):
        return False
    after = atoms[i + 1]
    return prose[i + 1] and (after.letters > SENTENCE or after.opener is not None) and not after.part
