"""The proof, run at the end of every read: the tree accounts for each character of the source.

The source can be rebuilt from the tree alone (`restore`); spans of leaves and cuts are disjoint and cover the
source; the tree is valid against its schema.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterator

from convert.errors import AuditError
from convert.span import Spans, parse_spans
from convert.tree.nodes import Cut, Document, Record
from convert.tree.schema import schema
from convert.tree.values import find_odd_value

Piece = tuple[int, int, str]
"""Start and end in the source, and the source characters between them."""


def restore(tree: Document) -> str:
    """The decoded source text, rebuilt from the tree alone."""
    return "".join(text for _, _, text in sorted(_pieces(tree)))


def audit(tree: Document, text: str) -> Document:
    """The same tree, proven; raises AuditError naming the first place where the account does not close."""
    position = 0
    for start, end, piece in sorted(_pieces(tree)):
        if start != position:
            what = "is in no block and no cut" if start > position else "is accounted for twice"
            raise AuditError(f"{_name(tree)}: source character {min(start, position)} {what}.", _REPORT)
        if text[start:end] != piece:
            raise AuditError(f"{_name(tree)}: the tree changes source characters {start} to {end}.", _REPORT)
        position = end
    if position != len(text):
        raise AuditError(f"{_name(tree)}: source characters from {position} on are lost.", _REPORT)
    if not schema().validate(tree):
        fault = schema().error_log[0]
        raise AuditError(f"{_name(tree)}: the tree is not valid at {fault.path}: {fault.message}.", _REPORT)
    if odd := find_odd_value(tree):
        raise AuditError(f"{_name(tree)}: {odd} is no name of a rule and no certainty.", _REPORT)
    return tree


def prove(tree: Document) -> Document:
    """The same tree, from which the source that its record names can be rebuilt; raises AuditError where it cannot."""
    try:
        text = restore(tree)
        audit(tree, text)
    except (ValueError, OverflowError) as error:
        raise AuditError(f"A place or a code is none: {error}.", _REPORT) from error
    source = tree.record.source
    stated = source.text_sha256 if source is not None else None
    if hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != stated:
        raise AuditError("The rebuilt text has another digest than the one that was read.", _REPORT)
    return tree


_REPORT = "This is a bug of Huozi: please report it with the file."


def _name(tree: Document) -> str:
    source = tree.record.source
    return (source.name if source is not None else None) or "document"


def _pieces(tree: Document) -> Iterator[Piece]:
    edits = _read_edits(tree.record)
    starts = [start for start, *_ in edits]
    for cut in tree.record.cuts:
        yield from _restore_cut(cut)
    for leaf in tree.iter():
        if leaf.tag not in _ACCOUNT and (at := leaf.get("at")) is not None:
            spans = parse_spans(at)
            low = bisect_left(starts, spans[0][0]) if spans else 0
            high = bisect_left(starts, spans[-1][1]) if spans else 0
            text = "".join(leaf.itertext())
            if low == high and len(spans) == 1:
                yield *spans[0], text
            else:
                yield from restore_leaf(spans, text, edits[low:high])


_ACCOUNT = frozenset({"cut", "edit", "remark"})

Change = tuple[int, int, str, str]
"""Start and end in the source, what stood there, what is printed now."""


def _read_edits(record: Record) -> list[Change]:
    return sorted((*span, edit.was or "", edit.now or "") for edit in record.edits for span in edit.at)


def _restore_cut(cut: Cut) -> Iterator[Piece]:
    code = cut.get("code")
    text = "".join(chr(int(point, 16)) for point in code.split()) if code else cut.text or ""
    taken = 0
    for start, end in cut.at:
        yield start, end, text[taken : taken + end - start]
        taken += end - start


def restore_leaf(spans: Spans, text: str, edits: list[Change]) -> Iterator[Piece]:
    """What stood in the spans of a printed text before it was changed; `edits` by their place.

    Raises AuditError where it holds more characters, or fewer, than stand there.
    """
    taken = 0
    starts = [at for at, *_ in edits]
    for start, end in spans:
        original, position = [], start
        for a, b, was, now in edits[bisect_left(starts, start) : bisect_left(starts, end)]:
            original += [text[taken : taken + a - position], was]
            taken += a - position + len(now)
            position = b
        original.append(text[taken : taken + end - position])
        taken += end - position
        yield start, end, "".join(original)
    if taken != len(text):
        raise AuditError(f"A block holds {len(text) - taken} characters that are not in the source.", _REPORT)
