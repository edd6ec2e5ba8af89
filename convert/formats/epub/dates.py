"""Dates as EPUB and HTML take them: only such as a calendar has."""

from __future__ import annotations

import datetime
import re


def calendar_date(text: str) -> str:
    """The part of an ISO 8601 date that a calendar has: 2021-02 of 2021-02-30; empty where there is none."""
    match = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", text)
    parts = [part for part in match.groups() if part is not None] if match else []
    while parts and not _exists([*map(int, parts)]):
        parts.pop()
    return "-".join(parts)


def _exists(parts: list[int]) -> bool:
    try:
        datetime.date(*[*parts, 1, 1][:3])
    except ValueError:
        return False
    return True
