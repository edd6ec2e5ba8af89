"""Spans: half-open ranges of characters in the decoded source, and their printed form `12:40 42:66`."""

from __future__ import annotations

from collections.abc import Iterable

Span = tuple[int, int]
"""A half-open range `(start, end)` of character offsets in the decoded source text."""

Spans = tuple[Span, ...]
"""Spans in rising order that do not touch each other."""


def parse_spans(text: str) -> Spans:
    """Spans from their printed form; raises ValueError where it is malformed."""
    numbers = [int(number) for number in text.replace(":", " ").split()]
    return tuple(zip(numbers[::2], numbers[1::2], strict=True))


def print_spans(spans: Iterable[Span]) -> str:
    """The printed form of spans: `12:40 42:66`."""
    return " ".join(["%d:%d" % span for span in spans])  # noqa: UP031 - twice as fast as an f-string here


def join_spans(spans: Iterable[Span]) -> Spans:
    """The same characters with touching neighbours joined and empty spans dropped."""
    joined: list[Span] = []
    for start, end in spans:
        if start == end:
            continue
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def cut_text(text: str, spans: Iterable[Span]) -> str:
    """The characters of `text` that the spans cover, in order."""
    return "".join([text[start:end] for start, end in spans])
