"""Ablation: what the reader makes of a text with one rule switched off, and what that costs.

A row of a table is taken out; a verdict on series (heading/han, item/arabic …) becomes plain text; what a function cuts
is put back; what a function names is left a paragraph. Other rules cannot be switched off: what a text would be without
p/prose or line/space is not defined.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from types import ModuleType
from typing import NamedTuple

from convert.reading import fields, roles, sift, stages
from convert.reading.catalogue import TABLES, Entry, find_entries
from convert.reading.lines import Line
from convert.reading.pieces import KIND, Piece
from convert.reading.reflow import Block, Layout
from convert.reading.rules import noise
from convert.reading.series import Series, judge
from convert.reading.settle import settle
from convert.reading.sift import Sifted
from convert.span import parse_spans
from convert.tree.agreement import Agreement, compare
from convert.tree.nodes import Document
from convert.tree.outline import OutlineRow, outline
from convert.tree.record import Settled

_LOADERS: dict[str, tuple[ModuleType, str]] = {
    "blocks": (roles, "load_rules"), "noise": (noise, "load_noise"), "fields": (fields, "load_fields"),
}
"""Table → the module that reads by it, and the name by which it calls for the rows."""

ELEMENTS = {"li": "item"}
"""Kind of a block → what its rule is called by, where the names differ."""


_CUTTING = frozenset({"sift"})
_NAMING = frozenset({"front", "runs", "body", "notes", "backs", "contents"})
"""Modules whose functions cut lines, and those whose functions name blocks."""


def can_switch_off(rule: str) -> bool:
    """Whether it is defined what a text is without a rule."""
    return any(_find_switch(entry) is not None for entry in find_entries(rule))


def _find_switch(entry: Entry) -> AbstractContextManager[None] | None:
    """What switches a rule off; None where nothing can."""
    if entry.where in TABLES:
        return _drop_row(entry.where, entry.id)
    if entry.where == "series":
        return _swap(stages, "judge", _judge_without(entry.id))
    if entry.where in _CUTTING:
        return _swap(stages, "sift", _sift_without(entry.id))
    if entry.where in _NAMING and entry.kind != "p":
        return _swap(stages, "settle", _settle_without(entry.id))
    return None


@contextmanager
def without(rule: str) -> Iterator[None]:
    """Within it the reader works without a rule; not for several threads. Raises ValueError for an unknown rule."""
    switches = [switch for entry in find_entries(rule) if (switch := _find_switch(entry)) is not None]
    if not switches:
        raise ValueError(f"The rule {rule} cannot be switched off.")
    with ExitStack() as stack:
        for switch in switches:
            stack.enter_context(switch)
        yield


@contextmanager
def _swap(module: ModuleType, name: str, made: object) -> Iterator[None]:
    """Another function of a module, for a time."""
    kept = getattr(module, name)
    setattr(module, name, made)
    try:
        yield
    finally:
        setattr(module, name, kept)


@contextmanager
def _drop_row(table: str, rule: str) -> Iterator[None]:
    module, name = _LOADERS[table]
    load = getattr(module, name)
    rows = [row for row in (load(table) if table == "blocks" else load()) if row.id == rule]
    if getattr(rows[0], "zone", "") == "inside":
        with _swap(sift, "find_injected", lambda text: (one for one in noise.find_injected(text) if one[2].id != rule)):
            yield
        return
    with _swap(module, name, lambda *which: tuple(row for row in load(*which) if row.id != rule)):
        _forget(module, load)
        yield
    _forget(module, load)


def _forget(module: ModuleType, load: object) -> None:
    """Forgets what a module has made of its rows, but not the rows themselves: others hold them."""
    for value in vars(module).values():
        if hasattr(value, "cache_clear") and value is not load:
            value.cache_clear()


def _judge_without(rule: str) -> Callable[[Sequence[Series], Sequence[Block]], None]:
    def judged(series: Sequence[Series], blocks: Sequence[Block]) -> None:
        judge(series, blocks)
        for one in series:
            for member in one.members:
                kind = KIND.get(member.verdict, "")
                if f"{ELEMENTS.get(kind, kind)}/{one.style.partition(' ')[0]}" == rule:
                    member.verdict = "text"

    return judged


def _sift_without(rule: str) -> Callable[[Sequence[Line], str, Layout], Sifted]:
    def sifted(lines: Sequence[Line], plain: str, layout: Layout) -> Sifted:
        found = sift.sift(lines, plain, layout)
        back = {cut.spans[0] for cut in found.cuts if cut.by == rule}
        kept = [*found.lines, *(line for line in lines if (line.start, line.end) in back)]
        return found._replace(lines=sorted(kept), cuts=[cut for cut in found.cuts if cut.by != rule])

    return sifted


def _settle_without(rule: str) -> Callable[[Sequence[Piece]], list[Settled]]:
    def settled(pieces: Sequence[Piece]) -> list[Settled]:
        return [block._replace(kind="p", by="p/short", level=0) if block.by == rule else block
                for block in settle(pieces)]

    return settled


class Sample(NamedTuple):
    """A document, and the outline a careful reader made of it, if there is one."""

    data: bytes
    name: str
    wanted: list[OutlineRow] | None = None


def count_rules(tree: Document) -> Counter[str]:
    """How often each rule decided something: blocks, and places of cuts and edits."""
    fired: Counter[str] = Counter()
    for element in tree.iter():
        rule = element.get("by")
        if rule:
            places = len(parse_spans(element.get("at") or "")) if element.tag in ("cut", "edit") else 1
            fired[rule] += max(1, places)
    return fired


def agree(samples: Iterable[Sample], read: Callable[[bytes, str], Document]) -> Agreement:
    """How far the trees of samples agree with their outlines, samples without one apart."""
    total = Agreement()
    for sample in samples:
        if sample.wanted is not None:
            total = total.plus(compare(sample.wanted, outline(read(sample.data, sample.name))))
    return total


def find_losses(
    samples: Sequence[Sample], fired: Mapping[str, set[str]], read: Callable[[bytes, str], Document],
    watch: Callable[[str], None] = lambda _: None,
) -> dict[str, float]:
    """What the micro F1 of blocks loses without each rule that can be switched off; below 0 where it gains.

    `fired` maps rules to the names of the samples in which they decided something: only these are read again.
    `watch` is called with each rule.
    """
    alone = {sample.name: agree([sample], read) for sample in samples}
    whole = _sum(alone.values())
    losses = {}
    for rule in sorted(fired):
        watch(rule)
        if not can_switch_off(rule):
            continue
        again = [sample for sample in samples if sample.name in fired[rule]]
        with without(rule):
            changed = agree(again, read)
        kept = _sum(alone[sample.name] for sample in samples if sample.name not in fired[rule])
        losses[rule] = whole.f1 - kept.plus(changed).f1
    return losses


def _sum(agreements: Iterable[Agreement]) -> Agreement:
    total = Agreement()
    for agreement in agreements:
        total = total.plus(agreement)
    return total
