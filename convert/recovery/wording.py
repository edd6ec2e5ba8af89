"""Wording: what the words of paragraphs show of the source itself, and what a work is by its title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

from convert.chinese.folding import fold
from convert.recovery.genres import find_genre
from convert.recovery.rules.table import load_rules
from convert.tree.nodes import Document, Node
from convert.tree.record import Inline, Settled

TEXTS = frozenset({"p", "li", "verse", "note", "signature", "cell"})
"""Kinds of block whose words are looked at."""

ODD = "odd"
"""The kind of rows that say that something is printed wrong; all others are gaps."""

FEWEST = 3
"""Paragraphs in succession that must begin with a topic sentence."""

SPREAD = 3
"""Letters that the topic sentences of such a run may differ by: they are parallel."""

REST = 40
"""Letters that must follow a topic sentence in its paragraph."""

SHORTEST, LONGEST = 5, 16
"""Characters of a topic sentence, which has no comma, figure or quotation."""


def mark_wording(blocks: Sequence[Settled]) -> Iterator[Settled]:
    """The blocks with gaps, odd characters and topic sentences marked in their text."""
    for kind, run in groupby(blocks, key=lambda block: block.kind):
        members = list(run)
        leads = _find_leads(members) if kind == "p" else {}
        for number, block in enumerate(members):
            found = list(_find_words(block.text)) if kind in TEXTS else []
            if number in leads:
                found.append(Inline(0, leads[number], "lead"))
            yield block._replace(inlines=(*block.inlines, *found)) if found else block


def _find_words(text: str) -> Iterator[Inline]:
    """Gaps and odd characters of a text."""
    if _load_signs().search(text) is None:
        return
    for rule in load_rules("wording"):
        for found in rule.pattern.finditer(text) if any(map(text.__contains__, rule.signs)) else ():
            odd = rule.kind == ODD
            yield Inline(found.start(), found.end(), "sic" if odd else "gap", rule.why if odd else rule.kind)


@cache
def _load_signs() -> re.Pattern[str]:
    """What any row of the table needs."""
    return re.compile("|".join(re.escape(sign) for rule in load_rules("wording") for sign in rule.signs))


def _find_leads(blocks: Sequence[Settled]) -> dict[int, int]:
    """Index of a paragraph → where its topic sentence ends, of those that stand in a parallel run."""
    ends = [_lead_of(block) for block in blocks]
    found: dict[int, int] = {}
    run: list[int] = []
    for i, end in enumerate([*ends, 0]):
        lengths = [ends[k] for k in run] + [end]
        if end and max(lengths) - min(lengths) <= SPREAD:
            run.append(i)
            continue
        if len(run) >= FEWEST:
            found.update((k, ends[k]) for k in run)
        run = [i] if end else []
    return found


def _lead_of(block: Settled) -> int:
    if block.label or block.counted:
        return 0
    text = block.text
    stop = text.find("。", SHORTEST, LONGEST + 1)
    if stop < 0 or len(text) - stop <= REST or text[stop + 1] in "”’」』":
        return 0
    return stop + 1 if all(sign == "、" or "一" <= sign <= "鿿" for sign in text[:stop]) else 0


def name_genres(tree: Document) -> None:
    """Says of each article what it is, where its title does, or the first words of its text."""
    for article in tree.iter("article"):
        title, text = article.find("front/title"), article.find(".//p")
        genre = find_genre(_folded(title)) or find_genre(_folded(text), "body")
        if genre:
            article.set("kind", genre)


def _folded(element: Node | None) -> str:
    return "".join(fold("".join(element.itertext())).split()) if element is not None else ""
