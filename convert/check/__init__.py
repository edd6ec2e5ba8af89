"""Checks of finished files: whether they hold together, and whether they keep to a standard."""

from __future__ import annotations

from convert.check.departure import Departure
from convert.errors import UsageError

STANDARDS = {"gongwen": "convert.check.official:check_official"}
"""Style → the check of the standard it follows."""


def check_docx(data: bytes, name: str, style: str = "") -> list[Departure]:
    """What is wrong inside a DOCX, and where it departs from the standard of a style, if one is named.

    Raises SourceError where it is no DOCX, UsageError for a style that follows no standard.
    """
    from importlib import import_module

    from convert.check.structure import check_structure

    if style and style not in STANDARDS:
        raise UsageError(f"The style {style!r} follows no standard.", f"Known: {', '.join(STANDARDS)}.")
    found = check_structure(data, name)
    if style:
        module, _, function = STANDARDS[style].partition(":")
        found += getattr(import_module(module), function)(data, name)
    return found
