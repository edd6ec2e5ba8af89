"""Which field of a record is its text, its title, its date: as people say, or by the names that are usual."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from convert.chinese.folding import fold
from convert.errors import UsageError, suggest

TABLE = Path(__file__).with_name("fields.toml")
"""Role → names of fields, the likelier first."""

ROLES = ("text", "title", "date", "source", "author")
"""What a field may be for a document."""

Columns = Mapping[str, str]
"""Role → name of the field, as people say it."""


@cache
def load_names() -> Mapping[str, tuple[str, ...]]:
    """The table."""
    rows: dict[str, list[str]] = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return {role: tuple(rows[role]) for role in ROLES}


def check_columns(columns: Columns) -> Columns:
    """The same, if its roles are known; raises UsageError."""
    for role in columns:
        if role not in ROLES:
            raise UsageError(f"No field of a record is its {role!r}.", suggest(role, ROLES))
    return columns


def find_fields(names: Iterable[str], columns: Columns) -> dict[str, list[str]]:
    """Role → the fields of a record that may be it, the likelier first; what people say comes alone."""
    known = {_plain(name): name for name in reversed(list(names))}
    found = {role: [known[name] for name in usual if name in known] for role, usual in load_names().items()}
    given = {role: [known[_plain(name)]] if _plain(name) in known else [] for role, name in columns.items()}
    taken = {name for names in given.values() for name in names}
    return {role: given[role] if role in given else [name for name in found[role] if name not in taken]
            for role in ROLES}


def _plain(name: str) -> str:
    return "".join(fold(name).lower().replace("-", "").replace("_", "").split())
