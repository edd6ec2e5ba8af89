"""Ablation: what the reader makes of a text with one rule switched off, and what that costs.

Rows of the three tables and the verdicts on series (heading/han, item/arabic …) can be switched off. Other rules that
are functions cannot: what a text would be without them is not defined.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from types import ModuleType
from typing import Any, NamedTuple

from convert.span import parse_spans
from convert.text import fields, roles, sift, stages
from convert.text.catalogue import TABLES, find_entries
from convert.text.pieces import KIND
from convert.text.reflow import Block
from convert.text.rules import noise
from convert.text.series import Series, judge
from convert.tree.agreement import Agreement, compare
from convert.tree.nodes import Document
from convert.tree.outline import Row, outline

_LOADERS: dict[str, tuple[ModuleType, str]] = {
    "blocks": (roles, "load_rules"), "noise": (noise, "load_noise"), "fields": (fields, "load_fields"),
}
"""Table → the module that reads by it, and the name by which it calls for the rows."""

ELEMENTS = {"li": "item"}
"""Kind of a block → what its rule is called by, where the names differ."""


def can_switch_off(rule: str) -> bool:
    """Whether a rule is a row or a verdict, which can be switched off."""
    return any(entry.where in TABLES or entry.where == "series" for entry in find_entries(rule))


@contextmanager
def without(rule: str) -> Iterator[None]:
    """Within it the reader works without a rule; not for several threads. Raises ValueError for an unknown rule."""
    if not can_switch_off(rule):
        raise ValueError(f"The rule {rule} cannot be switched off.")
    with ExitStack() as stack:
        for entry in find_entries(rule):
            if entry.where == "series":
                stack.enter_context(_swap(stages, "judge", _judge_without(rule)))
            elif entry.where in TABLES:
                stack.enter_context(_drop_row(entry.where, rule))
        yield


@contextmanager
def _swap(module: ModuleType, name: str, made: object) -> Iterator[Any]:
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
        _forget(module)
        yield
    _forget(module)


def _forget(module: ModuleType) -> None:
    """Forgets what a module has made of its rows."""
    for value in vars(module).values():
        if hasattr(value, "cache_clear"):
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


class Sample(NamedTuple):
    """A document, and the outline a careful reader made of it, if there is one."""

    data: bytes
    name: str
    wanted: list[Row] | None = None


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
