"""Ablation: what becomes of a text without one rule, and what that costs.

A row of words, a cue or a family of features is switched off by reading without its weights; a row of furniture or of
facts by taking it out of its table. What is named by anything else cannot be switched off: what a text would be without
`line/space` or `p/labelled` is not defined.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from types import ModuleType
from typing import NamedTuple

from convert.recovery import fields
from convert.recovery.catalogue import OBSERVERS, Entry, load_catalogue
from convert.recovery.features import family_of
from convert.recovery.labelling import Model
from convert.recovery.reader import Reading, finish, label_stages, read_stages
from convert.recovery.rules import noise
from convert.recovery.text import Text
from convert.recovery.weights import load_model
from convert.span import parse_spans
from convert.tree.agreement import Agreement, compare
from convert.tree.nodes import Document
from convert.tree.outline import OutlineRow, outline

_WEIGHED = frozenset({"blocks", "cues", OBSERVERS})
"""Where rules stand that are switched off by their weights."""

_LOADERS: Mapping[str, tuple[ModuleType, str]] = {"noise": (noise, "load_noise"), "fields": (fields, "load_fields")}
"""Table → the module that reads by it, and the name by which it calls for the rows."""

_MOVES = frozenset({"t", "z", "w", "s", "new", "line", "title", "inside"})
"""Families that a model makes its tables of."""


def can_switch_off(entry: Entry) -> bool:
    """Whether it is defined what a text is without a rule."""
    return entry.where in _WEIGHED or entry.where in _LOADERS


def weaken(model: Model, entry: Entry) -> Model:
    """A model without the weights of a rule."""
    kept = {name: row for name, row in model.rows.items() if not speaks_for(entry, name)}
    return Model(kept) if entry.id in _MOVES else model.with_rows(kept)


def speaks_for(entry: Entry, feature: str) -> bool:
    """Whether a feature is what an entry of the catalogue is about."""
    if entry.where == OBSERVERS:
        return family_of(feature) == entry.id
    if entry.where == "cues":
        return feature in (entry.id, f"l{entry.id}")
    return entry.where == "blocks" and feature == f"row={entry.id}"


@contextmanager
def without_row(entry: Entry) -> Iterator[None]:
    """Within it no text has a row of furniture or of facts; not for several threads."""
    module, name = _LOADERS[entry.where]
    load = getattr(module, name)
    rows = tuple(row for row in load() if row.id != entry.id)
    setattr(module, name, lambda: rows)
    _forget(module, load)
    try:
        yield
    finally:
        setattr(module, name, load)
        _forget(module, load)


def _forget(module: ModuleType, load: object) -> None:
    """Forgets what a module has made of its rows, but not the rows themselves: others hold them."""
    for value in vars(module).values():
        if hasattr(value, "cache_clear") and value is not load:
            value.cache_clear()


def read_without(entry: Entry, reading: Reading) -> Reading:
    """A text read again without a rule; raises ValueError for one that cannot be switched off."""
    if entry.where in _WEIGHED:
        return label_stages(reading.text, reading.context, reading.features, weaken(reading.model, entry),
                            reading.drafted.held)
    if entry.where not in _LOADERS:
        raise ValueError(f"The rule {entry.id} cannot be switched off.")
    with without_row(entry):
        return read_stages(reading.text, reading.model)


class Sample:
    """A document, and the outline a careful reader made of it, if there is one."""

    def __init__(self, name: str, form: Text | Document, wanted: Sequence[OutlineRow] | None = None) -> None:
        self.name = name
        """Its path."""
        self.form = form
        """Its text, or its tree where the file holds a finished one: that cannot be read without a rule."""
        self.wanted = wanted
        """The outline."""

    @cached_property
    def reading(self) -> Reading | None:
        """Its text as it is read."""
        return read_stages(self.form, load_model()) if isinstance(self.form, Text) else None

    @cached_property
    def tree(self) -> Document:
        """Its tree."""
        if isinstance(self.form, Document):
            return self.form
        return finish(self.reading or read_stages(self.form, load_model()))

    @cached_property
    def agreement(self) -> Agreement:
        """How far its tree agrees with the outline."""
        return compare(self.wanted, outline(self.tree)) if self.wanted is not None else Agreement()

    def agree_without(self, entry: Entry) -> Agreement:
        """How far it agrees with the outline when it is read without a rule."""
        if self.reading is None or self.wanted is None:
            return self.agreement
        again = read_without(entry, self.reading)
        if entry.where in _WEIGHED and (again.states, again.opens) == (self.reading.states, self.reading.opens):
            return self.agreement
        return compare(self.wanted, outline(finish(again)))


class Use(NamedTuple):
    """How much a rule did."""

    times: int
    """Blocks and places of cuts that bear its id; of a cue or family, the atoms that show it."""
    documents: frozenset[str]
    """Names of the documents in which it did, or was seen to fit."""


def count_uses(samples: Iterable[Sample], watch: Callable[[str], None] = lambda _: None) -> dict[str, Use]:
    """What each rule of the catalogue did in some documents; those that did nothing are left out.

    `watch` is called with the name of each document.
    """
    times: Counter[str] = Counter()
    where: dict[str, set[str]] = {}
    for sample in samples:
        watch(sample.name)
        named, seen = count_rules(sample.tree), _count_seen(sample.reading)
        times.update(named)
        times.update({name: count for name, count in seen.items() if "/" not in name})
        for name in {*named, *seen}:
            where.setdefault(name, set()).add(sample.name)
    return {name: Use(times[name], frozenset(found)) for name, found in where.items()}


def count_rules(tree: Document) -> Counter[str]:
    """How often each rule decided something: blocks, and places of cuts and edits."""
    fired: Counter[str] = Counter()
    for element in tree.iter():
        rule = element.get("by")
        if rule:
            places = len(parse_spans(element.get("at") or "")) if element.tag in ("cut", "edit") else 1
            fired[rule] += max(1, places)
    return fired


def _count_seen(reading: Reading | None) -> Counter[str]:
    """In how many atoms each row, cue and family was seen."""
    seen: Counter[str] = Counter()
    if reading is None:
        return seen
    for i, atom in enumerate(reading.context.atoms):
        names = {family_of(feature) for feature in reading.features[i]} | _MOVES
        names |= {feature.removeprefix("l") for feature in reading.features[i] if feature.startswith(("cue=", "lcue="))}
        names |= {rule.id for rule in reading.context.rows[i]}
        named = reading.context.noises[i], atom.advert, atom.fact.rule if atom.fact is not None else None
        names |= {rule.id for rule in named if rule is not None}
        known = fields.find_printed_field(atom.marks.field) if atom.marks.field else None
        seen.update(names | ({known.id} if known is not None else set()))
    return seen


def find_losses(samples: Sequence[Sample], uses: Mapping[str, Use],
                watch: Callable[[str], None] = lambda _: None) -> dict[str, float]:
    """What the micro F1 of blocks loses without each rule that can be switched off; below 0 where it gains.

    Only the documents are read again in which a rule did something. `watch` is called with each rule.
    """
    whole = add(sample.agreement for sample in samples)
    losses: dict[str, float] = {}
    for entry in load_catalogue():
        if entry.id not in uses or not can_switch_off(entry):
            continue
        watch(entry.id)
        parts = (sample.agree_without(entry) if sample.name in uses[entry.id].documents else sample.agreement
                 for sample in samples)
        losses[entry.id] = whole.f1 - add(parts).f1
    return losses


def add(agreements: Iterable[Agreement]) -> Agreement:
    """The sum of some agreements."""
    total = Agreement()
    for agreement in agreements:
        total = total.plus(agreement)
    return total
