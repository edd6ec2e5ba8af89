"""Lists of words and of characters, read from the tables when the first is asked for."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple


class WordList(NamedTuple):
    """One list."""

    name: str
    why: str
    """What its words are."""
    words: tuple[str, ...]
    """Its own and those of the lists it is made of, each once."""
    single: bool
    """Whether it is a class of single characters."""


def words(name: str) -> tuple[str, ...]:
    """The words of a list; raises LookupError for a name that no table has."""
    lists = load_lists()
    if name not in lists:
        from difflib import get_close_matches

        near = get_close_matches(name, lists, 1)
        raise LookupError(f"The lexicon has no list {name!r}{f'; there is {near[0]!r}' if near else ''}.")
    return lists[name].words


@cache
def characters(name: str) -> str:
    """The characters of a class in one string; raises LookupError for a list of words or an unknown name."""
    found = "".join(words(name))
    if not load_lists()[name].single:
        raise LookupError(f"The list {name!r} has words, not characters.")
    return found


@cache
def load_lists() -> Mapping[str, WordList]:
    """All lists by name, those of a table in its order; takes 4 ms once. Raises ValueError for a malformed table."""
    rows: dict[str, dict[str, Any]] = {}
    for path in sorted(Path(__file__).parent.glob("*.toml")):
        for name, row in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if name in rows:
                raise ValueError(f"{path.name}: the list {name!r} stands in another table already.")
            rows[name] = row
    return {name: _make(name, rows) for name in rows}


def _make(name: str, rows: Mapping[str, Mapping[str, Any]]) -> WordList:
    single = "characters" in rows[name]
    return WordList(name, str(rows[name]["why"]), tuple(dict.fromkeys(_gather(name, rows))), single)


def _gather(name: str, rows: Mapping[str, Mapping[str, Any]]) -> list[str]:
    row = rows[name]
    others = [word for other in row.get("of", ()) for word in _gather(other, rows)]
    return [*"".join(row.get("characters", "").split()), *row.get("words", "").split(), *others]
