"""Furniture: running heads and feet and page numbers, by their place and by what repeats over the pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import takewhile

from convert.chinese.lexicon import Pattern
from convert.formats.pdf.reading.drawings import Area
from convert.formats.pdf.reading.measure import Body
from convert.formats.pdf.reading.rows import Row

ROWS = 3
"""How many rows from the head or foot of a page may be furniture."""
SHARE = 0.2
"""Share of pages on which the same must stand at the same place."""
CONSTANT = 0.5
"""Share of pages on which the first or last row stands at one place, whatever it says."""
PAGES = 4
"""Pages from which place alone tells."""
APART = 1.35
"""Distance to the text, in leadings, of a head that is told by its place alone."""
ACROSS = 0.8
"""Width of a rule below a head, as a share of that of the text."""
_THROUGH = 0.3
"""How far a rule may stand above the base line of the text that it closes, in em: it may strike its descenders."""
_ALIKE = 3.0
"""Points within which places are the same."""
_OTHER = 0.04
"""Share by which type of another size differs."""
_FOOT = 0.12
"""Share of the height of a page in which a lone page number stands."""
_NUMBER = Pattern("[0-9０-９]+|(?<![A-Za-z])[ivxlIVXL]+(?![A-Za-z])|[{hundreds}]+(?=页|頁| *$)")
_LONE = re.compile("[-–—―·•. \u3000第]*[0-9０-９]{1,4}[-–—―·•. \u3000页頁]*")


def mark_furniture(pages: Sequence[Sequence[Row]], heights: Sequence[tuple[float, float]],
                   rules: Sequence[Sequence[Area]], body: Body) -> None:
    """Gives furniture the role `running`; `heights` are foot and head of each page, `rules` those that lie."""
    edges = [_find_edges(rows) for rows in pages]
    _mark_alike(edges, len(pages))
    _mark_above_rules(pages, rules)
    if len(pages) >= PAGES:
        _mark_constant(edges, body)
    _mark_skewed(pages)
    for (_, feet), (low, high) in zip(edges, heights, strict=True):
        for row in feet[:1]:
            if _LONE.fullmatch(row.text) and row.base < low + _FOOT * (high - low):
                row.facts["role"] = "running"


def _find_edges(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The rows nearest to head and foot, from outside in."""
    free = sorted((row for row in rows if not (row.facts.get("table") or row.facts.get("paragraph")
                                             or row.facts.get("skewed"))),
                  key=lambda row: -row.base)
    return _take(free), _take(free[::-1])


def _take(rows: Sequence[Row]) -> list[Row]:
    """The rows at the first places; what is level stands at one."""
    taken: list[Row] = []
    places = 0
    for row in rows:
        if not taken or abs(taken[-1].base - row.base) > _ALIKE:
            places += 1
        if places > ROWS:
            break
        taken.append(row)
    return taken


def _mark_alike(edges: Sequence[tuple[list[Row], list[Row]]], pages: int) -> None:
    """Rows that say the same but for numbers at the same place, with nothing else between them and the edge."""
    repeated = {row for side in (0, 1) for row in _find_repeated([both[side] for both in edges], pages)}
    for both in edges:
        for rows in both:
            for row in takewhile(repeated.__contains__, rows):
                row.facts["role"] = "running"


def _find_repeated(edges: Sequence[list[Row]], pages: int) -> Iterator[Row]:
    alike: defaultdict[str, list[Row]] = defaultdict(list)
    for rows in edges:
        for row in rows:
            alike[_NUMBER.sub("#", "".join(row.text.split()))].append(row)
    for text, rows in alike.items():
        if text.strip("#") or len({row.text for row in rows}) > 1:
            for group in _group_places(rows):
                if len({row.page for row in group}) >= max(2, SHARE * pages):
                    yield from group


def _group_places(rows: list[Row]) -> list[list[Row]]:
    groups: list[list[Row]] = []
    for row in sorted(rows, key=lambda row: row.base):
        if groups and row.base - groups[-1][-1].base <= _ALIKE:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _mark_constant(edges: Sequence[tuple[list[Row], list[Row]]], body: Body) -> None:
    """Heads that say another thing on each page, as the title of a chapter: at one place, apart, of another type."""
    for side in (0, 1):
        first = [both[side] for both in edges if both[side]]
        for group in _group_places([rows[0] for rows in first]):
            places = {row.page: row for row in group}
            apart = [rows for rows in first if rows[0].page in places and len(rows) > 1
                     and _distance(rows) > APART * body.leading and _is_other(rows[0], body)]
            if len(group) < max(PAGES, CONSTANT * len(edges)) or len(apart) < 0.8 * len(group):
                continue
            for rows in apart:
                for row in rows:
                    if abs(row.base - rows[0].base) <= _ALIKE and row.x1 - row.x0 < 0.7 * row.frame.width:
                        row.facts["role"] = "running"


def _mark_above_rules(pages: Sequence[Sequence[Row]], rules: Sequence[Sequence[Area]]) -> None:
    """Heads above a rule that runs across the text at one place of most pages."""
    heads = [_find_ruled_off(rows, level) for rows, level in zip(pages, rules, strict=True)]
    places = [place for place, _ in filter(None, heads)]
    for head in filter(None, heads):
        alike = sum(abs(head[0] - place) <= _ALIKE for place in places)
        if alike >= max(2, CONSTANT * len(pages)):
            for row in head[1]:
                row.facts["role"] = "running"


def _find_ruled_off(rows: Sequence[Row], rules: Sequence[Area]) -> tuple[float, list[Row]] | None:
    """The place of the uppermost rule across a page below few rows of text, and those; none above a table."""
    text = sorted((row for row in rows if not row.facts.get("skewed")), key=lambda row: -row.base)
    if not text:
        return None
    width = max(row.x1 for row in text) - min(row.x0 for row in text)
    place = max((rule.y0 for rule in rules if rule.width >= ACROSS * width), default=0.0)
    above = [row for row in text if row.base + row.size * _THROUGH > place]
    plain = all(not (row.facts.get("table") or row.facts.get("paragraph")) for row in above)
    if not above or not plain or len(_take(above)) < len(above) or len(above) == len(text):
        return None
    return None if text[len(above)].facts.get("table") else (place, above)


def _is_other(row: Row, body: Body) -> bool:
    """Whether a row is in smaller type than the body, or in another face; larger type is a heading."""
    smaller = row.size < (1 - _OTHER) * body.size
    return smaller or (row.face != body.face and row.size < (1 + _OTHER) * body.size and not row.text.isascii())


def _distance(rows: Sequence[Row]) -> float:
    return next((abs(rows[0].base - row.base) for row in rows if abs(rows[0].base - row.base) > _ALIKE), 0.0)


def _mark_skewed(pages: Sequence[Sequence[Row]]) -> None:
    """Watermarks: what runs aslant on several pages."""
    known: defaultdict[str, list[Row]] = defaultdict(list)
    for rows in pages:
        for row in rows:
            if row.facts.pop("skewed", False):
                known[row.text].append(row)
    for same in known.values():
        if len({row.page for row in same}) > 1:
            for row in same:
                row.facts["role"] = "running"
