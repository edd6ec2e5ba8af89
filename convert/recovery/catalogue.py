"""The catalogue: every rule whose id can stand in a tree's `by`, and every family of features, each with its reason.

Rows of `rules/blocks.toml`, `noise.toml` and `fields.toml` and of `cues.toml` are rules on lines. What names blocks and
cuts by anything else has its reason and examples in `rules/context.toml`, what readers of formats cut in
`rules/markup.toml`. Changes of script are rows of the converter's table. Families are those of `observers.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from convert.recovery.cues import load_cues
from convert.recovery.features import family_of, load_families
from convert.recovery.fields import load_fields
from convert.recovery.grammar import LABELS
from convert.recovery.rules.noise import load_noise
from convert.recovery.rules.table import load_rules
from convert.recovery.weights import load_model
from convert.resources import PACKAGE
from convert.transforms.targets import CONFIGS

TABLES = frozenset({"blocks", "noise", "fields", "cues"})
"""Where rules on lines stand; their examples are lines, those of all others are whole documents."""

OBSERVERS = "observers"
"""Where families of features stand; they have no examples."""


class Entry(NamedTuple):
    """One rule or family of the catalogue."""

    id: str
    """As it stands in a tree's `by`, or the name of a feature or family."""
    where: str
    """The table or module that holds it."""
    why: str
    """What a careful reader goes by."""
    yes: tuple[str, ...] = ()
    """Lines or documents that it holds for."""
    no: tuple[str, ...] = ()
    """Others that it does not hold for."""
    by: str = ""
    """What makes the trees of examples that are documents: the suffix of a format, preface, collection, script, repair
    or fault; empty for lines."""

    @property
    def kind(self) -> str:
        """What it makes of a text: the part of the id before the slash."""
        return self.id.partition("/")[0]


@cache
def load_catalogue() -> tuple[Entry, ...]:
    """All rules, then all families; an id that two places share stands twice."""
    return (*_load_rules(), *(Entry(family, OBSERVERS, why) for family, why in load_families().items()))


@cache
def _load_rules() -> tuple[Entry, ...]:
    found = (*_lines(), *_fields(), *_cues(), *_named("context"), *_named("markup"), *_numbered(), *_scripts())
    return tuple(sorted(found, key=lambda entry: (entry.id, entry.where)))


def find_entries(name: str) -> tuple[Entry, ...]:
    """The entries of an id, or one made of a feature that some weight knows; empty where there are none."""
    found = tuple(entry for entry in load_catalogue() if entry.id == name)
    if found or name not in load_model().rows:
        return found
    return (Entry(name, OBSERVERS, explain_feature(name)),)


def give_reason(rule: str) -> str:
    """Why the rule of an id decides as it does; empty where there is none."""
    return " Or: ".join(dict.fromkeys(_reasons().get(rule, ())))


@cache
def _reasons() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for entry in _load_rules():
        found.setdefault(entry.id, []).append(entry.why)
    return found


def explain_feature(feature: str) -> str:
    """Why a feature is looked at: the reason of its cue or row where it is one, else that of its family."""
    name, _, value = feature.partition("=")
    reason = give_reason(feature if name in ("cue", "lcue") else value) if name in ("row", "cue") else ""
    reason = reason or (give_reason(f"cue={value}") if name == "lcue" else "")
    return reason or load_families().get(family_of(feature), "")


class Said(NamedTuple):
    """A weight, for people."""

    feature: str
    """What is seen."""
    label: str
    """What it speaks for or against."""
    weight: float
    """Nats; below 0 against."""


def find_weights(entry: Entry, most: int = 8) -> list[Said]:
    """What the learned weights say of an entry, the strongest first."""
    names = [name for name in (entry.id, f"row={entry.id}") if name in load_model().rows]
    if entry.where == OBSERVERS and entry.id in load_families():
        names = [name for name in load_model().rows if family_of(name) == entry.id]
    said = [Said(name, label, round(weight, 3)) for name in names
            for label, weight in zip(LABELS, load_model().rows[name], strict=True) if weight]
    return sorted(said, key=lambda one: (-abs(one.weight), one.feature, one.label))[:most]


def _lines() -> Iterator[Entry]:
    for row in load_rules("blocks"):
        yield Entry(row.id, "blocks", row.why, row.yes, row.no)
    for noise in load_noise():
        yield Entry(noise.id, "noise", noise.why, noise.yes, noise.no)


def _cues() -> Iterator[Entry]:
    for cue in load_cues():
        yield Entry(f"cue={cue.id}", "cues", cue.why, cue.yes, cue.no)


_VALUES = {"date": "a date", "number": "a number", "name": "names", "words": "a few words", "text": "text",
           "count": "a count"}
"""What the value of a field looks like."""


def _fields() -> Iterator[Entry]:
    for row in load_fields():
        why = f"A label such as {row.labels[0]}, with {_VALUES[row.value]} behind it, states the fact `{row.name}`."
        if row.counter:
            why = f"A label such as {row.labels[0]} belongs to the site and states nothing of the document."
        yield Entry(row.id, "fields", why, row.yes, row.no)


def _named(table: str) -> Iterator[Entry]:
    for row in _load(table)["rule"]:
        yield Entry(row["id"], row["where"], row["why"], tuple(row["yes"]), tuple(row["no"]), row.get("by", "txt"))


def _numbered() -> Iterator[Entry]:
    """What the number of a series says, once for each style; the bare text is the example against."""
    data = _load("context")
    for row in data["numbered"]:
        bare = row["document"].format("", "", "")
        for style in row.get("only", data["numbers"]):
            printed = row["document"].format(*data["numbers"][style])
            yield Entry(f"{row['kind']}/{style}", "settling", row["why"], (printed,), (bare,), row.get("by", "txt"))


def _scripts() -> Iterator[Entry]:
    texts = _load("context")["scripts"]
    seen: set[str] = set()
    for (source, target), configs in CONFIGS.items():
        for config in configs:
            if config and config not in seen:
                seen.add(config)
                what = "Words and characters" if config.endswith("p") else "Characters"
                why = f"{what} of {source} put in {target}, by OpenCC's configuration {config}."
                yield Entry(f"script/{config}", "script", why, (texts[source],), (), "script")


@cache
def _load(table: str) -> dict[str, Any]:
    return tomllib.loads((PACKAGE / "recovery" / "rules" / f"{table}.toml").read_text(encoding="utf-8"))
