"""Why a rule says what it says: in its own words where the catalogue has it, else what its family of rules does."""

from __future__ import annotations

from convert.recovery.catalogue import give_reason

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
    """One sentence on a rule, or one for each place that names it; its own id where nothing is known of it."""
    return give_reason(rule) or FAMILIES.get(rule.partition("/")[0], rule)
