"""The stages of reading, from top to bottom: a text in, settled blocks and cuts out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from convert.chinese.folding import fold
from convert.chinese.lexicon import characters
from convert.reading.contents import find_contents
from convert.reading.lift import Lifted, lift_fields
from convert.reading.lines import Line, split_lines, strip_line_numbers, strip_lost_spaces
from convert.reading.pieces import Piece, cut_pieces
from convert.reading.reflow import Block, Layout, join_ordinals, measure, reflow
from convert.reading.remarks import find_remarks
from convert.reading.series import Series, chain, find_candidates, judge
from convert.reading.settle import settle
from convert.reading.sift import Sifted, excise_adverts, sift
from convert.reading.view import View
from convert.span import Span, cut_text
from convert.tree.record import Excision, Finding, Settled, Source


@dataclass(frozen=True, slots=True)
class Reading:
    """What each stage gave; spans of all but `source` are in characters of `view.text`."""

    source: Source
    view: View
    plain: str
    """The view folded for rules: half-width, Simplified, of the same length."""
    lines: list[Line]
    layout: Layout
    lifted: Lifted
    sifted: Sifted
    blocks: list[Block]
    contents: frozenset[int]
    """Indexes of the blocks that are a list of contents."""
    series: list[Series]
    pieces: list[Piece]
    settled: list[Settled]
    cuts: list[Excision]
    findings: list[Finding]


def read_stages(source: Source, view: View) -> Reading:
    """All stages of a text, whatever is in it."""
    text = view.text
    plain = widen_stops(fold(text))
    whole, lost = strip_lost_spaces(split_lines(view), text)
    lines, numbers = strip_line_numbers(whole, text)
    layout = measure(lines, plain)
    lifted = lift_fields(lines, text, plain, layout)
    sifted = sift(lifted.lines, plain, layout)
    reflowed = reflow(sifted.lines, text, plain, measure(sifted.lines, plain))
    blocks, adverts = excise_adverts(join_ordinals(reflowed))
    contents = find_contents(blocks)
    series = chain(find_candidates(blocks, contents))
    judge(series, blocks)
    pieces = insert_facts(cut_pieces(blocks, series, sifted.noisy, contents), lifted.blocks, plain)
    cuts = [*sifted.cuts, *adverts, *_cuts_of(lifted, numbers, lost)]
    return Reading(source, view, plain, lines, layout, lifted, sifted, blocks, contents, series, pieces, settle(pieces),
                   cuts, find_remarks(source, series, blocks))


def read_plainly(reading: Reading, fault: str) -> Reading:
    """The same file with each line a paragraph: what remains where the account of a reading does not close."""
    text, source = reading.source.text, reading.source
    view = View(text, [0], [(0, len(text))])
    lines = split_lines(view)
    settled = [Settled("p", text[line.start : line.end], ((line.start, line.end),), "p/line") for line in lines]
    finding = Finding("reader/plain", "error", f"Structure could not be told: {fault}")
    return replace(reading, source=source, view=view, settled=settled, cuts=[], findings=[*reading.findings, finding])


def widen_stops(plain: str) -> str:
    """The folded text with half-width full stops behind Chinese characters as 。."""
    stops, at = [], plain.find(".", 1)
    while at > 0:
        before, after = plain[at - 1], plain[at + 1 : at + 2]
        ends = ("\u4e00" <= before <= "\u9fff" and before not in characters("counting")) or before in ")”\""
        if ends and not (after == "." or (after.isascii() and after.isalnum())):
            stops.append(at)
        at = plain.find(".", at + 1)
    if not stops:
        return plain
    letters = list(plain)
    for at in stops:
        letters[at] = "。"
    return "".join(letters)


def insert_facts(pieces: Sequence[Piece], facts: Sequence[Settled], plain: str) -> list[Piece]:
    """The pieces with the lifted facts in their places."""
    made = []
    for fact in facts:
        block = Block(fact.text, cut_text(plain, fact.spans), fact.spans, 0, 0, "", 0)
        made.append(Piece(block, fact.kind, fact.by, fact=fact))
    return sorted([*pieces, *made], key=lambda piece: piece.block.spans[0][0]) if made else list(pieces)


def _cuts_of(lifted: Lifted, numbers: Sequence[Span], lost: Sequence[Span]) -> list[Excision]:
    return [*(Excision((span,), "marker/label") for span in lifted.labels),
            *(Excision((span,), rule) for span, rule in lifted.noise),
            *(Excision((span,), "noise/line-number") for span in numbers),
            *(Excision((span,), "marker/lost-space") for span in lost)]
