"""The same document twice: from two sites, in two scripts, with another headline or layout.

A document is sketched by the smallest hashes of its sentences (bottom-k sketch: Broder, On the resemblance and
containment of documents, 1997); two sketches tell how much of their sentences two documents share. Sentences are
compared by their characters alone, in Simplified, so that neither layout nor punctuation nor script counts.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from convert.text.folding import bare, fold

if TYPE_CHECKING:
    from convert.compilation.entry import Entry

K = 48
"""Hashes in a sketch: the resemblance is known to about ± 0.07."""

SHORTEST = 8
"""Characters of the shortest sentence that counts."""

ALIKE = 0.6
"""Resemblance from which two documents are called near duplicates."""

COMMON = 64
"""A sentence in more documents than this is boilerplate and leads to no comparison."""

_SENTENCE = re.compile(r"[。！？；!?;\n]+")


class Pair(NamedTuple):
    """Two entries, the first before the second, and how much they resemble each other, 0 to 1."""

    first: Entry
    second: Entry
    resemblance: float


def make_sketch(text: str) -> tuple[int, ...]:
    """The smallest K hashes of the sentences of a text, rising; short texts are one sentence."""
    sentences = {bare(sentence) for sentence in _SENTENCE.split(fold(text))}
    counted = {sentence for sentence in sentences if len(sentence) >= SHORTEST} or {bare(fold(text))}
    return tuple(sorted(map(_hash, counted))[:K])


def _hash(sentence: str) -> int:
    return int.from_bytes(hashlib.blake2b(sentence.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def find_duplicates(entries: Sequence[Entry]) -> Iterator[Pair]:
    """Every pair that resembles each other, in the order of their second."""
    known: defaultdict[int, list[int]] = defaultdict(list)
    for place, entry in enumerate(entries):
        shared = Counter(other for sentence in entry.facts.sketch for other in known[sentence])
        for other in sorted(shared):
            resemblance = resemble(entries[other].facts.sketch, entry.facts.sketch)
            if resemblance >= ALIKE:
                yield Pair(entries[other], entry, resemblance)
        for sentence in entry.facts.sketch:
            if len(known[sentence]) < COMMON:
                known[sentence].append(place)


def resemble(one: Sequence[int], other: Sequence[int]) -> float:
    """How much of the sentences of two documents is in both, estimated from their sketches."""
    union = sorted({*one, *other})[:K]
    both = {*one} & {*other}
    return sum(1 for sentence in union if sentence in both) / len(union) if union else 0.0
