"""Explaining: why the characters of one line of a source became what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from convert.reading.arguments import Argument, Place, weigh
from convert.reading.assembly import assemble
from convert.reading.catalogue import give_reason
from convert.reading.stages import Reading
from convert.span import Span, cut_text, parse_spans
from convert.tree.nodes import Article, Document, Heading, Node, Section


@dataclass(frozen=True, slots=True)
class Fate:
    """What some characters of the line ended in."""

    kind: str
    """The element: heading, p, field, cut …"""
    rule: str
    cert: float
    why: str
    text: str
    """The characters of the line that stand in it."""
    at: Span
    """From the first of them to the last, in characters of the source."""
    level: int
    """Depth of a heading; 0 for all else."""
    inside: str
    """Front, back, or the heading it stands under."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a line became what it is."""

    line: int
    text: str
    fates: list[Fate]
    arguments: list[Argument]
    remarks: list[str]
    """What the record remarks about its characters."""


def find_lines(text: str) -> list[Span]:
    """The lines of a source as an editor counts them, each with its line end."""
    lengths = [len(match[0]) for match in _LINE.finditer(text) if match[0]]
    ends = list(accumulate(lengths))
    return list(zip([0, *ends[:-1]], ends, strict=True)) if ends else [(0, 0)]


_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


def explain(reading: Reading, line: int, column: int = 0) -> Explanation:
    """Why a line of a source became what it is, or one character of it; both are counted from 1.

    Raises IndexError where the source has no such line or the line no such character.
    """
    lines = find_lines(reading.source.text)
    if not 1 <= line <= len(lines):
        raise IndexError(f"there is no line {line}, the last is {len(lines)}")
    start, end = lines[line - 1]
    if column:
        if not 1 <= column <= end - start:
            raise IndexError(f"line {line} has no character {column}, it has {end - start}")
        start, end = start + column - 1, start + column
    tree = assemble(reading)
    fates = list(find_fates(tree, reading.source.text, (start, end)))
    place = Place(reading, (start, end), [first for first, _ in lines], frozenset(fate.rule for fate in fates),
                  any(fate.inside == "front" for fate in fates))
    return Explanation(line, reading.source.text[start:end].rstrip("\r\n"), fates, weigh(place),
                       list(_find_remarks(tree, (start, end))))


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
            found.append(Fate(str(node.tag), rule, float(node.get("cert") or 1), give_reason(rule),
                              cut_text(text, here), (here[0][0], here[-1][1]), level, _find_home(node)))
    yield from sorted(found, key=lambda fate: fate.at)


def _clip(spans: tuple[Span, ...], span: Span) -> list[Span]:
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


def _find_remarks(tree: Document, span: Span) -> Iterator[str]:
    for remark in tree.record.iterchildren("remark"):
        if _clip(parse_spans(remark.get("at") or ""), span):
            yield f"{remark.get('code')}: {remark.text}"
