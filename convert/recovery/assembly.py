"""Assembly: from the blocks of the view to a proven tree of the source."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from convert.chinese.script import detect_script
from convert.errors import AuditError
from convert.recovery.account import drop_control, has_control, settle_account, strip_control
from convert.recovery.additions import print_additions
from convert.recovery.joining import drop_between
from convert.recovery.mending import mend
from convert.recovery.runs import leave_out
from convert.recovery.text import Text
from convert.recovery.view import View
from convert.recovery.wording import name_genres
from convert.span import Span, Spans
from convert.tree.audit import audit
from convert.tree.grow import add_remark, grow
from convert.tree.mending import mend_pieces
from convert.tree.nodes import Document
from convert.tree.record import Change, Excision, Finding, Settled


def assemble(text: Text, settled: Sequence[Settled], cuts: Sequence[Excision],
             remarks: Sequence[Finding] = ()) -> Document:
    """The proven tree: places of the view become those of the source, and the account is closed.

    `remarks` are findings by places of the view. Where the proof finds a fault of ours, what it concerns is printed as
    the characters of the source, and a remark says so.
    """
    told = (*text.findings, *(_place(remark, text.view) for remark in remarks))
    findings = [finding._replace(message=strip_control(finding.message)) for finding in told]
    blocks, given = _place_all(text, settled, cuts)
    try:
        return audit(_grow(text, blocks, given, findings), text.source.text)
    except (AuditError, ValueError) as error:
        return _mend(text, blocks, given, findings, str(error))


def _place(finding: Finding, view: View) -> Finding:
    return finding if view.plain else finding._replace(at=view.to_source(finding.at))


def _place_all(text: Text, settled: Sequence[Settled],
               cuts: Sequence[Excision]) -> tuple[list[Settled], list[Excision]]:
    """Blocks and cuts by places of the source, those of the markup among them."""
    source, view = text.source, text.view
    odd = not view.plain or has_control(source.text)
    entities = sorted(view.entities)
    coded = [at for at in entities if has_control(view.entities[at].was)]
    placed = (_to_source(_leave_out(block, coded), source.text, view, entities) if odd else block for block in settled)
    given = [*view.cuts, *(Excision(spans, cut.by) for cut in cuts if (spans := _to_text(cut.spans, view, entities)))]
    return [print_additions(block, source.text) for block in placed], given


def _grow(text: Text, blocks: Sequence[Settled], given: Sequence[Excision], findings: Sequence[Finding]) -> Document:
    """The tree of blocks, all that no block and no cut claims in cuts of its own."""
    claimed: list[Span] = [span for block in blocks for span in block.spans]
    entities = sorted({change.at for change in text.view.entities.values()})
    account = settle_account(text.source.text, claimed, given, entities)
    tree = grow(text.source, blocks, account, findings, detect_script(text.view.text))
    name_genres(tree)
    return tree


def _mend(text: Text, blocks: Sequence[Settled], given: Sequence[Excision], findings: Sequence[Finding],
          fault: str) -> Document:
    """The proven tree of blocks that have a fault."""
    source = text.source.text
    mended = mend(source, blocks, given)
    tree = _grow(text, mended.blocks, mended.cuts, findings)
    places = [*mended.places, *mend_pieces(tree)]
    add_remark(tree.record, Finding("reader/piece", "error", f"This could not be set as what it is: {fault}",
                                    tuple(sorted(places))))
    return audit(tree, source)


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
    marks = tuple(mark._replace(target=strip_control(mark.target)) if mark.target else mark for mark in inlines)
    return block._replace(spans=spans, text=clean, changes=changes, inlines=marks, key=strip_control(block.key),
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
