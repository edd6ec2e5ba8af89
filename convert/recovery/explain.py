"""Explaining: why the characters of one line of a source became what they are, from the recorded evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from convert.recovery.catalogue import explain_feature, give_reason
from convert.recovery.evidence import Comparison, Standing, find_comparisons
from convert.recovery.reader import Reading, finish
from convert.span import Span, cut_text, parse_spans
from convert.tree.nodes import Article, Document, Heading, Node, Section
from convert.tree.record import Source


@dataclass(frozen=True, slots=True)
class Fate:
    """What some characters of the line ended in."""

    kind: str
    """The element: heading, p, field, cut …"""
    rule: str
    """The id of the rule."""
    cert: float
    """The probability that it is right."""
    why: str
    """The reason of the rule."""
    text: str
    """The characters of the line that stand in it."""
    at: Span
    """From the first of them to the last, in characters of the source."""
    level: int
    """Depth of a heading; 0 for all else."""
    inside: str
    """Front, back, or the heading it stands under."""


@dataclass(frozen=True, slots=True)
class Told:
    """A feature that decided, in plain words."""

    feature: str
    """Its name."""
    why: str
    """Why it is looked at."""
    winner: float
    """Nats that it gives the winner."""
    runner: float
    """Nats that it gives the runner-up."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What was weighed for an atom of the line."""

    text: str
    """Its characters, as they were read."""
    standings: tuple[Standing, ...]
    """The label it has, then those that lost, the best first."""
    told: tuple[Told, ...]
    """The features that part winner and runner-up most."""
    held: bool
    """Whether its series or class made it what it is, against its own score."""


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a series or class."""

    line: int
    """Its line, counted as the explained one is; 0 where it stands in another part."""
    text: str
    """Its number, or its characters where it has none."""
    label: str
    """What it became."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A series or class that an atom of the line belongs to."""

    kind: str
    """series or class."""
    name: str
    """Style of the numbers, or dress of the lines: sign before, end mark, marks of the format, size."""
    members: tuple[Member, ...]
    """All of them."""
    totals: tuple[tuple[str, float], ...]
    """Each reading with the nats that its members lose by it, the best first."""
    chosen: str
    """The reading that the members have; empty where they have none in common."""
    held: bool
    """Whether they were held to it."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a line became what it is."""

    line: int
    """Its number, counted from 1."""
    part: str
    """Name of the part of a container that it stands in; empty elsewhere."""
    text: str
    """Its characters."""
    fates: list[Fate]
    """What they ended in."""
    weighed: list[Weighed]
    """What was weighed for each of its atoms."""
    compared: list[Compared]
    """The series and classes they belong to."""
    remarks: list[str]
    """What the record remarks about its characters."""


def find_lines(text: str) -> list[Span]:
    """The lines of a source as an editor counts them, each with its line end."""
    lengths = [len(match[0]) for match in _LINE.finditer(text) if match[0]]
    ends = list(accumulate(lengths))
    return list(zip([0, *ends[:-1]], ends, strict=True)) if ends else [(0, 0)]


_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


def explain(reading: Reading, line: int, column: int = 0, part: str = "",
            make: Callable[[Reading], Document] = finish) -> Explanation:
    """Why a line of a source became what it is, or one character of it; both are counted from 1.

    `make` gives the tree of the reading.

    Lines are those of the whole text that the format gave, or of one part of a container. Raises IndexError where there
    is no such line or the line has no such character, LookupError where there is no such part.
    """
    source = reading.text.source
    first, last = _find_part(source, part)
    lines = [(start + first, end + first) for start, end in find_lines(source.text[first:last])]
    if not 1 <= line <= len(lines):
        raise IndexError(f"there is no line {line}, the last is {len(lines)}")
    start, end = lines[line - 1]
    if column:
        if not 1 <= column <= end - start:
            raise IndexError(f"line {line} has no character {column}, it has {end - start}")
        start, end = start + column - 1, start + column
    tree = make(reading)
    atoms = list(_find_atoms(reading, (start, end)))
    compared = [_compare(reading, one, lines) for one in find_comparisons(reading.comparisons, atoms)]
    home = part or next((name for name, (low, high) in source.parts if low <= start < high), "")
    return Explanation(line, home, source.text[start:end].rstrip("\r\n"),
                       list(find_fates(tree, source.text, (start, end))), [_weigh(reading, i) for i in atoms], compared,
                       list(_find_remarks(tree, (start, end))))


def _find_part(source: Source, part: str) -> Span:
    """Where a part stands in the text; the whole text where none is named."""
    if not part:
        return 0, len(source.text)
    spans = [span for name, span in source.parts if name == part]
    if not spans:
        raise LookupError(part)
    return spans[0][0], spans[-1][1]


def _find_atoms(reading: Reading, span: Span) -> Iterator[int]:
    """The atoms that any character of a stretch of the source stands in."""
    view = reading.text.view
    for i, atom in enumerate(reading.context.atoms):
        places = ((atom.start, atom.end),) if view.plain else view.to_source(((atom.start, atom.end),))
        if _clip(places, span):
            yield i


def _weigh(reading: Reading, i: int) -> Weighed:
    evidence, atom = reading.evidence[i], reading.context.atoms[i]
    told = tuple(Told(reason.feature, explain_feature(reason.feature), reason.winner, reason.runner)
                 for reason in evidence.reasons)
    return Weighed(reading.text.view.text[atom.start : atom.end], evidence.standings, told, evidence.held)


def _compare(reading: Reading, one: Comparison, lines: Sequence[Span]) -> Compared:
    return Compared(one.kind, one.name, tuple(_tell_member(reading, i, lines) for i in one.members), one.totals,
                    one.chosen, one.held)


def _tell_member(reading: Reading, i: int, lines: Sequence[Span]) -> Member:
    atom, view = reading.context.atoms[i], reading.text.view
    place = atom.start if view.plain else next((low for low, _ in view.to_source(((atom.start, atom.end),))), -1)
    line = next((number for number, (low, high) in enumerate(lines, 1) if low <= place < high), 0)
    size = atom.opener.end if atom.opener is not None else len(atom.plain)
    return Member(line, view.text[atom.start : atom.start + size].strip(), reading.states[i].label)


def find_fates(tree: Document, text: str, span: Span) -> Iterator[Fate]:
    """The blocks and cuts that characters of a source ended in, in the order of the source."""
    found = []
    for node in tree.iter():
        if node.tag in ("edit", "remark") or not isinstance(node, Node) or not node.get("at"):
            continue
        here = _clip(parse_spans(node.get("at") or ""), span)
        if here:
            rule = node.get("by") or ""
            level = node.depth if isinstance(node, Heading) else 0
            found.append(Fate(str(node.tag), rule, node.cert, give_reason(rule), cut_text(text, here),
                              (here[0][0], here[-1][1]), level, _find_home(node)))
    yield from sorted(found, key=lambda fate: fate.at)


def _clip(spans: Sequence[Span], span: Span) -> list[Span]:
    return [(max(a, span[0]), min(b, span[1])) for a, b in spans if a < span[1] and span[0] < b]


def _find_home(node: Node) -> str:
    """Where a block stands: front, back or the text of the heading above it."""
    parent = node.getparent()
    for above in (parent if isinstance(node, Heading) and parent is not None else node).iterancestors():
        if above.tag in ("front", "back", "meta", "record"):
            return str(above.tag)
        if isinstance(above, Section):
            return above.heading.text_content if above.heading is not None else ""
        if isinstance(above, Article):
            return ""
    return ""


_OF_ALL = frozenset({"facts", "corrections"})
"""Families of remarks that concern the whole document: what came from outside it, and over what that holds."""


def _find_remarks(tree: Document, span: Span) -> Iterator[str]:
    for remark in tree.record.iterchildren("remark"):
        stated = (remark.get("code") or "").partition("/")[0] in _OF_ALL
        if stated or _clip(parse_spans(remark.get("at") or ""), span):
            yield f"{remark.get('code')}: {remark.text}"
