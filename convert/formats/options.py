"""Options of writers: what each may be asked, and which values make sense."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from convert.errors import UsageError
from convert.tree.characters import find_unfit


class Kind(NamedTuple):
    """What an option takes."""

    called: str
    """In the words of an error."""
    fits: Callable[[Any], bool]


class Option(NamedTuple):
    """An option of a writer."""

    name: str
    """That of its argument."""
    does: str
    """What it does, for the list of options."""
    takes: Kind


def _is_path(value: Any) -> bool:
    return isinstance(value, str | os.PathLike) and bool(os.fspath(value))


def _is_number(value: Any, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


SWITCH = Kind("yes or no", lambda value: isinstance(value, bool))
TEXT = Kind("a text without control characters",
            lambda value: _is_number(value, 0, 9999) or (isinstance(value, str) and not find_unfit(value)))
"""A number is a text too: that of a year."""
PATH = Kind("the path of a file", _is_path)
COVER = Kind("yes, no, or the path of a picture", lambda value: isinstance(value, bool) or _is_path(value))
LEVEL = Kind("a number from 1 to 9", lambda value: _is_number(value, 1, 9))
FACTS = Kind("a table of facts, or the path of a TOML file of them",
             lambda value: _is_path(value) or not isinstance(value, str | int | float | os.PathLike))


def take_options(form: str, given: Mapping[str, Any], known: Sequence[str], ours: Sequence[Option]) -> dict[str, Any]:
    """The options that are given, as the writer of a format takes them; raises UsageError where it does not.

    `known` are the names that it has; `ours` says what they take where the writer is one of ours.
    """
    kinds = {option.name: option.takes for option in ours}
    for name, value in given.items():
        if name not in known:
            hint = f"It has {', '.join(known)}." if known else "It has none."
            raise UsageError(f"The {form} writer has no option {name!r}.", hint)
        if value is not None and name in kinds and not kinds[name].fits(value):
            raise UsageError(f"The option {form}.{name} cannot be {str(value)[:80]!r}.",
                             f"It takes {kinds[name].called}.")
    return {name: str(value) if kinds.get(name) == TEXT and value is not None else value
            for name, value in given.items()}
