"""Items: how deep each lies in lists whose nesting only their printed numbers tell.

Lists that stand one behind the other are one list in another where the second begins at one in the middle of the first,
or where its style of numbers stands below the other's wherever both occur.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from convert.recovery.atoms import Atom
from convert.recovery.blocks import Draft
from convert.recovery.openers import rank_of

SIGN, PLAIN = "•", ""
"""The styles of items that only a sign opens, and of those that nothing does: in these no list stands."""


def find_levels(drafts: Sequence[Draft], atoms: Sequence[Atom]) -> dict[int, int]:
    """Draft → the level of its item, from 1; none where the format says itself how deep items lie."""
    levels: dict[int, int] = {}
    for is_item, group in groupby(range(len(drafts)), key=lambda i: _is_free(drafts[i])):
        numbers = list(group)
        firsts = [atoms[drafts[i].atoms[0]] for i in numbers]
        if is_item and len(numbers) > 1 and _is_typed(firsts):
            levels.update(zip(numbers, _nest(firsts), strict=True))
    return levels


def _is_free(draft: Draft) -> bool:
    """Whether a draft is an item that follows what stands before it, and nothing is known of it beforehand."""
    return draft.label == "li" and not draft.opens and draft.constraint is None


def _is_typed(firsts: Sequence[Atom]) -> bool:
    """Whether the numbers of items stand in the text, and no format nests them."""
    nested = any(atom.marks.item > 1 or any(map(str.isalnum, atom.marks.bullet)) for atom in firsts)
    return not nested and len({_style(atom) for atom in firsts}) > 1


def _style(atom: Atom) -> str:
    if atom.opener is not None:
        return atom.opener.style
    return SIGN if atom.marks.bullet or atom.part else PLAIN


def _nest(firsts: Sequence[Atom]) -> Iterator[int]:
    last = {_style(atom): place for place, atom in enumerate(firsts)}
    stack: list[str] = []
    for place, atom in enumerate(firsts):
        style = _style(atom)
        if style in stack:
            del stack[stack.index(style) + 1 :]
        elif stack and _opens(atom, stack[-1], last[stack[-1]] > place):
            stack.append(style)
        else:
            stack = [style]
        yield len(stack)


def _opens(atom: Atom, above: str, goes_on: bool) -> bool:
    """Whether a list begins in an item of a style, of whose list there are more items or not."""
    style = _style(atom)
    if PLAIN in (style, above) or (atom.opener is not None and atom.opener.value != 1):
        return False
    return goes_on or _is_below(style, above)


def _is_below(style: str, other: str) -> bool:
    """Whether a style stands below another where nothing else tells."""
    if SIGN in (style, other):
        return style == SIGN
    return rank_of(style) > rank_of(other)
