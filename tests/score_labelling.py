"""Prints how well `convert.recovery` reads every outlined document with the weights it has.

    python tests/score_labelling.py [--set NAME] [--formats] [--rows NAME] [--worst N]

The weights have seen these documents: the figures are in-sample. Honest ones are those of `learn_weights.py --cross`
and of `first_looks.tsv`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from outlined import Outlined, load_all, print_scores, score_document, soil_all
from scoring import differences, lines_of

from convert.recovery.reader import read
from convert.recovery.weights import load_model

FORMATS = {".htm": "HTML", ".html": "HTML", ".php": "HTML", ".md": "Markdown", ".mdx": "Markdown", ".docx": "DOCX",
           ".pdf": "PDF", ".xml": "XML", ".txt": "text"}
"""Suffix → what the figures of a format are printed under."""


def name_format(document: Outlined) -> Outlined:
    """A document with its format beside its set, the batches beside the checkout in one and ours in another."""
    ours = "labels" if document.outline.suffix == ".labels" else "gold2"
    place = ours if document.kind.startswith("batch") else document.kind
    return document._replace(kind=f"{place} {FORMATS[Path(document.file).suffix]}")


def tell_rows(document: Outlined) -> Iterator[str]:
    """The rows of a document that differ from its outline."""
    yield f"{document.kind} {document.name}"
    yield from (f"    {row}" for row in differences(document.lines(), lines_of(read(document.text(), load_model()))))


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--worst", type=int, default=0, help="name so many documents with the lowest blocks")
    parser.add_argument("--set", default="", help="one set alone: gold, cases, batch-1 …, pdf")
    parser.add_argument("--formats", action="store_true", help="real documents alone, by their formats")
    parser.add_argument("--rows", default=None, metavar="NAME", help="print what differs in those so named, or .SUFFIX")
    given = parser.parse_args(arguments)
    documents = list(load_all(given.set))
    if given.rows is not None:
        chosen = [one for one in documents if given.rows in one.name or one.file.endswith(given.rows or "-")]
        print("\n".join(row for document in chosen for row in tell_rows(document)))
        return
    soiled = () if given.formats else soil_all(documents)
    documents = [name_format(one) for one in documents] if given.formats else documents
    scores = [score_document(document, load_model()) for document in (*documents, *soiled)]
    print("\n".join(print_scores(scores)))
    for score in sorted(scores, key=lambda score: score.figures["blocks"].f1)[: given.worst]:
        print(f"{score.figures['blocks'].f1:.3f} {score.kind} {score.name}")


if __name__ == "__main__":
    main(sys.argv[1:])
