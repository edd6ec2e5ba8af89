"""In which order documents stand, and in which parts: tables of what a person may ask for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from convert.compilation.entry import Entry
from convert.errors import UsageError

LAST = "\U0010ffff"
"""After everything: for what is unknown."""

Key = Callable[[Entry], Any]


def natural(text: str) -> list[tuple[int, str]]:
    """A key that puts 第2讲 before 第10讲."""
    return [(int(part), "") if part.isdecimal() else (-1, part.casefold())
            for part in re.split(r"(\d+)", text) if part]


def _by_name(entry: Entry) -> Any:
    return natural(entry.below.as_posix())


def _by_date(entry: Entry) -> Any:
    return entry.identity.date or LAST, _by_name(entry)


def _by_source(entry: Entry) -> Any:
    return entry.identity.publisher or LAST, _by_date(entry)


def _by_title(entry: Entry) -> Any:
    return natural(entry.identity.title), _by_name(entry)


ORDERS: dict[str, Key | None] = {
    "name": _by_name, "date": _by_date, "source": _by_source, "title": _by_title, "manifest": None,
}
"""Name of an order → its key; `manifest` keeps the order in which the sources were given."""


def put_in_order(entries: Iterable[Entry], order: str) -> list[Entry]:
    """The entries in an order; raises UsageError for one that is unknown."""
    if order not in ORDERS:
        raise UsageError(f"No order is called {order!r}.", f"Known: {', '.join(ORDERS)}.")
    key = ORDERS[order]
    return sorted(entries, key=key) if key is not None else list(entries)


def _folder(entry: Entry) -> str:
    return entry.below.parts[0] if len(entry.below.parts) > 1 else ""


def _year(entry: Entry) -> str:
    return f"{entry.identity.date[:4]}年" if entry.identity.date else ""


PARTS: dict[str, Callable[[Entry], str]] = {
    "folder": _folder, "year": _year, "publisher": lambda entry: entry.identity.publisher,
    "creator": lambda entry: "、".join(entry.identity.creators),
    "script": lambda entry: {"zh-Hans": "简体", "zh-Hant": "繁體"}.get(entry.identity.language, ""),
}
"""What parts may be made by → the title of the part a document belongs to; any other word names a labelled fact."""


def _fact(name: str, entry: Entry) -> str:
    return entry.facts.fields.get(name, "")


def make_parts(entries: Sequence[Entry], by: str, others: str) -> list[tuple[str, list[Entry]]]:
    """Titles with their entries, as they first appear; those without a title come last, under the title `others`.

    Raises UsageError where no document knows the fact that `by` names.
    """
    if not by:
        return [("", list(entries))]
    name = PARTS.get(by) or partial(_fact, by)
    parts: dict[str, list[Entry]] = {}
    for entry in entries:
        parts.setdefault(name(entry), []).append(entry)
    rest = parts.pop("", [])
    if not parts:
        raise UsageError(f"No document says its {by!r}, so it makes no parts.", f"Known: {', '.join(PARTS)}.")
    return [*parts.items(), *([(others, rest)] if rest else [])]
