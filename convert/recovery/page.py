"""The page: how wide the lines of a text were set, whether they were wrapped, what its indents and blank lines say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from convert.chinese.lexicon import Pattern, characters
from convert.recovery.text import Line
from convert.span import Span

LEAST, MOST = 16, 100
"""Characters of the narrowest and of the widest page on which lines are wrapped."""

NARROW = 8
"""Characters of the narrowest page whose lines look like prose: those of verse and names are as short and as even."""

BROKEN = 3
"""Of so many full lines of a narrow page one must have a mark of its sentence inside."""

SPREAD = 7
"""Full lines of a proportional face differ by so many half-width columns."""

FEWEST = 4
"""So many lines that break off a sentence are as wide as the page at least."""

CLOSE = 4
"""By fewer half-width columns differ the full lines of a text that has few of them."""

RARE = 20
"""A width that fewer than one full line in so many has is that of a heading or of a last line."""

GAPS = 6
"""So many wide gaps in a line that is most of its text stand for the ends of lines."""

ROLL = 14
"""A line whose parts between gaps have fewer characters on the average is a roll of names or a row, not paragraphs."""

PAGE = 200
"""Characters of a line that may be a whole page."""

LATIN = 4
"""One character in so many may be half as wide as Han in a line that shows how wide the page is."""

SURE = 3
"""One long line in so many that breaks off must be such a line, before the others are left out."""

_DOTTED = re.compile(r"[.．·…‥]{4,}")
"""Dots that lead to the number of a page, as many as fill the line."""
_GAP = re.compile(r"(?<!:) {2,}|(?<=[。!?;:”])\t+")
_NUMBER = Pattern(r"(?<! )第 ?[{ordinal}\d]{1,5} ?条|第 ?[{ordinal}\d]{1,5} ?[编章节]")
"""A number with a gap behind it that ends no line: of a part, or of an article that goes on with the line."""
_INNER = Pattern(r" (?<=[\u4e00-\u9fff。、,;] )(?<![条章节编] )(?=[\u4e00-\u9fff])")
_SPACE = Pattern(r" (?<=[\u4e00-\u9fff。、,;:!?”)》] )(?<![条章节编] )"
                    r"(?=[\u4e00-\u9fff“《([【]|\d{1,2}(?:\.\d{1,2})* ?[\u4e00-\u9fff])")
_STOPS = "。！？；：!?;:…"
"""Marks that end a sentence with nothing behind them."""

_ENDED = re.compile(
    rf"\.{{3}}$|[a-z\d)\]%\"”’]\.[\"”’)\]]*$|[{_STOPS}]['\"”’』」）)】》]*$"
    r"|[。！？][^\w]*(?:[①-⑳]|[\[〔【(]?[①-⑳⑴-⒇\d]{1,3}[\]〕】)])?$"
)
_WORD = re.compile("[A-Za-z0-9]{1,8}")
"""As much of a word or a number as a line may lack room for."""

_INSIDE = re.compile("[，。；：！？,;:!?]")


class Page(NamedTuple):
    """How the lines of a text are set."""

    full: int
    """The least width of a line that fills the page, in the unit of `columns`; 0 where lines are not wrapped."""
    columns: bool
    """True where width counts half-width columns, False where it counts characters and is exact."""
    indent: int
    """Least indent that opens a paragraph, in half-width columns; 0 where indents say nothing."""
    gaps: bool
    """True where a blank line ends a paragraph."""
    body: int
    """The indent that most lines have."""
    printed: str
    """The text as it is printed: marks of full width are wide, which folding makes narrow."""
    edge: int = 0
    """The width that full lines may have, in the unit of `columns`; 0 where lines are not wrapped."""


def part_gaps(lines: Sequence[Line], plain: str) -> Sequence[Line]:
    """The lines, or their parts where somebody took line ends away.

    Those stand between the wide gaps of one that holds most of a text, or between the single spaces of long ones.
    """
    sizes = [line.end - line.start for line in lines]
    longest = [max(range(len(lines)), key=sizes.__getitem__)] if lines else []
    pages = [at for at, line in enumerate(lines) if sizes[at] >= PAGE and not _GAP.search(plain, line.start, line.end)]
    for witness, gap, chosen, widest in ((_GAP, _GAP, longest, len(plain)), (_INNER, _SPACE, pages, MOST)):
        held = sum(sizes[at] for at in chosen)
        if 2 * held <= len(plain) or any(lines[at].marks.paragraph for at in chosen):
            continue
        gaps = {at: [match.span() for match in gap.finditer(plain, lines[at].start, lines[at].end)
                     if not is_inner_gap(plain, match.start())] for at in chosen}
        number = sum(map(len, gaps.values()))
        seen = sum(1 for at in chosen for _ in witness.finditer(plain, lines[at].start, lines[at].end))
        if seen >= GAPS and ROLL * (number + len(chosen)) <= held <= widest * (number + len(chosen)):
            return [part for at, line in enumerate(lines) for part in _part_at(line, gaps.get(at, []))]
    return lines


def _part_at(line: Line, gaps: Sequence[Span]) -> Iterator[Line]:
    """The parts of a line between gaps."""
    starts, ends = [line.start, *(end for _, end in gaps)], [*(start for start, _ in gaps), line.end]
    yield line._replace(end=ends[0])
    yield from (Line(start, end, marks=line.marks) for start, end in zip(starts[1:], ends[1:], strict=True))


def is_inner_gap(plain: str, gap: int) -> bool:
    """Whether a gap stands behind a number that its title follows, or between the letters of 总　则."""
    if plain[gap - 2 : gap - 1] == " " and plain[gap - 1].isalpha() and plain[gap - 1] not in characters("ordinal"):
        return True
    return any(match.end() == gap for match in _NUMBER.finditer(plain, max(0, gap - 9), gap))


def ends_sentence(plain: str) -> bool:
    """True where a folded text ends as a sentence does, closing quotes and brackets apart, or is wholly in brackets."""
    end = plain[-1:]
    if plain[:1] == "(" and end == ")":
        return len(plain) > 12
    if end.isalpha():  # so do nearly all, or with a mark of these
        return False
    if end and end in _STOPS:
        return True
    return _ENDED.search(plain, max(0, len(plain) - 8)) is not None


def measure_page(lines: Sequence[Line], plain: str, printed: str) -> Page:
    """The page of a text, from its lines and its characters, folded and as they are printed."""
    usable = [line for line in lines if not (line.marks.table or line.marks.field or line.marks.heading)
              and _DOTTED.search(plain, line.start, line.end) is None]
    unfinished = [not ends_sentence(plain[line.start : line.end]) for line in usable]
    full, columns = _measure_lines(usable, plain, printed, unfinished)
    indents = Counter(line.indent for line in usable)
    body = indents.most_common(1)[0][0] if indents else 0
    page = Page(full, columns, _paragraph_indent(indents, len(usable)), True, body, printed)
    return page._replace(gaps=_gaps_inform(usable, page, unfinished), edge=_find_edge(usable, page, unfinished))


def _measure_lines(lines: Sequence[Line], plain: str, printed: str, unfinished: Sequence[bool]) -> tuple[int, bool]:
    """The width of full lines, or 0, and whether it counts columns; lines of Latin count where others tell nothing."""
    if any(line.marks.paragraph for line in lines):
        return 0, True
    wide = [k for k, line in enumerate(lines) if _is_wide(line, printed)]
    long = [k for k, line in enumerate(lines) if unfinished[k] and line_width(line, printed, True) >= 2 * LEAST]
    if len(long) <= SURE * len(set(long).intersection(wide)):
        full, columns = _measure_alike([lines[k] for k in wide], [unfinished[k] for k in wide], plain, printed)
        if full or len(wide) == len(lines):
            return full, columns
    return _measure_alike(lines, unfinished, plain, printed)


def _measure_alike(lines: Sequence[Line], unfinished: Sequence[bool], plain: str, printed: str) -> tuple[int, bool]:
    sized = [line_width(line, printed, False) for line in lines], [line_width(line, printed, True) for line in lines]
    full, columns = _find_width(*sized, unfinished, LEAST)
    if not full:
        full, columns = _find_width(*sized, unfinished, NARROW)
        full = full if _is_broken(lines, plain, sized[columns], full) else 0
    return (full, columns) if full else (_find_few(lines, plain, sized[1], unfinished), True)


def _is_wide(line: Line, printed: str) -> bool:
    text = printed[line.start : line.end]
    return len(text.encode("ascii", "ignore")) * LATIN <= len(text)


def line_fill(line: Line, page: Page) -> int:
    """How much of its page a line fills, in per cent; 0 where lines are not wrapped."""
    if line.marks.fill or not page.full:
        return line.marks.fill
    return line_width(line, page.printed, page.columns) * 100 // page.full


def line_room(line: Line, page: Page) -> int:
    """How much room is left on a line, in the unit of its page."""
    return page.edge - line_width(line, page.printed, page.columns) if page.edge else 0


def first_width(page: Page, start: int) -> int:
    """The room that what stands at a place would take at the end of a line: a character, or a word or number whole."""
    word = _WORD.match(page.printed, start)
    if word is not None:
        return len(word[0])
    return 2 if page.columns and not page.printed[start].isascii() else 1


def line_width(line: Line, printed: str, columns: bool) -> int:
    """The width of a line with its indent, in half-width columns or in characters."""
    length = line.end - line.start
    if not columns:
        return length + (line.indent + 1) // 2
    return line.indent + 2 * length - len(printed[line.start : line.end].encode("ascii", "ignore"))


def _find_width(widths: Sequence[int], columns: Sequence[int], unfinished: Sequence[bool],
                least: int) -> tuple[int, bool]:
    """The width of full lines of at least so many characters, and whether it counts columns."""
    full = _exact_width(widths, unfinished, least)
    return (full, False) if full else (_ragged_width(columns, unfinished, least), True)


def _exact_width(widths: Sequence[int], unfinished: Sequence[bool], least: int) -> int:
    """The number of characters at which all full lines were cut, or 0."""
    counts = Counter(w for w, open_ in zip(widths, unfinished, strict=True) if open_ and least <= w <= MOST)
    if not counts:
        return 0
    width, inside = max(counts.items(), key=lambda pair: (pair[1], pair[0]))
    near = counts[width - 1] + counts[width - 2] + counts[width - 3]
    above = sum(w > width for w in widths)
    finished = sum(w == width for w in widths) - inside
    return width if inside >= max(FEWEST, 6 * near, 12 * above, 2 * finished) else 0


def _ragged_width(widths: Sequence[int], unfinished: Sequence[bool], narrowest: int) -> int:
    """The least width in columns of the lines that fill a page set in a proportional face, or 0."""
    counts = Counter(w for w, open_ in zip(widths, unfinished, strict=True) if open_ and 2 * narrowest <= w <= 2 * MOST)
    every = Counter(widths)
    best = (0, 0)
    for least in counts:
        inside = sum(counts[w] for w in range(least, least + SPREAD))
        if inside < FEWEST or (inside, least) <= best:
            continue
        total = sum(every[w] for w in range(least, least + SPREAD))
        above = sum(times for w, times in every.items() if w >= least + SPREAD + 3)
        if inside >= 3 * above and inside * 10 >= total * 6:
            best = (inside, least)
    inside, least = best
    return next((w for w in range(least, least + SPREAD) if counts[w] * RARE >= inside), least)


def _find_few(lines: Sequence[Line], plain: str, widths: Sequence[int], unfinished: Sequence[bool]) -> int:
    """The least width in columns of the widest lines, where all of them break off a sentence, or 0."""
    widest = max(widths, default=0)
    wide = [k for k, width in enumerate(widths) if width > widest - CLOSE]
    broken = all(unfinished[k] and plain[lines[k].end - 1] not in ")]】"
                 and _INSIDE.search(plain, lines[k].start + 1, lines[k].end - 1) for k in wide)
    return min(widths[k] for k in wide) if 2 * LEAST <= widest <= 2 * MOST and len(wide) >= 2 and broken else 0


def _is_broken(lines: Sequence[Line], plain: str, widths: Sequence[int], full: int) -> bool:
    """Whether lines as wide as the page are parts of sentences."""
    wide = [line for line, width in zip(lines, widths, strict=True) if full <= width <= full + SPREAD]
    inside = sum(_INSIDE.search(plain, line.start + 1, line.end - 1) is not None for line in wide)
    return inside * BROKEN >= len(wide)


def _find_edge(lines: Sequence[Line], page: Page, unfinished: Sequence[bool]) -> int:
    """The greatest width with which hardly a line that breaks off had room for the first character of the next."""
    if not page.full:
        return 0
    reached = []
    for open_, (line, after) in zip(unfinished, pairwise(lines), strict=False):
        width = line_width(line, page.printed, page.columns)
        if open_ and page.full <= width:
            reached.append(width + first_width(page, after.start))
    return sorted(reached)[len(reached) // RARE] - 1 if reached else 0


def _paragraph_indent(indents: Counter[int], lines: int) -> int:
    if len(indents) < 2:
        return 0
    base = min(indents)
    deeper = sum(times for indent, times in indents.items() if indent >= base + 2)
    return base + 2 if lines * 0.03 <= deeper <= lines * 0.97 else 0


def _gaps_inform(lines: Sequence[Line], page: Page, unfinished: Sequence[bool]) -> bool:
    """Blank lines say nothing where lines that go on have them too."""
    fills = [line_fill(line, page) for line in lines]
    parted = [after.gap > 0 for fill, open_, after in zip(fills, unfinished, lines[1:], strict=False)
              if fill >= 100 and open_]
    return not any(fills) or sum(parted) * 2 < len(parted)
