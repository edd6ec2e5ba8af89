"""Prints how well `convert.recovery` reads every outlined document with the weights it has.

    python tests/score_labelling.py [--set NAME] [--worst N]

The weights have seen these documents: the figures are in-sample. Honest ones are those of `learn_weights.py --cross`
and of `first_looks.tsv`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from outlined import load_all, print_scores, score_document, soil_all

from convert.recovery.weights import load_model


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--worst", type=int, default=0, help="name so many documents with the lowest blocks")
    parser.add_argument("--set", default="", help="one set alone: gold, cases, batch-1 …, pdf")
    given = parser.parse_args(arguments)
    documents = list(load_all(given.set))
    scores = [score_document(document, load_model()) for document in (*documents, *soil_all(documents))]
    print("\n".join(print_scores(scores)))
    for score in sorted(scores, key=lambda score: score.figures["blocks"].f1)[: given.worst]:
        print(f"{score.figures['blocks'].f1:.3f} {score.kind} {score.name}")


if __name__ == "__main__":
    main(sys.argv[1:])
