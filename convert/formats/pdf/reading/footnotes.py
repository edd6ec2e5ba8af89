"""Footnotes: smaller type at the foot of a column, below a rule or called by a raised mark above."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from convert.formats.pdf.reading.drawings import Area
from convert.formats.pdf.reading.rows import Row

SMALLER = 0.93
"""Size of notes against that of the body, at the most."""
SHORT_RULE = 0.65
"""Width of the rule above notes against that of their column, at the most."""
REACH = 3.0
"""How far above the first note its rule may stand, in em."""
_LABEL = re.compile(r"[\[〔（(【]?([0-9]{1,3}|[①-⑳㉑-㊿]|[*＊†‡§]{1,3})[\]〕）)】]?(?=\D|$)")
_BRACKETS = "[]〔〕（）()【】 "


def mark_notes(rows: Sequence[Row], level: Sequence[Area], body: float) -> None:
    """Gives the rows of notes their ids, and the marks that call them their targets."""
    text = [row for row in rows if not row.facts.get("role") and not row.facts.get("table")]
    calls = {row.text[start:end].strip(_BRACKETS) for row in text for start, end, kind, _ in row.runs if kind == "sup"}
    targets: dict[str, str] = {}
    for _, group in groupby(text, lambda row: (row.page, row.frame)):
        column = list(group)
        tail = _find_tail(column, body)
        at = next((at for at, row in enumerate(tail) if _LABEL.match(row.text)), None)
        if at is None:
            continue
        notes = tail[at:]
        label = _label(notes[0])
        if label in calls or _is_below_rule(notes[0], level):
            _number(notes, targets)
    _aim(text, targets)


def _aim(rows: Sequence[Row], targets: dict[str, str]) -> None:
    """Makes the last raised mark of each label the call of its note; those before it are of something else."""
    for row in reversed(rows):
        for at in reversed(range(len(row.runs))) if not row.facts.get("note") else ():
            start, end, kind, _ = row.runs[at]
            word = row.text[start:end].strip(_BRACKETS)
            if kind == "sup" and word in targets:
                row.runs[at] = (start, end, "ref", targets.pop(word))


def _find_tail(rows: Sequence[Row], body: float) -> list[Row]:
    at = len(rows)
    while at and rows[at - 1].size <= SMALLER * body:
        at -= 1
    return list(rows[at:])


def _label(row: Row) -> str:
    found = _LABEL.match(row.text)
    return found[1] if found else ""


def _is_below_rule(row: Row, level: Sequence[Area]) -> bool:
    top = row.base + row.size
    return any(rule.width <= SHORT_RULE * row.frame.width and -row.size / 2 <= rule.y0 - top <= REACH * row.size
               and rule.x0 <= row.x1 and rule.x1 >= row.x0 for rule in level)


def _number(notes: Sequence[Row], targets: dict[str, str]) -> None:
    """Each row that begins with a label of the kind of the first begins a note."""
    id_ = ""
    first = _label(notes[0])
    for row in notes:
        label = _label(row)
        if label and (label.isdecimal() == first.isdecimal()):
            id_ = f"page-{row.page}-note-{len(targets) + 1}"
            targets[label] = id_
        row.facts["note"] = id_
