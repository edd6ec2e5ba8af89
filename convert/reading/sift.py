"""Sifting: lines that are no part of the document: page furniture, buttons, counters, previews, injected adverts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from itertools import accumulate
from typing import NamedTuple

from convert.chinese.folding import bare
from convert.chinese.lexicon import Pattern
from convert.reading.lines import BREAK, Line
from convert.reading.reflow import Block, Layout, ends_sentence, join_blocks, line_width, slice_block
from convert.reading.roles import ACT
from convert.reading.rules.noise import find_injected, match_noise
from convert.tree.record import Excision

FURNITURE_MOST = 40
"""A running head has no more characters."""

PREVIEW_LEAST = 30
"""So many letters of the text printed again make a preview."""


class Sifted(NamedTuple):
    """The lines that remain, what was cut, and the starts of lines that a cut stands right before."""

    lines: list[Line]
    cuts: list[Excision]
    noisy: frozenset[int]


def sift(lines: Sequence[Line], plain: str, layout: Layout) -> Sifted:
    """Cuts page furniture everywhere and site furniture by whole line and place."""
    reasons: dict[int, str] = {}
    _mark_pages(lines, plain, reasons)
    _mark_previews(lines, plain, reasons)
    bounds = _text_bounds(lines, plain, layout, reasons)
    _mark_noise(lines, plain, reasons, bounds)
    kept: list[Line] = []
    noisy: set[int] = set()
    for index, line in enumerate(lines):
        if index in reasons:
            continue
        gap = line.gap
        if index - 1 in reasons:
            inside = bounds[0] < index <= bounds[1]
            paged = reasons[index - 1] in _PAGE
            apart = paged and layout.gaps and kept and ends_sentence(plain[kept[-1].start : kept[-1].end])
            gap = line.gap if apart else 0 if inside or paged else BREAK
            if not (inside or paged):
                noisy.add(line.start)
        kept.append(line._replace(gap=gap))
    cuts = [Excision(((lines[index].start, lines[index].end),), reason) for index, reason in sorted(reasons.items())]
    return Sifted(kept, cuts, frozenset(noisy))


_NUMBER = "noise/page-number"
_HEAD = "noise/running-head"
_PAGE = frozenset({_NUMBER, _HEAD})

_PAGE_NUMBER = Pattern(
    r"(?!0\d$)(?:[-—–─·~]{1,3} ?)?(?:第 ?)?(\d{1,5}) ?(?:页)?(?: ?[-—–─·~]{1,3})?"
    r"(?: ?[/,，] ?(?:共 ?)?\d{1,4} ?页?)?|第 ?[{counting}百]{1,4} ?页|[Pp](?:age)?\.? ?\d{1,4}"
)


def _mark_pages(lines: Sequence[Line], plain: str, reasons: dict[int, str]) -> None:
    """Page numbers that rise, and the running heads beside them."""
    short = {i: plain[line.start : line.end] for i, line in enumerate(lines) if line.end - line.start <= FURNITURE_MOST}
    numbers = {i: match for i, words in short.items() if (match := _PAGE_NUMBER.fullmatch(words))}
    opening = [_skeleton(plain[line.start : line.end]) for line in lines[:8]]
    running = _numbered_heads(short, opening)
    if not numbers and not running:
        return
    rising = _rising([(i, int(match[1])) for i, match in numbers.items() if match[1]])
    explicit = {i for i in numbers if not short[i].isdigit() and "/" not in short[i]}
    beside = {j for i in {*rising, *explicit} for j in (i - 1, i + 1) if j in short and j not in numbers}
    running |= _heads_beside(beside, short, opening)
    for i in numbers:
        pair = any(j in short and _skeleton(short[j]) in running for j in (i - 1, i + 1))
        if pair or (i in rising and (len(rising) >= 3 or i in explicit)) or (i in explicit and _dashed(short[i])):
            reasons[i] = _NUMBER
    printed = set(opening)
    for i, words in short.items() if running else ():
        first = i < len(opening) and i not in beside and _skeleton(words) in printed
        if _skeleton(words) in running and i not in reasons and not first:
            reasons[i] = _HEAD


def _heads_beside(beside: Set[int], short: dict[int, str], opening: Sequence[str]) -> set[str]:
    """Lines beside page numbers that stand there more often than elsewhere, or repeat the headline."""
    if not beside:
        return set()
    everywhere = Counter(_skeleton(words) for words in short.values())
    there = Counter(_skeleton(short[j]) for j in beside)
    often = {words for words, times in there.items() if words and times >= 2 and times * 2 >= everywhere[words]}
    return often | {_skeleton(short[j]) for j in beside if len(short[j]) > 3 and _repeats(short[j], opening[:j])}


def _repeats(words: str, opening: Sequence[str]) -> bool:
    """A line beside a page number that opens like one of the first lines above it repeats the headline."""
    return any(line.startswith(_skeleton(words)) for line in opening)


def _numbered_heads(short: dict[int, str], opening: Sequence[str]) -> set[str]:
    """Running heads with the page number in them: the headline's beginning, or the same words three times."""
    numbers: dict[str, list[int]] = {}
    repeats: set[str] = set()
    for index, words in short.items():
        match = _HEAD_NUMBER.fullmatch(words)
        if match is None:
            continue
        base = _skeleton(match[1] or match[4])
        numbers.setdefault(_skeleton(words), []).append(int(match[2] or match[3]))
        if len(base) >= 4 and any(line.startswith(base) for line in opening[:index]):
            repeats.add(_skeleton(words))
    often = {words for words, values in numbers.items() if len(values) >= 3 and len(bare(words)) >= 5
             and values == sorted(set(values))}
    return often | repeats


_HEAD_NUMBER = re.compile(
    r"(.{3,35}?)(?: {1,4}| ?[·|—–-]{1,2} ?)(\d{1,4})|(\d{1,4})(?: {1,4}| ?[·|—–-]{1,2} ?)(.{2,34}[^\d])"
)


def _dashed(words: str) -> bool:
    return words[0] in "-—–─" and words[-1] in "-—–─"


def _skeleton(words: str) -> str:
    """A line without its digits and white space: running heads differ in nothing else."""
    return _DIGITS.sub("", words)


_DIGITS = re.compile(r"[\d\s]+")


def _rising(numbered: Sequence[tuple[int, int]]) -> set[int]:
    """The lines of the longest run of numbers that rise by one or a little more."""
    best: list[int] = []
    run: list[int] = []
    last = -1
    for line, number in numbered:
        if not (run and last < number <= last + 2):
            run = []
        run.append(line)
        last = number
        if len(run) > len(best):
            best = list(run)
    return set(best) if len(best) >= 2 else set()


def _mark_noise(lines: Sequence[Line], plain: str, reasons: dict[int, str], bounds: tuple[int, int]) -> None:
    """Lines that a rule of the table names, and short ones shut in between them."""
    first, last = bounds
    for index, line in enumerate(lines):
        if index in reasons or line.hint[:1] == "h":
            continue
        rule = match_noise(plain[line.start : line.end])
        if rule is not None and _in_zone(rule.zone, index, first, last):
            reasons[index] = rule.id
    outside = [*range(first), *range(last + 1, len(lines))]
    _mark_strays(outside, lines, plain, reasons)
    _mark_brackets(lines, plain, reasons)
    _mark_enclosed(range(first), lines, plain, reasons)
    _mark_enclosed(range(last + 1, len(lines)), lines, plain, reasons)
    _mark_after(range(last + 1, len(lines)), reasons)


def _in_zone(zone: str, index: int, first: int, last: int) -> bool:
    """Whether a rule of this zone counts at a line; see `rules/noise.toml`."""
    before, behind = index < first, index > last
    return {"any": True, "head": before, "tail": behind, "edge": before or behind}.get(zone, False)


def _text_bounds(lines: Sequence[Line], plain: str, layout: Layout, reasons: dict[int, str]) -> tuple[int, int]:
    """Indexes of the first and last line that surely belong to the text; the whole file where no line does."""
    prose = [i for i, line in enumerate(lines) if i not in reasons
             and (_is_text(plain[line.start : line.end]) or _fills(line, plain, layout))]
    return (prose[0], prose[-1]) if prose else (0, len(lines) - 1)


def _fills(line: Line, plain: str, layout: Layout) -> bool:
    """A line that a margin broke belongs to a paragraph, however short it is."""
    return 0 < layout.full <= line_width(line, plain, layout.columns) and "," in plain[line.start : line.end]


def _is_text(words: str) -> bool:
    return (len(words) > 24 and ("。" in words or words[-1] in ",、")) or len(words) > 60


_CRUMB = re.compile(r"[>»›→/|·]+")


def _mark_strays(zone: Sequence[int], lines: Sequence[Line], plain: str, reasons: dict[int, str]) -> None:
    """Lines without a letter or digit, and the last crumb of a breadcrumb printed one crumb a line."""
    for index in zone:
        line = lines[index]
        words = plain[line.start : line.end]
        if line.hint:
            continue
        if not bare(words):
            reasons.setdefault(index, "marker/stray")
        elif index and len(words) <= 10 and _CRUMB.fullmatch(plain[lines[index - 1].start : lines[index - 1].end]):
            reasons.setdefault(index, "noise/breadcrumb")


def _mark_brackets(lines: Sequence[Line], plain: str, reasons: dict[int, str]) -> None:
    """【字号: / 加大 / 还原 / 】: a bracket that opens on one line and closes some lines below."""
    for index, line in enumerate(lines):
        words = plain[line.start : line.end]
        if words[0] not in "【[" or "】" in words or "]" in words or len(words) > 10:
            continue
        for end in range(index + 1, min(index + 8, len(lines))):
            inner = plain[lines[end].start : lines[end].end]
            if len(inner) > 8:
                break
            if inner[-1] in "】]":
                for i in range(index, end + 1):
                    reasons.setdefault(i, "noise/bracketed-buttons")
                break


def _mark_enclosed(zone: range, lines: Sequence[Line], plain: str, reasons: dict[int, str]) -> None:
    """Up to three short lines between two of noise are noise too: a crumb of a breadcrumb, a size to choose."""
    run: list[int] = []
    after_noise = False
    for index in zone:
        if index in reasons:
            if after_noise and run and len(run) <= 3:
                reasons.update((i, "noise/between-buttons") for i in run)
            run, after_noise = [], True
        elif _is_crumb(lines[index], plain):
            run.append(index)
        else:
            run, after_noise = [], False


def _is_crumb(line: Line, plain: str) -> bool:
    words = plain[line.start : line.end]
    return len(words) <= _CRUMB_MOST and not line.hint and (len(words) < 5 or not ACT.search(words))


_CRUMB_MOST = 10
"""A longer line between two buttons may be the title."""


def _mark_after(zone: range, reasons: dict[int, str]) -> None:
    """Behind the text, all that follows the first two lines of noise is noise."""
    tail = [i for i in zone if reasons.get(i, "").startswith("noise/") and reasons[i] not in _PAGE]
    if len(tail) >= 2 or any(reasons[i] == "noise/related-heading" for i in tail):
        for index in range(tail[0], zone.stop):
            reasons.setdefault(index, "noise/after-the-text")


def _mark_previews(lines: Sequence[Line], plain: str, reasons: dict[int, str]) -> None:
    """A long line that prints the beginning of the text again and breaks off."""
    broken = [i for i, line in enumerate(lines) if line.end - line.start >= PREVIEW_LEAST and i not in reasons
              and plain[line.start : line.end].endswith(("...", "…"))]
    if not broken:
        return
    texts = ["" if i in reasons else bare(plain[line.start : line.end]) for i, line in enumerate(lines)]
    starts, whole = _lay_out(texts)
    for index in broken:
        start, end = starts[index], starts[index + 1]
        first, last = whole[start : start + PREVIEW_LEAST], whole[max(start, end - PREVIEW_LEAST) : end]
        if end - start >= PREVIEW_LEAST and all(_stands_elsewhere(part, whole, start, end) for part in (first, last)):
            reasons[index], texts[index] = "noise/preview", ""
            starts, whole = _lay_out(texts)


def _lay_out(texts: Sequence[str]) -> tuple[list[int], str]:
    """Where each of several texts begins in all of them together, and those."""
    return list(accumulate(map(len, texts), initial=0)), "".join(texts)


def _stands_elsewhere(words: str, whole: str, start: int, end: int) -> bool:
    """Whether some words stand in a text without the line between two places of it."""
    seam = whole[max(0, start - len(words) + 1) : start] + whole[end : end + len(words) - 1]
    return whole.find(words, end) >= 0 or whole.find(words, 0, start) >= 0 or words in seam


def excise_adverts(blocks: Sequence[Block]) -> tuple[list[Block], list[Excision]]:
    """The blocks without adverts and watermarks injected into a sentence, and the cuts."""
    kept: list[Block] = []
    cuts: list[Excision] = []
    for block in blocks:
        found = list(find_injected(block.plain))
        for start, end, rule in reversed(found):
            cuts.append(Excision(slice_block(block, start, end).spans, rule.id))
            block = join_blocks(slice_block(block, 0, start), slice_block(block, end, len(block.text)))
        if block.text:
            kept.append(block)
    return kept, cuts
