"""Tracing: what each stage of a reading gave, thing by thing, in values that JSON has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from itertools import groupby
from typing import Any

from convert.recovery.grammar import STATES
from convert.recovery.labelling import NAT
from convert.recovery.reader import Reading, finish, settle_reading
from convert.span import cut_text

Things = Iterator[dict[str, Any]]
"""The things that a stage gave."""


def trace(reading: Reading, stage: str) -> Things:
    """The things that a stage gave; raises KeyError for a stage that is none of STAGES."""
    return STAGES[stage](reading)


def _trace_source(reading: Reading) -> Things:
    record = to_plain(reading.text.source)
    record.pop("text", None)
    yield record


def _trace_lines(reading: Reading) -> Things:
    for line in reading.text.lines:
        yield {"text": reading.text.view.text[line.start : line.end], **to_plain(line)}


def _trace_runs(reading: Reading) -> Things:
    for run in reading.text.runs:
        yield {"text": reading.text.view.text[run.start : run.end], **to_plain(run)}


def _trace_atoms(reading: Reading) -> Things:
    for i, atom in enumerate(reading.context.atoms):
        record = to_plain(atom)
        record.pop("plain")
        if atom.fact is not None:
            record["fact"] = atom.fact.rule.id
        if atom.advert is not None:
            record["advert"] = atom.advert.id
        yield {"atom": i, "text": reading.text.view.text[atom.start : atom.end], **record}


def _trace_features(reading: Reading) -> Things:
    for i, own in enumerate(reading.features):
        yield {"atom": i, "text": _text(reading, i), "features": list(own)}


def _trace_offers(reading: Reading) -> Things:
    """The states that an atom might have; those that its own score made hopeless are not among them."""
    for i, slot in enumerate(reading.labelled.lattice):
        offered = {f"{STATES[state].zone.name.lower()}/{STATES[state].label}": round(own / NAT, 3)
                   for state, own in zip(slot.states, slot.scores, strict=True)}
        yield {"atom": i, "text": _text(reading, i), "offers": offered}


def _trace_series(reading: Reading) -> Things:
    for series, look in zip(reading.context.series, reading.context.looks, strict=True):
        yield {"style": series.style, "members": [{"atom": i, "text": _text(reading, i)} for i in series.members],
               "look": to_plain(look)}


def _trace_classes(reading: Reading) -> Things:
    ordered = sorted(reading.context.classes.items(), key=lambda pair: (pair[1].dress, pair[0]))
    for _, members in groupby(ordered, key=lambda pair: pair[1].dress):
        found = list(members)
        yield {**to_plain(found[0][1]), "members": [{"atom": i, "text": _text(reading, i)} for i, _ in found]}


def _trace_readings(reading: Reading) -> Things:
    for comparison in reading.comparisons:
        yield {**to_plain(comparison), "totals": dict(comparison.totals)}


def _trace_evidence(reading: Reading) -> Things:
    for i, evidence in enumerate(reading.evidence):
        yield {"atom": i, "text": _text(reading, i), "margin": round(reading.margins[i].over, 3), **to_plain(evidence)}


def _trace_states(reading: Reading) -> Things:
    for i, (state, opens) in enumerate(zip(reading.states, reading.opens, strict=True)):
        yield {"atom": i, "text": _text(reading, i), "zone": state.zone.name.lower(), "label": state.label,
               **({"opens": True} if opens else {})}


def _trace_blocks(reading: Reading) -> Things:
    yield from (to_plain(block) for block in settle_reading(reading)[0])


def _trace_cuts(reading: Reading) -> Things:
    """The cuts of the labelling, by places of the view."""
    for cut in settle_reading(reading)[1]:
        yield {"text": cut_text(reading.text.view.text, cut.spans), **to_plain(cut)}


def _trace_remarks(reading: Reading) -> Things:
    for remark in finish(reading).record.iterchildren("remark"):
        yield {**{str(name): str(value) for name, value in remark.attrib.items()}, "text": remark.text or ""}


STAGES: Mapping[str, Callable[[Reading], Things]] = {
    "source": _trace_source, "lines": _trace_lines, "runs": _trace_runs, "atoms": _trace_atoms,
    "series": _trace_series, "classes": _trace_classes, "features": _trace_features, "offers": _trace_offers,
    "evidence": _trace_evidence, "readings": _trace_readings, "states": _trace_states, "blocks": _trace_blocks,
    "cuts": _trace_cuts, "remarks": _trace_remarks,
}
"""Every stage in the order of the data: its name, and what spreads what it gave."""


def _text(reading: Reading, i: int) -> str:
    atom = reading.context.atoms[i]
    return reading.text.view.text[atom.start : atom.end]


def to_plain(value: object) -> Any:
    """The same in values that JSON has: records as objects, without what is empty, 0 or as it is by default."""
    if is_dataclass(value) and not isinstance(value, type):
        return _filled({field.name: own for field in fields(value)
                        if (own := getattr(value, field.name)) != field.default})
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        defaults = getattr(value, "_field_defaults", {})
        return _filled({name: own for name, own in value._asdict().items()
                        if name not in defaults or own != defaults[name]})
    if isinstance(value, frozenset | set):
        return sorted(map(to_plain, value))
    if isinstance(value, list | tuple):
        return [to_plain(each) for each in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)


_PLACES = frozenset({"start", "end", "line", "level", "value", "own", "around", "whole", "winner", "runner"})
"""Numbers that say something where they are 0."""


def _filled(record: Mapping[str, object]) -> dict[str, Any]:
    plain = {name: to_plain(value) for name, value in record.items()}
    return {name: value for name, value in plain.items() if value or (name in _PLACES and value is not None)}
