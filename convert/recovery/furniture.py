"""Furniture that only the whole text shows: contents, page numbers, heads and feet of pages, lists of other pages."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from itertools import pairwise
from operator import itemgetter

from convert.chinese.folding import bare
from convert.chinese.lexicon import Pattern
from convert.recovery.atoms import Atom
from convert.recovery.rules.noise import NoiseRule
from convert.recovery.shapes import has_leaders

ENTRY, SHORT = 80, 40
"""Characters that an entry of a list of contents and a head of a page may have."""

LINKS = 12
"""So many lines a list of other pages may have."""

KNOWN, PART = 3, 10
"""So many lines of furniture before or behind a text, and one in so many there, make the others doubtful: of 2,250 such
lines in outlined texts half are furniture, of others before and behind texts one in thirteen. With a quarter of them
known 97 real texts that taught nothing are read .004 worse (mean F1 of blocks), with one in 24 .002."""

DUMPED = 2
"""So many lines that only printed pages have make one of a text; there it takes no more furniture than that."""

PROSE, NUMBERED, FOREIGN = 3, 1, -1
"""What a paragraph, a verse or number, and a line of furniture add to a stretch of text. Of 343 lines that these leave
outside the text of 667 documents, 272 are furniture."""

APART = 3
"""One in so many of the lines that a list of contents prints has text below it; the others have a heading."""

_LABEL = Pattern(r"{contents-title:spaced}[:]?")
_PAGE = re.compile(r"(?<![ .…·])[ .…·]*+(?:\d{0,4}|\(\d{1,4}\)|(?<=[ .…·])(?:[IVX]{1,5}|[ivx]{1,5}))$")
_EDIT = re.compile(r"^\d{1,2}(?:\.\d{1,2})* +(?=[^\W\d_])| *\[编辑\]$")
"""The number before an entry in the box of an encyclopedia, and the button behind its heading."""

_NUMBERED = Pattern(r"[(]?[{counting}\d]{1,3}[)、.]")
_PAGE_NUMBER = Pattern(
    r"(?!0\d$)(?:[-—–─·~]{1,3} ?)?(?:第 ?)?(\d{1,5}) ?(?:页)?(?: ?[-—–─·~]{1,3})?"
    r"(?: ?[/,，] ?(?:共 ?)?\d{1,4} ?页?)?|第 ?[{counting}百]{1,4} ?页|[Pp](?:age)?\.? ?\d{1,4}")
_ROMAN = Pattern(r"[IVXivxⅠ-Ⅻⅰ-ⅻ]{1,5}")
"""The number of a page before the text, as books and standards have them."""

_DIGITS = re.compile(r"[\d\s]+")
_OF_ALL = r"(?: ?[(/,，]? ?共 ?\d{1,4} ?页[)]?)?"
_HEAD_NUMBER = re.compile(
    rf"(.{{3,35}}?)(?: {{1,40}}| ?[·|—–-]{{1,2}} ?)(?:第 ?)?(\d{{1,4}})(?: ?页)?{_OF_ALL}(?: ?[·—–-]{{1,2}})?"
    r"|(?:[·—–-]{1,2} ?)?(\d{1,4})(?: {1,4}| ?[·|—–-]{1,2} ?)(.{2,34}[^\d])")
_DRESSED = Pattern(rf"[·—–-] ?\d{{1,4}} ?[·—–-]|第 ?\d{{1,4}} ?页{_OF_ALL}$")
"""The number of a page in the dress of one, at either end of a head."""

_DASHES = "-—–─"


def is_contents_label(plain: str) -> bool:
    """True for 目录 alone on a line."""
    return len(plain) < 16 and _LABEL.fullmatch(plain.strip("【】[]■◆")) is not None


def find_contents(atoms: Sequence[Atom]) -> frozenset[int]:
    """Lines that print the headings of the text before it, under 目录 or recurring below all together."""
    lines = [i for i, atom in enumerate(atoms) if atom.part == 0]
    entries = {i: _entry(atoms[i]) for i in lines}
    last = {entries[i]: i for i in lines if entries[i]}
    recurring = {i for i in lines if entries[i] and last[entries[i]] > i}
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, i in enumerate(lines):
        places[entries[i]].append(at)
    stops = [at for at, i in enumerate(lines) if len(atoms[i].plain) > ENTRY or atoms[i].plain[-1] in "。!?;"]
    found: set[int] = set()
    at = 0
    while at < len(lines):
        labelled = is_contents_label(atoms[lines[at]].plain)
        start = at + labelled
        first = entries[lines[start]] if labelled and start < len(lines) else ""
        end = returned = _find_return(places[first], stops, start) if first else start
        while end < len(lines) and (lines[end] in recurring
                                    or (labelled and entries[lines[end]] and has_leaders(atoms[lines[end]]))):
            end += 1
        below = [last[entries[i]] for i in lines[start:end] if i in recurring]
        behind = returned > start or all(i >= lines[min(end, len(lines) - 1)] for i in below)
        if end - start >= (2 if labelled else 3) and behind and (labelled or _are_apart(atoms, below)):
            found.update(i for k in range(start, end) for i in range(lines[k], _line_end(atoms, lines[k])))
        at = max(end, at + 1)
    return frozenset(found)


def _find_return(places: Sequence[int], stops: Sequence[int], start: int) -> int:
    """The line at which the first entry of a list of contents comes again behind short lines; else `start`.

    `places` are the lines of that entry, `stops` those that no list of contents has; both rise.
    """
    after, stop = bisect_right(places, start), bisect_right(stops, start)
    if after == len(places) or (stop < len(stops) and stops[stop] < places[after]):
        return start
    return places[after]


def _are_apart(atoms: Sequence[Atom], below: Sequence[int]) -> bool:
    """Whether text stands between the lines that recur, as below headings; else a passage is printed twice."""
    apart = sum(atoms[after].line != atoms[before].line + 1 for before, after in pairwise(below))
    return apart * APART >= len(below) - 1


def _line_end(atoms: Sequence[Atom], i: int) -> int:
    end = i + 1
    while end < len(atoms) and atoms[end].line == atoms[i].line:
        end += 1
    return end


def _entry(atom: Atom) -> str:
    plain = atom.plain
    if len(plain) > ENTRY or atom.fact is not None or atom.marks.table:
        return ""
    if _NUMBERED.match(plain) is None and (plain[-1] in "。!?:" or plain[0] == "("):
        return ""
    return bare(_PAGE.sub("", _EDIT.sub("", plain)) if not plain.isdigit() else plain)


def find_linked(atoms: Sequence[Atom], noises: Sequence[NoiseRule | None], prose: Sequence[bool], last: int
                ) -> frozenset[int]:
    """Short lines behind the text, of which the last atom is given, below a heading of furniture (往期推荐:)."""
    found: set[int] = set()
    left = 0
    for i in range(last + 1, len(atoms)):
        rule = noises[i]
        if rule is not None and rule.heads:
            left = LINKS
        elif left and rule is None and not prose[i] and len(atoms[i].plain) <= SHORT:
            found.add(i)
            left -= 1
        elif rule is None:
            left = 0
    return frozenset(found)


def find_stretch(sure: Sequence[int], numbered: Set[int], foreign: Set[int]) -> tuple[int, int] | None:
    """The first and the last atom that is surely text, of the stretch that has most text for the furniture in it.

    Comments and lists of other pages have prose too. `sure` rises; None where nothing is surely text.
    """
    best = (0, 0, 0)
    total, start = 0, 0
    for before, i in pairwise((-1, *sure)):
        between = range(before + 1, i)
        total += NUMBERED * sum(k in numbered for k in between) + FOREIGN * sum(k in foreign for k in between)
        if before < 0 or total < 0:
            total, start = 0, i
        total += PROSE + NUMBERED * (i in numbered)
        best = max(best, (total, start, i), key=itemgetter(0))
    return best[1:] if sure else None


def is_dumped(noises: Sequence[NoiseRule | None]) -> bool:
    """Whether a text is a page as a browser prints it."""
    return sum(rule is not None and rule.dump for rule in noises) >= DUMPED


def find_surrounded(sorts: Sequence[str], first: int, last: int, dumped: bool = False) -> frozenset[int]:
    """Atoms before and behind the text, `first` to `last`, among whose neighbours there many are furniture.

    None where a single paragraph is surely text: a page of figures has hardly more, and its words would be furniture.
    """
    if first == last:
        return frozenset()
    ends = (range(first), range(last + 1, len(sorts)))
    known = [sum(sorts[i] == "N" for i in end) for end in ends]
    least = [DUMPED if dumped else max(KNOWN, len(end) / PART) for end in ends]
    return frozenset(i for end, count, few in zip(ends, known, least, strict=True) if count >= few for i in end)


def find_furniture(atoms: Sequence[Atom]) -> tuple[frozenset[int], frozenset[int]]:
    """Page numbers that rise through the text, and the short lines beside them or with such numbers in them."""
    short = {i: atom.plain for i, atom in enumerate(atoms) if atom.part == 0 and len(atom.plain) <= SHORT}
    bases = {i: _DIGITS.sub("", plain) for i, plain in short.items()}
    heads = Counter(bases.values())
    recurring = {i for i, base in bases.items() if len(base) >= 3 and heads[base] >= 2}
    numbers = {i: match for i, plain in short.items() if (match := _PAGE_NUMBER.fullmatch(plain))}
    pages = _find_pages(short, numbers, recurring)
    bases = {i: base for i, base in bases.items() if i not in pages}
    beside = {j for i in pages for j in (i - 1, i + 1)}
    numbered = {i: match for i in bases if (match := _HEAD_NUMBER.fullmatch(short[i]))}
    running = {base for i, base in bases.items() if i in recurring and (i in beside or i in numbered)}
    counts = {i: match[2] or match[3] for i, match in numbered.items()} | {i: match[1] for i, match in numbers.items()}
    dressed = [(i, int(counts[i])) for i in sorted(counts) if counts[i] and _DRESSED.search(short[i])]
    counted = {bases[i] for i in numbered}
    found = {i for i, base in bases.items()
             if base in running and (i in beside or i in numbered or base not in counted)}  # else the title itself
    return pages, frozenset(found | _trusted(_rising(dressed), set()) - pages)


def _find_pages(short: Mapping[int, str], numbers: Mapping[int, re.Match[str]], recurring: Set[int]) -> frozenset[int]:
    """Page numbers among the short lines: in rising order, or between dashes; `recurring` may be heads of pages."""
    beside = {j for i in recurring for j in (i - 1, i + 1)} | {max(short, default=0)}  # the last page has no next
    headed = beside & short.keys()
    counted = [(i, int(match[1])) for i, match in numbers.items() if match[1]]
    rising = _trusted(_rising([(i, number) for i, number in counted if i in headed]), set()) or _rising(counted)
    if rising and _opens_sections(short, rising):
        return frozenset()
    explicit = {i for i in numbers if not short[i].isdigit() and "/" not in short[i]}
    dashed = {i for i in explicit if short[i][0] in _DASHES and short[i][-1] in _DASHES}
    pages = _trusted(rising, explicit | (rising if rising <= headed else set())) | dashed
    romans = {i for i in headed if _ROMAN.fullmatch(short[i])} if pages & headed else set()
    return frozenset(pages | romans)


def _opens_sections(short: Mapping[int, str], rising: Set[int]) -> bool:
    """Whether the first number is a bare 1 below a short line and above a longer one, as sections are numbered."""
    first = min(rising)
    return short[first] == "1" and first - 1 in short and first + 1 not in short


def _trusted(rising: Set[int], explicit: Set[int]) -> set[int]:
    """Numbers in rising order: three of them, or fewer where one is dressed as the number of a page."""
    return set(rising) if len(rising) >= 3 or rising & explicit else set()


def _rising(numbered: Sequence[tuple[int, int]]) -> set[int]:
    best: list[int] = []
    run: list[int] = []
    last = -1
    for i, number in numbered:
        if not (run and last < number <= last + 2):
            run = []
        run.append(i)
        last = number
        if len(run) > len(best):
            best = list(run)
    return set(best) if len(best) >= 2 else set()
