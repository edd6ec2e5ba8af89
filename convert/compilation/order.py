"""In which order documents stand, and in which parts: tables of what a person may ask for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from convert.chinese.collation import sort_key
from convert.collection import join_names
from convert.compilation.candidate import Candidate
from convert.errors import UsageError, suggest

LAST = "\U0010ffff"
"""After everything: for what is unknown."""

Key = Callable[[Candidate], Any]


def natural(text: str) -> list[tuple[int, str]]:
    """A key that puts 第2讲 before 第10讲."""
    return [(int(part), "") if part.isdecimal() else (-1, part.casefold())
            for part in re.split(r"(\d+)", text) if part]


def _by_name(candidate: Candidate) -> Any:
    return natural(candidate.below.as_posix())


def _by_date(candidate: Candidate) -> Any:
    return candidate.identity.date or LAST, _by_name(candidate)


def _by_source(candidate: Candidate) -> Any:
    return candidate.identity.publisher or LAST, _by_date(candidate)


def _by_title(candidate: Candidate) -> Any:
    return natural(candidate.identity.title), _by_name(candidate)


ORDERS: dict[str, Key | None] = {
    "name": _by_name, "date": _by_date, "source": _by_source, "title": _by_title, "manifest": None,
}
"""Name of an order → its key; `manifest` keeps the order in which the sources were given."""


def put_in_order(candidates: Iterable[Candidate], order: str) -> list[Candidate]:
    """The candidates in an order; raises UsageError for one that is unknown."""
    if order not in ORDERS:
        raise UsageError(f"No order is called {order!r}.", suggest(order, ORDERS))
    key = ORDERS[order]
    return sorted(candidates, key=key) if key is not None else list(candidates)


def _folder(candidate: Candidate) -> str:
    return candidate.below.parts[0] if len(candidate.below.parts) > 1 else ""


def _year(candidate: Candidate) -> str:
    return f"{candidate.identity.date[:4]}年" if candidate.identity.date else ""


PARTS: dict[str, Callable[[Candidate], str]] = {
    "folder": _folder, "year": _year, "publisher": lambda candidate: candidate.identity.publisher,
    "creator": lambda candidate: join_names(candidate.identity.creator_names),
    "script": lambda candidate: {"zh-Hans": "简体", "zh-Hant": "繁體"}.get(candidate.identity.language, ""),
}
"""What parts may be made by → the title of the part a document belongs to; any other word names a labelled fact."""

PART_ORDERS: dict[str, Callable[[str], Any]] = {"creator": sort_key}
"""What parts are made by → key by which their titles stand; other parts stand as they first appear."""


def _fact(name: str, candidate: Candidate) -> str:
    return candidate.facts.fields.get(name, "")


def make_parts(candidates: Sequence[Candidate], by: str, others: str) -> list[tuple[str, list[Candidate]]]:
    """Titles with their candidates, in the order of `PART_ORDERS`; those without a title come last, titled `others`.

    Raises UsageError where no document knows the fact that `by` names.
    """
    if not by:
        return [("", list(candidates))]
    name = PARTS.get(by) or partial(_fact, by)
    parts: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        parts.setdefault(name(candidate), []).append(candidate)
    rest = parts.pop("", [])
    if not parts:
        raise UsageError(f"No document says its {by!r}, so it makes no parts.", suggest(by, PARTS))
    titles = sorted(parts, key=PART_ORDERS[by]) if by in PART_ORDERS else parts
    return [*((title, parts[title]) for title in titles), *([(others, rest)] if rest else [])]
