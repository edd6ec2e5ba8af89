"""Learns the weights of `convert.recovery` from every outlined document, messy copies of some and lines lent to others.

    python tests/learn_weights.py [-o FILE] [--cross]

Without -o the file of weights of the package is written. The same documents give the same file. --cross learns five
times without a fifth of the sources and prints how well those are read that were left out; it writes nothing.

Needs numpy (extra `learn`).
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Collection, Sequence
from copy import copy
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from lent_lines import lend_all
from outline_labels import align
from outlined import Outlined, Score, load_all, print_scores, score_document, soil_all
from trainer import Sample, Settings, frequent, learn

from convert.recovery.features import describe
from convert.recovery.labelling import Model, Weights
from convert.recovery.offers import offer
from convert.recovery.reader import joint_of, set_text, survey_text
from convert.recovery.rules.table import load_rules
from convert.recovery.weights import first_weights, print_weights
from convert.resources import PACKAGE

TIMES = {"strangers": 2, "cases": 2, "gold": 6, "recovery": 6, "public": 6}
"""Sets that are learned from so many times, masked documents once: many of these are of odd kinds. With the others half
as often 69 real documents that nobody had seen are read .005 worse (mean F1 of blocks)."""

REAL = 3
"""Batches of real documents are learned from so many times, since most documents here were invented: 30 real ones
that taught nothing are read better by .004 (blocks) and .010 (headings)."""

SETTINGS = Settings(12, 0.2, 0.02, 2, 0.3)
"""For the file and for figures of sources left out. With twice the epochs, a third of the pull and fewer features
withheld 69 real documents that nobody had seen are read .003 worse (mean F1 of blocks)."""

FOLDS = 5
"""So many parts of the sources are left out in turn."""


def make_sample(document: Outlined) -> Sample:
    """What is learned from a document."""
    text = set_text(document.text())
    context = survey_text(text)
    texts = [text.view.text[atom.start : atom.end] for atom in context.atoms]
    return Sample(document.name, document.kind, document.source, describe(context), offer(context),
                  align(texts, document.rows), [joint_of(atom) for atom in context.atoms])


def _times_of(sample: Sample) -> int:
    return TIMES.get(sample.kind, REAL if sample.kind.startswith("batch-") else 1)


def learn_weights(samples: Sequence[Sample], settings: Settings = SETTINGS) -> Weights:
    """The weights of these samples."""
    first = first_weights(f"row={rule.id}" for rule in load_rules("blocks"))
    features = frequent(samples, settings.least, first)
    again = [copy(sample) for sample in samples for _ in range(_times_of(sample) - 1)]
    return learn([*samples, *again], features, first, settings)


def gather() -> list[Outlined]:
    """All that is learned from: every outlined document, messy copies, and copies with lent lines."""
    documents = list(load_all())
    return [*documents, *soil_all(documents), *lend_all(documents)]


def learn_without(left: Collection[str], documents: Sequence[Outlined], samples: Sequence[Sample]) -> Model:
    """What is learned where no document of these sources, and no line of them, is seen."""
    return Model(learn_weights([sample for document, sample in zip(documents, samples, strict=True)
                                if {document.source, *document.lenders}.isdisjoint(left)]))


def cross(documents: Sequence[Outlined], samples: Sequence[Sample]) -> list[Score]:
    """The figures of all documents, each read with weights that no document of its source taught."""
    sources = sorted({document.source for document in documents})
    random.Random(3).shuffle(sources)
    scores: list[Score] = []
    for fold in range(FOLDS):
        left = set(sources[fold::FOLDS])
        model = learn_without(left, documents, samples)
        scores += [score_document(document, model) for document in documents if document.source in left]
    return sorted(scores, key=lambda score: score.kind)


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path, default=PACKAGE / "recovery" / "weights.tsv")
    parser.add_argument("--cross", action="store_true", help="print figures of sources left out; write nothing")
    given = parser.parse_args(arguments)
    documents = gather()
    samples = [make_sample(document) for document in documents]
    if given.cross:
        print("\n".join(print_scores(cross(documents, samples))))
    else:
        given.output.write_text(print_weights(learn_weights(samples)), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
