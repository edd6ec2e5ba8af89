"""A conversion as OpenCC's configurations describe it: normalise, segment, then one group of dictionaries a step."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from convert.chinese.dictionary import find_data, read_dictionary
from convert.errors import UsageError

Piece = tuple[str, str]
"""Source characters and what they become."""


@dataclass(frozen=True, slots=True)
class Layer:
    """Entries among which the longest match wins; `lengths` gives the lengths of keys by first character."""

    entries: Mapping[str, str]
    lengths: Mapping[str, tuple[int, ...]]

    def match(self, text: str, at: int) -> str | None:
        """The longest key that the text holds at a place."""
        for length in self.lengths.get(text[at], ()):
            key = text[at : at + length]
            if key in self.entries:
                return key
        return None


Step = tuple[Layer, ...]
"""Layers in order of precedence: the first that matches at all wins, however short its match."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole conversion; `segmentation` cuts the text into segments that no later match crosses."""

    name: str
    normalization: Mapping[str, str]
    segmentation: Layer | None
    steps: tuple[Step, ...]

    def convert(self, text: str) -> str:
        """The converted text, by OpenCC's algorithm to the letter and without haste."""
        return "".join([now for _, now in self.split(text)])

    def split(self, text: str) -> Iterator[Piece]:
        """The text in the pieces that are converted each by itself, with what they become."""
        for segment in self._segment("".join([self.normalization.get(character, character) for character in text])):
            pieces = [(segment, segment)] if len(self.steps) > 1 else _match_all(segment, self.steps[0])
            for was, now in pieces:
                yield was, self._chain(was) if len(self.steps) > 1 else now

    def _chain(self, segment: str) -> str:
        for step in self.steps:
            segment = "".join([now for _, now in _match_all(segment, step)])
        return segment

    def _segment(self, text: str) -> Iterator[str]:
        if self.segmentation is None:
            yield text
            return
        kept = at = 0
        while at < len(text):
            key = self.segmentation.match(text, at)
            if key is None:
                at += 1
                continue
            if kept < at:
                yield text[kept:at]
            yield key
            kept = at = at + len(key)
        if kept < at:
            yield text[kept:at]


def _match_all(text: str, step: Step) -> Iterator[Piece]:
    """The text from left to right; a character that no layer knows stays."""
    at = 0
    while at < len(text):
        was = now = text[at]
        for layer in step:
            key = layer.match(text, at)
            if key is not None:
                was, now = key, layer.entries[key]
                break
        yield was, now
        at += len(was)


def find_config(name: str) -> Path:
    """The file of one of OpenCC's configurations: `s2t`, `t2s`, `s2twp` …; raises UsageError for another name."""
    path = find_data() / "config" / f"{name}.json"
    if path.is_file():
        return path
    known = ", ".join(sorted(other.stem for other in path.parent.glob("*.json")))
    raise UsageError(f"OpenCC has no configuration {name!r}.", f"It has {known}.")


def load_plan(name: str, guards: Mapping[str, str] | None = None) -> Plan:
    """The plan of a configuration; raises UsageError where OpenCC has none of that name.

    `guards` are phrases that join the dictionary of Simplified phrases and outrank it.
    """
    config = json.loads(find_config(name).read_text("utf-8"))
    files = _Files(guards or {})
    normalization: dict[str, str] = {}
    for step in config.get("normalization", ()):
        normalization |= {key: value for layer in files.load(step["dict"]) for key, value in layer.entries.items()}
    segmentation = files.load(config["segmentation"]["dict"])[0] if "segmentation" in config else None
    steps = tuple(files.load(step["dict"]) for step in config["conversion_chain"])
    return Plan(name, normalization, segmentation, steps)


class _Files:
    """The dictionaries of one plan, each read once."""

    def __init__(self, guards: Mapping[str, str]) -> None:
        self.guards = guards
        self.layers: dict[tuple[str, ...], Layer] = {}

    def load(self, node: dict[str, Any]) -> Step:
        if node["type"] != "group":
            return (self._layer((node["file"],)),)
        if node["match_policy"] == "union":
            return (self._layer(tuple(part["file"] for part in node["dicts"])),)
        return tuple(layer for part in node["dicts"] for layer in self.load(part))

    def _layer(self, names: tuple[str, ...]) -> Layer:
        if names not in self.layers:
            entries: dict[str, str] = {}
            for name in reversed(names):
                entries |= read_dictionary(name)
            self.layers[names] = make_layer({**entries, **self.guards} if "STPhrases.txt" in names else entries)
        return self.layers[names]


def make_layer(entries: Mapping[str, str]) -> Layer:
    """A layer of these entries."""
    lengths: dict[str, set[int]] = {}
    for key in entries:
        lengths.setdefault(key[0], set()).add(len(key))
    return Layer(entries, {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()})
