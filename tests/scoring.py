"""How well a recovered outline agrees with the one a careful reader made.

Outlines are rows of kind, level, key and text in reading order. Texts are compared by their letters and digits alone.
A gold kind `a|b` allows either; a gold text may be a fingerprint (`#` and 16 hexadecimal digits).
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from trees import read_rows

from convert.tree.agreement import BLOCKS
from convert.tree.nodes import Document
from convert.tree.outline import outline

MEASURES = ("blocks", "headings", "segments", "metadata", "noise")


class Figure(NamedTuple):
    """What was found, wanted and given; sums of figures give micro averages."""

    hit: int = 0
    gold: int = 0
    given: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.hit / (self.gold + self.given) if self.gold + self.given else 1.0

    def plus(self, other: Figure) -> Figure:
        return Figure(self.hit + other.hit, self.gold + other.gold, self.given + other.given)


@dataclass(slots=True)
class Line:
    """One row of an outline, ready for comparing."""

    kind: str
    level: str
    key: str
    text: str
    print: str
    """Fingerprint of letters and digits."""
    weight: int

    @property
    def identity(self) -> tuple[str, str, str]:
        return self.kind, self.level if self.kind == "heading" else "", self.print


def letters(text: str) -> str:
    """The letters and digits of a text."""
    return re.sub(r"[\W_]+", "", text)


def make_line(kind: str, level: str, key: str, text: str) -> Line:
    if re.fullmatch(r"#[0-9a-f]{16}", text):
        fingerprint, weight = text[1:], int(key) if key.isdigit() else 1
    else:
        bare = letters(text)
        fingerprint, weight = hashlib.sha256(bare.encode()).hexdigest()[:16], max(1, len(bare))
    return Line(kind, level, key, text, "" if kind == "article" else fingerprint, weight)


def gold_lines(path: Path) -> list[Line]:
    return [make_line(row["kind"], row["level"], row["key"], row["text"]) for row in read_rows(path)]


def lines_of(tree: Document) -> list[Line]:
    return [make_line(row.kind, row.level, row.key, row.text) for row in outline(tree)]


def settle(gold: Iterable[Line], given: Iterable[Line]) -> list[Line]:
    """The gold with one kind a row: the alternative that was given for the same text, else the first."""
    kinds: dict[str, set[str]] = {}
    for row in given:
        kinds.setdefault(row.print, set()).add(row.kind)
    settled = []
    for row in gold:
        options = row.kind.split("|")
        kind = next((kind for kind in options if kind in kinds.get(row.print, ())), options[0])
        settled.append(Line(kind, row.level, row.key, row.text, row.print, row.weight))
    return settled


def score(gold: Sequence[Line], given: Sequence[Line]) -> dict[str, Figure]:
    """The five figures of one document."""
    settled = settle(gold, given)
    wanted, made = ([row for row in rows if row.kind in BLOCKS] for rows in (settled, given))
    pairs = list(_aligned([row.identity for row in wanted], [row.identity for row in made]))
    heads = sum(wanted[at].kind == "heading" for at in pairs)
    texts = [[row.print for row in rows if row.print] for rows in (wanted, made)]
    return {
        "blocks": Figure(len(pairs), len(wanted), len(made)),
        "headings": Figure(heads, *(sum(row.kind == "heading" for row in rows) for rows in (wanted, made))),
        "segments": Figure(len(list(_aligned(*texts))), *map(len, texts)),
        "metadata": _metadata(gold, settled, given),
        "noise": _noise(settled, given),
    }


def _aligned(gold: list[object], given: list[object]) -> Iterable[int]:
    """Places in gold of the rows that both have, in order."""
    for start, _, size in SequenceMatcher(None, gold, given, autojunk=False).get_matching_blocks():
        yield from range(start, start + size)


def _metadata(gold: Sequence[Line], settled: Sequence[Line], given: Sequence[Line]) -> Figure:
    """Label and value; labels that gold nowhere has cost nothing, and an optional row's label is not compared."""
    wanted = Counter((row.key, row.print) for row in settled if row.kind == "meta")
    either = {row.print: chosen.key for row, chosen in zip(gold, settled, strict=True)
              if chosen.kind == "meta" and "|" in row.kind}
    labels = {label for label, _ in wanted} | {""}
    made = Counter((either.get(row.print, row.key), row.print) for row in given if row.kind == "meta")
    made = Counter({pair: times for pair, times in made.items() if pair[0] in labels})
    return Figure((wanted & made).total(), wanted.total(), made.total())


def _noise(settled: Sequence[Line], given: Sequence[Line]) -> Figure:
    """By letters, wherever a line stands."""
    sums = []
    for rows in (settled, given):
        weights: Counter[str] = Counter()
        for row in rows:
            if row.kind == "noise":
                weights[row.print] += row.weight
        sums.append(weights)
    return Figure((sums[0] & sums[1]).total(), sums[0].total(), sums[1].total())


def differences(gold: Sequence[Line], given: Sequence[Line], width: int = 60) -> list[str]:
    """The rows that differ, `-` for those wanted and `+` for those given instead."""
    settled = [row for row in settle(gold, given) if row.kind in BLOCKS]
    made = [row for row in given if row.kind in BLOCKS]
    matcher = SequenceMatcher(None, [row.identity for row in settled], [row.identity for row in made], autojunk=False)
    found = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            found += [f"- {row.kind}{row.level}\t{_clip(row.text, width)}" for row in settled[a:b]]
            found += [f"+ {row.kind}{row.level}\t{_clip(row.text, width)}" for row in made[c:d]]
    return found


def _clip(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width * 2 // 3]} … {text[-width // 3 :]}"


def total(figures: Iterable[dict[str, Figure]]) -> dict[str, Figure]:
    """Micro average: the sums."""
    sums = dict.fromkeys(MEASURES, Figure())
    for row in figures:
        sums = {name: sums[name].plus(row[name]) for name in MEASURES}
    return sums


def table_row(name: str, figures: dict[str, Figure], width: int = 34) -> str:
    """One row of a printed table."""
    cells = [f"{figure.f1:9.3f}" if figure.gold or figure.given else f"{'–':>9}" for figure in figures.values()]
    return f"{name:{width}}{''.join(cells)}"


def table_head(width: int = 34) -> str:
    return f"{'':{width}}{''.join(f'{name:>9}' for name in MEASURES)}"
