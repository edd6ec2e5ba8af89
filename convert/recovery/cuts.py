"""Cuts: the places inside a line where something else might begin, each with what that would be."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from convert.chinese.lexicon import Pattern
from convert.recovery.openers import GLUED, TITLED
from convert.recovery.page import ROLL, is_inner_gap
from convert.recovery.phrases import BODY, is_name
from convert.span import Span

COLLECTION = 4
"""So many titles with a name behind one space, or verses with a note, make a collection of them."""

TURNS = 3
"""So many times a label has to stand behind a full stop to be that of a speaker."""

MANY = 200
"""Characters of a line that may hold a paper with its addressee and signature."""

ADDRESS = 120
"""Characters that those may have to whom a paper is sent, behind its number on one line."""

LONG = 120
"""Characters of a line whose wide gaps stand for the ends of paragraphs."""

_SPEAKER = re.compile(r"[。!?”』…)] {0,4}(?=([^\W\d_]{1,6}) ?\d{0,3}:(?!//))")
_ASKED = re.compile(r"[。!?”…] {0,4}(?=(?:问|答|记者|主持人)[:])")
_TOLD = Pattern("(?:{told}|{chant})$")
"""What ends a label that tells of words or announces verse: no speaker's."""

_COUNT = Pattern(r"[{counting}]+(?=.)")
_YEAR = r"(?:\d{4}|[一二][{ordinal}千○]{3}|二[○〇零O][{ordinal}千○O]{2})"
_DATE = _YEAR + r" ?年 ?[{ordinal}千\d]{1,3} ?月 ?[{ordinal}千\d]{1,3} ?日"
_SIGNED = Pattern(rf"(?<=[。!;”)]) *(?=[^。!?;,:]{{2,40}}{_DATE}$)|(?<=[^\W\d_ ]) *(?={_DATE}$)")
_CLOSED_OFFICE = Pattern(
    rf"(?<=[。!;”)]) *([^\W\d_]{{2,24}}{{body}})({_DATE}) *(\([^()]{{2,12}}\))?(?=[( ]|附件|$|(?<=\)))")
"""Who signed, when, and to whom it is open, behind the last sentence of a paper with another on the same line."""

_ADDRESSED = Pattern(
    r"(?:各[^。:]{4,110}(?:单位|部门|企业|机构|\)|{body}|[{department}])"
    r"|[^。:]{0,40}(?:{body}|[{department}]|同志|先生|女士)):(?=[^\W\d_])")
_GAP = Pattern(r"(?<=[。!?;:”)\]】])(?: {2,}|\t+)")
_WIDE = re.compile(r" {2,}")
_DASH = Pattern(r"(?<=[^\W_”》])(?:——|--|―+)(?=(?:\d{4}|[一二]○?[{counting}〇零○]{2,3})年|{inscription})")
_SPOKEN = Pattern(r"(?<=[^\W_]) (?=(?:[^\W\d_]{0,6}{office}|大法官) +[{surname}][^\W\d_]{1,3}$)")
"""Who spoke or wrote, by office and name, behind a title and a space."""

_OCCASION = Pattern(r"(?<=[会式坛议]上) *(?=[^\W\d_]{0,14}[长理席记任] ?[^\W\d_]{1,2} ?[^\W\d_]{1,2}$)")
_NUMBER = Pattern(
    r"(?:^|(?<=[\n\r ])|(?<=[告知见定函复报令])(?![函知告]))[^\W\d_]{2,8}[发函办字令文政]?[^\W\d_]{0,3} ?"
    r"[〔\[(【] ?(?:19|20)\d\d ?年?[〕\])】] ?第? ?\d{1,5} ?号")
_STAMP = re.compile(
    r"(?:^|(?<=[\n\r ]))\d{4}(?:[-/.]\d{1,2}[-/.]|年\d{1,2}月)\d{1,2}日?(?: {1,3}\d{1,2}:\d{2}(?::\d{2})?)?(?= |$)")
_NOTE = Pattern(r"(?<=[。!?”;]) *(?=[(\[【]{provenance}[^()\[\]【】]{0,60}[)\]】]$)")
_CREDIT = Pattern(r"(?<=[。!?”;]) *(?=\(([^\W\d_]{2,24})\)$)")
_HISTORY = Pattern(rf"(?<=[^\W_》])(?=\((?:{_YEAR}年|\d{{4}}[-.])[^()]{{6,}})")
_NAMED = re.compile(r"[^ ]{1,24} ([^\W\d_]{2,4})(?: ?\([^()]{1,12}\))?")
"""A title with a name behind one space, as collections of poems print them."""

_CLOSED = Pattern(r"(?<=[。!?”]) *(?=\([^()]{2,240}\)$)")
_COLUMN = re.compile(r"[^\W\d_]{2,4}|[^\W\d_] [^\W\d_]")
"""What may stand in a column of its own behind a title: a name."""

_COUPLET = re.compile(r"(?:[^\W\d_]{5},[^\W\d_]{5}|[^\W\d_]{7},[^\W\d_]{7})[。?!.;]")
"""Two verses of five or seven syllables on one line."""

ABOVE = 60
"""Characters before a line among which the one above it ends."""

Place = tuple[int, str]
"""A place in the text, and what would begin there: opener, turn, signed, bracket, gap, column, stamp, dash, occasion,
number, address, twice, verse."""


def find_glued(plain: str) -> list[Place]:
    """Where an opener or a speaker's turn may stand inside a line, in the whole text, in order."""
    turns = {*(match.end() for match in _ASKED.finditer(plain)), *_find_turns(plain)}
    openers = {*(match.end() for match in GLUED.finditer(plain)), *_find_titled(plain)} - turns
    return sorted([*((place, "turn") for place in turns), *((place, "opener") for place in openers)])


def _find_titled(plain: str) -> set[int]:
    if "章" not in plain:
        return set()
    return {place for match in TITLED.finditer(plain) for place in match.span()}


def _find_turns(plain: str) -> set[int]:
    """Where somebody begins to speak inside a line, under a label that recurs and neither tells of words nor sings."""
    found = list(_SPEAKER.finditer(plain)) if ":" in plain else []
    labels = [_COUNT.sub("", match[1]) for match in found]
    times = Counter(label for label in labels if _TOLD.search(label) is None)
    return {match.end() for match, label in zip(found, labels, strict=True) if times[label] >= TURNS}


def find_named(plain: str, lines: Iterable[Span]) -> list[Place]:
    """Where names stand behind titles, and notes in brackets behind verse, in a text that does so again and again."""
    lines = list(lines)
    names = [match.start(1) for start, end in lines if end - start <= 42 and plain.find(" ", start, end) > 0
             if (match := _NAMED.fullmatch(plain, start, end)) is not None and is_name(match[1])]
    notes = [match.end() for start, end in lines if plain[end - 1] == ")" and 12 < end - start <= 300
             for match in _CLOSED.finditer(plain, start, end)]
    return sorted((place, why) for places, why in ((names, "column"), (notes, "bracket")) if len(places) >= COLLECTION
                  for place in places)


def find_cuts(plain: str, start: int, end: int) -> Iterator[Place]:
    """The places in a line where anything but an opener or a fact might begin."""
    for finder in _FINDERS:
        yield from finder(plain, start, end)


def _find_closings(plain: str, start: int, end: int) -> Iterator[Place]:
    """A signature, a date or a note in brackets behind the last sentence."""
    if plain[end - 1] not in "日)]】" or end - start <= 8:
        return
    low = max(start + 1, end - 70)
    for match in _SIGNED.finditer(plain, low, end):
        if match.end() > start:
            yield match.end(), "signed"
    for match in _NOTE.finditer(plain, low, end):
        yield match.end(), "bracket"
    for match in _CREDIT.finditer(plain, low, end):
        if is_name(match[1]) or BODY.fullmatch(match[1]):
            yield match.end(), "bracket"


def _find_gaps(plain: str, start: int, end: int) -> Iterator[Place]:
    """Wide gaps behind a sentence, before a name, or between the parts of a long line."""
    if "  " not in plain[start:end] and "\t" not in plain[start:end]:
        return
    for match in _GAP.finditer(plain, start, end):
        if plain[match.start() - 1] not in ")]】" or end - start > 60:
            yield match.end(), "gap"
    gaps = list(_WIDE.finditer(plain, start, end))
    if end - start <= 60 and len(gaps) == 1 and _COLUMN.fullmatch(plain, gaps[0].end(), end):
        yield gaps[0].end(), "column"
    elif end - start > LONG and (end - start) / (len(gaps) + 1) > ROLL:
        yield from ((match.end(), "gap") for match in gaps if not is_inner_gap(plain, match.start()))


def _find_offices(plain: str, start: int, end: int) -> Iterator[Place]:
    """The addressee that opens, and the signature and date that close, papers whose line ends were lost."""
    if end - start <= MANY:
        return
    address = _ADDRESSED.match(plain, start, end)
    if address is not None:
        yield address.end(), "address"
    for match in _CLOSED_OFFICE.finditer(plain, start, end):
        yield from ((match.start(group), "signed") for group in (1, 2, 3) if match[group])
        yield match.end(), "signed"


def _find_stamps(plain: str, start: int, end: int) -> Iterator[Place]:
    """A date with its hour, as sites print it."""
    if end - start > 80 or not (plain[start].isdigit() or " 20" in plain[start:end] or " 19" in plain[start:end]):
        return
    for match in _STAMP.finditer(plain, start, end):
        yield match.start(), "stamp"
        yield match.end(), "stamp"


def _find_heads(plain: str, start: int, end: int) -> Iterator[Place]:
    """What stands behind a title on its line: a subtitle, who spoke, the history of an act."""
    words = plain[start:end] if end - start <= 90 else ""
    for match in _DASH.finditer(plain, start + 2, end) if "—" in words or "--" in words or "―" in words else ():
        yield match.start(), "dash"
    for match in _OCCASION.finditer(plain, start + 4, end) if "上" in words else ():
        yield match.end(), "occasion"
    for match in _SPOKEN.finditer(plain, start + 4, end) if " " in words else ():
        yield match.end(), "column"
    for match in _HISTORY.finditer(plain, start + 4, min(end, start + 60)) if "(" in words else ():
        yield match.start(), "bracket"


def _find_numbers(plain: str, start: int, end: int) -> Iterator[Place]:
    """The number of a document, and the text behind the addressee where a long line holds all of them."""
    size = end - start
    if plain.find("号", start, start + 120) < 0 or (plain[start : start + 120].find("〔") < 0 and size > 90):
        return
    for match in _NUMBER.finditer(plain, start, min(end, start + 140)):
        yield match.start(), "number"
        yield match.end(), "number"
        colon = plain.find(":", match.end(), match.end() + ADDRESS)
        if colon > 0 and size > 90:
            yield colon + 1, "address"


def _find_couplets(plain: str, start: int, end: int) -> Iterator[Place]:
    """The text behind a couplet on its line, below another couplet or below what announces one."""
    couplet = _COUPLET.match(plain, start, end)
    if couplet is None or couplet.end() >= end:
        return
    above = plain[max(0, start - ABOVE) : start].rstrip()
    if above.endswith(":") or _COUPLET.fullmatch(above[above.rfind("\n") + 1 :].lstrip()) is not None:
        yield couplet.end(), "verse"


def _find_twice(plain: str, start: int, end: int) -> Iterator[Place]:
    """Where a text that is printed twice on one line begins again."""
    if not 8 <= end - start <= 200:
        return
    words = plain[start:end]
    half = len(words) // 2
    for middle in (half, half + len(words) % 2):
        first, second = words[:middle].strip(" 。"), words[middle:].strip(" 。")
        if first == second and len(first) >= 5:
            yield start + middle, "twice"
            return


_FINDERS: tuple[Callable[[str, int, int], Iterator[Place]], ...] = (
    _find_closings, _find_offices, _find_gaps, _find_stamps, _find_heads, _find_numbers, _find_couplets,
    _find_twice)
"""What looks for places; where two find one, the first says what begins there."""


_LETTER = re.compile(r"[^\W_]")


def part_line(plain: str, bounds: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The parts between places, white space at their edges left out; marks alone go with the part before."""
    held: tuple[int, int] | None = None
    for place, after in pairwise(bounds):
        low, high = _trim(plain, place, after)
        if low >= high:
            continue
        if held is not None and not (_LETTER.search(plain, low, high) and _LETTER.search(plain, *held)):
            held = (held[0], high)
            continue
        if held is not None:
            yield held
        held = (low, high)
    if held is not None:
        yield held


def _trim(plain: str, low: int, high: int) -> tuple[int, int]:
    while low < high and plain[low] in " \t":
        low += 1
    while high > low and plain[high - 1] in " \t":
        high -= 1
    return low, high
