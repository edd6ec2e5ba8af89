"""Labelled facts in a line: where each label and each value stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from convert.chinese.lexicon import Pattern, words
from convert.recovery.fields import FieldRule, find_field
from convert.recovery.phrases import is_name
from convert.recovery.text import Line
from convert.span import Span


class Fact(NamedTuple):
    """A label with its value, by their places in the folded text."""

    rule: FieldRule
    label: Span
    value: Span
    """Empty where nothing stands behind the label."""
    at: int
    """Where the fact begins, with the bracket or sign before its label."""
    accepted: bool
    """Whether the value looks as one of this fact does."""


MOST = 160
"""A longer line is no line of facts, unless its label stands in brackets."""

PARTED = frozenset({"identifier", "number", "publisher", "source", "date", "issued", "effective", "modified", "place",
                    "validity", "level", "keywords", "subject", "disclosure", "issue"})
"""Facts whose labels need no colon where a gap follows; offices before names look the same."""

_BRACKETED = Pattern(r"[【\[〔]([^】\]〕]{1,14})[】\]〕]\s*")
_TOKEN = re.compile(r"\S+")
_BEFORE_LABEL = "【[(『「■●◆◎○*·•/ |"
STAMP = re.compile(r"\d{4}(?:年|[-/.])\d{1,2}(?:月|[-/.])\d{1,2}日?(?: {1,3}\d{1,2}:\d{2}(?::\d{2})?)?")
"""A date, and with it the hour where that is printed."""

_LED = re.compile(r"[^\W\d_]{2,12} {1,4}(?=\d{4}(?:年|[-/.])\d)")
"""Where a text was printed, before the date of that."""

_FOLLOWED = re.compile(r" {2}(?<=[^\W\d_] {2}) {0,8}(?=\d{4}(?:年|[-/.])\d{1,2}(?:月|[-/.])\d)")
"""The gap behind a value, where a date without a label follows."""
_MARK = re.compile(r"[:|/︱丨]")
_SPACED = re.compile(r"([^\W\d_](?: {1,8}[^\W\d_]){1,3}) {1,4}(?=\S)")
"""時　　間　民国…: a label spaced out to the width of four characters, with no colon."""
_APART = re.compile(r"([^\W\d_]{2,8}) {1,12}(?=\S)")
"""来源 青云日报: a label and its value with a gap between."""

LISTED = 3
"""So many facts without colons stand one below the other; fewer may be words of a text."""

GAP = 9
"""Characters of a line among which the gap behind a label stands."""

AUTHOR = 2
"""Characters of the label of an author that may be glued to a title: 作者, 译者."""

TITLED = 40
"""Characters of a line that may be a title with its author, label and all."""

VALUE = 48
"""Characters of a value that stands behind a gap; what is longer is a sentence."""


def find_facts(plain: str, start: int, end: int) -> list[Fact]:
    """The facts of a line, in print order; empty where the line is not made of facts."""
    first = plain[start]
    if first == "【" and plain.find("】", start, end) < 0:
        return []
    bracketed = _BRACKETED.match(plain, start, end) if first in "【[〔" else None
    if bracketed:
        rule = find_field("".join(bracketed[1].split()))
        if rule is None or (rule.name == "description" and bracketed.end() >= end):
            return []
        return [_make(rule, bracketed.span(1), (bracketed.end(), end), plain, start)]
    if end - start > MOST:
        return []
    facts = list(_find_colons(plain, start, end)) or _find_spaced(plain, start, end)
    if not facts:
        facts = _find_unknown(plain, start, end)
    if first == "(" and any(fact.rule.value not in ("date", "number", "count") for fact in facts):
        return []
    return facts


def _make(rule: FieldRule, label: Span, value: Span, plain: str, at: int = -1) -> Fact:
    low, high = value
    while low < high and plain[low] in " \t|︱丨:":
        low += 1
    stamped = _FOLLOWED.search(plain, low, high)
    if stamped is not None:
        high = stamped.start()
    while high > low and plain[high - 1] in " \t|』」":
        high -= 1
    return Fact(rule, label, (low, high), label[0] if at < 0 else at, rule.accepts(plain[low:high]))


def _find_colons(plain: str, start: int, end: int) -> Iterator[Fact]:
    led = _LED.match(plain, start, end)
    stamp = STAMP.match(plain, led.end() if led else start, end)
    begin = stamp.end() if stamp else start
    rule: FieldRule | None = None
    label, value = (begin, begin), begin
    for mark in _MARK.finditer(plain, begin, end):
        found = _label_before(plain, value, mark.start(), strict=mark[0] != ":")
        if found is None:
            if rule is None and mark[0] == ":":
                return
            continue
        at, next_rule = found
        if rule is None:
            if not _may_begin(plain, begin, at) and not _is_credit(plain, (begin, at), next_rule, (mark.end(), end)):
                return
            dated = find_field("时间") if stamp is not None else None
            if stamp is not None and dated is not None:
                yield _make(dated, (stamp.start(), stamp.start()), stamp.span(), plain)
        else:
            yield _make(rule, label, (value, at), plain)
        label, rule, value = (at, mark.start()), next_rule, mark.end()
    if rule is not None:
        yield _make(rule, label, (value, end), plain)


def _may_begin(plain: str, begin: int, at: int) -> bool:
    """Whether the facts of a line may begin at a label: at its head or behind a gap."""
    return not plain[begin:at].strip(_BEFORE_LABEL) or plain[max(begin, at - 2) : at] == "  "


def _is_credit(plain: str, title: Span, rule: FieldRule, value: Span) -> bool:
    """Whether a label names the author behind a title on its line."""
    printed, name = plain[slice(*title)], plain[slice(*value)].strip(" 』」")
    return (rule.name == "creator" and len(printed) >= AUTHOR and value[1] - title[0] <= TITLED
            and not any(mark in printed for mark in ",。:;!?([") and is_name(name))


def _label_before(plain: str, start: int, mark: int, strict: bool) -> tuple[int, FieldRule] | None:
    """The longest known label that ends at a mark, white space inside it apart."""
    best = None
    tokens = [m.span() for m in _TOKEN.finditer(plain, max(start, mark - 30), mark)]
    for begin, _ in reversed(tokens):
        label = "".join(plain[begin:mark].split())
        if len(label) > 16:
            break
        stripped = label.lstrip(_BEFORE_LABEL)
        rule = find_field(stripped)
        if rule is not None and not (strict and rule.value != "name"):
            best = (begin + len(plain[begin:mark]) - len(plain[begin:mark].lstrip(_BEFORE_LABEL)), rule)
    author = plain[max(start, mark - AUTHOR) : mark]
    glued = find_field(author) if best is None and not strict and author in words("author") else None
    return (mark - AUTHOR, glued) if glued is not None else best


def _find_spaced(plain: str, start: int, end: int) -> list[Fact]:
    """A label that is spaced out, or parted from an acceptable value by a gap; without a colon."""
    if plain.find(" ", start, start + GAP) < 0:
        return []
    match = _SPACED.match(plain, start, end)
    if match is not None and "  " in match[0]:
        rule = find_field("".join(match[1].split()))
        return [] if rule is None else [_make(rule, match.span(1), (match.end(), end), plain)]
    fact = _read_apart(plain, start, end)
    known = fact is not None and fact.rule.name in PARTED and fact.accepted and end - fact.value[0] <= VALUE
    return [fact] if fact is not None and known else []


def find_listed(lines: Sequence[Line], plain: str) -> dict[int, Fact]:
    """Facts that a gap parts from their labels, by line, where several stand one below the other, as in forums."""
    found: dict[int, Fact] = {}
    run: dict[int, Fact] = {}
    for number, line in enumerate(lines):
        fact = _read_apart(plain, line.start, line.end) if line.end - line.start <= MOST else None
        if fact is None or line.gap:
            found.update(run if len(run) >= LISTED else {})
            run = {}
        if fact is not None:
            run[number] = fact
    return found | (run if len(run) >= LISTED else {})


def _read_apart(plain: str, start: int, end: int) -> Fact | None:
    """A known label with a gap and a value behind it, whatever they look like."""
    if plain.find(" ", start, start + GAP) < 0:
        return None
    match = _APART.match(plain, start, end)
    rule = find_field(match[1]) if match is not None else None
    return _make(rule, match.span(1), (match.end(), end), plain) if match is not None and rule is not None else None


OTHER = FieldRule("other", "words", (), (), ())
"""A fact under a label that no table knows."""

_UNKNOWN = re.compile(r"([^\W\d_]{2,6}|[a-z_-]{2,20}) ?: ?(?=\S)")


def _find_unknown(plain: str, start: int, end: int) -> list[Fact]:
    """A short label and a short value: a fact only where others stand beside it."""
    match = _UNKNOWN.match(plain, start, end) if end - start <= 48 and plain[end - 1] not in "。!?;:,…”" else None
    return [] if match is None else [_make(OTHER, match.span(1), (match.end(), end), plain)]
