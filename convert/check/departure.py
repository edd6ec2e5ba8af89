"""What a check finds."""

from __future__ import annotations

from typing import NamedTuple


class Departure(NamedTuple):
    """One place where a file departs from a rule."""

    clause: str
    """The clause of the standard, or the name of the rule: `GB/T 9704-2012 5.2.1`, `order`."""
    item: str
    """What is looked at, and where."""
    found: str
    expected: str
