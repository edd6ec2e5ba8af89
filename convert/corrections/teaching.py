"""Teaching: what a document and its corrections say against the rules and the weights by which it was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from convert.corrections.record import Corrections
from convert.corrections.telling import constrain
from convert.recovery.labelling import Model
from convert.recovery.lessons import Lesson, take_lesson
from convert.recovery.reader import finish, read_stages
from convert.recovery.text import Text
from convert.tree.nodes import Document, Heading, Node


class Taught(NamedTuple):
    """What one document teaches."""

    lesson: Lesson
    corrected: Counter[str]
    """Rule → how many of its blocks and cuts are otherwise once they are corrected."""
    named: Counter[str]
    """Rule → how many blocks and cuts bear its name as the document is read without corrections."""


def teach(text: Text, corrections: Corrections, model: Model) -> Taught:
    """What a text and its corrections say against the model that it is read by."""
    before = finish(read_stages(text, model))
    right = read_stages(text, model, constrain(corrections))
    kept = {told for told, _ in _list_named(finish(right))}
    corrected: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for told, rule in _list_named(before):
        named[rule] += 1
        corrected[rule] += told not in kept
    return Taught(take_lesson(right), +corrected, named)


def _list_named(tree: Document) -> Iterator[tuple[tuple[str, int, str], str]]:
    """Each block and cut by its kind, depth and place, with the rule that named it."""
    for node in tree.iter("*"):
        if isinstance(node, Node) and node.get("at") and node.by:
            yield (str(node.tag), node.depth if isinstance(node, Heading) else 0, node.get("at") or ""), node.by
