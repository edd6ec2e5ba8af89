"""Certainty: from the margin of a block to the probability that it is right in kind, text and level.

The table `certainty.tsv` was measured on sources that taught nothing to the weights; tests/score_certainty.py makes it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from convert.recovery.blocks import Draft
from convert.recovery.evidence import CAP, Margin
from convert.resources import PACKAGE

OTHER = "other"
"""The kind of the rows for blocks of kinds too rare to be measured alone."""


class Scale(NamedTuple):
    """How sure blocks of a kind are."""

    margins: tuple[float, ...]
    """Nats from which each probability holds, rising."""
    probabilities: tuple[float, ...]
    """That a block is right, rising."""


def find_weakest(draft: Draft, margins: Sequence[Margin]) -> float:
    """The margin of a block in nats: the least of what it is, that its other atoms go on, that the next does not."""
    after = draft.atoms[-1] + 1
    ended = margins[after].anew if after < len(margins) else CAP
    return min(ended, *(margins[i].over for i in draft.atoms), CAP)


def tell_certainty(kind: str, margin: float) -> float:
    """The probability that a block of a kind is right, by its margin in nats."""
    scales = load_scales()
    scale = scales.get(kind) or scales[OTHER]
    return scale.probabilities[max(0, bisect_right(scale.margins, margin) - 1)]


@cache
def load_scales() -> Mapping[str, Scale]:
    """Kind of a block → its scale, from the table."""
    text = (PACKAGE / "recovery" / "certainty.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and line[0] != "#"][1:]
    found: dict[str, tuple[list[float], list[float]]] = {}
    for kind, margin, probability, *_ in rows:
        margins, probabilities = found.setdefault(kind, ([], []))
        margins.append(float(margin))
        probabilities.append(float(probability))
    return {kind: Scale(tuple(margins), tuple(probabilities)) for kind, (margins, probabilities) in found.items()}
