"""Simplified and Traditional editions: a tree in the other script, with every change on record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import cast

from convert.chinese.script import Script, find_foreign, weigh_script
from convert.errors import UsageError
from convert.span import print_spans
from convert.transforms.edits import make_changes
from convert.transforms.leaves import Leaf, Printed, print_leaves
from convert.transforms.opencc.engine import OpenCC
from convert.transforms.opencc.readings import find_readings
from convert.transforms.targets import CONFIGS, TARGETS
from convert.tree.build import add
from convert.tree.nodes import XML_LANG, Document, Field, Node

_DOMINANT = 4
"""A block with so many times more characters of the other script than of its own is foreign as a whole."""


def to_script(tree: Document, target: str, *, vocabulary: bool = False, readings: bool = False) -> Document:
    """A new tree whose text is in `target`: zh-Hans, zh-Hant, zh-Hant-TW or zh-Hant-HK.

    `vocabulary` also changes words to those of the place (软件, 軟體); off by default, since it rewrites words of
    official prose that only look alike. `readings` adds a remark for each character that has several readings, with the
    one chosen and why. Labels and normal values of fields are converted with the text. Passages printed in the other
    script than the document stay as printed and are reported. A tree that is in `target` already is only copied.
    Raises UsageError for another target, or where a place has no vocabulary of its own.
    """
    source = tree.get(XML_LANG) or "zh-Hans"
    made = deepcopy(tree)
    if source == target:
        return made
    converter = OpenCC(_choose_config(source, target, vocabulary), guarded=True)
    printed = print_leaves(made)
    foreign = list(_find_foreign(printed, source))
    text = _mask(printed.text, [span for passages in foreign for span in passages.spans])
    if readings:
        _add_readings(made, printed, text, source)
    make_changes(made, printed, converter.trace(text)[1], f"script/{converter.config}")
    _convert_fields(made, converter)
    _set_languages(made, source, target)
    for passages in foreign:
        _report_foreign(made, passages)
    _record_engine(made, converter, source, target)
    return made


def _choose_config(source: str, target: str, vocabulary: bool) -> str:
    if target not in TARGETS:
        raise UsageError(f"Huozi cannot convert to {target!r}.", f"Choose one of {', '.join(TARGETS)}.")
    try:
        plain, regional = CONFIGS[source, target]
    except KeyError:
        raise UsageError(f"Huozi cannot convert from {source!r} to {target!r}.",
                         "Go by way of zh-Hant or zh-Hans.") from None
    if not vocabulary:
        return plain
    if regional is None:
        raise UsageError(f"There is no vocabulary to change from {source} to {target}.",
                         "Choose zh-Hant-TW or zh-Hant-HK, or leave the vocabulary as it is.")
    return regional


@dataclass(frozen=True, slots=True)
class _Foreign:
    """Passages of a leaf that stay as printed; `spans` are in the printed text."""

    leaf: Leaf
    spans: Sequence[tuple[int, int]]
    language: str


def _find_foreign(printed: Printed, source: str) -> Iterator[_Foreign]:
    """What is not in the language of the document."""
    own: Script = "zh-Hans" if source == "zh-Hans" else "zh-Hant"
    other: Script = "zh-Hant" if own == "zh-Hans" else "zh-Hans"
    for leaf in printed.leaves:
        if leaf.start == leaf.end:
            continue
        language = leaf.language or source
        if language != source:
            yield _Foreign(leaf, [(leaf.start, leaf.end)], language)
            continue
        text = printed.text[leaf.start : leaf.end]
        passages = find_foreign(text, own)
        if passages and _is_foreign(text, own):
            passages = [(0, len(text))]
        if passages:
            yield _Foreign(leaf, [(leaf.start + start, leaf.start + end) for start, end in passages], other)


def _is_foreign(text: str, own: Script) -> bool:
    evidence = weigh_script(text)
    same, other = evidence.simplified, evidence.traditional
    if own == "zh-Hant":
        same, other = other, same
    return other > _DOMINANT * same


def _mask(text: str, passages: Iterable[tuple[int, int]]) -> str:
    """The text with line ends for what stays as printed: no phrase reaches into it from outside either."""
    pieces: list[str] = []
    done = 0
    for start, end in passages:
        pieces += text[done:start], "\n" * (end - start)
        done = end
    return "".join(pieces) + text[done:]


def _add_readings(tree: Document, printed: Printed, text: str, source: str) -> None:
    places: dict[str, list[tuple[int, int]]] = {}
    leaves = iter(printed.leaves)
    leaf = next(leaves, None)
    for reading in find_readings(text, "s2t" if source == "zh-Hans" else "t2s"):
        while leaf is not None and leaf.end <= reading.at:
            leaf = next(leaves, None)
        if leaf is not None:
            places.setdefault(str(reading), []).extend(leaf.find_places(reading.at, reading.at + 1))
    for message, spans in places.items():
        add(tree.record, "remark", code="script/reading", severity="note", at=print_spans(spans) or None).text = message


def _convert_fields(tree: Document, converter: OpenCC) -> None:
    for field in tree.walk(Field):
        for name in ("label", "value"):
            if (text := field.get(name)) is not None:
                field.set(name, converter.convert(text))


def _set_languages(tree: Document, source: str, target: str) -> None:
    for node in cast("list[Node]", tree.xpath("descendant-or-self::*[@xml:lang=$source]", source=source)):
        node.set(XML_LANG, target)


def _report_foreign(tree: Document, foreign: _Foreign) -> None:
    if not foreign.language.startswith("zh"):
        return
    leaf = foreign.leaf
    if list(foreign.spans) == [(leaf.start, leaf.end)]:
        leaf.element.set(XML_LANG, foreign.language)
    places = [place for span in foreign.spans for place in leaf.find_places(*span)]
    remark = add(tree.record, "remark", code="script/foreign", severity="warning", at=print_spans(places) or None)
    name = "Simplified" if foreign.language == "zh-Hans" else "Traditional"
    remark.text = f"Printed in {name} characters in the source, and kept so."


def _record_engine(tree: Document, converter: OpenCC, source: str, target: str) -> None:
    engine = converter.engine
    remark = add(tree.record, "remark", code="script/engine", severity="note")
    remark.text = (f"Converted from {source} to {target} by {engine.name} {engine.version}: configuration "
                   f"{converter.config}, chains of {engine.chains}, dictionaries of {engine.dictionaries}, with "
                   "Huozi's guard phrases.")
