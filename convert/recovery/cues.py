"""Cues: words and shapes that short lines are looked at for, as rows of a table with reasons and examples."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from convert.chinese.lexicon import Pattern, fill
from convert.recovery.phrases import ACT, BODY, DANGLING, SPEECH
from convert.resources import PACKAGE

HEAD = 14
"""Characters of long prose that are looked at."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One row."""

    id: str
    why: str
    """What a line that has it may be."""
    pattern: re.Pattern[str]
    """What is searched for in a folded line, its number left out."""
    yes: tuple[str, ...]
    """Lines that have it."""
    no: tuple[str, ...]
    """Lines that do not."""
    long: bool
    """Whether the beginning of long prose is looked at for it too."""


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
    return Cue(row["id"], row["why"], re.compile(fill(row["match"])), tuple(row["yes"]), tuple(row["no"]),
               row.get("long", False))


def find_cues(plain: str) -> Iterator[str]:
    """The ids of the cues that a folded line has, and what the roles of lines say of it."""
    yield from (cue.id for cue in load_cues() if cue.pattern.search(plain))
    yield from (name for name, pattern in _ROLES.items() if pattern.search(plain))
    if BODY.fullmatch(plain):
        yield "body"


_ROLES: Mapping[str, Pattern | re.Pattern[str]] = {"act": ACT, "speech": SPEECH, "dangling": DANGLING}
"""Shapes of titles that the table of roles knows."""


def find_long_cues(plain: str) -> Iterator[str]:
    """The ids of the cues that the beginning of long prose has."""
    return (cue.id for cue in load_cues() if cue.long and cue.pattern.search(plain[:HEAD]))


@cache
def find_cue(name: str) -> Cue:
    """The cue of an id; raises LookupError where the table has none."""
    found = next((cue for cue in load_cues() if cue.id == name), None)
    if found is None:
        raise LookupError(f"The table of cues has no row {name!r}.")
    return found
