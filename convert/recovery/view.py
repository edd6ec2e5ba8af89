"""The view: a text to read, and the way back from it to the source that its format hid it in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from convert.span import Span, Spans, join_spans
from convert.tree.record import Change, Excision


@dataclass(slots=True)
class View:
    """A text to read, and where each run of it stands in the source."""

    text: str
    starts: list[int]
    """Where each run begins in the view."""
    runs: list[tuple[int, int]]
    """Where it begins in the source, and its length."""
    cuts: list[Excision] = field(default_factory=list)
    """Markup, in source spans."""
    hints: dict[int, str] = field(default_factory=dict)
    """Start of a line in the view → what its markup said: h1 … h6, quote, bullet, row, field."""
    plain: bool = True
    """True where view and source are the same."""
    entities: dict[int, Change] = field(default_factory=dict)
    """Place in the view → the entity that is printed as the character there."""

    def to_source(self, spans: Iterable[Span]) -> Spans:
        """The source spans of view spans."""
        if self.plain:
            return join_spans(spans)
        spans = list(spans)
        found: list[Span] = []
        for start, end in spans:
            index = bisect_right(self.starts, start) - 1
            while index < len(self.starts) and self.starts[index] < end:
                begin, (source, length) = self.starts[index], self.runs[index]
                low, high = max(start, begin), min(end, begin + length)
                if low < high and begin in self.entities:
                    found.append(self.entities[begin].at)
                elif low < high:
                    found.append((source + low - begin, source + high - begin))
                index += 1
        return join_spans(found)
