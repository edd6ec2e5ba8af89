"""A text that says itself what each of its lines is, because we wrote the file: its blocks without any labelling."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from convert.chinese.dates import read_date
from convert.chinese.folding import fold, widen_stops
from convert.recovery.account import strip_control
from convert.recovery.fields import find_printed_field
from convert.recovery.joining import WIDEST, bridge, print_spans
from convert.recovery.openers import find_opener
from convert.recovery.runs import RunIndex
from convert.recovery.text import FIRST, Line, Marks, Text, Told
from convert.span import Span
from convert.tree.record import Change, Excision, Settled

_OPENING, _HEAD, _OWN, _BEHIND = range(4)
"""What stands at the place of one paragraph, in this order: the openings of articles, notes at the head of one, the
paragraph itself, notes behind it."""

_NUMBERED = frozenset({"heading", "li", "note"})
"""Kinds that may open with a number."""

_HOLDERS = frozenset({"article", "table"})
"""Kinds that hold blocks; text that stands in one by itself came there after us."""

_NAME = re.compile(r"[a-z][a-z-]*")
"""The standard name of a fact."""

_PLACES = frozenset({"own", "run-in", "glued"})
"""How a heading stands."""


def is_told(text: Text) -> bool:
    """Whether every line of the text itself says what it is, and any line does."""
    own = [line.marks for line in text.lines if not line.marks.role and not _is_term(line)]
    told = any(line.marks.told is not None for line in text.lines)
    return told and all(marks.told is not None and marks.told.kind not in _HOLDERS and marks.paragraph for marks in own)


def settle_told(text: Text) -> tuple[list[Settled], list[Excision]]:
    """The blocks as the lines tell them, and the cuts of those that are no text, by places of the view."""
    view, runs = text.view.text, RunIndex(text.runs, text.view.text)
    blocks: list[tuple[tuple[int, int], Settled]] = []
    cuts: list[Excision] = []
    facts: defaultdict[int, list[Settled]] = defaultdict(list)
    begun, row = {1: FIRST}, (0, 0, 0)
    for number, group in groupby(_pick(text.lines, cuts), key=lambda line: line.marks.paragraph):
        lines = list(group)
        told, marks = lines[0].marks.told or Told("p"), lines[0].marks
        if told.kind == "article":  # somebody wrote into the file where we write nothing
            told = told._replace(kind="p")
        if told.kind == "meta":
            label, lines = _part_label(told, lines, view)
            cuts += [Excision((label,), "marker/label")] if label else []
            facts[told.article].append(_state_fact(_settle(told, lines, view, runs), told, marks.field or (
                view[slice(*label)].rstrip("：") if label else "")))
            continue
        for article in range(max(begun) + 1, told.article + 1):
            blocks.append(((number, _OPENING), Settled("article", level=int(told.article - article < told.opens - 1))))
            begun[article] = number
        if told.kind == "cell":
            blocks += [((number, _OWN), block) for block in _open_cell(marks, row)]
            row = (marks.table, marks.row, marks.cell)
        head = begun.get(told.article, FIRST), _HEAD
        place = max((told.follows, _BEHIND), head) if told.follows else (number, _OWN)
        blocks.append((place, _settle(told, lines, view, runs)))
    ordered = [block for _, block in sorted(blocks, key=lambda placed: placed[0])]
    return list(_order(ordered, facts)), cuts


def _pick(lines: Iterable[Line], cuts: list[Excision]) -> Iterator[Line]:
    """The lines that are text or facts; the others are cut: labels of facts, running heads, what no reader sees."""
    for line in lines:
        told, role = line.marks.told, line.marks.role
        if told is not None and (not role or told.kind == "meta") and not _is_term(line):
            yield line
        else:
            rule = "marker/label" if _is_term(line) else f"noise/{role}"
            cuts.append(Excision(((line.start, line.end),), rule))


def _order(blocks: Sequence[Settled], facts: Mapping[int, Sequence[Settled]]) -> Iterator[Settled]:
    """The blocks with the facts of each article before its text; of several that are one note, one bears its name."""
    names: set[str] = set()
    article = 1
    yield from (fact for number in (0, 1) for fact in facts.get(number, ()))
    for block in blocks:
        yield block._replace(note="") if block.note in names else block
        names.add(block.note)
        if block.kind == "article":
            article += 1
            yield from facts.get(article, ())
    yield from (fact for number, rest in facts.items() if number > article for fact in rest)


def _open_cell(marks: Marks, last: tuple[int, int, int]) -> Iterator[Settled]:
    """What stands before a cell: its row, where it is the first of that, and cells without text."""
    table, row, cell = last
    if (marks.table, marks.row) != (table, row) or not marks.table:
        yield Settled("row", table=marks.table, quote=marks.quote)
        cell = 0
    for _ in range(cell + 1, min(marks.cell, cell + WIDEST)):
        yield Settled("cell", by="told/cell")


def _settle(told: Told, lines: Sequence[Line], view: str, runs: RunIndex) -> Settled:
    """The block of the lines of a paragraph."""
    marks = lines[0].marks
    spans, changes = _join(lines, view)
    words = print_spans(view, spans, changes)
    bullet = told.kind == "li" and bool(marks.bullet) and not any(map(str.isalnum, marks.bullet))
    depth = marks.item if told.kind == "li" else told.depth
    block = Settled(told.kind, words, tuple(spans), "told/bullet" if bullet else told.by or f"told/{told.kind}",
                    changes=tuple(changes), inlines=runs.carry(spans), quote=marks.quote, level=depth,
                    place=told.place if told.place in _PLACES else "")
    if told.kind == "cell":
        return block._replace(columns=min(marks.columns, WIDEST), rows=marks.rows, head=marks.head)
    if told.kind == "caption":
        return block._replace(table=marks.table)
    if told.kind == "date":
        return block._replace(value=read_date(fold(words)) or "")
    if told.kind == "note":
        block = block._replace(note=marks.note, n=marks.bullet)
    return _state_number(block) if told.kind in _NUMBERED else block


def _join(lines: Sequence[Line], view: str) -> tuple[list[Span], list[Change]]:
    """The characters of a paragraph whose lines its format parted."""
    spans: list[Span] = []
    changes: list[Change] = []
    for line in lines:
        if spans:
            bridge(spans, changes, line.start, view)
        spans.append((line.start, line.end))
    return spans, changes


def _part_label(told: Told, lines: list[Line], view: str) -> tuple[Span | None, list[Line]]:
    """The label that is printed before a fact, and the lines without it; None where it stands elsewhere."""
    first = lines[0]
    colon = view.find("：", first.start, first.end)
    if first.marks.field or not told.labelled or colon < 0:
        return None, lines
    start = colon + 1
    while start < first.end and view[start].isspace():
        start += 1
    return (first.start, colon + 1), [first._replace(start=start), *lines[1:]]


def _state_fact(block: Settled, told: Told, label: str) -> Settled:
    """A fact with its label, its standard name and its normal value."""
    rule = find_printed_field(label)
    name = told.name if _NAME.fullmatch(told.name) else rule.name if rule is not None else "other"
    value = rule.normal(fold(block.text)) if rule is not None else ""
    return block._replace(key=strip_control(label) if told.labelled else "", name=name, value=value)


def _state_number(block: Settled) -> Settled:
    """A block with the number that it opens with, in Arabic numerals."""
    label = next((mark for mark in block.inlines if mark.kind == "label" and not mark.start), None)
    opener = find_opener(widen_stops(fold(block.text))) if label is not None else None
    if label is None:
        return block
    return block._replace(label=block.text[: label.end], n=str(opener.value) if opener is not None else block.n)


def _is_term(line: Line) -> bool:
    """Whether a line is the printed label of a fact."""
    return line.marks.head and bool(line.marks.field)
