"""The plain-text reader, one file a stage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from convert.span import Span, cut_text
from convert.text.account import drop_control, settle_account, strip_control
from convert.text.decode import decode
from convert.text.folding import fold
from convert.text.grow import grow
from convert.text.lift import Lifted, lift_fields
from convert.text.lines import split_lines, strip_line_numbers
from convert.text.model import Change, Excision, Finding, Settled, Source
from convert.text.pieces import Piece, cut_pieces
from convert.text.reflow import Block, join_ordinals, measure, reflow
from convert.text.remarks import find_remarks
from convert.text.script import detect_script
from convert.text.series import chain, find_candidates, judge
from convert.text.settle import settle
from convert.text.sift import excise_adverts, sift
from convert.text.view import View, view_source
from convert.tree.audit import audit
from convert.tree.nodes import Document


def read_text(data: bytes, name: str) -> Document:
    """The tree of a plain-text file, whatever is in it; the proof at the end raises AuditError for a bug of ours."""
    source = decode(data, name)
    view = view_source(source.text)
    plain = fold(view.text)
    lines, numbers = strip_line_numbers(split_lines(view), view.text)
    layout = measure(lines, plain)
    lifted = lift_fields(lines, view.text, plain, layout)
    sifted = sift(lifted.lines, plain, layout)
    reflowed = reflow(sifted.lines, view.text, plain, measure(sifted.lines, plain))
    blocks, adverts = excise_adverts(join_ordinals(reflowed))
    series = chain(find_candidates(blocks))
    judge(series, blocks)
    pieces = insert_facts(cut_pieces(blocks, series, sifted.noisy), lifted.blocks, plain)
    settled = settle(pieces)
    cuts = [*sifted.cuts, *adverts, *_cuts_of(lifted), *(Excision((span,), "noise/line-number") for span in numbers)]
    return assemble(source, view, settled, cuts, find_remarks(source, series, blocks))


def insert_facts(pieces: Sequence[Piece], facts: Sequence[Settled], plain: str) -> list[Piece]:
    """The pieces with the lifted facts in their places."""
    made = []
    for fact in facts:
        block = Block(fact.text, cut_text(plain, fact.spans), fact.spans, 0, 0, "", 0)
        made.append(Piece(block, fact.kind, fact.by, fact=fact))
    return sorted([*pieces, *made], key=lambda piece: piece.block.spans[0][0]) if made else list(pieces)


def _cuts_of(lifted: Lifted) -> list[Excision]:
    return [*(Excision((span,), "marker/label") for span in lifted.labels),
            *(Excision((span,), rule) for span, rule in lifted.noise)]


def assemble(
    source: Source, view: View, settled: Iterable[Settled], cuts: Iterable[Excision], findings: Iterable[Finding]
) -> Document:
    """The proven tree: view spans become source spans, and the account is closed."""
    blocks, noise = [], []
    for block in settled:
        if block.kind == "noise":
            noise.append(Excision(block.spans, block.by))
        else:
            blocks.append(_to_source(block, source.text, view))
    given = [*view.cuts, *(Excision(view.to_source(cut.spans), cut.by) for cut in (*cuts, *noise))]
    claimed: list[Span] = [span for block in blocks for span in block.spans]
    account = settle_account(source.text, claimed, given)
    tree = grow(source, blocks, account, findings, detect_script(view.text))
    return audit(tree, source.text)


def _to_source(block: Settled, text: str, view: View) -> Settled:
    spans = view.to_source(block.spans)
    changes = block.changes if view.plain else tuple(_move(change, view) for change in block.changes)
    clean = strip_control(block.text)
    if clean != block.text:
        spans = drop_control(text, spans)
    return replace(block, spans=spans, text=clean, changes=changes)


def _move(change: Change, view: View) -> Change:
    ((start, end),) = view.to_source((change.at,)) or ((0, 0),)
    return Change((start, end), change.was, change.now, change.by)
