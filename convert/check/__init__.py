"""Checks of finished files: whether they hold together, and whether they keep to a standard.

departure       what a check finds
structure       whether a DOCX holds together
wordprocessing  the grammar of WordprocessingML as far as that needs it
official        whether a DOCX keeps to GB/T 9704-2012
distances       … and to what that says of white, lines and breaks
effective       its paragraphs with the properties that hold for them
roles           which part of an official document each of them is
tei             whether a TEI file keeps to our profile
"""

from __future__ import annotations

from convert.check.departure import Departure
from convert.errors import UsageError, suggest

STANDARDS = {"gongwen": "convert.check.official:check_official"}
"""Style → the check of the standard it follows."""


def check_docx(data: bytes, name: str, style: str = "") -> list[Departure]:
    """What is wrong inside a DOCX, and where it departs from the standard of a style, if one is named.

    Raises SourceError where it is no DOCX, UsageError for a style that follows no standard.
    """
    from importlib import import_module

    from convert.check.structure import check_structure

    if style and style not in STANDARDS:
        raise UsageError(f"The style {style!r} follows no standard.", suggest(style, STANDARDS))
    found = check_structure(data, name)
    if style:
        module, _, function = STANDARDS[style].partition(":")
        found += getattr(import_module(module), function)(data, name)
    return found
