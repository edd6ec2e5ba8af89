"""The sheet of a document: all that its page shows, as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from convert.corrections import Corrections
from convert.recovery.catalogue import give_reason
from convert.recovery.reader import Reading
from convert.review.losing import Loser, find_losers
from convert.review.rows import Row, list_markup, list_rows
from convert.span import Spans
from convert.tree.audit import restore
from convert.tree.nodes import Document
from convert.tree.record import Change

DOUBT = 0.9
"""The certainty below which a block is doubtful; nine blocks of ten that are surer are right."""


class Remark(NamedTuple):
    """What the record remarks."""

    code: str
    """Which kind of remark."""
    severity: str
    """How bad it is."""
    message: str
    """What it says."""
    at: Spans
    """The characters it speaks of; none where it speaks of the whole."""


class Fact(NamedTuple):
    """A labelled fact."""

    name: str
    """Its standard name."""
    text: str
    """Its normal form, or what is printed."""


class Sheet(NamedTuple):
    """What a page shows of a document."""

    name: str
    """Of its file."""
    digest: str
    """SHA-256 of its bytes, in hexadecimal digits."""
    text: str
    """The decoded source."""
    rows: list[Row]
    """Blocks and cuts in the order of the source."""
    losers: list[tuple[Loser, ...]]
    """What else each row might have been."""
    printed: list[Change]
    """Where the source spells what is printed otherwise, as the entities of HTML do."""
    markup: Spans
    """Characters that are markup of the format."""
    remarks: list[Remark]
    """In the order of the record."""
    facts: list[Fact]
    """In print order."""
    corrections: Corrections
    """By which it was read."""


def make_sheet(tree: Document, reading: Reading | None = None, corrections: Corrections | None = None) -> Sheet:
    """The sheet of a tree; losers are told where the reading that gave it is at hand."""
    text = reading.text.source.text if reading is not None else restore(tree)
    rows = list_rows(tree, text)
    losers: list[tuple[Loser, ...]] = list(find_losers(reading, rows)) if reading is not None else [()] * len(rows)
    source = tree.record.source
    name, digest = (source.name or "", source.sha256 or "") if source is not None else ("", "")
    remarks = [Remark(one.code or "", one.severity or "", one.text or "", one.at) for one in tree.record.remarks]
    facts = [Fact(one.name or "", one.value or one.text_content) for one in tree.meta.fields]
    printed = list(reading.text.view.entities.values()) if reading is not None else list(_list_printed(tree))
    printed.sort(key=lambda change: change.at)
    return Sheet(name, digest, text, rows, losers, printed, list_markup(tree), remarks, facts,
                 corrections or Corrections())


def _list_printed(tree: Document) -> Iterator[Change]:
    """What the record tells of changes in one stretch of the source."""
    for edit in tree.record.edits:
        if len(edit.at) == 1:
            yield Change(edit.at[0], edit.was or "", edit.now or "", edit.by or "")


def to_plain(sheet: Sheet) -> dict[str, Any]:
    """The sheet in values that JSON has; places are those of characters, start and end by turns."""
    rows = [[row.kind, _flatten(row.at), row.by, row.cert, row.depth, row.mark, losers]
            for row, losers in zip(sheet.rows, sheet.losers, strict=True)]
    remarks = [[one.code, one.severity, one.message, _flatten(one.at)] for one in sheet.remarks]
    reasons = {rule: give_reason(rule) for rule in dict.fromkeys(row.by for row in sheet.rows)}
    printed = [[*change.at, change.now] for change in sheet.printed]
    return {"name": sheet.name, "digest": sheet.digest, "doubt": DOUBT, "text": sheet.text, "printed": printed,
            "rows": rows, "markup": _flatten(sheet.markup), "remarks": remarks, "facts": sheet.facts,
            "reasons": reasons, "corrections": _spread(sheet.corrections)}


def _spread(corrections: Corrections) -> dict[str, Any]:
    """Corrections as their file has them, without what it leaves out."""
    facts = {name: values[0] if len(values) == 1 else values for name, values in corrections.facts.items() if values}
    blocks = [{key: value for key, value in block._asdict().items() if value not in (None, 0, "") or value is False}
              for block in corrections.blocks]
    return {"source": {"whole": True} if corrections.whole else {}, "facts": facts, "block": blocks}


def _flatten(spans: Spans) -> list[int]:
    return [place for span in spans for place in span]
