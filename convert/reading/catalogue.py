"""The catalogue: every rule whose id can stand in a tree's `by`, with its reason and its examples.

Rows of `rules/blocks.toml`, `noise.toml` and `fields.toml` are rules on whole lines; rules that are functions have
their reasons and examples in `rules/context.toml`; changes of script are rows of the converter's table.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from convert.reading.fields import load_fields
from convert.reading.rules.noise import load_noise
from convert.reading.rules.table import load_rules
from convert.resources import PACKAGE

TABLES = frozenset({"blocks", "noise", "fields"})
"""Where rules on whole lines stand; their examples are lines, those of all others are whole documents."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule of the catalogue."""

    id: str
    where: str
    """The table or module that holds it."""
    why: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    by: str = "text"
    """What makes the trees of its examples: text, preface, collection, fault or script."""

    @property
    def kind(self) -> str:
        """What it makes of a text: the part of the id before the slash."""
        return self.id.partition("/")[0]


@cache
def load_catalogue() -> tuple[Entry, ...]:
    """All rules, in the order of their ids; an id that a table and a function share stands twice."""
    found = [*_lines(), *_fields(), *_functions(), *_scripts()]
    return tuple(sorted(found, key=lambda entry: (entry.id, entry.where)))


def find_entries(rule: str) -> tuple[Entry, ...]:
    """The rules of an id; empty where there is none."""
    return tuple(entry for entry in load_catalogue() if entry.id == rule)


def give_reason(rule: str) -> str:
    """Why the rule of an id decides as it does; empty where there is none."""
    return " Or: ".join(entry.why for entry in find_entries(rule))


def _lines() -> Iterator[Entry]:
    for row in load_rules("blocks"):
        yield Entry(row.id, "blocks", row.why, row.yes, row.no)
    for noise in load_noise():
        yield Entry(noise.id, "noise", noise.why, noise.yes, noise.no)


_VALUES = {"date": "a date", "number": "a number", "name": "names", "words": "a few words", "text": "text",
           "count": "a count"}
"""What the value of a field looks like."""


def _fields() -> Iterator[Entry]:
    for row in load_fields():
        why = f"A label such as {row.labels[0]}, with {_VALUES[row.value]} behind it, states the fact `{row.name}`."
        if row.counter:
            why = f"A label such as {row.labels[0]} belongs to the site and states nothing of the document."
        yield Entry(row.id, "fields", why, row.yes, row.no)


def _functions() -> Iterator[Entry]:
    data = _load_context()
    for row in data["rule"]:
        yield Entry(row["id"], row["where"], row["why"], tuple(row["yes"]), tuple(row["no"]), row.get("by", "text"))
    for verdict, series in data["series"].items():
        yield from _series(verdict, series, data["numbers"])


def _series(verdict: str, series: dict[str, Any], numbers: dict[str, list[str]]) -> Iterator[Entry]:
    """A verdict on series, once for each style of numbering that can have it; the bare text is the example against."""
    bare = series["document"].format("", "", "")
    for style in series.get("only", numbers):
        printed = series["document"].format(*numbers[style])
        yield Entry(f"{verdict}/{style}", series["where"], series["why"], (printed,), (bare,))


def _scripts() -> Iterator[Entry]:
    from convert.transforms.script import CONFIGS

    texts = _load_context()["scripts"]
    seen: set[str] = set()
    for (source, target), configs in CONFIGS.items():
        for config in configs:
            if config and config not in seen:
                seen.add(config)
                what = "Words and characters" if config.endswith("p") else "Characters"
                why = f"{what} of {source} put in {target}, by OpenCC's configuration {config}."
                yield Entry(f"script/{config}", "script", why, (texts[source],), (), "script")


@cache
def _load_context() -> dict[str, Any]:
    return tomllib.loads((PACKAGE / "reading" / "rules" / "context.toml").read_text(encoding="utf-8"))
