"""Places that links within a document lead to: those that tags name, and headings, which are named by their words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from urllib.parse import unquote

from convert.formats.markdown.edited import Hole
from convert.recovery.text import PLACE, Line, Run
from convert.recovery.view import View

_NAME = re.compile(r"(?:\{[^#}\n]*+#|(?=\^))(\^?[^\s#}]+)")
_NAMING = frozenset({"markup/attribute", "markup/directive"})
"""Rules of holes that may name a place."""
_SIGNS = re.compile(r"[^\w\- ]+")


def find_places(lines: Sequence[Line], runs: Sequence[Run], view: str, named: Sequence[Run]) -> list[Run]:
    """The places that links lead to; `named` are those with a name of their own, which go before headings."""
    wanted = {unquote(run.target[1:]) for run in runs if run.kind == "link" and run.target.startswith("#")}
    if not wanted:
        return []
    taken = {run.target for run in named}
    headings = (run for run in _name_headings(lines, view) if run.target not in taken)
    return [run for run in (*named, *headings) if run.target in wanted]


def name_holes(holes: Sequence[Hole], source: str, view: View) -> Iterator[Run]:
    """The places that attributes of other programs name: `{#name}` and `^name` behind what they are of."""
    origins = [start for start, _ in view.runs]
    for hole in holes:
        name = _NAME.match(source, hole.start, hole.end) if hole.rule in _NAMING else None
        if name is not None:
            at = max(bisect_right(origins, hole.start) - 1, 0)
            place = view.starts[at] + max(0, min(view.runs[at][1], hole.start - origins[at]))
            yield Run(place, place, PLACE, name[1])


def _name_headings(lines: Sequence[Line], view: str) -> Iterator[Run]:
    """The beginning of each heading, named as GitHub does: its words joined by hyphens, further ones numbered."""
    times: Counter[str] = Counter()
    for _, group in groupby((line for line in lines if line.marks.heading), key=lambda line: line.marks.paragraph):
        parts = list(group)
        words = " ".join(view[part.start : part.end] for part in parts)
        slug = _SIGNS.sub("", words.lower()).replace(" ", "-")
        yield Run(parts[0].start, parts[0].start, PLACE, f"{slug}-{times[slug]}" if times[slug] else slug)
        times[slug] += 1
