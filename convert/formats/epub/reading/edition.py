"""What our own writer adds to a text: pages of the edition, words in place of what the source lost, facts of its own.

All of it is told elsewhere too, in the metadata or in the texts that it was made from; read back it is no text. The
facts that the source itself labels are those of the colophon, and stay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from convert.formats.html.attributes import read_attributes

RULE = "markup/edition"
"""The rule that cuts what the edition adds."""

_BODY = re.compile(r"<body\b([^<>]*)>")
_PAGES = frozenset({"cover", "titlepage", "contents", "apparatus"})
"""Classes of the pages that the edition adds; a part title is one too, but nobody else tells it."""
_ADDED = frozenset({"missing", "mark", "added"})
"""Classes of what it adds to a text: words for a missing picture and for a gap, a title that it lacks, further facts in
the colophon.
"""


def is_added(page: str) -> bool:
    """Whether the edition added a page of one of our own books."""
    body = _BODY.search(page)
    return body is not None and read_attributes(body[1]).get("class", "") in _PAGES


def find_addition(classes: Sequence[str]) -> str:
    """The rule that cuts an element of one of our own books; empty for text."""
    return "" if _ADDED.isdisjoint(classes) else RULE
