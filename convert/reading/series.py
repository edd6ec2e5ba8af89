"""Series: the openers of a document, chained by number and judged together.

No opener is judged alone: `（一）` or `1.` is a heading, an item or plain text as its whole series is. A series is a
run of one style with rising numbers; a missing or repeated number makes a remark and does not break it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from convert.chinese.folding import bare
from convert.chinese.lexicon import Pattern, words
from convert.reading.openers import CONDENSED, Opener, find_glued, find_opener, rank_of
from convert.reading.reflow import Block

TITLE = 35
"""Letters a run-in heading may have (outline rule 2)."""

OWN = 48
"""Letters a heading on its own line may have."""

_STOP = re.compile(r"[。!?…][’”』」】\"')]{1,2}$|[。!?…](?:[’”』」】\"')]{0,2})(?!$)|[。!?]】?$")


def letters(text: str) -> int:
    """How many letters and digits a text has."""
    return len(bare(text))


@dataclass(slots=True)
class Candidate:
    """An opener with what stands behind it."""

    block: int
    opener: Opener
    glued: bool
    shape: str
    """own: the title fills its line; run-in: a title, then text; long: no title-like sentence."""
    title_end: int
    """Where the title ends in the text of the block."""
    size: int
    """Letters of the title."""
    last: bool
    """True where nothing follows the title in its block."""
    unstopped: bool
    """True where the title has no end mark."""
    verdict: str = "text"
    """heading, item, statement (a whole paragraph of a series) or text."""


@dataclass(slots=True)
class Series:
    """Candidates of one style with rising numbers."""

    style: str
    members: list[Candidate] = field(default_factory=list)

    @property
    def last(self) -> int:
        """The number reached so far."""
        return self.members[-1].opener.value


def find_candidates(blocks: Sequence[Block], contents: frozenset[int] = frozenset()) -> list[Candidate]:
    """Every opener at the start of a block or behind a full stop inside one, contents lists apart."""
    found: list[Candidate] = []
    for index, block in enumerate(blocks):
        if block.hint in ("field", "row", "quote") or index in contents:
            continue
        plain = block.plain
        opener = find_opener(plain)
        here = [(opener, False)] if opener else []
        if len(plain) > 12:
            here += [(glued, True) for glued in find_glued(plain)]
        ends = [*(opener.start for opener, _ in here[1:]), len(plain)][: len(here)]
        found += [_weigh(index, plain, opener, glued, end) for (opener, glued), end in zip(here, ends, strict=True)]
    return found


def _weigh(index: int, plain: str, opener: Opener, glued: bool, end: int) -> Candidate:
    stop = _STOP.search(plain, opener.end, end)
    title_end = stop.end() if stop else end
    rest = plain[title_end:end].strip()
    size = letters(plain[opener.end : title_end])
    fits = (0 < size <= TITLE if rest else size <= OWN) and ";" not in plain[opener.end : title_end - 1]
    fits = fits and _TURN.match(plain, opener.end, title_end) is None
    shape = "long" if not fits else "run-in" if rest else "own"
    last = title_end >= len(plain.rstrip())
    return Candidate(index, opener, glued, shape, title_end, size, last, stop is None and plain[-1] not in ":;,")


_TURN = re.compile(r"[^\W\d_]{2,10}: ?[^\W\d_]{2,8},")
"""某议员:主席, — a speaker's turn is no title."""


def chain(candidates: Sequence[Candidate]) -> list[Series]:
    """The candidates as series; glued ones join only where they continue a series or begin one that goes on."""
    series: list[Series] = []
    open_: dict[str, list[Series]] = defaultdict(list)
    for position, candidate in enumerate(candidates):
        style = candidate.opener.style
        current = _resume(open_[style], candidate)
        if candidate.glued and not _may_join(candidate, current, candidates, position):
            continue
        if current is None or not _continues(current, candidate):
            current = Series(style)
            series.append(current)
            open_[style].append(current)
        current.members.append(candidate)
        _close_deeper(open_, candidate)
    return series


def _resume(open_: list[Series], candidate: Candidate) -> Series | None:
    """The series that a number goes on with: the last begun, or the one around it where only that fits."""
    value = candidate.opener.value
    for depth in range(len(open_) - 1, -1, -1):
        if open_[depth].last + 1 == value:
            del open_[depth + 1 :]
            break
    return open_[-1] if open_ else None


def _close_deeper(open_: dict[str, list[Series]], candidate: Candidate) -> None:
    """A heading of a higher style leaves only the last series of the deeper ones to be gone on with."""
    if candidate.glued or candidate.shape == "long":
        return
    rank = rank_of(candidate.opener.style)
    for style, stack in open_.items():
        if rank_of(style) > rank and style != "clause":
            del stack[:-1]


def _continues(series: Series, candidate: Candidate) -> bool:
    value = candidate.opener.value
    if value == series.last + 1:
        return True
    if value == 1 or value < series.last:
        return False
    return value <= series.last + 3


def _may_join(candidate: Candidate, current: Series | None, candidates: Sequence[Candidate], position: int) -> bool:
    style, value = candidate.opener.style, candidate.opener.value
    if candidate.shape == "long" and style != "clause":
        return False
    if style in CONDENSED and not candidate.last:
        return False
    if current is not None and value == current.last + 1:
        return True
    if candidate.last and candidate.shape == "own" and candidate.unstopped and style not in CONDENSED:
        return True
    if style == "clause":
        return value == 1
    return value == 1 and _goes_on(style, candidates, position)


def _goes_on(style: str, candidates: Sequence[Candidate], position: int) -> bool:
    for later in candidates[position + 1 :]:
        if later.opener.style == style:
            return later.opener.value == 2 and later.shape != "long"
    return False


def judge(series: Sequence[Series], blocks: Sequence[Block]) -> None:
    """Gives every candidate its verdict, series by series."""
    clauses = [m.block for s in series if s.style == "clause" and len(s.members) >= 3 for m in s.members]
    law = (min(clauses), max(clauses)) if clauses else (1, 0)
    for one in series:
        setting = Setting(blocks, law[0] <= one.members[0].block <= law[1])
        judge_ = _JUDGES.get(one.style.partition(" ")[0], _judge_numbered)
        for member, verdict in zip(one.members, judge_(one, setting), strict=True):
            member.verdict = verdict


class Setting(NamedTuple):
    """What a series stands in."""

    blocks: Sequence[Block]
    in_law: bool
    """True between the first and last article of a law."""


def _judge_divisions(series: Series, setting: Setting) -> Iterator[str]:
    """第X编, 第X章, 第X节 are headings where they fill a line."""
    for member in series.members:
        plain = setting.blocks[member.block].plain[: member.title_end]
        heading = member.shape == "own" or (member.glued and member.shape == "run-in")
        stopped = plain.endswith("。") and (member.size > 20 or "," in plain)
        yield "heading" if heading and not stopped else "text"


def _judge_clauses(series: Series, setting: Setting) -> Iterator[str]:
    """第X条 alone on its line, a title in brackets apart, is a heading; else it opens a paragraph."""
    for member in series.members:
        plain = setting.blocks[member.block].plain
        alone = not member.glued and _ALONE.fullmatch(plain, member.opener.end) is not None
        yield "heading" if alone else "statement" if len(series.members) >= 2 or not member.glued else "text"


_ALONE = re.compile(r"\s*(?:[(【].{1,40}[)】])?\s*。?|\s+[^,。;:]{2,24}")


def _judge_condensed(series: Series, setting: Setting) -> Iterator[str]:
    """一是, 一要, 第一， are headings only where one of them stands alone on its line (outline rule 2)."""
    alone = any(m.shape == "own" and not m.glued and m.last for m in series.members) and len(series.members) >= 2
    for member in series.members:
        yield "heading" if alone and not setting.in_law and member.shape != "long" else "text"


def _judge_keywords(series: Series, _setting: Setting) -> Iterator[str]:
    """关键词一: is a heading where a second one follows and each has a title; of an agenda one item is enough."""
    agenda = series.style.partition(" ")[2] in words("agenda")
    own = (len(series.members) >= 2 or agenda) and all(m.shape != "long" for m in series.members)
    for member in series.members:
        yield "heading" if own and member.size else "text"



def _judge_numbered(series: Series, setting: Setting) -> Iterator[str]:
    """一、 （一） 1. and the like are headings where most of a series are title-like and it is no list."""
    members, blocks = series.members, setting.blocks
    titled = sum(m.shape != "long" for m in members)
    listed = _is_list(series, blocks)
    if _spans_headings(series, blocks):
        yield from ("statement" if not member.glued else "text" for member in members)
        return
    if setting.in_law and not _open_clauses(members, blocks):
        listed = True
    heading = titled * 10 >= len(members) * 6 and not listed
    told = listed and _tell_stories(members, blocks)
    for member in members:
        if member.glued:
            yield "heading" if heading else "text"
        elif heading and (member.shape != "long" or member.size <= 2 * TITLE):
            yield "heading"
        else:
            yield "item" if listed and not told else "statement"


def _spans_headings(series: Series, blocks: Sequence[Block]) -> bool:
    """Numbers that run on over unnumbered headings number the paragraphs of a text."""
    ended = sum(blocks[m.block].plain[-1] in "。!?" for m in series.members)
    if ended * 10 < len(series.members) * 8:
        return False
    crossed = 0
    titles = sum(_has_body(member, blocks) for member in series.members) * 10 >= len(series.members) * 8
    for before, after in pairwise(series.members):
        above = blocks[after.block - 1].plain
        opener = find_opener(above)
        other = opener is None or (opener.style != series.style and not titles)
        alone = letters(above) <= 16 and above[-1] not in "。!?;:,、"
        crossed += other and alone and after.block - before.block >= 2 and not after.glued
    return crossed >= 2


def _has_body(member: Candidate, blocks: Sequence[Block]) -> bool:
    """A title with text behind it, in its line or the next."""
    after = blocks[member.block + 1].plain if member.block + 1 < len(blocks) else ""
    return member.shape == "run-in" or (member.shape == "own" and after[-1:] == "。" and find_opener(after) is None)


def _tell_stories(members: Sequence[Candidate], blocks: Sequence[Block]) -> bool:
    """A quarter of the members have more than one sentence: paragraphs of a regulation rather than items."""
    return sum(_TWO_SENTENCES.search(blocks[m.block].plain) is not None for m in members) * 4 >= len(members)


_TWO_SENTENCES = re.compile(r"[。!?].*[。!?]")


def _open_clauses(members: Sequence[Candidate], blocks: Sequence[Block]) -> bool:
    """一、总则 in a law: titles with an article behind them, one without a stop or two; a list has one at its end."""
    titles = [blocks[m.block].plain for m in members if m.shape == "own" and _has_clause_below(m, blocks)]
    return len(titles) >= 2 or any(title[-1] not in "。;:" for title in titles)


def _has_clause_below(member: Candidate, blocks: Sequence[Block]) -> bool:
    after = blocks[member.block + 1].plain if member.block + 1 < len(blocks) else ""
    opener = find_opener(after)
    return opener is not None and opener.style == "clause"


_ITEM_END = Pattern(";{conjunction}?$")


def _is_list(series: Series, blocks: Sequence[Block]) -> bool:
    """Short items on consecutive lines with no text of their own."""
    members = [m for m in series.members if not m.glued]
    if not members:
        return False
    if sum(_ITEM_END.search(blocks[m.block].plain) is not None for m in members) * 2 >= len(members):
        return True
    if any(blocks[m.block].hint.startswith("h") for m in members):
        return False
    close = sum(b.block == a.block + 1 and a.shape != "run-in" for a, b in pairwise(members))
    return len(members) >= 2 and close * 10 >= (len(members) - 1) * 6


_JUDGES = {
    "part": _judge_divisions, "chapter": _judge_divisions, "division": _judge_divisions, "clause": _judge_clauses,
    "ordinal": _judge_condensed, "is": _judge_condensed, "must": _judge_condensed, "keyword": _judge_keywords,
}
