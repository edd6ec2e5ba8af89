"""Columns: the reading order of what stands on a page, by cuts between bands and along gutters (a recursive XY cut).

A page falls into bands between which no text stands. Bands that share a gutter are set in columns, if the lines on its
sides either fill their columns, as running text does, or are not level with each other; else they are rows of a table
or of a list, and stay together.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from convert.formats.pdf.reading.drawings import Area
from convert.formats.pdf.reading.glyphs import Segment
from convert.formats.pdf.reading.grids import Grid
from convert.formats.pdf.reading.rows import gather_rows

GUTTER = 0.7
"""Width of the narrowest gutter, in em; where marks hang into it (CLREQ, 3.1.5) it is half an em narrower."""
FOLD = 4.0
"""Width of a gap down the whole page, in em, that parts what stands beside it, whatever it is."""
FEWEST = 3
"""Lines that a column must have; those of a table are lines."""
FULL = 0.7
"""Share of the width of a column that its lines fill, on the average."""
HALF = 0.5
"""The same of the column that its lines fill least."""
NARROWEST = 7.0
"""Width of the narrowest column of running text, in em."""
EDGE = 1.5
"""White space to the right of a line that fills a column, in em."""
LEVEL = 0.5
"""Share of lines that are level with one of the next column, below which they are independent."""
INDEPENDENT = 5
"""Lines that independent columns must have."""
EVEN = 0.04
"""Share by which the distances of columns may differ."""
MOST = 12
"""Gutters that are looked at, the widest."""
DEEPEST = 8
"""Cuts within cuts."""
_CLOSE = 0.1
"""How much of its height a band may reach into the next, in em."""


class Region(NamedTuple):
    """Segments that are read from top to bottom, and the column they stand in."""

    segments: list[Segment]
    frame: Area
    column: bool
    """Whether other columns stand beside it."""


def find_regions(segments: Sequence[Segment], unit: float) -> list[Region]:
    """The regions of a page in reading order; `unit` is the size of its type in points."""
    return list(_cut(segments, unit, 0)) if segments else []


def _cut(segments: Sequence[Segment], unit: float, depth: int, pitches: Sequence[float] = ()) -> Iterator[Region]:
    """The regions of a part of a page; `pitches` are the distances of columns beside it."""
    frame = surround(segments)
    folds = [] if depth else _find_folds(segments, frame, unit)
    if folds:
        yield from _cut_parts(_divide(segments, folds), unit, depth)
        return
    groups = list(_group(_split_bands(segments, unit), frame, unit)) if depth < DEEPEST else [(list(segments), [])]
    parted = [_part(group, gutters, unit) or _part_evenly(group, gutters, unit, pitches) if gutters else []
              for group, gutters in groups]
    known = [gutter for (_, gutters), parts in zip(groups, parted, strict=True) if parts for gutter in gutters]
    _take_in(groups, parted, unit)
    plain: list[Segment] = []
    for (group, gutters), found in zip(groups, parted, strict=True):
        parts = found or _part_alike(group, gutters, known)
        if not parts:
            plain += group
            continue
        if plain:
            yield Region(plain, frame, depth > 0)
            plain = []
        yield from _cut_parts(parts, unit, depth)
    if plain:
        yield Region(plain, frame, depth > 0)


def _take_in(groups: Sequence[tuple[list[Segment], list[tuple[float, float]]]], parted: Sequence[list[list[Segment]]],
             unit: float) -> None:
    """Takes into columns what stands alone above or below them and fills one: beside it are a picture or nothing."""
    for at, parts in enumerate(parted):
        frames = [surround(part) for part in parts]
        for step in (-1, 1) if parts else ():
            place, alone = at + step, []
            while 0 <= place < len(groups) and not parted[place]:
                column = _find_column(groups[place][0], frames, unit)
                if column is None:
                    break
                alone.append((groups[place][0], column))
                place += step
            full = {column for group, column in alone
                    if any(segment.x1 >= frames[column].x1 - EDGE * unit for segment in group)}
            for group, column in alone:
                if column in full:
                    parts[column] += group
                    group.clear()


def _find_column(group: Sequence[Segment], frames: Sequence[Area], unit: float) -> int | None:
    """The column that holds all of a group; none where it holds nothing, or is wider."""
    if not group:
        return None
    whole = surround(group)
    return next((at for at, frame in enumerate(frames)
                 if whole.x0 >= frame.x0 - unit and whole.x1 <= frame.x1 + unit), None)


def _cut_parts(parts: Sequence[Sequence[Segment]], unit: float, depth: int) -> Iterator[Region]:
    """The regions of columns, one after the other."""
    pitch = surround(parts[1]).x0 - surround(parts[0]).x0
    for part in parts:
        yield from _cut(part, unit, depth + 1, (pitch, pitch / 2))


def _find_folds(segments: Sequence[Segment], frame: Area, unit: float) -> list[tuple[float, float]]:
    """Gaps from head to foot so wide that what stands beside them belongs to other columns, as on a folded card."""
    wide = [gap for gap in _inside(_free(segments, frame), frame) if gap[1] - gap[0] >= FOLD * unit][: MOST + 1]
    if not 0 < len(wide) <= MOST:
        return []
    parts = [gather_rows(part) for part in _divide(segments, wide) if part]
    return wide if _are_independent(parts, FEWEST, unit) else []


def _group(bands: list[list[Segment]], frame: Area, unit: float) -> Iterator[
        tuple[list[Segment], list[tuple[float, float]]]]:
    """Bands that share gutters, and those."""
    at = 0
    while at < len(bands):
        end, gutters = _share_gutters(bands, at, frame, unit)
        yield [segment for band in bands[at:end] for segment in band], gutters
        at = end


def _part_alike(group: Sequence[Segment], gutters: Sequence[tuple[float, float]],
                known: Sequence[tuple[float, float]]) -> list[list[Segment]]:
    """The columns of a few lines, where others of the page are parted by the same gutters."""
    same = [gutter for gutter in gutters if any(gutter[0] < other[1] and gutter[1] > other[0] for other in known)]
    parts = [part for part in _divide(group, same) if part]
    return parts if same and len(same) == len(gutters) and len(parts) > 1 else []


def _divide(group: Sequence[Segment], gutters: Sequence[tuple[float, float]]) -> list[list[Segment]]:
    parts: list[list[Segment]] = [[] for _ in range(len(gutters) + 1)]
    ends = [gutter[1] - 1 for gutter in gutters]
    for segment in group:
        parts[bisect_right(ends, segment.x0)].append(segment)
    return parts


def surround(segments: Sequence[Segment]) -> Area:
    """The rectangle around segments."""
    return Area(min(segment.x0 for segment in segments), min(segment.bottom for segment in segments),
                max(segment.x1 for segment in segments), max(segment.top for segment in segments))


def _split_bands(segments: Sequence[Segment], unit: float) -> list[list[Segment]]:
    """Bands from the top, between which there is no text."""
    bands: list[list[Segment]] = []
    floor = float("inf")
    for segment in sorted(segments, key=lambda segment: -segment.top):
        if segment.top <= floor + _CLOSE * unit:
            bands.append([segment])
            floor = segment.bottom
        else:
            bands[-1].append(segment)
            floor = min(floor, segment.bottom)
    return bands


def _free(band: Sequence[Segment], frame: Area) -> list[tuple[float, float]]:
    """Where no text of a band stands, from the left."""
    free, reached = [], frame.x0 - 1
    for segment in sorted(band, key=lambda segment: segment.x0):
        if segment.x0 > reached:
            free.append((reached, segment.x0))
        reached = max(reached, segment.x1)
    free.append((reached, frame.x1 + 1))
    return free


def _share_gutters(bands: list[list[Segment]], at: int, frame: Area, unit: float) -> tuple[
        int, list[tuple[float, float]]]:
    """Behind which band the gutters end that begin with band `at`, and the gutters; none where it has none."""
    shared: list[tuple[float, float]] = _free(bands[at], frame)
    shared = [free for free in shared if free[1] - free[0] >= GUTTER * unit]
    end, inner = at + 1, _inside(shared, frame)
    if not inner:
        return end, []
    while end < len(bands):
        both = [free for free in _meet(shared, _free(bands[end], frame)) if free[1] - free[0] >= GUTTER * unit]
        if not _inside(both, frame):
            break
        shared, inner, end = both, _inside(both, frame), end + 1
    widest = sorted(inner, key=lambda gutter: gutter[0] - gutter[1])[:MOST]
    return end, sorted(gutter for gutter in widest if _has_sides(bands[at:end], gutter))


def _meet(some: list[tuple[float, float]], others: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Where both are free; each goes from the left."""
    one = other = 0
    while one < len(some) and other < len(others):
        yield max(some[one][0], others[other][0]), min(some[one][1], others[other][1])
        if some[one][1] < others[other][1]:
            one += 1
        else:
            other += 1


def _inside(free: list[tuple[float, float]], frame: Area) -> list[tuple[float, float]]:
    return [gap for gap in free if gap[0] > frame.x0 and gap[1] < frame.x1]


def _has_sides(bands: list[list[Segment]], gutter: tuple[float, float]) -> bool:
    return any(segment.x1 <= gutter[0] + 1 for band in bands for segment in band) and any(
        segment.x0 >= gutter[1] - 1 for band in bands for segment in band)


def _part(group: Sequence[Segment], gutters: Sequence[tuple[float, float]], unit: float) -> list[list[Segment]]:
    """The columns between the gutters, of those sets of gutters that make columns; empty where none does."""
    for chosen in (gutters, *([gutter] for gutter in sorted(gutters, key=lambda gutter: gutter[0] - gutter[1]))):
        parts = _divide(group, chosen)
        if all(parts) and _are_columns(parts, unit):
            return parts
    return []


def _part_evenly(group: Sequence[Segment], gutters: Sequence[tuple[float, float]], unit: float,
                 pitches: Sequence[float]) -> list[list[Segment]]:
    """Two columns as wide as others of the page are, whatever stands in them."""
    left = min(segment.x0 for segment in group)
    for gutter in gutters:
        if any(abs(gutter[1] - left - pitch) <= EVEN * pitch for pitch in pitches):
            parts = _divide(group, [gutter])
            if all(parts) and min(len(gather_rows(part)) for part in parts) >= FEWEST and min(
                    surround(part).width for part in parts) >= NARROWEST * unit:
                return parts
    return []


def _are_columns(parts: Sequence[Sequence[Segment]], unit: float) -> bool:
    rows = [gather_rows(part) for part in parts]
    if min(map(_count_lines, rows)) < FEWEST:
        return False
    frames = [surround(part) for part in parts]
    if min(frame.width for frame in frames) < NARROWEST * unit:
        return False
    filled = [sum(_filled(row) for row in part) / len(part) / frame.width
              for part, frame in zip(rows, frames, strict=True)]
    if sum(filled) >= FULL * len(filled) and min(filled) >= HALF:
        return True
    return _are_independent(rows, INDEPENDENT, unit)


def _are_independent(columns: Sequence[Sequence[Sequence[Segment]]], least: int, unit: float) -> bool:
    """Whether columns of so many lines at least have lines that are not level with each other."""
    return min(map(_count_lines, columns)) >= least and all(
        _share_level(one, other, unit) < LEVEL for one, other in itertools.pairwise(columns))


def _count_lines(rows: Sequence[Sequence[Segment]]) -> int:
    return sum(max(len(segment.table.tops) if isinstance(segment.table, Grid) else 1 for segment in row)
               for row in rows)


def _filled(row: Sequence[Segment]) -> float:
    return sum(segment.x1 - segment.x0 for segment in row)


def _share_level(one: Sequence[Sequence[Segment]], other: Sequence[Sequence[Segment]], unit: float) -> float:
    """Share of the rows of the side with fewer that are level with one of the other side."""
    few, many = sorted((one, other), key=len)
    bases = sorted(row[0].base for row in many)
    level, at = 0, 0
    for base in sorted(row[0].base for row in few):
        while at < len(bases) and bases[at] < base - 0.15 * unit:
            at += 1
        level += at < len(bases) and bases[at] <= base + 0.15 * unit
    return level / len(few)
