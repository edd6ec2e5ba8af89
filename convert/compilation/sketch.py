"""Sketches of documents, which tell how much of their sentences two documents share.

A document is sketched by the smallest hashes of its sentences (bottom-k sketch: Broder, On the resemblance and
containment of documents, 1997). Sentences are compared by their characters alone, in Simplified, so that neither layout
nor punctuation nor script counts.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from convert.chinese.folding import bare, fold

K = 48
"""Hashes in a sketch: the resemblance is known to about ± 0.07."""

SHORTEST = 8
"""Characters of the shortest sentence that counts."""

_SENTENCE = re.compile(r"[。！？；!?;\n]+")


def make_sketch(text: str) -> tuple[int, ...]:
    """The smallest K hashes of the sentences of a text, rising; short texts are one sentence."""
    sentences = {bare(sentence) for sentence in _SENTENCE.split(fold(text))}
    counted = {sentence for sentence in sentences if len(sentence) >= SHORTEST} or {bare(fold(text))}
    return tuple(sorted(map(_hash, counted))[:K])


def _hash(sentence: str) -> int:
    return int.from_bytes(hashlib.blake2b(sentence.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def resemble(one: Sequence[int], other: Sequence[int]) -> float:
    """How much of the sentences of two documents is in both, estimated from their sketches."""
    union = sorted({*one, *other})[:K]
    both = {*one} & {*other}
    return sum(1 for sentence in union if sentence in both) / len(union) if union else 0.0
