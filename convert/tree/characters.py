"""Characters that no tree can hold."""

from __future__ import annotations

import re

UNFIT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]+")
"""Runs of what no XML document can hold (XML 1.0, production 2)."""


def find_unfit(text: str) -> str:
    """The first character of a text that no tree can hold, by its number; empty where all of them fit."""
    found = UNFIT.search(text)
    return f"U+{ord(found[0][0]):04X}" if found else ""
