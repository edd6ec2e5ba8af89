"""Prints what is learned from the corrections of some documents of a source, on the others of it and on all others.

    python tests/score_lessons.py [--least N] [--keep]

Of every other document of a source those blocks are corrected that are not as its outline has them; from these
corrections `huozi learn` learns, with --keep so that every tenth document of other sources stays as it is. Told is the
F1 of blocks before and after, of those that were corrected, of the rest of their source, and of other sources together.
The weights have seen all of these documents before: the figures say what a few corrections do to weights, not how well
unseen documents are read.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from outlined import Outlined, load_all
from scoring import Figure, lines_of, score, settle

from convert.corrections import Corrected, Corrections
from convert.corrections.teaching import teach
from convert.recovery.labelling import Model
from convert.recovery.lessons import learn, take_lesson
from convert.recovery.reader import read, read_stages
from convert.recovery.text import Text
from convert.recovery.told import is_told
from convert.recovery.weights import Added, load_model
from convert.tree.agreement import BLOCKS

Documents = Sequence[tuple[Outlined, Text]]


def read_all() -> dict[str, list[tuple[Outlined, Text]]]:
    """Source → its documents whose structure is not told by their files."""
    found: dict[str, list[tuple[Outlined, Text]]] = defaultdict(list)
    for document in load_all():
        text = document.text()
        if (document.kind == "gold" or document.kind.startswith("batch")) and not is_told(text):
            found[document.source].append((document, text))
    return found


def learn_from(documents: Documents, kept: Documents, model: Model) -> Model:
    """The model that corrections of some documents make of another, which leaves others as they are."""
    lessons = [teach(text, correct(document, text, model), model).lesson for document, text in documents]
    lessons += [take_lesson(read_stages(text, model)) for _, text in kept]
    return model.with_rows(Added(model.rows, learn(lessons, model)))


def correct(document: Outlined, text: Text, model: Model) -> Corrections:
    """What an editor corrects: the blocks that the outline has and the reader does not."""
    made = lines_of(read(text, model))
    wanted = settle(document.lines(), made)
    given = {line.identity for line in made}
    return Corrections(blocks=tuple(
        Corrected(line.text, line.kind, depth=int(line.level or 0) if line.kind == "heading" else 0)
        for line in wanted if line.kind in BLOCKS - {"article"} and line.identity not in given))


def add_up(documents: Iterable[tuple[Outlined, Text]], model: Model) -> Figure:
    """The blocks of documents by a model."""
    total = Figure()
    for document, text in documents:
        total = total.plus(score(document.lines(), lines_of(read(text, model)))["blocks"])
    return total


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--least", type=int, default=4, help="documents that a source must have")
    parser.add_argument("--keep", action="store_true", help="every tenth document of other sources stays as it is")
    given = parser.parse_args(arguments)
    model, found = load_model(), read_all()
    figures: dict[str, list[Figure]] = {name: [Figure(), Figure()] for name in ("corrected", "source", "others")}
    sources = [source for source, documents in found.items() if len(documents) >= given.least]
    for source in sources:
        own = found[source]
        elsewhere = [each for name, documents in found.items() if name != source for each in documents]
        other = learn_from(own[::2], elsewhere[2::10] if given.keep else [], model)
        for name, documents in (("corrected", own[::2]), ("source", own[1::2]), ("others", elsewhere[::5])):
            for turn, used in enumerate((model, other)):
                figures[name][turn] = figures[name][turn].plus(add_up(documents, used))
        print(f"{source}: {len(own[::2])} corrected", flush=True)
    print(f"{len(sources)} sources; F1 of blocks before and after; of the others every fifth document")
    for name, (before, after) in figures.items():
        print(f"{name:12}{before.f1:8.4f}{after.f1:8.4f}   {before.gold} blocks")


if __name__ == "__main__":
    main(sys.argv[1:])
