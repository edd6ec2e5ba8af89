"""Prints how well documents are read that lie in a folder with labels: by the weights of the package, or by others.

    python tests/score_unseen.py FOLDER [--third 0]

FOLDER holds NAME.txt or NAME.md with NAME.labels (`labelled.py`). As they come from people who have not seen the
program, the figures are those of `first_looks.tsv`. With --third those of a third of the documents are printed, read
by weights that are learned anew (seven minutes) without what of `masked/` bears their names: so a change of the reader
is judged by real documents that taught nothing, before and after. Two learnings differ by up to .01.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from labelled import build_rows
from learn_weights import gather, learn_without, make_sample
from outlined import Outlined, print_scores, score_document

from convert.recovery.labelling import Model
from convert.recovery.weights import load_model

PARTS = 3
"""So many parts the documents fall into, by their names."""


def find_labelled(folder: Path) -> Iterator[Outlined]:
    """The documents of a folder that have labels."""
    for labels in sorted(folder.glob("*.labels")):
        path = next(path for path in (labels.with_suffix(".txt"), labels.with_suffix(".md")) if path.exists())
        rows = build_rows(labels, path)
        if rows:
            yield Outlined(folder.name, labels.stem, labels.stem, path.read_bytes(), path.name, rows)


def part_of(document: Outlined) -> int:
    """Which part a document falls into, by its name."""
    return int(hashlib.md5(document.name.encode(), usedforsecurity=False).hexdigest(), 16) % PARTS


def learn_others(unseen: Sequence[Outlined]) -> Model:
    """What is learned where no masked copy of these documents, and no line of one, is seen."""
    names = {document.name for document in unseen}
    documents = gather()
    left = {document.source for document in documents if document.kind == "masked" and document.name in names}
    return learn_without(left, documents, [make_sample(document) for document in documents])


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--third", type=int, choices=range(PARTS), help="learn anew without this third, and read it")
    given = parser.parse_args(arguments)
    documents = [document for document in find_labelled(given.folder)
                 if given.third is None or part_of(document) == given.third]
    model = load_model() if given.third is None else learn_others(documents)
    print("\n".join(print_scores([score_document(document, model) for document in documents])))


if __name__ == "__main__":
    main(sys.argv[1:])
