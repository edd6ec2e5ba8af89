"""Scores the reader over invented documents, and says which of their features it reads badly.

    python tests/score_invented.py [--number 300] [--first 0] [--ops ragged,page-number] [--mess] [--worst 5]

With --mess, each document goes through two random operations of `mess.py` that change lines alone.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from invent import invent, print_invented
from mess import SITES, soil
from scoring import Figure, differences, lines_of, make_line, score, table_head, table_row, total

import convert

LINE_OPERATIONS = ("indented", "ragged", "wrap-indent", "page-number", "running-head", "blank-space", "nbsp", "centred",
                   "crlf", "no-newline", "gb18030", "utf16", "tags", "adverts", "brackets", "full-digits",
                   "traditional", *(f"site-{site}" for site in SITES))
Result = tuple[str, list[str], dict[str, Figure], list[str]]


def evaluate(seed: str, ops: Iterable[str]) -> Result:
    """Seed, features, figures and differing rows of one invented document."""
    made = invent(seed)
    ops = tuple(ops)
    mess = soil(print_invented(made), ops, seed)
    wanted = [make_line(row.kinds, row.level, row.key, row.text) for row in mess.outline]
    given = lines_of(convert.read(mess.data, f"{seed}.txt"))
    return seed, [*made.features, *ops], score(wanted, given), differences(wanted, given)


def by_feature(results: Iterable[Result]) -> dict[str, list[dict[str, Figure]]]:
    grouped: dict[str, list[dict[str, Figure]]] = defaultdict(list)
    for _, features, figures, _ in results:
        for feature in sorted(set(features)):
            grouped[feature].append(figures)
    return grouped


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--number", type=int, default=300)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--ops", default="")
    parser.add_argument("--mess", action="store_true")
    parser.add_argument("--worst", type=int, default=5)
    parser.add_argument("--rows", type=int, default=8)
    args = parser.parse_args()
    results = []
    for seed in map(str, range(args.first, args.first + args.number)):
        ops = random.Random(seed).sample(LINE_OPERATIONS, 2) if args.mess else [op for op in args.ops.split(",") if op]
        results.append(evaluate(seed, ops))
    print(table_head())
    groups = {feature: total(figures) for feature, figures in by_feature(results).items()}
    for feature, figures in sorted(groups.items(), key=lambda group: group[1]["blocks"].f1):
        print(table_row(feature, figures))
    print(table_row(f"all {len(results)} documents", total(figures for _, _, figures, _ in results)))
    for seed, features, figures, rows in sorted(results, key=lambda result: result[2]["blocks"].f1)[: args.worst]:
        print(f"\n{seed}: blocks {figures['blocks'].f1:.3f}; {', '.join(dict.fromkeys(features))}")
        print("".join(f"    {row}\n" for row in rows[: args.rows]), end="")


if __name__ == "__main__":
    main()
