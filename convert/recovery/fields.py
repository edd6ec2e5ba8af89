"""Labels of metadata: which printed label states which fact, from the table `rules/fields.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection
from functools import cache
from pathlib import Path
from typing import NamedTuple

from convert.chinese.dates import find_date, read_date_field
from convert.chinese.folding import fold
from convert.chinese.lexicon import Pattern

TABLE = Path(__file__).parent / "rules" / "fields.toml"

LABEL = 16
"""Letters above which a cell of a table is no label."""

_MARKS = ":【】[]〔〕()<>《》●■*#|"
_SENTENCE = Pattern(r"[。!?]")
_HOUR = Pattern(r"{day-part}? ?[\d{counting}]{1,3} ?(?:[时点]|:\d\d)")
_NUMBERED = Pattern(r"[\d①-⑳{counting}百A-Za-z]")
_EMPTY = Pattern(r"[-—/\\无暂未 ]*|null|none|n/a", re.IGNORECASE)


class FieldRule(NamedTuple):
    """One fact: its standard name, its printed labels, what a value looks like."""

    name: str
    value: str
    """date, number, name, words, text or count."""
    labels: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    counter: bool = False
    """The value is a counter or control of the site, no fact of the document."""

    @property
    def id(self) -> str:
        """The rule id written into the tree."""
        return f"field/{self.name}"

    def accepts(self, value: str) -> bool:
        """Whether a folded value looks like one of this fact; an empty one may follow on the next line."""
        value = value.strip()
        return bool(_EMPTY.fullmatch(value)) or _TESTS[self.value](value)

    def normal(self, value: str) -> str:
        """The normal form of a value, empty where it is the value itself."""
        return read_date_field(value) if self.value == "date" else ""


def _is_date(value: str) -> bool:
    if len(value) > 60:
        return False
    date = find_date(value)
    return bool(date and date.start <= 8) or bool(_HOUR.match(value) or (len(value) <= 24 and read_date_field(value)))


def _is_number(value: str) -> bool:
    return len(value) <= 60 and not _SENTENCE.search(value) and bool(_NUMBERED.search(value))


def _is_words(value: str) -> bool:
    return len(value) <= 80 and not _SENTENCE.search(value)


def _is_count(value: str) -> bool:
    return bool(re.fullmatch(r"[(\[ ]*[\d,.+]+ ?[万亿wk]?\+? ?[次人条个篇分]?[)\] ]*", value, re.IGNORECASE))


_TESTS: dict[str, Callable[[str], bool]] = {
    "date": _is_date, "number": _is_number, "name": _is_words, "words": _is_words, "count": _is_count,
    "text": lambda value: len(value) <= 400,
}


def find_field(label: str) -> FieldRule | None:
    """The rule of a printed label, given folded (half-width, Simplified); spaces, colons and brackets do not matter."""
    return _index().get("".join(label.split()).strip(_MARKS).lower())


def find_printed_field(label: str) -> FieldRule | None:
    """The rule of a label as it is printed or as a format keys it, in either script."""
    return find_field(fold(label))


def are_facts(labels: Collection[str]) -> bool:
    """Whether most labels, and two at least, are those of facts of a document, as they are printed."""
    return sum(find_printed_field(label) is not None for label in labels) > max(1, len(labels) // 2)


@cache
def load_fields() -> tuple[FieldRule, ...]:
    """The table, in its printed order; raises ValueError where a label stands in two rows."""
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))["field"]
    return tuple(FieldRule(row["name"], row["value"], tuple("".join(label.split()) for label in row["labels"]),
                           tuple(row["yes"]), tuple(row["no"]), row.get("counter", False)) for row in rows)


@cache
def _index() -> dict[str, FieldRule]:
    index: dict[str, FieldRule] = {}
    for rule in load_fields():
        for label in rule.labels:
            if index.setdefault(label, rule) is not rule:
                raise ValueError(f"fields.toml: the label {label} states both {index[label].name} and {rule.name}.")
    return index
