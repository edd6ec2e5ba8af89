"""Series: the openers of a text, chained by number, and what each series looks like as a whole.

No opener is judged alone: `（一）` or `1.` is a heading, an item or plain text as its whole series is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from convert.chinese.lexicon import Pattern
from convert.recovery.atoms import FULL, Atom, breaks_off
from convert.recovery.facts import OTHER
from convert.recovery.openers import CONDENSED, DIVISIONS, rank_of

OPEN_MOST = 6
"""So many series of one style may wait to be gone on with."""


@dataclass(slots=True)
class Series:
    """Openers of one style with rising numbers."""

    style: str
    """The style of its numbers."""
    members: list[int] = field(default_factory=list)
    """Indexes of atoms."""
    last: int = 0
    """The number reached so far."""


def chain_openers(atoms: Sequence[Atom], skipped: frozenset[int] = frozenset()) -> list[Series]:
    """The openers as series; glued ones join only where they continue a series or begin one that goes on."""
    series: list[Series] = []
    stacks: dict[str, list[Series]] = defaultdict(list)
    candidates = [i for i, atom in enumerate(atoms)
                  if atom.opener is not None and i not in skipped and (atom.fact is None or atom.fact.rule is OTHER)]
    following = _next_values(atoms, candidates)
    for index in candidates:
        atom = atoms[index]
        if atom.opener is None:
            continue
        stack = stacks[atom.opener.style]
        current = _resume(stack, atom.opener.value)
        if atom.part and not _may_join(atom, current, following.get(index, 0)):
            continue
        if current is None or not _continues(current, atom.opener.value):
            current = Series(atom.opener.style)
            series.append(current)
            stack.append(current)
            del stack[:-OPEN_MOST]
        current.members.append(index)
        current.last = atom.opener.value
        _close_deeper(stacks, atom)
    return series


def _next_values(atoms: Sequence[Atom], candidates: Sequence[int]) -> dict[int, int]:
    """For each opener the number of the next one of its style."""
    found: dict[int, int] = {}
    latest: dict[str, int] = {}
    for index in reversed(candidates):
        opener = atoms[index].opener
        if opener is not None:
            found[index] = latest.get(opener.style, 0)
            latest[opener.style] = opener.value
    return found


def _resume(stack: list[Series], value: int) -> Series | None:
    """The series that a number goes on with: the last begun, or the one around it where only that fits."""
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth].last + 1 == value:
            del stack[depth + 1 :]
            break
    return stack[-1] if stack else None


def _close_deeper(stacks: dict[str, list[Series]], atom: Atom) -> None:
    """A heading of a higher style leaves only the last series of the deeper ones to be gone on with."""
    if atom.part or atom.shape == "long" or atom.opener is None:
        return
    rank = rank_of(atom.opener.style)
    for style, stack in stacks.items():
        if len(stack) > 1 and style != "clause" and rank_of(style) > rank:
            del stack[:-1]


def _continues(series: Series, value: int) -> bool:
    if value == series.last + 1:
        return True
    if value == 1 or value < series.last:
        return False
    return value <= series.last + 3


def _may_join(atom: Atom, current: Series | None, following: int) -> bool:
    """Whether an opener inside a line stands in a series; `following` is the next number of its style."""
    if atom.opener is None or (atom.opener.style in CONDENSED and not atom.last):
        return False
    style, value = atom.opener.style, atom.opener.value
    if current is not None and value == current.last + 1:
        return True
    if atom.last and atom.shape == "own" and style not in CONDENSED and atom.plain[-1] not in "。!?:;,":
        return True
    return value == 1 and (style == "clause" or following == 2)


class Look(NamedTuple):
    """What a series looks like as a whole; shares are of its members."""

    members: int
    """How many there are."""
    titled: float
    """Have a title-like sentence."""
    own: float
    """Fill their line."""
    bodies: float
    """Have text of their own behind the title, in their line or in the next."""
    close: float
    """Stand right behind the one before, with no text between."""
    semicolons: float
    """End as the members of an enumeration do."""
    stopped: float
    """End with a full stop."""
    stories: float
    """Have more than one sentence."""
    glued: float
    """Stand inside a line."""
    spans: bool
    """Whether the numbers run on over unnumbered headings."""
    in_law: bool
    """Whether the series stands between articles of a law."""
    size: float
    """Mean letters of their titles."""
    said: float
    """Share of members that say something, as titles do not."""


REACH = 16
"""So many atoms of a paragraph are looked at."""

_ITEM_END = Pattern(r";{conjunction}?$")


def look_at(series: Series, atoms: Sequence[Atom], predicates: Sequence[int], law: tuple[int, int]) -> Look:
    """The looks of a series; `law` are the first and last article of a law."""
    members = series.members
    count = len(members)
    ends = {i: _find_end(atoms, i) for i in members}
    plains = ["".join(atom.plain for atom in atoms[i : end + 1]) for i, end in ends.items()]
    bodies = [_has_body(atoms, i, end, series.style) for i, end in ends.items()]
    close = sum(_stands_close(atoms[a], atoms[ends[a]], atoms[b]) for a, b in pairwise(members))
    return Look(
        count, sum(atoms[i].shape != "long" for i in members) / count,
        sum(atoms[i].shape == "own" for i in members) / count, sum(bodies) / count,
        close / max(1, count - 1),
        sum(_ITEM_END.search(plain) is not None for plain in plains) / count,
        sum(plain[-1] == "。" for plain in plains) / count,
        sum(len(re.findall("[。!?]", plain)) > 1 for plain in plains) / count,
        sum(atoms[i].part > 0 for i in members) / count, _spans_headings(series, plains, atoms),
        law[0] <= members[0] <= law[1], sum(atoms[i].size for i in members) / count,
        sum(predicates[i] > 0 for i in members) / count)


def _stands_close(first: Atom, last: Atom, after: Atom) -> bool:
    """Whether no text stands between a member of a series, with its first atom and its last, and the next."""
    follows = after.line == last.line if after.part else after.line == last.line + 1
    return first.shape != "run-in" and follows


def _find_end(atoms: Sequence[Atom], index: int) -> int:
    """The last atom before the next opener: in its line, or where lines are wrapped, in the last that goes on."""
    end = index
    for k in range(index + 1, min(index + REACH, len(atoms))):
        last, atom = atoms[end], atoms[k]
        inside = atom.line == last.line
        if atom.opener is not None or not (inside or _is_wrapped(atoms[index], last, atom)):
            break
        end = k
    return end


def _is_wrapped(first: Atom, last: Atom, atom: Atom) -> bool:
    """Whether an atom on a new line goes on with a paragraph whose last line fills the page."""
    hangs = last.width >= FULL and not atom.gap and atom.indent < first.indent
    return hangs or breaks_off(last, atom.gap, atom.indent)


def _has_body(atoms: Sequence[Atom], index: int, end: int, style: str) -> bool:
    """A title with text behind it, in its line or the next."""
    atom = atoms[index]
    if atom.shape == "run-in":
        return True
    after = atoms[end + 1] if end + 1 < len(atoms) else None
    if atom.shape != "own" or after is None or after.marks.table:
        return False
    if after.opener is not None and after.opener.style == style:
        return False
    deeper = after.opener is not None and rank_of(after.opener.style) > rank_of(style)
    return after.letters > 20 or after.plain[-1] in "。:!?" or deeper


def _spans_headings(series: Series, plains: Sequence[str], atoms: Sequence[Atom]) -> bool:
    """Numbers that run on over unnumbered headings number the paragraphs of a text."""
    ended = sum(plain[-1] in "。!?" for plain in plains)
    if ended * 10 < len(series.members) * 8:
        return False
    crossed = sum(_is_phrase(atoms[after - 1]) and not atoms[after].part for after in series.members[1:])
    return crossed >= 2


def _is_phrase(atom: Atom) -> bool:
    return atom.opener is None and atom.letters <= 16 and atom.plain[-1] not in "。!?:;,、" and not atom.part


def find_law(series: Sequence[Series]) -> tuple[int, int]:
    """The first and last atom of the articles of a law; an empty range where there are none."""
    clauses = [i for one in series if one.style == "clause" and len(one.members) >= 3 for i in one.members]
    return (min(clauses), max(clauses)) if clauses else (1, 0)


def verdict(style: str, look: Look) -> str:
    """What a series most looks like by its shares: heading, item, statement or text; evidence, not a decision."""
    name = style.partition(" ")[0]
    if name in DIVISIONS:
        return "heading"
    if name == "clause":  # the articles of a contract have titles, those of a law sentences
        return "heading" if min(look.own, look.bodies) >= 0.6 and look.stopped < 0.5 else "statement"
    if style in CONDENSED:
        return "heading" if look.own > 0 and look.members >= 2 and not look.in_law else "text"
    listed = look.semicolons >= 0.5 or (look.members >= 2 and look.close >= 0.6)
    if look.spans:
        return "statement"
    if look.titled >= 0.6 and not listed and not look.in_law:
        return "heading"
    return "item" if listed and look.stories < 0.25 else "statement"
