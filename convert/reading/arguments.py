"""Arguments: what spoke for and against a line at each stage, among it what lost, in short sentences.

Each function looks at one stage of a reading and gives what it weighed at a place of the source. Nothing is decided
here: the stages have decided, and the same tests are asked again for what they say.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from convert.reading import lift as lifting
from convert.reading import series as judging
from convert.reading.lift import find_facts
from convert.reading.lines import BREAK, Line
from convert.reading.openers import CONDENSED
from convert.reading.pieces import KIND, Piece
from convert.reading.reflow import Layout, ends_sentence, line_width, measure, slice_block
from convert.reading.roles import HEADING_MOST, find_bullet
from convert.reading.rules.noise import match_noise
from convert.reading.rules.table import load_rules
from convert.reading.series import Candidate, Series, find_candidates, letters
from convert.reading.stages import Reading
from convert.span import Span


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a series of numbers."""

    line: int
    """Of the source, counted from 1."""
    label: str
    """The number as printed."""
    verdict: str
    """heading, item, statement or text."""


@dataclass(frozen=True, slots=True)
class Argument:
    """One thing that was weighed."""

    stage: str
    """numbers, words, noise, facts, neighbours or lines."""
    rule: str
    """What it would make of the text; empty where it makes nothing of it."""
    won: bool
    says: str
    series: tuple[Member, ...] = ()
    """All members of the series that a number belongs to."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the source, as the arguments ask about it."""

    reading: Reading
    span: Span
    """In the source."""
    starts: Sequence[int]
    """Where the lines of the source begin."""
    rules: frozenset[str]
    """The rules that decided here in the end."""
    front: bool
    """True where something of it stands in a front."""

    def touches(self, spans: Sequence[Span]) -> bool:
        """Whether spans of the view reach into the place."""
        low, high = self.span
        return any(a < high and low < b for a, b in self.reading.view.to_source(spans))

    def line_of(self, spans: Sequence[Span]) -> int:
        """The number of the source line where spans of the view begin."""
        source = self.reading.view.to_source(spans)
        return bisect_right(self.starts, source[0][0]) if source else 0


def weigh(place: Place) -> list[Argument]:
    """All arguments about a place, those that won first within each stage."""
    stages: tuple[Callable[[Place], Iterator[Argument]], ...] = (
        weigh_numbers, weigh_words, weigh_noise, weigh_facts, weigh_neighbours, weigh_lines)
    return [argument for stage in stages for argument in sorted(stage(place), key=lambda argument: not argument.won)]


_WHAT = {"heading": "a heading", "item": "an item of a list", "statement": "the number of a paragraph",
         "text": "plain text"}


def weigh_numbers(place: Place) -> Iterator[Argument]:
    """The numbers found here, their series, and the verdict on it."""
    blocks = place.reading.blocks
    joined = {(member.block, member.opener.start): (one, member)
              for one in place.reading.series for member in one.members}
    for found in find_candidates(blocks, place.reading.contents):
        mark = slice_block(blocks[found.block], found.opener.start, found.opener.end)
        if not place.touches(mark.spans):
            continue
        style = found.opener.style.partition(" ")[0]
        one, member = joined.get((found.block, found.opener.start), (None, found))
        if one is not None:
            yield _tell_verdict(place, one, member)
        else:
            yield Argument("numbers", f"heading/{style}", False, f"{mark.text} joins no series: a number inside a "
                           "paragraph must continue one, or begin one that goes on.")


def _tell_verdict(place: Place, one: Series, member: Candidate) -> Argument:
    series = tuple(_tell_member(place, each) for each in one.members)
    kind = KIND.get(member.verdict, "heading").replace("li", "item")
    rule = f"{kind}/{one.style.partition(' ')[0]}"
    position = one.members.index(member) + 1
    says = (f"{series[position - 1].label} is member {position} of {len(series)} in its series: "
            f"{_find_reason(place.reading, one, member)}; so it is {_WHAT[member.verdict]}.")
    won = rule in place.rules and member.verdict != "text"
    if member.verdict != "text" and not won:
        says += " A later rule saw more in it."
    return Argument("numbers", rule, won, says, series)


def _tell_member(place: Place, member: Candidate) -> Member:
    mark = slice_block(place.reading.blocks[member.block], member.opener.start, member.opener.end)
    return Member(place.line_of(mark.spans), mark.text, member.verdict)


def _find_reason(reading: Reading, one: Series, member: Candidate) -> str:
    style = one.style.partition(" ")[0]
    if style in ("part", "chapter", "division"):
        return ("it fills its line" if member.verdict == "heading" else "its line ends as a sentence does"
                if member.shape == "own" else "more than a title stands on its line")
    if style == "clause":
        return ("it stands alone on its line" if member.verdict == "heading" else
                "it opens an article of law" if member.verdict == "statement" else "it is glued and has no second")
    if style in CONDENSED:
        return _find_condensed_reason(reading, one, member)
    if style == "keyword":
        return ("a second one follows and each has a title" if member.verdict == "heading" else
                "it has no second one, or one of them has no title")
    return _find_numbered_reason(reading, one, member)


def _find_condensed_reason(reading: Reading, one: Series, member: Candidate) -> str:
    if member.verdict == "heading":
        return "one of them stands alone on its line"
    if _in_law(reading, one):
        return "they stand in a law"
    return "its sentence is too long for a title" if member.shape == "long" else "none of them stands alone on its line"


def _find_numbered_reason(reading: Reading, one: Series, member: Candidate) -> str:
    blocks, members = reading.blocks, one.members
    titled = sum(m.shape != "long" for m in members)
    share = f"{titled} of {len(members)} open with a title-like sentence"
    if judging._spans_headings(one, blocks):
        return "they run on over unnumbered headings, so they count paragraphs"
    if judging._is_list(one, blocks):
        return "they are a list: short, on consecutive lines or with a semicolon at the end"
    if _in_law(reading, one) and not judging._open_clauses(members, blocks):
        return "they stand within a law, where they are items of its articles"
    if titled * 10 < len(members) * 6:
        return f"only {share}, and headings need six in ten"
    return share if member.verdict == "heading" else f"{share}, but its own is too long for a title"


def _in_law(reading: Reading, one: Series) -> bool:
    clauses = [m.block for s in reading.series if s.style == "clause" and len(s.members) >= 3 for m in s.members]
    return bool(clauses) and min(clauses) <= one.members[0].block <= max(clauses)


_ZONES = {"head": "only above the text of an article", "tail": "only behind the text",
          "body": "only below the front of an article", "edge": "only before or behind the text",
          "inside": "only within a sentence"}
"""Where a rule counts, of those that do not count anywhere."""


def weigh_words(place: Place) -> Iterator[Argument]:
    """The rows of `blocks.toml` that a piece fits by its own words."""
    for piece in place.reading.pieces:
        if piece.fact is not None or not place.touches(piece.block.spans):
            continue
        for rule in load_rules("blocks"):
            fits = (not rule.most or len(piece.plain) <= rule.most) and rule.pattern.fullmatch(piece.plain)
            if fits and rule.id not in place.rules:
                why = _find_loss(place, piece, rule.zone)
                yield Argument("words", rule.id, False, f"Its words fit {rule.id}, but {why}.")


def _find_loss(place: Place, piece: Piece, zone: str) -> str:
    if zone == ("body" if place.front else "head"):
        return f"that counts {_ZONES[zone]}"
    named = sorted(rule for rule in place.rules if rule.partition("/")[0] not in _CUTS)
    return f"{piece.by or named[0]} decided" if piece.by or len(named) == 1 else "another rule decided"


_CUTS = frozenset({"line", "marker", "markup", "noise", "text"})
"""Kinds of rules that make no block."""


def weigh_noise(place: Place) -> Iterator[Argument]:
    """The rows of `noise.toml` that a line fits although it was kept, and what was cut above it."""
    reading = place.reading
    for line in _lines_at(place, reading.lines):
        row = match_noise(reading.plain[line.start : line.end])
        if row is not None and row.id not in place.rules:
            why = f"that counts {_ZONES[row.zone]}" if row.zone in _ZONES else "another rule decided"
            yield Argument("noise", row.id, False, f"The line looks like {row.id}, but {why}.")
        if line.start in reading.sifted.noisy:
            yield Argument("noise", "", True, "Site furniture was cut right above it, so nothing joins it to what "
                                              "stands there, and a title may begin.")


def weigh_facts(place: Place) -> Iterator[Argument]:
    """Labels of facts in a line that states none."""
    reading = place.reading
    for line in _lines_at(place, reading.sifted.lines):
        for fact in find_facts(reading.plain, line):
            label = reading.view.text[slice(*fact.label_at)].strip()
            why = ("that is part of the text, except in a letterhead" if fact.rule.name in lifting._LEFT else
                   "a line of the text states facts only where it holds two, or a label in brackets")
            yield Argument("facts", fact.rule.id, False, f"{label} is a label of `{fact.rule.name}`, but {why}.")


def weigh_neighbours(place: Place) -> Iterator[Argument]:
    """Why a short line without a number is no heading."""
    pieces = place.reading.pieces
    for index, piece in enumerate(pieces):
        if piece.kind or not place.rules & _PLAIN or not place.touches(piece.block.spans):
            continue
        if letters(piece.plain) <= _NEAR and not find_bullet(piece.plain):
            after = pieces[index + 1] if index + 1 < len(pieces) else None
            yield Argument("neighbours", "heading/plain", False, f"It is no heading: {_find_fault(piece, after)}.")


_PLAIN = frozenset({"p/short", "p/formula", "p/lead-in", "item/parallel"})

_NEAR = 2 * HEADING_MOST
"""Nobody would take a line of more letters for a heading."""


def _find_fault(piece: Piece, after: Piece | None) -> str:
    size = letters(piece.plain)
    if ends_sentence(piece.plain):
        return "it ends as a sentence does"
    if size > HEADING_MOST:
        return f"it has {size} letters, and a heading without a number has at most {HEADING_MOST}"
    if piece.plain[-1] in ",、":
        return "its last mark leaves it hanging"
    if after is None:
        return "nothing follows it"
    return "it and its neighbours make a list, or what follows is nothing that it could name"


def weigh_lines(place: Place) -> Iterator[Argument]:
    """Whether a line was joined to the one above, and why."""
    reading = place.reading
    lines = reading.sifted.lines
    layout = measure(lines, reading.plain)
    for line in _lines_at(place, lines):
        index = lines.index(line)
        if index == 0:
            continue
        above = lines[index - 1]
        joined = _block_of(reading, above) == _block_of(reading, line)
        why = _find_join(above, line, reading.plain, layout) if joined else _find_break(above, line, reading, layout)
        yield Argument("lines", "", True, f"{'Joined' if joined else 'Not joined'} to the line above: {why}.")


def _lines_at(place: Place, lines: Sequence[Line]) -> Iterator[Line]:
    return (line for line in lines if place.touches(((line.start, line.end),)))


def _block_of(reading: Reading, line: Line) -> int:
    """The index of the block that a line went into; -1 where it was cut later."""
    return next((index for index, block in enumerate(reading.blocks)
                 if any(a <= line.start < b for a, b in block.spans)), -1)


def _find_join(above: Line, line: Line, plain: str, layout: Layout) -> str:
    if not layout.full or line.gap or line_width(above, plain, layout.columns) < layout.full:
        return "the sentence goes on here, a column or page broke it"
    if ends_sentence(plain[above.start : above.end]):
        return f"that fills the page ({_print_width(above, plain, layout)}), so its paragraph may go on"
    return f"that fills the page ({_print_width(above, plain, layout)}) and ends no sentence"


def _find_break(above: Line, line: Line, reading: Reading, layout: Layout) -> str:
    plain = reading.plain
    ended = ends_sentence(plain[above.start : above.end])
    reasons = (
        (line.hint != above.hint, "markup parts them"),
        (line.gap >= BREAK, "site furniture or a fact was cut between them"),
        (not layout.full, "the lines of this file are not wrapped, each is a block"),
        (bool(layout.gaps and line.gap), "a blank line parts them"),
        (bool(layout.indent and line.indent >= layout.indent), "it is indented as a paragraph is"),
        (line_width(above, plain, layout.columns) < layout.full,
         f"that does not fill the page ({_print_width(above, plain, layout)})"),
        (ended, "that ends a sentence, and this one opens anew"),
    )
    return next((why for holds, why in reasons if holds), "it opens with a number, a bullet or a speaker")


def _print_width(line: Line, plain: str, layout: Layout) -> str:
    width = line_width(line, plain, layout.columns)
    if layout.columns:
        return f"{width} columns, full lines have {layout.full} and more"
    return f"{width} of {layout.full} characters"
