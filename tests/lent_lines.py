"""Copies of outlined documents with lines of other documents between their blocks.

What a reader learns from them is that a line which belongs to nothing leaves what is around it as it was.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from outline_labels import own_rows
from outlined import Outlined
from scoring import letters

from convert.formats.text.decode import decode

LENT = frozenset({"noise", "note", "caption"})
"""Kinds of rows whose lines are lent."""

READ_AS = "noise|note|p"
"""What a lent line may be read as."""

LENGTHS = range(2, 61)
"""Letters of a lent line."""

FRONT = 6
"""One line is put before one of so many first blocks."""

LEAST = 4
"""A document with fewer places is left alone."""

_CLOSED = frozenset({"row", "noise", "verse"})
"""Kinds of blocks before which no line is put."""

_MARKED = tuple("|-*> +")
"""How a line of Markdown begins that hangs together with others."""


def find_lenders(documents: Sequence[Outlined]) -> list[tuple[str, str]]:
    """The source and the text of each line that may be lent."""
    return [(document.source, row["text"]) for document in documents for row in document.rows
            if LENT & set(row["kind"].split("|")) and len(letters(row["text"])) in LENGTHS]


def lend_all(documents: Sequence[Outlined]) -> Iterator[Outlined]:
    """A copy with lent lines of every text and Markdown document that has room for them."""
    lines = find_lenders(documents)
    for document in documents:
        if document.file.endswith((".txt", ".md")):
            copy = lend(document, lines)
            if copy is not None:
                yield copy


def lend(document: Outlined, lines: Sequence[tuple[str, str]]) -> Outlined | None:
    """The document with two lines of others, always the same; None where it has no room for them."""
    printed = decode(document.data, document.file).text.split("\n")
    markdown = document.file.endswith(".md")
    rows = own_rows(printed, document.rows)
    places = list(_find_places(printed, rows, document.rows, markdown))
    if len(places) < LEAST:
        return None
    rng = random.Random(f"{document.kind}/{document.name}")
    chosen = {rng.choice(places[:FRONT]), rng.choice(places)}
    lent = {place: rng.choice(lines) for place in sorted(chosen)}
    text: list[str] = []
    outline = list(document.rows)
    for place, line in enumerate(printed):
        if place in lent:
            apart = markdown or (place > 0 and not printed[place - 1].strip())
            text += [lent[place][1], ""] if apart else [lent[place][1]]
        text.append(line)
    for place in sorted(lent, key=lambda place: rows[place][0], reverse=True):
        at = rows[place][0]
        while at and outline[at - 1]["kind"] == "article":
            at -= 1
        outline.insert(at, {"kind": READ_AS, "level": "", "key": "", "text": lent[place][1]})
    data = "\n".join(text).encode("utf-8", "surrogatepass")
    file = f"{document.name}{'.md' if markdown else '.txt'}"
    lenders = frozenset(source for source, _ in lent.values())
    return document._replace(kind="dirty", name=f"{document.name}--lent", data=data, file=file, rows=outline,
                             outline=Path(), lenders=lenders)


def _find_places(printed: Sequence[str], rows: Sequence[tuple[int, bool]], outline: Sequence[dict[str, str]],
                 markdown: bool) -> Iterator[int]:
    """The lines with which a block begins, fenced ones and those of lists and tables left out."""
    fenced = False
    for place, (line, (row, first)) in enumerate(zip(printed, rows, strict=True)):
        fenced ^= line.startswith(("```", "~~~"))
        hangs = markdown and line.startswith(_MARKED)
        if row >= 0 and first and not (fenced or hangs or _CLOSED & set(outline[row]["kind"].split("|"))):
            yield place
