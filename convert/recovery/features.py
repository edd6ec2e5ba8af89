"""Features: what all observers see in each atom, as names; their weights are learned."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from convert.recovery.context import Context
from convert.recovery.observers.facts import see_fact
from convert.recovery.observers.joins import see_end, see_join
from convert.recovery.observers.marks import see_crown, see_marks
from convert.recovery.observers.numbers import see_number
from convert.recovery.observers.place import (
    gap_habit,
    measure_blocks,
    measure_runs,
    see_neighbours,
    see_setting,
    see_zone,
)
from convert.recovery.observers.repeats import see_copies, see_echo, see_gaps, see_lists, see_verse
from convert.recovery.observers.words import see_cut, see_length, see_rows, see_words
from convert.resources import PACKAGE

OBSERVERS: tuple[Callable[[Context, int], Iterable[str]], ...] = (
    see_length, see_cut, see_number, see_fact, see_words, see_rows, see_lists, see_echo, see_verse, see_gaps,
    see_copies, see_marks, see_crown, see_neighbours, see_zone, see_join, see_end)
"""What looks at each atom alone; `see_setting` needs to know the runs of the whole text besides."""

_COARSE = frozenset({"fact", "t", "z", "w", "s", "line", "title", "inside"})
"""Families that are not parted further behind their colon."""


def describe(context: Context) -> list[list[str]]:
    """The features of every atom, to be kept: each name is there once, however often it occurs."""
    known: dict[str, str] = {}
    return [list(map(known.setdefault, own, own)) for own in observe(context)]


def observe(context: Context) -> Iterator[list[str]]:
    """The features of one atom after the other."""
    habit = gap_habit(context)
    blocks = measure_blocks(context) if habit == "some" else [""] * len(context.atoms)
    for i, (run, block) in enumerate(zip(measure_runs(context), blocks, strict=True)):
        own: list[str] = []
        for see in OBSERVERS:
            own += see(context, i)
        own += see_setting(context, i, habit, run, block)
        yield own


def family_of(feature: str) -> str:
    """The family of a feature: what stands before its values."""
    family = re.split("[=/]", feature, maxsplit=1)[0]
    head = family.partition(":")[0]
    return head if head in _COARSE else family


@cache
def load_families() -> Mapping[str, str]:
    """Family of features → why it is looked at."""
    path = PACKAGE / "recovery" / "observers.toml"
    return {row["id"]: row["why"] for row in tomllib.loads(path.read_text(encoding="utf-8"))["family"]}
