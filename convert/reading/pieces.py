"""Pieces: blocks cut where a heading is glued to a paragraph or runs into one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from convert.chinese.lexicon import Pattern
from convert.reading.openers import Opener, find_opener
from convert.reading.reflow import Block, slice_block
from convert.reading.series import Candidate, Series
from convert.tree.record import Settled

BODY = Pattern(r"(?:[^\W\d_]{2,24}(?:{body}|[{department}])[ 、]{0,9}){1,4}")
"""A public body, or several: who issues or signs."""


class Piece(NamedTuple):
    """A block or part of one, and what is known of it so far."""

    block: Block
    kind: str = ""
    """An outline kind, or empty where nothing has decided yet."""
    by: str = ""
    opener: Opener | None = None
    place: str = ""
    series: int = -1
    """Which series its opener belongs to."""
    after_noise: bool = False
    """True where page furniture or site chrome was cut right before it."""

    fact: Settled | None = None
    """The lifted fact that it is."""

    @property
    def plain(self) -> str:
        """The folded text."""
        return self.block.plain


KIND = {"heading": "heading", "item": "li", "statement": "p"}
"""Verdict on a series → kind of the piece that its member opens."""


def cut_pieces(
    blocks: Sequence[Block], series: Sequence[Series], noisy: frozenset[int], contents: frozenset[int] = frozenset()
) -> list[Piece]:
    """The pieces of all blocks.

    `noisy` holds the starts of lines that noise was cut before, `contents` the indexes of lines of a contents list.
    """
    members: dict[int, list[tuple[Candidate, int]]] = defaultdict(list)
    for number, one in enumerate(series):
        for member in one.members:
            if member.verdict != "text":
                members[member.block].append((member, number))
    pieces: list[Piece] = []
    for index, block in enumerate(blocks):
        after_noise = block.spans[0][0] in noisy
        here = sorted(members.get(index, ()), key=lambda pair: pair[0].opener.start)
        parts = list(_cut(block, here)) if here else list(_part_signed(block))
        if index in contents:
            parts = [Piece(block, "li", "item/contents", find_opener(block.plain))]
        pieces.append(parts[0]._replace(after_noise=after_noise))
        pieces += parts[1:]
    return pieces


_SIGNED = Pattern(
    r"([^\W\d_]{4,40}) +((?:\d{4}|[一二][{year-digit}]{3}) ?年 ?[\d{counting}]{1,3} ?月 ?[\d{counting}]{1,3} ?日)")


def _part_signed(block: Block) -> Iterator[Piece]:
    """A public body and a date on one line are two blocks."""
    match = _SIGNED.fullmatch(block.plain) if len(block.plain) < 90 else None
    if match is None or not BODY.fullmatch(match[1]):
        yield Piece(block)
        return
    yield Piece(slice_block(block, *match.span(1)))
    yield Piece(slice_block(block, *match.span(2)))


def _cut(block: Block, members: Sequence[tuple[Candidate, int]]) -> Iterator[Piece]:
    length = len(block.text)
    first = members[0][0].opener.start
    if first > 0:
        yield from _part_enacted(slice_block(block, 0, first))
    ends = [*(member.opener.start for member, _ in members[1:]), length]
    for (member, number), end in zip(members, ends, strict=True):
        yield from _cut_member(block, member, number, end)


_ENACTED = re.compile(r"([^\W_](?:[^。;,:]{3,50}))(\((?=[^()]*\d)[^()]{8,}\))?")


def _part_enacted(block: Block) -> Iterator[Piece]:
    """What stands before a glued heading: a paragraph, or a title with the bracket that tells when it was enacted."""
    match = _ENACTED.fullmatch(block.plain)
    if match is None:
        yield Piece(block, "p", "p/before-glued")
        return
    yield Piece(slice_block(block, *match.span(1)))
    if match[2]:
        yield Piece(slice_block(block, *match.span(2)))


def _cut_member(block: Block, member: Candidate, number: int, end: int) -> Iterator[Piece]:
    opener, kind = member.opener, KIND[member.verdict]
    by = f"{kind if kind != 'li' else 'item'}/{opener.style.partition(' ')[0]}"
    stop = member.title_end if kind == "heading" else end
    rest = block.plain[stop:end].strip()
    place = "run-in" if rest else "glued" if member.glued else "own"
    shift = opener._replace(start=0, end=opener.end - opener.start)
    yield Piece(slice_block(block, opener.start, stop), kind, by, shift, place if kind == "heading" else "", number)
    if rest:
        yield Piece(slice_block(block, stop, end), "p", "p/run-in")
