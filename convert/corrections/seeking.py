"""Seeking: where the characters of blocks stand in a text, white space, width and script left out of account.

The blocks of a document are sought together: what stands in one is in no other, and where a text recurs, the places of
the blocks around it tell which is meant. First whole texts are sought, those first that occur once; then letters alone;
then letters with what other blocks hold in between; at last letters with anything in between.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from convert.chinese.folding import bare, fold
from convert.recovery.openers import find_opener
from convert.recovery.view import View
from convert.span import Span, Spans

TRIES = 400
"""So many places of a text that recurs are looked at, the nearest first."""

GAP, GRASP = 400, 6
"""So many letters may stand between the pieces of a block, each of which has so many or more."""

_LETTER = re.compile(r"[^\W_]")
_SOLID = re.compile(r"[^\s\x00\u200b\ufeff]")


class Sought(NamedTuple):
    """A block to be found."""

    text: str
    at: Span | None = None
    """Where it stood, in characters of the source."""
    key: str = ""
    """What is printed before it as its label."""
    loose: bool = False
    """Whether it may stand elsewhere than between those before and behind it, as facts and cuts may."""


class Place(NamedTuple):
    """Where a block was found, in the view."""

    spans: Spans
    label: Spans = ()
    """Where its label stands."""


def seek(blocks: Sequence[Sought], view: View) -> list[Place | None]:
    """The place of each block; None for one that is nowhere."""
    return _Seeker(blocks, view).seek()


def squeeze_out(text: str) -> str:
    """The characters that are compared: folded, without white space."""
    return "".join(_SOLID.findall(fold(text)))


def find_solid(text: str) -> list[int]:
    """The places of the characters that are compared."""
    return [match.start() for match in _SOLID.finditer(text)]


class _Print:
    """Some characters of the view in a row, and where each stands in it."""

    def __init__(self, plain: str, places: Sequence[int]) -> None:
        self.text = "".join([plain[place] for place in places])
        self.places = places


class _Way:
    """The way between the view and the source, place by place."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.back = sorted((source, start) for start, (source, _) in zip(view.starts, view.runs, strict=True))

    def to_source(self, place: int) -> int:
        """Where a character of the view stands in the source."""
        if self.view.plain:
            return place
        run = max(0, bisect_right(self.view.starts, place) - 1)
        return self.view.runs[run][0] + place - self.view.starts[run] if self.view.runs else place

    def to_view(self, place: int) -> int:
        """Where a place of the source is in the view, or behind what is there of the text before it."""
        if self.view.plain:
            return place
        run = max(0, bisect_right(self.back, (place, len(self.view.text))) - 1)
        return self.back[run][1] + max(0, place - self.back[run][0]) if self.back else place


class _Seeker:
    """Finds the blocks of one document, one way after the other."""

    def __init__(self, blocks: Sequence[Sought], view: View) -> None:
        self.blocks = blocks
        self.view = view
        self.plain = fold(view.text)
        self.taken = bytearray(len(self.plain))
        self.found: dict[int, Place] = {}
        self.placed: list[int] = []
        """Numbers of the blocks that are found and stand in order, rising."""
        self.moved: list[Span] = []
        """Where found blocks stood in the source, and where they stand now."""
        self.way = _Way(view)
        self.solid = _Print(self.plain, find_solid(self.plain))
        self.letters = _Print(self.plain, [match.start() for match in _LETTER.finditer(self.plain)])
        self.rest = self.letters, 0, self.letters
        """Of which characters, and of how many blocks: those that are in none of these blocks."""

    def seek(self) -> list[Place | None]:
        """The place of each block."""
        needles = [squeeze_out(block.text) for block in self.blocks]
        once = [number for number, needle in enumerate(needles) if self._occurs_once(needle)]
        self._try(once, needles, self._seek_solid)
        longest = sorted(range(len(needles)), key=lambda number: -len(needles[number]))
        self._try(longest, needles, self._seek_labelled)
        self._try(longest, needles, self._seek_solid)
        letters = list(map(bare, needles))
        self._try(longest, letters, self._seek_letters)
        self._try(longest, [_leave_number(block.text) for block in self.blocks], self._seek_solid)
        self._try(longest, needles, partial(self._seek_rest, self.solid))
        self._try(longest, letters, partial(self._seek_rest, self.letters))
        self._try(longest, letters, self._seek_pieces)
        return [self.found.get(number) for number in range(len(needles))]

    def _occurs_once(self, needle: str) -> bool:
        first = self.solid.text.find(needle) if needle else -1
        return first >= 0 and self.solid.text.find(needle, first + 1) < 0

    def _try(self, numbers: Sequence[int], needles: Sequence[str], way: Callable[[int, str], Place | None]) -> None:
        """Seeks those blocks that are not found yet."""
        for number in numbers:
            if number in self.found or not needles[number]:
                continue
            place = way(number, needles[number])
            if place is not None:
                self.found[number] = place
                block = self.blocks[number]
                if not block.loose:
                    insort(self.placed, number)
                if block.at is not None:
                    insort(self.moved, (block.at[0], self.way.to_source(place.spans[0][0])))
                for start, end in (*place.spans, *place.label):
                    self.taken[start:end] = b"\1" * (end - start)

    def _expect(self, number: int) -> int:
        """Where a block should be: as far from the nearest that is found as it was, else right behind the last one."""
        at = self.blocks[number].at
        if at is None:
            return self._bound(number)[0]
        return self.way.to_view(self._expect_in_source(at))

    def _expect_in_source(self, at: Span) -> int:
        rank = bisect_left(self.moved, (at[0], 0))
        near = [*self.moved[max(0, rank - 1) : rank], *self.moved[rank : rank + 1]]
        known, now = min(near, key=lambda pair: abs(pair[0] - at[0]), default=(0, 0))
        return max(0, now + at[0] - known)

    def _bound(self, number: int) -> Span:
        """From the end of the block found before one to the beginning of that behind it."""
        rank = bisect_left(self.placed, number)
        before, after = self.placed[rank - 1 : rank], self.placed[rank : rank + 1]
        return (self.found[before[0]].spans[-1][1] if before else 0,
                self.found[after[0]].spans[0][0] if after else len(self.plain))

    def _seek_labelled(self, number: int, needle: str) -> Place | None:
        """A fact with its label before it, marks between them left out of account."""
        label, value = bare(squeeze_out(self.blocks[number].key)), bare(needle)
        if not label or not value:
            return None
        for start in self._list_places(self.letters, label + value, self._expect(number)):
            low, high = self._widen(self.letters.places[start + len(label)],
                                    self.letters.places[start + len(label + value) - 1] + 1, needle)
            first, last = self.letters.places[start], self.letters.places[start + len(label) - 1] + 1
            if self._is_free(first, high):
                return Place(((low, high),), ((first, min(last, low)),))
        return None

    def _seek_solid(self, number: int, needle: str) -> Place | None:
        """All its characters."""
        return self._choose(number, self.solid, needle, needle)

    def _seek_letters(self, number: int, needle: str) -> Place | None:
        """Its letters, and of its marks those that stand around them."""
        return self._choose(number, self.letters, needle, squeeze_out(self.blocks[number].text))

    def _choose(self, number: int, among: _Print, needle: str, whole: str) -> Place | None:
        """The best free place: where the block stood; of others one that fills its lines, near the expected place."""
        expected, best, rank = self._expect(number), None, (3, 0)
        at = self.blocks[number].at
        stood = self._expect_in_source(at) if at is not None else 0
        first, last = self._bound(number)
        for start in self._list_places(among, needle, expected):
            low, high = among.places[start], among.places[start + len(needle) - 1] + 1
            if among is self.letters:
                low, high = self._widen(low, high, whole)
            if not self._is_free(low, high):
                continue
            distance = abs(low - expected) if at is None else abs(self.way.to_source(low) - stood)
            fits = first <= low and high <= last
            own = (0 if at is not None else 3 - 2 * fits - self._fills_lines(low, high), distance)
            if best is None or own < rank:
                best, rank = (low, high), own
        return None if best is None else Place((best,))

    def _list_places(self, among: _Print, needle: str, expected: int) -> Iterator[int]:
        """Where a needle occurs, by its number in the row: forwards from a place of the view, then backwards."""
        middle = bisect_left(among.places, expected)
        start = among.text.find(needle, middle)
        for _ in range(TRIES):
            if start < 0:
                break
            yield start
            start = among.text.find(needle, start + 1)
        start = among.text.rfind(needle, 0, middle + len(needle) - 1)
        for _ in range(TRIES):
            if start < 0:
                break
            yield start
            start = among.text.rfind(needle, 0, start + len(needle) - 1)

    def _is_free(self, start: int, end: int) -> bool:
        return self.taken.find(1, start, end) < 0

    def _fills_lines(self, start: int, end: int) -> bool:
        """Whether nothing stands before a stretch on its first line, and nothing behind it on its last."""
        before, after = start - 1, end
        while before >= 0 and self.plain[before] in " \t":
            before -= 1
        while after < len(self.plain) and self.plain[after] in " \t":
            after += 1
        return (before < 0 or self.plain[before] in "\r\n") and (
            after == len(self.plain) or self.plain[after] in "\r\n")

    def _widen(self, low: int, high: int, whole: str) -> Span:
        """A stretch from the first letter of a block to its last, with the marks that its text has around them."""
        first = _LETTER.search(whole)
        tail = whole[len(whole) - next((i for i, sign in enumerate(reversed(whole)) if _LETTER.match(sign)), 0) :]
        for sign in reversed(whole[: first.start()] if first is not None else ""):
            place = low - 1
            while place >= 0 and self.plain[place].isspace():
                place -= 1
            if place < 0 or self.plain[place] != sign or self.taken[place]:
                break
            low = place
        for sign in tail:
            place = high
            while place < len(self.plain) and self.plain[place].isspace():
                place += 1
            if place == len(self.plain) or self.plain[place] != sign or self.taken[place]:
                break
            high = place + 1
        return low, high

    def _seek_rest(self, among: _Print, number: int, needle: str) -> Place | None:
        """Its characters among those that are in no other block."""
        rest = self._list_rest(among)
        start = next(self._list_places(rest, needle, self._expect(number)), -1)
        return self._gather(rest.places[start : start + len(needle)], number) if start >= 0 else None

    def _seek_pieces(self, number: int, needle: str) -> Place | None:
        """Its letters, piece by piece."""
        rest = self._list_rest(self.letters)
        for start in self._list_places(rest, needle[:GRASP], self._expect(number)):
            places = list(_walk(rest, needle, start))
            if len(places) == len(needle):
                return self._gather(places, number)
        return None

    def _list_rest(self, among: _Print) -> _Print:
        """Those of some characters that are in no block that is found."""
        if self.rest[0] is not among or self.rest[1] != len(self.found):
            free = [place for place in among.places if not self.taken[place]]
            self.rest = among, len(self.found), _Print(self.plain, free)
        return self.rest[2]

    def _gather(self, places: Sequence[int], number: int) -> Place:
        """The stretches of some letters, with the free marks between neighbours and around them."""
        spans: list[Span] = []
        for place in places:
            if spans and self._is_free(spans[-1][1], place) and not _LETTER.search(self.plain, spans[-1][1], place):
                spans[-1] = (spans[-1][0], place + 1)
            else:
                spans.append((place, place + 1))
        whole = squeeze_out(self.blocks[number].text)
        spans[0] = (self._widen(*spans[0], whole)[0], spans[0][1])
        spans[-1] = (spans[-1][0], self._widen(*spans[-1], whole)[1])
        return Place(tuple(spans))


def _leave_number(text: str) -> str:
    """The characters of a block without the number it opens with, which its format may count; empty without one."""
    plain = fold(text.strip())
    opener = find_opener(plain, 0, len(plain)) if plain else None
    return squeeze_out(plain[opener.end :]) if opener is not None else ""


def _walk(rest: _Print, needle: str, start: int) -> Iterator[int]:
    """The places of a needle's letters from one on, other letters passed over between its pieces."""
    at, done = start, 0
    while done < len(needle):
        if at < len(rest.text) and rest.text[at] == needle[done]:
            yield rest.places[at]
            at, done = at + 1, done + 1
            continue
        at = rest.text.find(needle[done : done + GRASP], at, at + GAP + GRASP)
        if at < 0:
            return
