"""The fast way to the same text: characters one by one, and the whole algorithm only where a phrase makes a difference.

Nearly every character has one reading whatever surrounds it, and translating single characters is what CPython does
fastest. From the dictionaries of a plan three tables follow:

* `singles`: what each character becomes alone;
* `hot`: pairs of neighbours at which some phrase gives a character another reading than `singles` does, and the rare
  single characters that become words (埠, for Taiwan, is 端口);
* `joints`: pairs of neighbours that lie inside some key. Where a pair is no joint, no match crosses, so the text can
  be cut there and each side converted by itself.

A text is translated by `singles`; around each hot pair the stretch between the nearest places without a joint is
converted by the plan itself. A later step of a plan sees what earlier ones made of the text, so its pairs are traced
back to the source characters that may have become them: too many pairs cost time, never correctness.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, count, product
from operator import add

from convert.transforms.opencc.changes import Change, find_places, trim_change
from convert.transforms.opencc.plan import Plan, Step

Origins = dict[str, set[str]]
"""Source characters that may have become a character on the way to a step; one not listed comes from itself only."""

_MANY = 500
"""Simplified to Traditional has 250 triggers, with Taiwan's vocabulary 1,100."""

Pieces = list[tuple[int, str]]
"""How many source characters become what, one after the other."""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """The tables of one plan."""

    plan: Plan
    singles: Mapping[int, str]
    hot: frozenset[str]
    joints: frozenset[str]
    triggers: re.Pattern[str]
    words: re.Pattern[str]
    """The single characters in `hot`."""
    many: bool
    """Whether triggers are so many that it is faster to look at every pair of neighbours."""
    unusual: re.Pattern[str]
    """Finds what normalisation may replace."""

    def convert(self, text: str) -> str:
        """The converted text."""
        text = self.normalize(text)
        base, done = text.translate(self.singles), 0
        made: list[str] = []
        for start, end, pieces in self._convert_windows(text):
            made.append(base[done:start])
            made += [now for _, now in pieces]
            done = end
        return "".join(made) + base[done:]

    def trace(self, text: str) -> tuple[str, list[Change]]:
        """The converted text and its changes: single characters, or whole words where a phrase was converted."""
        plain = self.normalize(text)
        base = plain.translate(self.singles)
        places = find_places(text, base)
        made: list[str] = []
        changes: list[Change] = []
        done = first = 0
        for start, end, pieces in self._convert_windows(plain):
            last = bisect_left(places, start, first)
            changes += [(at, at + 1, base[at]) for at in places[first:last]]
            made.append(base[done:start])
            done, first = end, bisect_left(places, end, last)
            for length, now in pieces:
                changes += trim_change(start, text[start : start + length], now)
                made.append(now)
                start += length
        changes += [(at, at + 1, base[at]) for at in places[first:]]
        return "".join(made) + base[done:], changes

    def _convert_windows(self, text: str) -> Iterator[tuple[int, int, Pieces]]:
        """The stretches of a normalised text that the plan itself has to convert, and what they become."""
        seen: dict[str, Pieces] = {}
        for start, end in self.find_windows(text):
            window = text[start:end]
            if window not in seen:
                seen[window] = [(len(was), now) for was, now in self.plan.split(window)]
            yield start, end, seen[window]

    def normalize(self, text: str) -> str:
        """The text without compatibility ideographs, character for character."""
        if self.unusual.search(text):
            return "".join([self.plan.normalization.get(character, character) for character in text])
        return text

    def find_windows(self, text: str) -> Iterator[tuple[int, int]]:
        """The stretches of a normalised text that have to be converted by the plan itself, in order."""
        joints, done = self.joints, 0
        for start in self._find_all_pairs(text) if self.many else self._find_pairs(text):
            end = start + 1
            if end <= done:
                continue
            while start > done and text[start - 1 : start + 1] in joints:
                start -= 1
            while text[end - 1 : end + 1] in joints:
                end += 1
            yield start, end
            done = end

    def _find_pairs(self, text: str) -> Iterator[int]:
        """Where triggers stand in hot pairs; best where triggers are rare."""
        hot = self.hot
        for match in self.triggers.finditer(text):
            at = match.start()
            if text[at : at + 2] in hot or text[at - 1 : at + 1] in hot or match.group() in hot:
                yield at

    def _find_all_pairs(self, text: str) -> list[int]:
        """Where hot pairs begin, found without a look at the triggers; best where half of all characters are."""
        pairs = compress(count(), map(self.hot.__contains__, map(add, text, text[1:])))
        words = (match.start() for match in self.words.finditer(text))
        return sorted({*pairs, *words})


def make_shortcut(plan: Plan) -> Shortcut:
    """The tables of a plan; takes 0.1 s for the 50,000 phrases of Simplified to Traditional."""
    tables = _Tables(_inner_pairs(plan.segmentation.entries) if plan.segmentation else set())
    origins: Origins = {}
    for step in plan.steps:
        origins = tables.add(step, origins)
    keys = tables.keys | plan.normalization.keys()
    singles = {ord(key): value for key in keys if (value := plan.convert(key)) != key}
    unusual = "|".join(f"[{part[0]}-{part[-1]}]" for part in _part_planes(plan.normalization)) or "(?!)"
    return Shortcut(plan, singles, frozenset(tables.hot), frozenset(tables.joints), _compile(tables.triggers),
                    _compile(key for key in tables.hot if len(key) == 1), len(tables.triggers) > _MANY,
                    re.compile(unusual))


class _Tables:
    """The tables while the steps of a plan are added to them."""

    def __init__(self, joints: set[str]) -> None:
        self.joints = joints
        self.hot: set[str] = set()
        self.triggers: set[str] = set()
        self.keys: set[str] = set()

    def add(self, step: Step, origins: Origins) -> Origins:
        """Adds one step; gives the origins of what it makes."""
        alone = _singles(step)
        traced: Origins = {}
        for made, sources in origins.items():
            traced.setdefault(alone.get(made, made), {made}).update(sources)
        for key, value in alone.items():
            traced.setdefault(value, {value}).update(origins.get(key, key))
        self.keys |= alone.keys()
        for layer in step:
            self.joints |= _trace_pairs(_inner_pairs(layer.entries), origins)
            for key, value, places in _find_exceptions(layer.entries, alone):
                self._heat(key, places, origins)
                for at in places:
                    for made in value[at] if len(key) == len(value) else value:
                        traced.setdefault(made, {made}).update(origins.get(key[at], key[at]))
        return traced

    def _heat(self, key: str, places: Iterable[int], origins: Origins) -> None:
        for at in places:
            self.triggers.update(origins.get(key[at], key[at]))
            self.hot |= _trace_pairs({key[at - 1 : at + 1] if at else key[:2]}, origins)


def _singles(step: Step) -> dict[str, str]:
    """What each character becomes alone in a step."""
    alone: dict[str, str] = {}
    for layer in reversed(step):
        alone |= {key: value for key, value in layer.entries.items() if len(key) == len(value) == 1}
    return alone


def _inner_pairs(keys: Iterable[str]) -> set[str]:
    return {key[at : at + 2] for key in keys for at in range(len(key) - 1)}


def _trace_pairs(pairs: set[str], origins: Origins) -> set[str]:
    """The pairs of source characters that may have become one of these."""
    if not origins:
        return pairs
    return {"".join(source) for pair in pairs
            for source in product(*(origins.get(character, character) for character in pair))}


def _find_exceptions(entries: Mapping[str, str], alone: dict[str, str]) -> Iterator[tuple[str, str, Sequence[int]]]:
    """Phrases that read otherwise than character by character, and where; everywhere if the length changes."""
    table = str.maketrans(alone)
    for key, value in entries.items():
        same = len(key) == len(value)
        if (plain := key.translate(table)) != value and not (same and len(key) == 1):
            yield key, value, [at for at in range(len(key)) if not same or plain[at] != value[at]]


def _compile(characters: Iterable[str]) -> re.Pattern[str]:
    """A pattern for one of these characters."""
    return re.compile("|".join(f"[{re.escape(part)}]" for part in _part_planes(characters)) or "(?!)")


def _part_planes(characters: Iterable[str]) -> list[str]:
    """The characters in order, those of the rare planes apart: in one class with them the others match slowly."""
    ordered = sorted(characters)
    cut = bisect_left(ordered, "\U00010000")
    return ["".join(part) for part in (ordered[:cut], ordered[cut:]) if part]
