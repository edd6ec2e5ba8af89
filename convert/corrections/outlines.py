"""Outlines: an outline that a person edited, as corrections that say all blocks of a document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from convert.corrections.reading import ALIKE
from convert.corrections.record import Corrected, Corrections
from convert.files import load_source
from convert.tree.agreement import parse_outline
from convert.tree.outline import OutlineRow


def load_outline(path: Path) -> Corrections:
    """The corrections that an outline makes; raises SourceError where it is none."""
    data = load_source(path)
    return state_outline(parse_outline(data, path.name), path.name, hashlib.sha256(data).hexdigest())


def state_outline(rows: Sequence[OutlineRow], file: str = "", digest: str = "") -> Corrections:
    """The corrections that make the outline of a document these rows.

    Of kinds `a|b` the first is meant; but of several rows of a work that may be its title, only one that must be.
    """
    return Corrections(blocks=tuple(_state(rows)), whole=True, file=file, print=digest)


def _state(rows: Sequence[OutlineRow]) -> Iterator[Corrected]:
    opens = False
    for line, (row, kind) in enumerate(zip(rows, choose_kinds(rows), strict=True), 2):
        if kind == "article":
            opens = True
            continue
        if not row.text.strip():
            continue
        cut = kind in ALIKE
        begins = None if cut or kind == "meta" else opens
        opens = opens and begins is None
        depth = int(row.level) if row.level.isdecimal() and kind == "heading" else 0
        yield Corrected(row.text, ALIKE.get(kind, kind), None, depth, begins, row.key, line)


def choose_kinds(rows: Sequence[OutlineRow]) -> Iterator[str]:
    """The kind of each row."""
    work: list[list[str]] = []
    for row in rows:
        if row.kind == "article":
            yield from _choose_within(work)
            work = []
        work.append(row.kind.split("|"))
    yield from _choose_within(work)


def _choose_within(work: Sequence[Sequence[str]]) -> Iterator[str]:
    """The kinds of the rows of one work, which has one title."""
    titled = ["title"] in work
    for options in work:
        may_be = options[0] == "title"
        yield options[1] if may_be and titled and len(options) > 1 else options[0]
        titled = titled or may_be
