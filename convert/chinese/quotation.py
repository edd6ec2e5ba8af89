"""Forms of quotation marks (GB/T 15834-2011, and the marks of Taiwan and Hong Kong)."""

from __future__ import annotations

import re

_CORNERS = {"“": "「", "”": "」", "‘": "『", "’": "』"}
_QUOTE = re.compile("[“”‘]|(?<![A-Za-z])’|’(?![A-Za-z])")
"""Any of them; between two letters it is an apostrophe."""


def corner_quotes(text: str) -> str:
    """A text, of the same length, with the quotation marks of Taiwan and Hong Kong."""
    return _QUOTE.sub(lambda mark: _CORNERS[mark[0]], text)
