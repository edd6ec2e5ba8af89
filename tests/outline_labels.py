"""What each atom of a text is called in an outline that a careful reader made of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from convert.chinese.folding import bare
from convert.recovery.grammar import LABELS

NEAR, FAR, STEP = 400, 3000, 120
"""Letters behind the last row that the next is looked for first, at most, and between two letters of a broken one."""


_LABELLED = re.compile("[^：:。，]{1,12}[：:].")


class Named(NamedTuple):
    """What an outline says of an atom."""

    labels: frozenset[str]
    """Any of which is right."""
    opens: bool | None
    """Whether a further work opens here; None where that is not asked."""


class Wanted(NamedTuple):
    """A row of an outline."""

    kinds: frozenset[str]
    opens: bool
    text: str


def align(texts: Sequence[str], rows: Sequence[Mapping[str, str]]) -> list[Named]:
    """What each atom is; `texts` are their characters, `rows` have kind and text."""
    wanted = list(_read(rows))
    return [_name(wanted, best, not first) for best, first in _own(texts, wanted)]


def own_rows(texts: Sequence[str], rows: Sequence[Mapping[str, str]]) -> list[tuple[int, bool]]:
    """The index of the row that each text stands in, -1 for none, and whether it is the first of its row."""
    places = [place for place, row in enumerate(rows) if row["kind"] != "article"]
    return [(places[best] if best >= 0 else -1, first) for best, first in _own(texts, list(_read(rows)))]


def _own(texts: Sequence[str], wanted: Sequence[Wanted]) -> Iterator[tuple[int, bool]]:
    letters = [bare(text) for text in texts]
    whole = "".join(letters)
    owner = [-1] * len(whole)
    cursor = 0
    atoms = _find_places(letters)
    for number, row in enumerate(wanted):
        want = bare(row.text)
        places = [at for at in atoms.get(want, ()) if owner[at] < 0] if "noise" in row.kinds else []
        if places:
            cursor = _place_atom(owner, want, min(places, key=lambda at: abs(at - cursor)), cursor, number)
        elif want:
            cursor = _place(whole, owner, want, cursor, number)
    seen: set[int] = set()
    at = 0
    for own in letters:
        best = _elect(Counter(owner[at : at + len(own)]))
        at += len(own)
        yield best, best not in seen
        seen.add(best)


def _find_places(letters: Sequence[str]) -> dict[str, list[int]]:
    """Where each text stands in them all."""
    places: dict[str, list[int]] = {}
    at = 0
    for own in letters:
        if own:
            places.setdefault(own, []).append(at)
        at += len(own)
    return places


def _place_atom(owner: list[int], want: str, at: int, cursor: int, number: int) -> int:
    """Marks an atom that is furniture: the number of a page stands inside the paragraph that it interrupts."""
    owner[at : at + len(want)] = [number] * len(want)
    return max(cursor, at + len(want)) if at <= cursor + FAR else cursor


def _read(rows: Sequence[Mapping[str, str]]) -> list[Wanted]:
    wanted: list[Wanted] = []
    article = begun = False
    for row in rows:
        if row["kind"] == "article":
            article = True
            continue
        noise = row["kind"].split("|")[0] == "noise"
        wanted.append(Wanted(_kinds_of(row), article and begun and not noise, row["text"]))
        if not noise:
            article, begun = False, True
    return wanted


def _kinds_of(row: Mapping[str, str]) -> frozenset[str]:
    """The kinds of a row; no fact where its text holds the label, which a fact states apart from its text."""
    kinds = frozenset(row["kind"].split("|"))
    return kinds - {"meta"} if len(kinds) > 1 and _LABELLED.match(row["text"]) else kinds


def _name(wanted: Sequence[Wanted], best: int, seen: bool) -> Named:
    if best < 0:
        return Named(frozenset({"x"}), None)
    kinds, opens, _ = wanted[best]
    if seen:
        return Named(frozenset({"I"} | ({"noise"} & kinds)), None)
    return Named(kinds & frozenset(LABELS), opens if kinds & {"title", "kicker"} else None)


def _elect(votes: Counter[int]) -> int:
    """The row that most letters of an atom stand in; -1 for none."""
    if not votes:
        return -1
    best = max(votes.items(), key=lambda pair: pair[1] + (0.5 if pair[0] >= 0 else 0))[0]
    if best < 0 and len(votes) > 1 and votes[best] < 3 * votes.total() / 4:
        return max((row for row in votes if row >= 0), key=lambda row: votes[row])
    return best


def _place(whole: str, owner: list[int], want: str, cursor: int, number: int) -> int:
    """Marks the letters of a row as its own, those nearest behind the cursor; gives the next cursor."""
    at = whole.find(want, cursor, cursor + len(want) + NEAR)
    if at < 0:
        at = whole.find(want, cursor)
    if at < 0 or at > cursor + FAR:
        first = whole.find(want)
        at = first if first >= 0 else at
    while at >= 0 and owner[at] >= 0:
        at = whole.find(want, at + 1)
    if at < 0:
        return _place_scattered(whole, owner, want, cursor, number)
    owner[at : at + len(want)] = [number] * len(want)
    return at + len(want) if at <= cursor + len(want) + FAR else cursor


def _place_scattered(whole: str, owner: list[int], want: str, cursor: int, number: int) -> int:
    """The same for a row that stands in the text with other letters in between."""
    position, hits = cursor, []
    for letter in want:
        at = whole.find(letter, position, position + STEP)
        if at >= 0 and owner[at] < 0:
            hits.append(at)
            position = at + 1
    if len(hits) <= 0.8 * len(want):
        return cursor
    for hit in hits:
        owner[hit] = number
    return hits[-1] + 1
