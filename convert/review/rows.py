"""The rows of a document: its blocks and cuts as an editor meets them, in the order of the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from convert.span import Spans, join_spans
from convert.tree.nodes import Document, Heading, Node
from convert.tree.nodes import Row as TableRow
from convert.tree.outline import KINDS

CUT = "cut"
"""The kind of a row that stands in no block."""

HIDDEN = ("markup/", "line/")
"""How the rules begin whose cuts are no text: the markup of a format, and white space between lines."""

SCATTERED = "marker/"
"""How the rules begin whose cuts are gathered from everywhere: printed labels, signs."""


class Row(NamedTuple):
    """A block or cut."""

    kind: str
    """A kind of the outline, or `CUT`."""
    at: Spans
    """Its characters in the source."""
    by: str
    """The rule."""
    cert: float = 1.0
    """The probability that it is right."""
    depth: int = 0
    """Of a heading, 1 at the top of its article."""
    mark: str = ""
    """A number that the format counts and the source does not hold."""


def list_rows(tree: Document, text: str) -> list[Row]:
    """All blocks and all cuts of text; `text` is the source's."""
    pieces = [*((row, -1) for row in _list_blocks(tree)), *_list_cuts(tree, text)]
    return list(_join_cuts(sorted(pieces, key=lambda piece: piece[0].at)))


def list_markup(tree: Document) -> Spans:
    """The characters that no row has and that are no white space between lines: the markup of the format."""
    return join_spans(sorted(span for cut in tree.record.cuts if (cut.by or "").startswith(HIDDEN[0])
                             for span in cut.at))


def _list_blocks(tree: Document) -> Iterator[Row]:
    for node in tree.iter("*"):
        if isinstance(node, TableRow):
            cells = [cell for cell in node.cells if cell.at]
            if cells:
                at = join_spans(sorted(span for cell in cells for span in cell.at))
                yield Row("row", at, cells[0].by or "", min(cell.cert for cell in cells))
        elif isinstance(node, Node) and node.tag in KINDS and node.at:
            depth = node.depth if isinstance(node, Heading) else 0
            yield Row(KINDS[str(node.tag)], node.at, node.by or "", node.cert, depth, _find_mark(node))


def _find_mark(node: Node) -> str:
    label = node.find("label[@counted]")
    return (label.text or "") if label is not None else ""


Piece = tuple[Row, int]
"""A row, or one stretch of a cut with the number of the cut; -1 for what is no piece of one."""


def _list_cuts(tree: Document, text: str) -> Iterator[Piece]:
    """Each stretch that was cut and holds anything. What was cut line by line is one cut in the record."""
    for number, cut in enumerate(tree.record.cuts):
        rule = cut.by or ""
        if not rule.startswith(HIDDEN):
            yield from ((Row(CUT, (span,), rule, cut.cert), -1 if rule.startswith(SCATTERED) else number)
                        for span in cut.at if text[slice(*span)].strip())


def _join_cuts(pieces: Iterable[Piece]) -> Iterator[Row]:
    """The rows of pieces in the order of the source: pieces of one cut with no other row between them are one."""
    last, number = None, -1
    for row, own in pieces:
        if last is not None and own == number != -1:
            last = last._replace(at=join_spans((*last.at, *row.at)))
            continue
        if last is not None:
            yield last
        last, number = row, own
    if last is not None:
        yield last
