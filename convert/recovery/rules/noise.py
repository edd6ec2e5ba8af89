"""Noise: whole lines that are no part of a document, from the table `noise.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from convert.chinese.dates import read_date
from convert.chinese.lexicon import Pattern, fill

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

TABLE = Path(__file__).with_suffix(".toml")

ZONES = ("head", "tail", "edge", "any", "inside")
"""Where a row holds: before the text, behind it, either, anywhere, between the lines of a page, inside a sentence."""

LONGEST = 120
"""Longer lines are looked at only where they open like a disclaimer."""

SENTENCE = 30
"""Longer lines, and those with a full stop, are looked at only where they hold a word of the web or of reprinters."""

_FRAME = "【】[]〔〕()<>《》«»「」『』|·•*#=_→←►▶▷◀↓↑▼▲…:、,。!~ \u200b\ufeff"
_BETWEEN = re.compile(r"[ |/·【】\[\]()<>《》,、•*:]+")
_GAP = re.compile(" {2,}| ?[|] ?")
_OPENS = Pattern(".{0,6}{disclaimer-opening}")
_WEB = Pattern("{web}")
_REPRINTED = Pattern("{reprinter}")
_ADDRESS = re.compile("[Ww]{3}[.。]")
_LONE = Pattern("[\ud800-\udfff]")
"""Halves of surrogate pairs: no key has one, and the automaton reads none."""

class NoiseRule(NamedTuple):
    """One row of the table."""

    id: str
    why: str
    words: tuple[str, ...]
    match: str
    keys: tuple[str, ...]
    zone: str
    most: int
    """Characters of the longest line that may match."""
    yes: tuple[str, ...]
    no: tuple[str, ...]
    heads: bool
    """Whether short lines below it, behind the text, are of a list that it heads."""
    dump: bool
    """Whether it stands only in pages that a browser printed as text."""


def match_noise(line: str) -> NoiseRule | None:
    """The rule that a whole folded line matches, rows of zone `inside` apart; below 1 µs for ordinary prose.

    The rule's `zone` says where the match counts; that the line stands there is for the reader to see.
    """
    if len(line) > LONGEST:
        return _load_table().fitting(line) if len(line) <= 600 and _OPENS.match(line) else None
    if (len(line) > SENTENCE or line[-1:] in "。;?!") and not (_WEB.search(line) or line.isascii()):
        return None
    table = _load_table()
    word = table.word(line)
    if word and word.zone == "any":
        return word
    fitting = table.fitting(line)
    if fitting and (fitting.zone == "any" or not word):
        return fitting
    return word or (table.several(line) if _GAP.search(line) else None)


def find_injected(text: str) -> Iterator[tuple[int, int, NoiseRule]]:
    """The runs of a folded text that reprinters wrote into its sentences."""
    if _REPRINTED.search(text) or (_ADDRESS.search(text) if "w" in text or "W" in text else None):
        for found in _load_injected().finditer(text):
            yield found.start(), found.end(), load_noise()[int(str(found.lastgroup)[1:])]


@cache
def load_noise() -> tuple[NoiseRule, ...]:
    """All rows in their printed order: the first that matches wins."""
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))["rule"]
    return tuple(NoiseRule(row["id"], row["why"], tuple(row.get("words", ())), row.get("match", ""),
                           tuple(row.get("keys", ())), row["zone"], row.get("most", 0) or LONGEST,
                           tuple(row["yes"]), tuple(row["no"]), row.get("heads", False), row.get("dump", False))
                 for row in rows)


class _Table(NamedTuple):
    rules: tuple[NoiseRule, ...]
    words: dict[str, NoiseRule]
    patterns: tuple[Pattern | None, ...]
    """Of each row; None where it has words alone or stands inside sentences."""
    keys: AhoCorasick
    """What finds the keys in a line, the longest where several begin."""
    rows_of_key: dict[str, tuple[int, ...]]
    keyless: tuple[int, ...]

    def word(self, line: str) -> NoiseRule | None:
        """The rule of a line that is one listed word, or several and nothing else."""
        bare = line.strip(_FRAME).lower()
        if bare in self.words or not _BETWEEN.search(bare):
            return self.words.get(bare)
        rules = [self.words.get(part) for part in _BETWEEN.split(bare)]
        found = [rule for rule in rules if rule]
        return _strictest(found) if len(found) == len(rules) else None

    def fitting(self, line: str) -> NoiseRule | None:
        """The first row whose pattern fits; only rows are tried of which a key stands in the line."""
        encodable = line if line.isprintable() else _LONE.sub("\ufffd", line)
        rows = {row for key in self.keys.find_matches_as_strings(encodable) for row in self.rows_of_key[key]}
        for row in sorted(rows.union(self.keyless)):
            pattern = self.patterns[row]
            if pattern and len(line) <= self.rules[row].most and pattern.fullmatch(line):
                return self.rules[row]
        return None

    def several(self, line: str) -> NoiseRule | None:
        """The rule of a line that is noise in each of its widely spaced parts, dates among them apart."""
        parts = [part for part in _GAP.split(line) if part and not read_date(part)]
        rules = [rule for part in parts if (rule := self.word(part) or self.fitting(part))]
        return _strictest(rules) if rules and len(rules) == len(parts) else None


def _strictest(rules: list[NoiseRule]) -> NoiseRule:
    """A bar of words holds only where its most cautious word does."""
    return max(rules, key=lambda rule: rule.zone != "any")


@cache
def _load_table() -> _Table:
    from ahocorasick_rs import AhoCorasick, MatchKind

    rules = load_noise()
    words: dict[str, NoiseRule] = {}
    for rule in rules:
        for word in rule.words:
            words.setdefault(word.strip(_FRAME).lower() or word, rule)
    rows_of_part: dict[str, list[int]] = {}
    for row, rule in enumerate(rules):
        for key in rule.keys:
            rows_of_part.setdefault(key, []).append(row)
    rows_of_key = {key: tuple(sorted({row for part in _list_parts(key) for row in rows_of_part.get(part, ())}))
                   for key in rows_of_part}
    return _Table(
        rules, words, tuple(_compile(rule) for rule in rules),
        AhoCorasick(rows_of_key, matchkind=MatchKind.LeftmostLongest), rows_of_key,
        tuple(row for row, rule in enumerate(rules) if rule.match and not rule.keys and rule.zone != "inside"))


def _list_parts(key: str) -> Iterator[str]:
    """All runs of characters of a key: it stands for every key that stands in it."""
    return (key[start:end] for start in range(len(key)) for end in range(start + 1, len(key) + 1))


@cache
def _load_injected() -> re.Pattern[str]:
    """What reprinters write into sentences, a group for each row."""
    return re.compile("|".join(f"(?P<r{row}>{fill(rule.match)})" for row, rule in enumerate(load_noise())
                               if rule.zone == "inside") or "(?!)")


def _compile(rule: NoiseRule) -> Pattern | None:
    """The pattern of a row, with or without brackets around the line."""
    if not rule.match or rule.zone == "inside":
        return None
    return Pattern(f"[【\\[(<《]{{0,2}} ?(?:{rule.match}) ?[】\\])>》]{{0,2}}")
