"""What a person asks for: the collection as planned, from the arguments of a call or from a manifest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from convert.errors import UsageError

DUPLICATES = ("report", "drop", "keep")
"""What to do with documents that resemble each other: tell, tell and leave out all but the fullest, or do not look."""


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """A part as planned: where its documents are, and their order where it has its own."""

    title: str
    sources: tuple[Path, ...]
    order: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A collection as planned; empty strings where it is left to the documents."""

    parts: tuple[PlannedPart, ...]
    title: str = ""
    subtitle: str = ""
    creators: tuple[str, ...] = ()
    publisher: str = ""
    date: str = ""
    identifier: str = ""
    language: str = ""
    order: str = "name"
    by: str = ""
    """What parts are made by, where the plan names none."""
    duplicates: str = "report"
    exclude: tuple[str, ...] = ()
    """Patterns of paths to leave out."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """Path → another title."""
    preface: Path | None = None
    cover: Path | None = None


def check_plan(plan: Plan) -> Plan:
    """The same plan, if it makes sense; raises UsageError naming what is unknown."""
    if plan.duplicates not in DUPLICATES:
        raise UsageError(f"Duplicates cannot be treated as {plan.duplicates!r}.", f"Known: {', '.join(DUPLICATES)}.")
    return plan


def make_plan(paths: Sequence[Path], **asked: Any) -> Plan:
    """The plan of a call: that of the manifest or ledger it names, or its paths as one part.

    What the call asks for holds over what the manifest says, where it is not the default.
    """
    from convert.compilation.ledger import NAME, read_ledger
    from convert.compilation.manifest import read_manifest

    if [path.name for path in paths] == [NAME]:
        return Plan((read_ledger(paths[0]),), **asked)
    if not any(path.suffix == ".toml" for path in paths):
        return Plan((PlannedPart("", tuple(paths)),), **asked)
    if len(paths) > 1:
        raise UsageError("A manifest names its documents itself.", "Give the manifest alone.")
    defaults = {each.name: each.default for each in fields(Plan)}
    return replace(read_manifest(paths[0]), **{key: value for key, value in asked.items() if value != defaults[key]})
