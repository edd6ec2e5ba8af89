"""Telling: the tree of what a reader gave of a document, as its corrections want it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from convert.corrections.record import BOOK, COMMAND, FILE, TABLE, Corrections, Stated
from convert.recovery.constraints import Constrain
from convert.recovery.labelling import Model
from convert.recovery.reader import read
from convert.recovery.text import Text
from convert.recovery.weights import load_taught
from convert.tree.grow import add_remark
from convert.tree.identity import Identity, identify
from convert.tree.nodes import XML_LANG, Document
from convert.tree.record import Finding
from convert.tree.stating import retitle, state

_CALLED = {COMMAND: "the command line", FILE: "the file of corrections", TABLE: "the table of metadata",
           BOOK: "the manifest"}
"""What people call the places that facts come from."""


def tell_corrected(found: Text | Document, corrections: Corrections | None = None) -> Document:
    """The proven tree of a text, or a finished tree, corrected."""
    if corrections is None:
        return found if isinstance(found, Document) else read(found)
    if isinstance(found, Document):
        for finding in _tell_finished(found, corrections):
            add_remark(found.record, finding)
        return state_facts(found, corrections)
    return state_facts(read(found, model_of(corrections), constrain(corrections)), corrections)


def model_of(corrections: Corrections | None) -> Model | None:
    """The weights that corrections want a document read by; None for those of Huozi."""
    if corrections is None or corrections.weights is None:
        return None
    return load_taught(Path(corrections.weights.file))


def constrain(corrections: Corrections | None) -> Constrain | None:
    """What finds the constraints that corrections make in a text; None where there are none."""
    if corrections is None:
        return None
    from convert.corrections.matching import match  # hardly a document has corrections

    return partial(match, corrections)


def _tell_finished(tree: Document, corrections: Corrections) -> Iterator[Finding]:
    """What is to be told of corrections of a file that is a finished tree: of its blocks none can be made."""
    from convert.corrections.matching import tell_use

    source = tree.record.source
    yield from tell_use(corrections, (source.sha256 if source is not None else "") or "")
    if corrections.blocks:
        yield Finding("corrections/misfit", "warning", f"{corrections.file or 'The corrections'}: this file is a "
                      "finished tree. Its blocks are corrected in the text that it was made from.")


def state_facts(tree: Document, corrections: Corrections | None) -> Document:
    """The same tree with the facts of its corrections; what holds over what is told in its record."""
    places = corrections.list_stated() if corrections is not None else []
    before = identify(tree)
    for name in dict.fromkeys(name for place in places for name, values in place.facts.items() if values):
        first, *others = (place for place in places if place.facts.get(name))
        for finding in _tell_order(name, first, others, before):
            add_remark(tree.record, finding)
        _state(tree, name, first)
    return tree


def _state(tree: Document, name: str, place: Stated) -> None:
    values = place.facts[name]
    if name == "language":
        tree.set(XML_LANG, values[0])
    elif name == "title":
        from convert.corrections.seeking import squeeze_out

        alike = str if place.by == BOOK else squeeze_out
        if alike(identify(tree).title) != alike(values[0]):
            retitle(tree, values[0], place.by)
    else:
        state(tree, name, values, place.by)


def _tell_order(name: str, first: Stated, others: list[Stated], before: Identity) -> Iterator[Finding]:
    """What a fact holds over: what other places say, and what the source says."""
    said = [(_CALLED[place.by], _print(place.facts[name])) for place in others]
    own = {"title": (before.title,), "creator": before.creator_names, "date": (before.date,),
           "publisher": (before.publisher,), "language": (before.language,)}.get(name, ())
    if own and own[0]:
        said.append(("the source", _print(own)))
    chosen = _print(first.facts[name])
    over = [f"“{value}” of {place}" for place, value in said if value != chosen]
    held = f", which holds over {', '.join(over)}" if over else ""
    yield Finding("facts/stated", "note", f"{name}: “{chosen}” of {_CALLED[first.by]}{held}.")


def _print(values: tuple[str, ...]) -> str:
    return "、".join(values)[:80]
