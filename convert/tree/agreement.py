"""How far an outline agrees with one that a careful reader made: the blocks that both have, in order.

A block is its kind, its level where it is a heading, and the letters and digits of its text. A kind `a|b` of the
reader's outline allows either, and a text may be given there as a fingerprint: `#` and 16 hexadecimal digits.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from convert.errors import SourceError, VocabularyError
from convert.tree.outline import KINDS, OWN, OutlineRow

UNCOUNTED = frozenset({"meta", "noise"})
"""Kinds that do not count: facts, and what was cut."""

BLOCKS = (OWN | set(KINDS.values())) - UNCOUNTED
"""Kinds that count."""

_FINGERPRINT = re.compile(r"#[0-9a-f]{16}")
_MARKS = re.compile(r"[\W_]+")


class Agreement(NamedTuple):
    """How many blocks two outlines share; sums give micro averages."""

    shared: int = 0
    wanted: int = 0
    made: int = 0

    @property
    def f1(self) -> float:
        """1 where they agree in all blocks, 0 where in none."""
        return 2 * self.shared / (self.wanted + self.made) if self.wanted + self.made else 1.0

    def plus(self, other: Agreement) -> Agreement:
        """The sum of two."""
        return Agreement(self.shared + other.shared, self.wanted + other.wanted, self.made + other.made)


def parse_outline(data: bytes, name: str) -> list[OutlineRow]:
    """The rows of a tab-separated outline; raises SourceError where a column is missing or a kind is unknown."""
    lines = data.decode("utf-8-sig", "replace").splitlines()
    found = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    missing = {"kind", "level", "key", "text"} - set(found.fieldnames or ())
    if missing:
        raise SourceError(f"{name} is no outline: it has no column {', '.join(sorted(missing))}.",
                          "`huozi outline` writes one.")
    rows = [OutlineRow(row["kind"] or "", row["level"] or "", row["key"] or "", row["text"] or "", -1) for row in found]
    for line, row in enumerate(rows, 2):
        for kind in set(row.kind.split("|")) - BLOCKS - UNCOUNTED:
            raise SourceError(f"{name}, line {line}: outlines have no kind {kind!r}.",
                              f"They have {', '.join(sorted(BLOCKS | UNCOUNTED))}.")
    return rows


def compare(wanted: Sequence[OutlineRow], made: Sequence[OutlineRow]) -> Agreement:
    """The agreement in blocks of a made outline with the wanted one.

    Raises VocabularyError where a row is of a kind that outlines do not have.
    """
    kinds: dict[str, set[str]] = {}
    for row in made:
        kinds.setdefault(_print(row), set()).add(row.kind)
    settled = [row._replace(kind=_choose(row.kind, kinds.get(_print(row), set()))) for row in wanted]
    first, second = _identify(settled), _identify(made)
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return Agreement(sum(match.size for match in matcher.get_matching_blocks()), len(first), len(second))


def _choose(kind: str, made: set[str]) -> str:
    """The alternative that was made of the same text, else the first."""
    options = kind.split("|")
    return next((option for option in options if option in made), options[0])


def _identify(rows: Sequence[OutlineRow]) -> list[tuple[str, str, str]]:
    for row in rows:
        if row.kind not in BLOCKS and row.kind not in UNCOUNTED:
            raise VocabularyError(f"The comparison of outlines does not know the kind {row.kind!r}.",
                                  "The kinds are those of convert/tree/outline.py.")
    return [(row.kind, row.level if row.kind == "heading" else "", _print(row)) for row in rows if row.kind in BLOCKS]


def _print(row: OutlineRow) -> str:
    if row.kind == "article":
        return ""
    if _FINGERPRINT.fullmatch(row.text):
        return row.text[1:]
    return hashlib.sha256(_MARKS.sub("", row.text).encode("utf-8", "surrogatepass")).hexdigest()[:16]
