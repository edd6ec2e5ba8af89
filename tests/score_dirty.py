"""Scores the reader over messy copies of every gold outline.

    python tests/score_dirty.py [--seeds 2] [--ops wrap,glue] [--pairs] [--own] [--docs NAME,…] [--worst 5] [--rows N]

Operations are those of the reference tool beside the checkout (where present) and our own (`mess.py`); --own takes ours
alone, --reference the others alone. With --pairs, each pair of the reference's operations is applied as well. Each line
of the table is the micro average over all documents and seeds of one operation.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from types import ModuleType

sys.path.insert(0, str(Path(__file__).parent))

from mess import OPERATIONS, Row, make_mess
from scoring import Figure, Line, differences, gold_lines, lines_of, make_line, score, table_head, table_row, total
from trees import GOLD, read_rows

import convert

SHARED = Path(__file__).parents[2] / "shared"
REFERENCE = ("runin", "glue", "column", "indent", "wrap", "page", "blank", "chrome", "half", "oneline")


def outlines(names: list[str]) -> list[Path]:
    """The gold outlines, of the repository alone where there are no others."""
    folder = SHARED / "gold"
    paths = sorted((folder if folder.is_dir() else GOLD).glob("*.tsv"))
    return [path for path in paths if not names or any(name in path.stem for name in names)]


def own_copy(gold: Path, ops: tuple[str, ...], seed: int) -> tuple[bytes, list[Line]]:
    rows = [Row(row["kind"], row["level"], row["key"], row["text"]) for row in read_rows(gold)]
    mess = make_mess(rows, ops, f"{gold.stem}/{','.join(ops)}/{seed}")
    return mess.data, [make_line(row.kind, row.level, row.key, row.text) for row in mess.outline]


def load_reference() -> ModuleType | None:
    path = SHARED / "score" / "dirty.py"
    if not path.is_file():
        return None
    spec = importlib.util.spec_from_file_location("reference_dirty", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def reference_copy(tool: ModuleType, folder: Path) -> Callable[[Path, tuple[str, ...], int], tuple[bytes, list[Line]]]:
    def copy(gold: Path, ops: tuple[str, ...], seed: int) -> tuple[bytes, list[Line]]:
        tool.main([str(gold), str(folder), "--ops", ",".join(ops), "--seed", str(seed)])
        stem = folder / f"{gold.stem}--{'-'.join(ops)}--{seed}"
        return stem.with_suffix(".txt").read_bytes(), gold_lines(stem.with_suffix(".tsv"))

    return copy


Copy = Callable[[Path, tuple[str, ...], int], tuple[bytes, list[Line]]]


Result = tuple[str, dict[str, Figure], list[str]]


def measure(copy: Copy, ops: tuple[str, ...], golds: list[Path], seeds: range) -> Iterator[Result]:
    """Name, figures and differing rows of each messy copy."""
    for gold in golds:
        for seed in seeds:
            data, wanted = copy(gold, ops, seed)
            given = lines_of(convert.read(data, f"{gold.stem}.txt"))
            yield f"{gold.stem}/{seed}", score(wanted, given), differences(wanted, given)


def plan(args: argparse.Namespace, folder: Path) -> Iterator[tuple[tuple[str, ...], Copy]]:
    """What is measured: operations alone, then pairs."""
    tool = load_reference()
    wanted = args.ops.split("+") if args.ops else None
    if wanted and len(wanted) > 1:
        yield tuple(wanted), own_copy if wanted[0] in OPERATIONS else reference_copy(tool, folder)
        return
    if tool and not args.own:
        copy = reference_copy(tool, folder)
        sets = [(name,) for name in REFERENCE] + (list(combinations(REFERENCE, 2)) if args.pairs else [])
        yield from ((ops, copy) for ops in sets if not wanted or ops == tuple(wanted))
    if not args.reference:
        own = [(name,) for name in OPERATIONS] + (OWN_PAIRS if args.pairs else [])
        yield from ((ops, own_copy) for ops in own if not wanted or ops == tuple(wanted))


OWN_PAIRS = [("ragged", "running-head"), ("ragged", "page-number"), ("wrap-indent", "page-number"), ("gap", "dots"),
             ("traditional", "ragged"), ("full-digits", "brackets"), ("site-portal", "ragged"),
             ("site-taiwan", "traditional"), ("site-library", "indented"), ("centred", "blank-space"),
             ("ragged", "blank-space"), ("gb18030", "crlf"), ("indented", "nbsp"), ("wrap-indent", "site-newspaper"),
             ("adverts", "ragged"), ("tags", "nbsp")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--ops", help="one operation, or several joined by +")
    parser.add_argument("--docs", default="")
    parser.add_argument("--worst", type=int, default=3)
    parser.add_argument("--rows", type=int, default=0, help="differing rows printed for each of the worst documents")
    for flag in ("pairs", "own", "reference"):
        parser.add_argument(f"--{flag}", action="store_true")
    args = parser.parse_args()
    golds, started = outlines([name for name in args.docs.split(",") if name]), time.process_time()
    print(table_head())
    with tempfile.TemporaryDirectory() as folder:
        for ops, copy in plan(args, Path(folder)):
            report(ops, list(measure(copy, ops, golds, range(1, args.seeds + 1))), args)
    print(f"{time.process_time() - started:.0f} s of processor time")


def report(ops: tuple[str, ...], results: list[Result], args: argparse.Namespace) -> None:
    print(table_row(" + ".join(ops), total(figures for _, figures, _ in results)), flush=True)
    worst = sorted(results, key=lambda result: result[1]["blocks"].f1)[: args.worst]
    for name, figures, rows in worst:
        if figures["blocks"].f1 < 0.97:
            print(f"    {name:40} blocks {figures['blocks'].f1:.3f} headings {figures['headings'].f1:.3f}")
            print("".join(f"        {row}\n" for row in rows[: args.rows]), end="")


if __name__ == "__main__":
    main()
