"""A collection as planned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from convert.chinese.dates import read_date
from convert.corrections import NOTHING, Editing
from convert.errors import UsageError, suggest
from convert.tree.characters import find_unfit
from convert.tree.record import Finding

DUPLICATES = ("report", "drop", "keep")
"""What to do with documents that resemble each other: tell, tell and leave out all but the fullest, or do not look."""


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """A part as planned: where its documents are, and their order where it has its own."""

    title: str
    sources: tuple[Path, ...]
    order: str = ""


@dataclass(frozen=True, slots=True)
class CollectionPlan:
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
    fields: Mapping[str, str] = field(default_factory=dict)
    """What a record is made of: role → name of its field."""
    without: Path | None = None
    """A file or folder that is passed over: where the book is written."""
    findings: tuple[Finding, ...] = ()
    """What is missing before anything is read."""
    editing: Editing = NOTHING
    """What an editor gave for its documents."""
    outside: bool = False
    """Whether files are taken that links out of a folder lead to."""


def check_plan(plan: CollectionPlan) -> CollectionPlan:
    """The same plan with its date in ISO 8601, if it makes sense; raises UsageError naming what is unknown."""
    if plan.duplicates not in DUPLICATES:
        raise UsageError(f"Duplicates cannot be treated as {plan.duplicates!r}.", suggest(plan.duplicates, DUPLICATES))
    for words in _list_words(plan):
        if unfit := find_unfit(words):
            raise UsageError(f"{words[:80]!r} holds {unfit}, which no book can.", "Take it out.")
    date = read_date(plan.date)
    if plan.date.strip() and not date:
        raise UsageError(f"{plan.date[:80]!r} is no date.", "Write 2021, 2021-04, 2021-04-08 or 2021年4月8日.")
    return replace(plan, date=date)


def _list_words(plan: CollectionPlan) -> Iterator[str]:
    """All that a plan says which a book prints."""
    yield from (plan.title, plan.subtitle, plan.publisher, plan.date, plan.identifier, plan.language, *plan.creators)
    yield from (part.title for part in plan.parts)
    yield from plan.titles.values()
