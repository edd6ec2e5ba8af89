"""Repair of Traditional text that was made from Simplified character by character: 斗爭, 由于, 干部, 盡快.

The text is taken to Simplified and back, by phrases and with the guard table. Where the result differs, the printed
character was the converter's guess. It is corrected only if it is also a valid Simplified character; never in bylines,
proper names, or passages in another script, and not where both forms are good Traditional (`repair_variants.tsv`). In a
text that is full of such characters, so that a machine must have made it, the pairs of `WORDS` are corrected too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from convert.chinese.script import find_foreign
from convert.span import Span, print_spans
from convert.transforms.edits import make_changes
from convert.transforms.leaves import Leaf, Printed, print_leaves
from convert.transforms.opencc.engine import OpenCC
from convert.transforms.opencc.plan import Plan
from convert.tree.build import add
from convert.tree.nodes import XML_LANG, Document, Node

WORDS = {"盡": "儘", "周": "週"}
"""Corrected only in a text that a machine made, since people print them too: 盡快 for 儘快, 周期 for 週期."""

_MECHANICAL = 500
"""A text with a wrong character in so many was made by a machine; the seed has one in 110."""

BY = {True: "repair/character", False: "repair/word"}
"""Rule by whether the printed character is wrong in any Traditional text."""

_CONTEXT = 6
"""Characters shown on either side of a repair."""

_APART = frozenset({"byline", "name"})
"""Elements that hold names."""

_CLAUSE = re.compile(r"[^\n，。；：！？、,;:!?]+")


@dataclass(frozen=True, slots=True)
class Repair:
    """One wrong character: its place in the source, what it is and should be, why, and what stands around it.

    A character that a tree has from no source has its place at the start, and no length.
    """

    at: Span
    was: str
    now: str
    by: str
    reason: str
    context: str


@dataclass(frozen=True, slots=True)
class _Place:
    at: int
    was: str
    now: str
    reason: str

    @property
    def by(self) -> str:
        return BY[self.was not in WORDS]


def repair_script(tree: Document, names: Iterable[str] = ()) -> Document:
    """A new tree with the wrong characters corrected, an edit for each kind and a remark for each reason.

    `names` are left alone wherever they stand, besides those of `repair_names.tsv`. A tree that is not in Traditional
    characters is only copied.
    """
    made = deepcopy(tree)
    printed = print_leaves(made)
    places = _find_places(made, printed, names)
    for by in BY.values():
        make_changes(made, printed, [(place.at, place.at + 1, place.now) for place in places if place.by == by], by)
        printed = print_leaves(made)
    _explain(made, printed, places)
    return made


def find_repairs(tree: Document, names: Iterable[str] = ()) -> list[Repair]:
    """What `repair_script` would correct, in order; the tree stays as it is."""
    printed = print_leaves(tree)
    leaves = _Leaves(printed)
    found = []
    for place in _find_places(tree, printed, names):
        leaf = leaves.find(place.at)
        around = printed.text[max(leaf.start, place.at - _CONTEXT) : min(leaf.end, place.at + 1 + _CONTEXT)]
        at = next(iter(leaf.find_places(place.at, place.at + 1)), (0, 0))
        found.append(Repair(at, place.was, place.now, place.by, place.reason, around))
    return found


class _Leaves:
    """The leaf of each place, for places asked in order."""

    def __init__(self, printed: Printed) -> None:
        self.rest = iter(printed.leaves)
        self.leaf = next(self.rest)

    def find(self, at: int) -> Leaf:
        while self.leaf.end <= at:
            self.leaf = next(self.rest)
        return self.leaf


def _find_places(tree: Document, printed: Printed, names: Iterable[str]) -> list[_Place]:
    if not (tree.get(XML_LANG) or "").startswith("zh-Hant"):
        return []
    places = list(_compare(printed, names))
    certain = [place for place in places if place.was not in WORDS]
    return places if len(certain) * _MECHANICAL >= len(printed.text) else certain


def _compare(printed: Printed, names: Iterable[str]) -> Iterator[_Place]:
    text = printed.text
    plain = OpenCC("tw2s").convert(text)
    right = OpenCC("s2tw", guarded=True).convert(plain)
    kept, variants = _find_kept(printed, names), _load_variants()
    plan = OpenCC("s2t", guarded=True).shortcut.plan
    for clause in _CLAUSE.finditer(text):
        for at in range(*clause.span()):
            pair = text[at], right[at]
            guessed = text[at] == plain[at] or WORDS.get(text[at]) == right[at]
            if text[at] != right[at] and guessed and at not in kept and pair not in variants:
                yield _Place(at, *pair, _give_reason(plan, text, plain, right, clause.span(), at))


def _give_reason(plan: Plan, text: str, plain: str, right: str, clause: Span, at: int) -> str:
    start = clause[0]
    for was, _ in plan.split(plain[slice(*clause)]):
        end = start + len(was)
        if start <= at < end:
            break
        start = end
    if end - start == 1:
        return f"{text[at]} is written {right[at]} where no phrase says otherwise."
    return f"{text[start:end]} is written {right[start:end]}."


def _find_kept(printed: Printed, names: Iterable[str]) -> set[int]:
    """Places that are never touched."""
    kept: set[int] = set()
    for leaf in printed.leaves:
        for (element, slot), start, end in leaf.slots:
            holder = element if slot == "text" else element.getparent()
            if isinstance(holder, Node) and (leaf.element.tag in _APART or holder.tag in _APART):
                kept.update(range(start, end))
        for start, end in _find_apart(leaf, printed.text):
            kept.update(range(start, end))
    listed = [re.escape(name) for name in (*_load_names(), *names) if name]
    for match in re.finditer("|".join(listed), printed.text):
        kept.update(range(*match.span()))
    return kept


def _find_apart(leaf: Leaf, text: str) -> Sequence[Span]:
    if not (leaf.language or "zh-Hant").startswith("zh-Hant"):
        return [(leaf.start, leaf.end)]
    passages = find_foreign(text[leaf.start : leaf.end], "zh-Hant")
    return [(leaf.start + start, leaf.start + end) for start, end in passages]


def _explain(tree: Document, printed: Printed, places: Sequence[_Place]) -> None:
    spans: dict[str, list[Span]] = {}
    leaves = _Leaves(printed) if places else None
    for place in places:
        if leaves is not None:
            spans.setdefault(place.reason, []).extend(leaves.find(place.at).find_places(place.at, place.at + 1))
    for reason, at in spans.items():
        add(tree.record, "remark", code="repair/reason", severity="note", at=print_spans(at) or None).text = reason


@cache
def _load_variants() -> frozenset[tuple[str, str]]:
    return frozenset((printed, other) for printed, other in _read_rows("repair_variants.tsv"))


@cache
def _load_names() -> tuple[str, ...]:
    return tuple(name for name, _ in _read_rows("repair_names.tsv"))


def _read_rows(name: str) -> Iterator[list[str]]:
    for line in (Path(__file__).parent / name).read_text("utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("\t")
