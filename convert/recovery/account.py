"""The account: every character that no block and no rule has claimed, named and cut."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from convert.chinese.lexicon import Pattern
from convert.span import Span
from convert.tree.characters import UNFIT
from convert.tree.record import Excision

_UNCLAIMED = "text/unclaimed"
"""The rule of what nobody has claimed and nothing names: a fault of ours."""


def settle_account(text: str, claimed: Iterable[Span], cuts: Sequence[Excision],
                   entities: Sequence[Span] = ()) -> list[Excision]:
    """All cuts of a source: those given, and one for each kind of what lies between the claimed spans.

    `entities`, by their start, are what the format writes for single characters; unclaimed they are markup.
    """
    taken = sorted([*claimed, *(span for cut in cuts for span in cut.spans)])
    found: dict[str, list[Span]] = defaultdict(list)
    position = 0
    for start, end in [*taken, (len(text), len(text))]:
        if position < start:
            for rule, span in _name_all(text, position, start, entities):
                found[rule].append(span)
        position = max(position, end)
    rest = [Excision(tuple(spans), rule) for rule, spans in found.items()]
    whole = [*_merge(cuts), *rest]
    if UNFIT.search(text) is None:
        return whole
    return [part for cut in whole for part in _split_control(text, cut)]


def _name_all(text: str, start: int, end: int, entities: Sequence[Span]) -> Iterator[tuple[str, Span]]:
    """What lies between two places, as one piece, or by the entities in it where that has no name."""
    rule = _name(text[start:end])
    if rule != _UNCLAIMED or not entities:
        yield rule, (start, end)
        return
    for low, high in entities[bisect_left(entities, (start, start)) : bisect_left(entities, (end, end))]:
        if start < low:
            yield _name(text[start:low]), (start, low)
        yield "markup/entity", (low, high)
        start = high
    if start < end:
        yield _name(text[start:end]), (start, end)


@lru_cache(1024)  # the same few blanks stand between most blocks
def _name(text: str) -> str:
    return next((rule for rule, pattern in _KINDS if pattern.fullmatch(text)), _UNCLAIMED)


_BLANK = r"\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028\u2029\u2060\ufeff\ufffe\uffff"
_KINDS = (
    ("line/space", Pattern(f"[{_BLANK}]+")),
    ("marker/bullet", Pattern(f"[{_BLANK}{{bullet}}▲△*+|\\-]+")),
    ("marker/leader", Pattern(f"[{_BLANK}.…·]+")),
    ("marker/label", Pattern(rf"[{_BLANK}|•·{{byline-mark}}-]*[^\W\d_]{{1,4}}[:：/／][{_BLANK}]*")),
    ("markup/entity", Pattern(rf"(?:[{_BLANK}]|&[A-Za-z#]\w*;)+")),
    ("markup/block", Pattern(rf"[{_BLANK}<>{{}}|*+.…·•\-]+")),
)
"""What may lie between claimed spans, by its characters."""


def _merge(cuts: Sequence[Excision]) -> list[Excision]:
    """One cut for all markup of a kind; noise stays line by line."""
    merged: dict[str, list[Span]] = defaultdict(list)
    single: list[Excision] = []
    for cut in cuts:
        if cut.by.startswith("noise/"):
            single.append(cut)
        else:
            merged[cut.by] += cut.spans
    return [*(Excision(tuple(sorted(spans)), rule) for rule, spans in merged.items()), *single]


def _split_control(text: str, cut: Excision) -> Iterator[Excision]:
    """Characters that XML cannot hold go in a cut of their own."""
    plain: list[Span] = []
    control: list[Span] = []
    for start, end in cut.spans:
        position = start
        for match in UNFIT.finditer(text, start, end):
            plain.append((position, match.start()))
            control.append(match.span())
            position = match.end()
        plain.append((position, end))
    kept = tuple(span for span in plain if span[0] < span[1])
    if kept:
        yield Excision(kept, cut.by)
    if control:
        yield Excision(tuple(control), "text/control")


def drop_control(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans without characters that XML cannot hold; they fall to the account."""
    kept: list[Span] = []
    for start, end in spans:
        position = start
        for match in UNFIT.finditer(text, start, end):
            kept.append((position, match.start()))
            position = match.end()
        kept.append((position, end))
    return tuple(span for span in kept if span[0] < span[1])


def has_control(text: str) -> bool:
    """True where a text has characters that XML cannot hold."""
    return UNFIT.search(text) is not None


def strip_control(text: str) -> str:
    """A text without characters that XML cannot hold; the text itself where it has none."""
    return UNFIT.sub("", text) if UNFIT.search(text) else text
