"""Reflow: lines joined to paragraphs where a margin, a column or a page broke them.

The stage measures how wide the lines of a file are before it joins any. A file is *wrapped* where many lines end at one
width without ending a sentence; there a full line goes on, and a short line that ends a sentence ends its paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from convert.chinese.lexicon import Pattern
from convert.reading.lines import BREAK, SPACE, Line
from convert.span import Span
from convert.tree.record import Change

_ENDED = Pattern(
    r"\.{3,}$|[a-z\d)\]%\"”’]\.[\"”’)\]]*$|[{sentence-end}][{quote-end}]*$|[。！？][^\w]*(?:[①-⑳]|[\[〔【(]?[①-⑳⑴-⒇\d]{1,3}[\]〕】)])?$"
)
_GOES_ON = re.compile(r"[，、,（(《“‘—和与及或的之在对为将被把从向以并而且等]$")
_OPENS = Pattern(
    r"[{counting}]{1,3}[、.是要]|[(][{counting}\d]{1,3}[)]|第[{hundreds}\d]{1,5}[章节条编篇,、]"
    r"|\d{1,2}[.、](?!\d)|[①-⑳⑴-⒇]|——|[{bullet}]"
)
"""A folded line that opens something new, whatever stood before it."""


class Block(NamedTuple):
    """One line or several joined ones."""

    text: str
    """As printed, joined."""
    plain: str
    """The same, folded for rules: half-width, Simplified; of the same length."""
    spans: tuple[Span, ...]
    gap: int
    indent: int
    hint: str
    width: int
    """Of its widest line over the width of the page, in per cent; 0 where the page has none."""
    changes: tuple[Change, ...] = ()


def slice_block(block: Block, start: int, end: int) -> Block:
    """The part of a block between two offsets of its text, white space at its edges left out."""
    text = block.text[start:end]
    body = text.strip(SPACE)
    start += text.index(body) if body else 0
    end = start + len(body)
    spans, position = [], 0
    for a, b in block.spans:
        low, high = max(start, position), min(end, position + b - a)
        if low < high:
            spans.append((a + low - position, a + high - position))
        position += b - a
    changes = tuple(c for c in block.changes if any(a <= c.at[0] and c.at[1] <= b for a, b in spans))
    return block._replace(text=body, plain=block.plain[start:end], spans=tuple(spans), changes=changes)


def join_ordinals(blocks: Sequence[Block]) -> list[Block]:
    """A padded number alone on its line (01) and the short line below it are one heading (outline rule 5)."""
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        short = len(block.plain) <= _HALF and not ends_sentence(block.plain)
        if last is not None and short and re.fullmatch(r"0\d", last.plain):
            joined[-1] = join_blocks(last, block)
        else:
            joined.append(block)
    return joined


def join_blocks(first: Block, second: Block) -> Block:
    """Two blocks as one, with nothing between them."""
    return first._replace(text=first.text + second.text, plain=first.plain + second.plain,
                          spans=first.spans + second.spans, changes=first.changes + second.changes)


class Layout(NamedTuple):
    """How the lines of a file are set."""

    full: int
    """The least width of a line that fills the page, in the units of `columns`; 0 where lines are not wrapped."""
    columns: bool
    """True where width counts half-width columns, False where it counts characters and is exact."""
    indent: int
    """Least indent that opens a paragraph; 0 where indents say nothing."""
    gaps: bool
    """True where a blank line ends a paragraph."""


_OPENS_LINE = Pattern(
    r"[{counting}]{1,3}[、.]|[(][{counting}\d]{1,3}[)]|第[{hundreds}\d]{1,5}[章节条编篇]"
    r"|\d{1,2}[.、](?!\d)|——"
)
"""What may open a paragraph although a full line stands before it."""

_OUTLIER = 6
"""A number or word that may not be broken leaves a full line so many columns short."""


def ends_sentence(plain: str) -> bool:
    """True where a folded text ends as a sentence does, closing quotes and brackets apart, or is wholly in brackets."""
    if plain[:1] == "(" and plain[-1:] == ")":
        return len(plain) > 12
    return _ENDED.search(plain, max(0, len(plain) - 8)) is not None


def opens_anew(plain: str) -> bool:
    """True where a folded line opens with a number or bullet."""
    return _OPENS.match(plain) is not None


def measure(lines: Sequence[Line], plain: str) -> Layout:
    """The layout of a file, from its lines and its folded text."""
    usable = [line for line in lines if not line.hint]
    unfinished = [not ends_sentence(plain[line.start : line.end]) for line in usable]
    full, columns = _exact_width([line_width(line, plain, False) for line in usable], unfinished), False
    if not full:
        full, columns = _ragged_width([line_width(line, plain, True) for line in usable], unfinished), True
    return Layout(full, columns, _paragraph_indent(usable), _gaps_inform(usable, plain, full, columns))


def line_width(line: Line, plain: str, columns: bool) -> int:
    """The width of a line with its indent, in half-width columns or in characters."""
    length = line.end - line.start
    if not columns:
        return line.raw or length
    return line.indent + 2 * length - len(plain[line.start : line.end].encode("ascii", "ignore"))


_LEAST = 16
"""A narrower width is not a page's, in characters."""

_MOST = 100
"""Lines of more characters were never wrapped."""

_SPREAD = 7
"""Full lines of a proportional face differ by so many columns."""

_RARE = 20
"""A width that fewer than one full line in so many has is that of a heading or last line."""


def _exact_width(widths: Sequence[int], unfinished: Sequence[bool]) -> int:
    """The number of characters at which all full lines were cut, or 0."""
    counts = Counter(w for w, open_ in zip(widths, unfinished, strict=True) if open_ and _LEAST <= w <= _MOST)
    if not counts:
        return 0
    width, inside = max(counts.items(), key=lambda pair: (pair[1], pair[0]))
    near = counts[width - 1] + counts[width - 2] + counts[width - 3]
    above = sum(w > width for w in widths)
    finished = sum(w == width for w in widths) - inside
    return width if inside >= max(4, 6 * near, 12 * above, 2 * finished) else 0


def _ragged_width(widths: Sequence[int], unfinished: Sequence[bool]) -> int:
    """The least width in columns of the lines that fill a page set in a proportional face, or 0."""
    counts = Counter(w for w, open_ in zip(widths, unfinished, strict=True) if open_ and 2 * _LEAST <= w <= 2 * _MOST)
    every = Counter(widths)
    best = (0, 0)
    for least in counts:
        inside = sum(counts[w] for w in range(least, least + _SPREAD))
        total = sum(every[w] for w in range(least, least + _SPREAD))
        above = sum(times for w, times in every.items() if w >= least + _SPREAD + 3)
        if inside >= max(4, 3 * above) and inside * 10 >= total * 6 and (inside, least) > best:
            best = (inside, least)
    inside, least = best
    return next((w for w in range(least, least + _SPREAD) if counts[w] * _RARE >= inside), least)


def _paragraph_indent(lines: Sequence[Line]) -> int:
    indents = Counter(line.indent for line in lines)
    if len(indents) < 2:
        return 0
    base = min(indents)
    deeper = sum(times for indent, times in indents.items() if indent >= base + 2)
    return base + 2 if len(lines) * 0.03 <= deeper <= len(lines) * 0.97 else 0


def _gaps_inform(lines: Sequence[Line], plain: str, full: int, columns: bool) -> bool:
    """Blank lines say nothing where lines that go on have them too."""
    if not full:
        return True
    parted = [after.gap > 0 for line, after in pairwise(lines) if line_width(line, plain, columns) >= full
              and not ends_sentence(plain[line.start : line.end])]
    return sum(parted) * 2 < len(parted)


def reflow(lines: Sequence[Line], text: str, plain: str, layout: Layout) -> list[Block]:
    """Blocks of joined lines; spans are in characters of `text`."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _continues(groups[-1], line, plain, layout):
            groups[-1].append(line)
        else:
            groups.append([line])
    blocks = [_join(group, text, plain, layout) for group in groups]
    return mend(blocks, text, plain)


def _continues(group: Sequence[Line], line: Line, plain: str, layout: Layout) -> bool:
    last = group[-1]
    if not layout.full or line.hint != last.hint or line.gap >= BREAK:
        return False
    if layout.gaps and line.gap:
        return False
    if layout.indent and line.indent >= layout.indent and last.indent < line.indent + 2:
        return False
    before, after = plain[last.start : last.end], plain[line.start : line.end]
    width = line_width(last, plain, layout.columns)
    if width > 2 * layout.full:
        return False
    ended = ends_sentence(before)
    if width < layout.full:
        if not layout.columns or ended:
            return False
        return _GOES_ON.search(before) is not None if width < layout.full - _OUTLIER else not opens_anew(after)
    if not ended:
        return True
    opened = before[-1] not in ":;" and _OPENS_LINE.match(after) is not None
    return not (opened or _lost_indent(line, plain, layout))


def _lost_indent(line: Line, plain: str, layout: Layout) -> bool:
    """A line two Han characters short of the page that does not end a sentence: its indent was stripped."""
    if layout.indent:
        return False
    missing = layout.full - line_width(line, plain, layout.columns)
    return (0 < missing <= 4 if layout.columns else missing == 2) and not ends_sentence(plain[line.start : line.end])


def _join(group: Sequence[Line], text: str, plain: str, layout: Layout) -> Block:
    first = group[0]
    width = max(line_width(line, plain, layout.columns) for line in group) * 100 // layout.full if layout.full else 0
    if len(group) == 1:
        return Block(text[first.start : first.end], plain[first.start : first.end], ((first.start, first.end),),
                     first.gap, first.indent, first.hint, width)
    spans: list[Span] = []
    changes: list[Change] = []
    for line in group:
        if spans:
            _bridge(spans, changes, line.start, text)
        spans.append((line.start, line.end))
    return Block(_print(text, spans, changes), _print(plain, spans, changes), tuple(spans), first.gap, first.indent,
                 first.hint, width, tuple(changes))


_LATIN = re.compile(r"[A-Za-z0-9,.;:)\]]$")
_LATIN_NEXT = re.compile(r"[A-Za-z0-9(\[]")


def _bridge(spans: list[Span], changes: list[Change], start: int, text: str) -> None:
    """A space between Latin words that a line end parted: one source character of the break, printed as a space."""
    end = spans[-1][1]
    left, right = text[max(0, end - 1) : end], text[start : start + 1]
    if not (left.isascii() and right.isascii() and _LATIN.search(left) and _LATIN_NEXT.match(right)):
        return
    space = text[end : start - len(text[end:start].lstrip())]
    at = end + space.find(" ") if " " in space else end
    if text[at] != " " and right.isdigit() and (left.isdigit() or left in ".,"):
        return  # 56. / 6% is one number
    if text[at] < " " and text[at] not in "\n\r\t":
        return  # XML cannot hold what stood there
    if text[at] != " ":
        changes.append(Change((at, at + 1), text[at], " ", "join/latin"))
    spans.append((at, at + 1))


def _print(text: str, spans: Sequence[Span], changes: Sequence[Change]) -> str:
    spaces = {change.at for change in changes}
    return "".join([" " if span in spaces else text[span[0] : span[1]] for span in spans])


_FRAGMENT = 24
"""A block shorter than this that ends no sentence is a heading or a line of a list rather than half a paragraph."""

_SPEAKER = re.compile(r"[^\W\d_]{2,10}: ?\S")
"""主席：… opens a speaker's turn."""

_HALF = 40
"""A block shorter than this without a full stop inside is a long heading, unless its last mark leaves it hanging."""


def mend(blocks: Sequence[Block], text: str, plain: str) -> list[Block]:
    """Paragraphs that a column or page break cut in mid-sentence, joined again."""
    mended: list[Block] = []
    for block in blocks:
        mended.append(block)
        while len(mended) > 1 and _cut_in_two(mended[-2], mended[-1]):
            second = mended.pop()
            mended[-1] = _weld(mended[-1], second, text, plain)
    return mended


def _cut_in_two(first: Block, second: Block) -> bool:
    """Whether a break cut a sentence between two blocks: the first ends no sentence, the second opens nothing."""
    plain = first.plain
    if first.hint or second.hint or second.gap >= BREAK or len(plain) < _FRAGMENT or ends_sentence(plain):
        return False
    if opens_anew(second.plain) or _SPEAKER.match(second.plain):
        return False
    tail = plain[max(plain.rfind(stop) for stop in "。!?;") + 1 :].lstrip("'\"”’")
    if opens_anew(tail) and len(tail) < _HALF:
        return False  # it ends with a heading glued to it
    if plain[-1] in ",、":
        return True
    told = "。" in plain or (len(plain) >= _HALF and not opens_anew(plain) and "," in plain)
    rest = second.plain
    closes = rest[-1] in "。.;!”)" and len(rest) > 1
    return told and (closes or (len(rest) >= _HALF and ("," in rest or "。" in rest)))


def _weld(first: Block, second: Block, text: str, plain: str) -> Block:
    spans, changes = list(first.spans), list(first.changes)
    _bridge(spans, changes, second.spans[0][0], text)
    spans += second.spans
    changes += second.changes
    return first._replace(text=_print(text, spans, changes), plain=_print(plain, spans, changes), spans=tuple(spans),
                          changes=tuple(changes))
