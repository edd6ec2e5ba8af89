"""How often each rule of the reader is right, measured; writes the table that gives blocks their certainty.

    python tests/bench/certainty.py [--write]

A block is right where a gold outline has one with the same text and a kind it allows (and the same depth, for a
heading). Gold: the seeds, the cases, the outlines beside the checkout where present, and 300 invented documents, each
soiled by two operations drawn by lot. A rule seen n times and right r times is (r + 1) / (n + 2) sure (Laplace); rules
seen fewer than 5 times share the figure of their kind. Seeds and cases were read while the rules were written, so it
errs upwards.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from invent import invent, print_invented
from mess import soil
from score_invented import LINE_OPERATIONS
from scoring import Line, gold_lines, make_line
from trees import GOLD, SEEDS

import convert
from convert.tree.outline import KINDS

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SHARED = ROOT.parent / "shared"
TABLE = ROOT / "convert" / "text" / "rules" / "certainty.toml"
LEAST = 5


def documents() -> Iterator[tuple[bytes, list[Line]]]:
    """Bytes and gold lines of every document that has an outline."""
    for folder, golds in ((SEEDS, GOLD), (HERE.parent / "cases", HERE.parent / "cases"),
                          (SHARED / "corpus", SHARED / "gold")):
        for path in sorted(folder.glob("*")) if folder.is_dir() else ():
            gold = golds / f"{path.stem}.tsv"
            if path.suffix != ".tsv" and gold.is_file():
                yield path.read_bytes(), gold_lines(gold)
    for number in range(300):
        seed = f"certainty/{number}"
        mess = soil(print_invented(invent(seed)), random.Random(seed).sample(LINE_OPERATIONS, 2), seed)
        yield mess.data, [make_line(row.kind, row.level, row.key, row.text) for row in mess.outline]


def judged() -> tuple[Counter[str], Counter[str]]:
    """How often each rule fired, and how often it was right."""
    fired: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for data, gold in documents():
        wanted = {(kind, line.level if kind == "heading" else "", line.print)
                  for line in gold for kind in line.kind.split("|")}
        for element in convert.read(data, "document.txt").article.iter():
            kind = KINDS.get(str(element.tag))
            by = element.get("by")
            if kind is None or by is None or element.get("at") is None:
                continue
            level = str(element.depth) if kind == "heading" else ""
            line = make_line(kind, level, "", element.text_content)
            fired[by] += 1
            right[by] += (kind, level, line.print) in wanted
    return fired, right


def certainties() -> dict[str, float]:
    """The certainty of each rule; of a kind under its bare name."""
    fired, right = judged()
    table: dict[str, float] = {}
    for kind in sorted({rule.partition("/")[0] for rule in fired}):
        rules = [rule for rule in fired if rule.partition("/")[0] == kind]
        n, r = sum(fired[rule] for rule in rules), sum(right[rule] for rule in rules)
        table[kind] = (r + 1) / (n + 2)
        table |= {rule: (right[rule] + 1) / (fired[rule] + 2) for rule in sorted(rules) if fired[rule] >= LEAST}
        for rule in sorted(rules):
            print(f"{rule:32}{right[rule]:6} of {fired[rule]:6}")
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the table beside the rules")
    arguments = parser.parse_args()
    table = certainties()
    if arguments.write:
        lines = ["# How often each rule of the reader is right; measured by tests/bench/certainty.py.", ""]
        lines += [f'"{rule}" = {min(value, 0.99):.2f}' for rule, value in table.items()]
        TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
