"""Rules as rows of a table: what a folded line looks like, why that says something, and examples for and against.

    [[rule]]
    id    = "byline/office-name"
    why   = "A speech names its speaker by office and name, alone on the line."
    match = '…'                 a regular expression for the whole folded line or block; {list} names one of the lexicon
    zone  = "head"              where it holds: head, body, tail or any (the default)
    yes   = ["省长 王予波"]
    no    = ["省长主持会议。"]

The examples are the rule's unit test; a row without them is refused.
"""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any, NamedTuple

from convert.chinese.lexicon import Pattern
from convert.recovery.rules.sieve import Sieve
from convert.resources import PACKAGE


class Rule(NamedTuple):
    """One row: `kind` is the part of the id before the slash."""

    id: str
    why: str
    pattern: Pattern
    """Compiled when it is first asked for."""
    yes: tuple[str, ...]
    no: tuple[str, ...]
    zone: str = "any"
    most: int = 80
    """A longer text never matches."""
    signs: tuple[str, ...] = ()
    """One of these stands in every text in which it is found, where a table says so."""

    @property
    def kind(self) -> str:
        """What a matching line is."""
        return self.id.partition("/")[0]


@cache
def load_rules(name: str) -> tuple[Rule, ...]:
    """The rules of a table beside this file, in the order written: the first that matches wins."""
    data = _load(name)
    parts = {f"{{{key}}}": value for key, value in data.get("parts", {}).items()}
    return tuple(_make_rule(row, parts) for row in data["rule"])


def list_patterns(name: str) -> dict[str, Pattern]:
    """Id of a rule of a table → its expression."""
    return {rule.id: rule.pattern for rule in load_rules(name)}


def fit_rules(name: str, text: str) -> tuple[Rule, ...]:
    """The rules of a table that a whole text fits, in their order."""
    rules, size = load_rules(name), len(text)
    found = (rules[row] for row in _sieve(name).find(text))
    return tuple([rule for rule in found if size <= rule.most and rule.pattern.fullmatch(text)])


@cache
def _sieve(name: str) -> Sieve:
    return Sieve(list_patterns(name))


@cache
def _load(name: str) -> dict[str, Any]:
    path = PACKAGE / "recovery" / "rules" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _make_rule(row: dict[str, object], parts: dict[str, str]) -> Rule:
    match = str(row["match"])
    for name, pattern in reversed(parts.items()):  # a part may hold those above it
        match = match.replace(name, pattern)
    yes, no = row["yes"], row["no"]
    if not (isinstance(yes, list) and yes and isinstance(no, list) and no):
        raise ValueError(f"Rule {row['id']} has no examples.")
    most, signs = row.get("most", 80), str(row.get("signs", ""))
    return Rule(str(row["id"]), str(row["why"]), Pattern(match), tuple(yes), tuple(no),
                str(row.get("zone", "any")), most if isinstance(most, int) else 80, tuple(signs.split()))
