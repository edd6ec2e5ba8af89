"""Cues: words and shapes that short lines are looked at for, as rows of a table with reasons and examples."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from convert.chinese.lexicon import Pattern
from convert.recovery.phrases import ACT, BODY, DANGLING, SPEECH
from convert.recovery.rules.sieve import Sieve
from convert.resources import PACKAGE

HEAD = 14
"""Characters of long prose that are looked at."""


class Cue(NamedTuple):
    """One row."""

    id: str
    why: str
    """What a line that has it may be."""
    pattern: Pattern
    """What is searched for in a folded line, its number left out."""
    yes: tuple[str, ...]
    """Lines that have it."""
    no: tuple[str, ...]
    """Lines that do not."""
    long: bool
    """Whether the beginning of long prose is looked at for it too."""
    predicates: bool
    """Whether it makes a sentence of words: something is said of something."""


@cache
def load_cues() -> tuple[Cue, ...]:
    """All cues of lines, in the order of the table; raises ValueError for a row without examples."""
    return tuple(_make(row) for row in _load()["cue"])


@cache
def load_furniture_words() -> re.Pattern[str]:
    """Words that furniture of sites and pages is full of: one witness among those that a lost line needs."""
    return re.compile(_load()["furniture"]["match"])


@cache
def _load() -> dict[str, Any]:
    return tomllib.loads((PACKAGE / "recovery" / "cues.toml").read_text(encoding="utf-8"))


def _make(row: dict[str, Any]) -> Cue:
    if not (row["yes"] and row["no"]):
        raise ValueError(f"Cue {row['id']} has no examples.")
    return Cue(row["id"], row["why"], Pattern(row["match"]), tuple(row["yes"]), tuple(row["no"]),
               row.get("long", False), row.get("predicates", False))


def find_cues(plain: str) -> Iterator[str]:
    """The ids of the cues that a folded line has, and what the roles of lines say of it."""
    cues, sieve = _load_searched()
    yield from (name for name, pattern in map(cues.__getitem__, sieve.find(plain)) if pattern.search(plain))
    if BODY.fullmatch(plain):
        yield "body"


_ROLES: Mapping[str, Pattern] = {"act": ACT, "speech": SPEECH, "dangling": DANGLING}
"""Shapes of titles that the table of roles knows."""


def list_cue_patterns() -> dict[str, Pattern]:
    """Name of a cue, shapes of titles among them → its expression."""
    return {f"cue/{name}": pattern for name, pattern in _list_searched().items()}


def _list_searched() -> dict[str, Pattern]:
    return {**{cue.id: cue.pattern for cue in load_cues()}, **_ROLES}


@cache
def _load_searched() -> tuple[list[tuple[str, Pattern]], Sieve]:
    return list(_list_searched().items()), Sieve(list_cue_patterns())


def find_long_cues(plain: str) -> Iterator[str]:
    """The ids of the cues that the beginning of long prose has."""
    return (cue.id for cue in _load_long_cues() if cue.pattern.search(plain[:HEAD]))


@cache
def _load_long_cues() -> tuple[Cue, ...]:
    return tuple(cue for cue in load_cues() if cue.long)


def count_predicates(plain: str) -> int:
    """How many sorts of words that make a sentence a folded line has."""
    sieve, patterns = _load_predicates()
    return sum(patterns[k].search(plain) is not None for k in sieve.find(plain))


@cache
def _load_predicates() -> tuple[Sieve, list[Pattern]]:
    patterns = {f"cue/{cue.id}": cue.pattern for cue in load_cues() if cue.predicates}
    return Sieve(patterns), list(patterns.values())


@cache
def find_cue(name: str) -> Cue:
    """The cue of an id; raises LookupError where the table has none."""
    found = next((cue for cue in load_cues() if cue.id == name), None)
    if found is None:
        raise LookupError(f"The table of cues has no row {name!r}.")
    return found
