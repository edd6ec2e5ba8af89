"""Telling: the tree of what a reader gave of a document, as its corrections want it."""

from __future__ import annotations

from functools import partial

from convert.corrections.matching import match
from convert.corrections.record import Corrections
from convert.recovery.reader import read
from convert.recovery.text import Text
from convert.tree.nodes import Document


def tell_corrected(found: Text | Document, corrections: Corrections | None = None) -> Document:
    """The proven tree of a text, or a finished tree, corrected."""
    if corrections is None:
        return found if isinstance(found, Document) else read(found)
    return found if isinstance(found, Document) else read(found, constrain=partial(match, corrections))
