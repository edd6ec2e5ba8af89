"""Particulars: tables that set out the facts of a document, each value beside its label, as portals print them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from convert.recovery.fields import LABEL, are_facts, find_printed_field
from convert.recovery.text import Line, Marks, Text

Rows = Mapping[int, Mapping[int, Sequence[int]]]
"""The numbers of the lines of a table, by row and cell."""


def set_particulars(text: Text) -> Text:
    """The text with labels and values of such tables as those of facts; the same text where there is none."""
    marks = {number: one for rows in _find_tables(text.lines).values() for number, one in _read_pairs(rows, text)}
    if not marks:
        return text
    lines = [line._replace(marks=marks[number]) if number in marks else line for number, line in enumerate(text.lines)]
    return replace(text, lines=tuple(lines))


def _find_tables(lines: Sequence[Line]) -> Mapping[int, Rows]:
    """The lines of each table."""
    found: dict[int, dict[int, dict[int, list[int]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for number, line in enumerate(lines):
        if line.marks.table and line.marks.told is None:
            found[line.marks.table][line.marks.row][line.marks.cell].append(number)
    return found


def _read_pairs(rows: Rows, text: Text) -> Iterator[tuple[int, Marks]]:
    """The marks of all lines of a table whose cells are labels and values in turn, most of them known labels."""
    cells = {(row, cell): numbers for row, own in rows.items() for cell, numbers in own.items()}
    labels = {place: _print(text, numbers) for place, numbers in cells.items() if place[1] % 2}
    paired = all(_may_be_label(label) and ((row, cell + 1) in cells or find_printed_field(label) is not None)
                 for (row, cell), label in labels.items())
    valued = all((row, cell - 1) in labels for row, cell in cells if cell % 2 == 0)
    if not (paired and valued and are_facts(labels.values())):
        return
    for (row, cell), numbers in cells.items():
        field = labels[row, cell if cell % 2 else cell - 1].rstrip(":：")
        for number in numbers:
            yield number, replace(text.lines[number].marks, table=0, row=0, cell=0, columns=1, rows=1,
                                  head=cell % 2 == 1, field=field)


def _may_be_label(printed: str) -> bool:
    """Whether a cell may be a label: some words, and no number such as the first cell of a row of data has (V1.0)."""
    return 0 < len(printed) <= LABEL and not (printed.isascii() and any(map(str.isdigit, printed)))


def _print(text: Text, numbers: Sequence[int]) -> str:
    """What a cell prints, without white space."""
    lines = [text.lines[number] for number in numbers]
    return "".join("".join(text.view.text[line.start : line.end] for line in lines).split())
