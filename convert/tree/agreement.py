"""How far an outline agrees with one that a careful reader made: the blocks that both have, in order.

A block is its kind, its level where it is a heading, and the letters and digits of its text. A kind `a|b` of the
reader's outline allows either, and a text may be given there as a fingerprint: `#` and 16 hexadecimal digits.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from convert.errors import SourceError
from convert.tree.outline import Row

BLOCKS = frozenset({"kicker", "title", "subtitle", "byline", "date", "salutation", "heading", "p", "li", "caption",
                    "note", "signature", "article", "addressee", "verse", "row"})
"""Kinds that count; facts and noise do not."""

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


def parse_outline(data: bytes, name: str) -> list[Row]:
    """The rows of a tab-separated outline; raises SourceError where a column is missing."""
    lines = data.decode("utf-8-sig", "replace").splitlines()
    found = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    missing = {"kind", "level", "key", "text"} - set(found.fieldnames or ())
    if missing:
        raise SourceError(f"{name} is no outline: it has no column {', '.join(sorted(missing))}.",
                          "`huozi outline` writes one.")
    return [Row(row["kind"] or "", row["level"] or "", row["key"] or "", row["text"] or "", -1) for row in found]


def compare(wanted: Sequence[Row], made: Sequence[Row]) -> Agreement:
    """The agreement in blocks of a made outline with the wanted one."""
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


def _identify(rows: Iterable[Row]) -> list[tuple[str, str, str]]:
    return [(row.kind, row.level if row.kind == "heading" else "", _print(row)) for row in rows if row.kind in BLOCKS]


def _print(row: Row) -> str:
    if row.kind == "article":
        return ""
    if _FINGERPRINT.fullmatch(row.text):
        return row.text[1:]
    return hashlib.sha256(_MARKS.sub("", row.text).encode("utf-8", "surrogatepass")).hexdigest()[:16]
