"""Scores the reader over the reference outlines that lie beside the checkout, and over our own cases.

    python tests/score_corpus.py [--rows] [--floors] [NAME …]

With --rows, the rows that differ are printed below each document; NAME chooses documents by a part of their name.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import floors
from scoring import Figure, differences, gold_lines, lines_of, score, table_head, table_row, total

import convert

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
CASES = ROOT / "tests" / "cases"


def sources(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Each outline of a folder with its document, found by name among seeds, corpus and beside it."""
    for gold in sorted(folder.glob("*.tsv")):
        for place in (ROOT / "seeds", SHARED / "corpus", folder):
            for path in sorted(place.glob(gold.stem + ".*")):
                if path.suffix != ".tsv":
                    yield gold, path


def evaluate(gold: Path, path: Path) -> tuple[dict[str, Figure], list[str]]:
    """The figures of one document and its rows that differ."""
    wanted, given = gold_lines(gold), lines_of(convert.read(path))
    return score(wanted, given), differences(wanted, given)


def print_table(title: str, pairs: list[tuple[Path, Path]], rows: bool) -> None:
    print(f"{title}\n{table_head()}")
    figures = []
    for gold, path in pairs:
        row, differing = evaluate(gold, path)
        figures.append(row)
        print(table_row(gold.stem[:33], row))
        if rows:
            print("".join(f"    {line}\n" for line in differing), end="")
    print(table_row(f"micro, {len(pairs)} documents", total(figures)), "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--rows", action="store_true")
    parser.add_argument("--floors", action="store_true", help="raise the floors of our own cases")
    args = parser.parse_args()
    for title, folder, test in (
            ("Seeds", SHARED / "gold", lambda stem: stem[:3].isdigit()),
            ("Corpus", SHARED / "gold", lambda stem: not stem[:3].isdigit()), ("Cases", CASES, lambda stem: True)):
        pairs = [pair for pair in sources(folder) if test(pair[0].stem)
                 and (not args.names or any(name in pair[0].stem for name in args.names))]
        if pairs:
            print_table(title, pairs, args.rows)
    if args.floors:
        write_floors()
    _print_speed()


def write_floors() -> None:
    """Raises the floors of our own cases to what is reached now; those of earlier commits are not lowered."""
    old, lines = floors.earlier(), ["case,blocks,headings"]
    for gold, document in sources(CASES):
        figures, _ = evaluate(gold, document)
        reached = [max(old.get((gold.stem, name), 0), int(figures[name].f1 * 50) / 50) for name in floors.MEASURES]
        if min(reached) < 1:
            lines.append(f"{gold.stem},{reached[0]:.3f},{reached[1]:.3f}")
    (CASES / "floors.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _print_speed() -> None:
    """Reading speed over the whole corpus, in UTF-8 bytes of its text, reader alone."""
    documents = [(path.name, path.read_bytes()) for path in sorted((SHARED / "corpus").glob("*"))
                 if path.suffix in (".txt", ".md")]
    start, size = time.process_time(), 0
    for name, data in documents:
        size += len(convert.restore(convert.read(data, name)).encode())
    if documents:
        print(f"speed of read and restore: {size / 1e6 / (time.process_time() - start):.1f} MB/s")


if __name__ == "__main__":
    main()
