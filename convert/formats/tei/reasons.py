"""Why a rule says what it says: in its own words where it stands in a table, else what its family of rules does."""

from __future__ import annotations

import tomllib
from functools import cache

from convert.resources import PACKAGE

FAMILIES = {
    "block": "A block of text.", "byline": "Says who wrote or spoke.", "heading": "Heads what follows it.",
    "item": "An item of a list.", "join": "Lines of the source that are one in print.",
    "line": "Line ends and white space between blocks.", "marker": "A printed mark whose meaning is in the mark-up.",
    "markup": "Mark-up of the source.", "meta": "A labelled fact of the source.", "noise": "No part of the document.",
    "note": "A note that belongs to the document.", "p": "A paragraph.", "row": "A row of a table.",
    "script": "Converted between Simplified and Traditional characters.", "series": "The numbering of headings.",
    "signature": "Says who signed.", "subtitle": "Stands under the headline.", "text": "The characters of the source.",
    "title": "The headline.", "verse": "Lines of verse.",
}
"""The part of a rule's id before the slash → what its rules have in common."""


def find_reason(rule: str) -> str:
    """One sentence on a rule; its own id where nothing is known of it."""
    return _load_reasons().get(rule) or FAMILIES.get(rule.partition("/")[0], rule)


@cache
def _load_reasons() -> dict[str, str]:
    tables = [tomllib.loads(path.read_text("utf-8")) for path in sorted((PACKAGE / "recovery" / "rules").glob("*.toml"))]
    return {row["id"]: row["why"] for table in tables for row in table.get("rule", ()) if "why" in row}
