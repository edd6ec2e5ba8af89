"""Assembly: from the blocks of the view to a proven tree of the source."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from convert.chinese.script import detect_script
from convert.errors import AuditError
from convert.recovery.account import drop_control, has_control, settle_account, strip_control
from convert.recovery.additions import print_additions
from convert.recovery.joining import drop_between
from convert.recovery.runs import leave_out
from convert.recovery.text import Text
from convert.recovery.view import View
from convert.span import Span, Spans
from convert.tree.audit import audit
from convert.tree.grow import grow
from convert.tree.nodes import Document
from convert.tree.record import Change, Excision, Finding, Settled


def assemble(text: Text, settled: Sequence[Settled], cuts: Sequence[Excision],
             remarks: Sequence[Finding] = ()) -> Document:
    """The proven tree: places of the view become those of the source, and the account is closed.

    `remarks` are findings by places of the view. Where the proof at the end finds a fault of ours, the lines
    themselves are the paragraphs, and a remark says so.
    """
    findings = [*text.findings, *(_place(remark, text.view) for remark in remarks)]
    try:
        return _prove(replace(text, findings=tuple(findings)), settled, cuts)
    except AuditError as error:
        findings.append(Finding("reader/plain", "error", f"Structure could not be told: {error.message}"))
        return _prove(replace(text, findings=tuple(findings)), _settle_plainly(text), ())


def _place(finding: Finding, view: View) -> Finding:
    return finding if view.plain else replace(finding, at=view.to_source(finding.at))


def _settle_plainly(text: Text) -> list[Settled]:
    """Each line a paragraph: what remains where the account of a reading does not close."""
    view = text.view.text
    return [Settled("p", view[line.start : line.end], ((line.start, line.end),), "p/line") for line in text.lines]


def _prove(text: Text, settled: Sequence[Settled], cuts: Sequence[Excision]) -> Document:
    source, view = text.source, text.view
    odd = not view.plain or has_control(source.text)
    entities = sorted(view.entities)
    coded = [at for at in entities if has_control(view.entities[at].was)]
    placed = (_to_source(_leave_out(block, coded), source.text, view, entities) if odd else block for block in settled)
    blocks = [print_additions(block, source.text) for block in placed]
    given = [*view.cuts, *(Excision(spans, cut.by) for cut in cuts if (spans := _to_text(cut.spans, view, entities)))]
    claimed: list[Span] = [span for block in blocks for span in block.spans]
    account = settle_account(source.text, claimed, given, sorted({view.entities[at].at for at in entities}))
    tree = grow(source, blocks, account, text.findings, detect_script(view.text))
    return audit(tree, source.text)


def _within(places: Sequence[int], spans: Iterable[Span]) -> Iterator[int]:
    """Those of some places in order that stand in spans."""
    for start, end in spans:
        yield from places[bisect_left(places, start) : bisect_left(places, end)]


def _to_text(spans: Sequence[Span], view: View, entities: Sequence[int]) -> Spans:
    """The source spans of what is cut, without the entities in it: those are markup."""
    found = view.to_source(spans)
    for start, end in sorted(view.entities[at].at for at in _within(entities, spans)):
        found = tuple(drop_between(found, start, end))
    return found


def _to_source(block: Settled, text: str, view: View, entities: Sequence[int]) -> Settled:
    clean = strip_control(block.text)
    inlines = block.inlines
    if clean is not block.text:
        for at in reversed([at for at, character in enumerate(block.text) if has_control(character)]):
            inlines = leave_out(inlines, at)
    if view.plain:
        spans, changes = block.spans, block.changes
    else:
        spans = view.to_source(block.spans)
        printed = (view.entities[at] for at in _within(entities, block.spans))
        changes = (*(_move(change, block, text, view) for change in block.changes), *printed)
    if clean is not block.text:
        spans = drop_control(text, spans)
    return block._replace(spans=spans, text=clean, changes=changes, inlines=inlines, key=strip_control(block.key),
                          value=strip_control(block.value))


def _leave_out(block: Settled, places: Sequence[int]) -> Settled:
    """The block without characters for which the source has one that no record can hold; that is cut with its code."""
    for at in list(_within(places, block.spans)):
        before = sum(min(end, at) - start for start, end in block.spans if start < at)
        if any(start <= at < end for start, end in block.spans):
            block = block._replace(spans=tuple(drop_between(block.spans, at, at + 1)),
                                   text=block.text[:before] + block.text[before + 1 :],
                                   inlines=leave_out(block.inlines, before))
    return block


def _move(change: Change, block: Settled, text: str, view: View) -> Change:
    """A change of the view as one of the source.

    A line end that the format made has no place there: then the character before it is printed with what joins.
    """
    found = view.to_source((change.at,))
    if found:
        start, end = found[0][0], found[-1][1]
        return Change((start, end), text[start:end], change.now, change.by)
    before = max(end for _, end in block.spans if end <= change.at[0])
    start, end = view.to_source(((before - 1, before),))[0]
    return Change((start, end), text[start:end], text[start:end] + change.now, change.by)
