"""Prints every figure by which the reader is judged, in one table: what it is, today, what it is to reach.

    python tests/score_all.py [--learn] [--all]

What has a script of its own is measured by that. --learn also measures what takes learning anew without a part of the
sources (half an hour): honest figures of all outlined documents, and claims of certainty. --all puts every foreign line
everywhere (ten minutes) instead of a sample. Speed and memory are those of this machine.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

import score_certainty
import score_dirty
import score_foreign
from bench.whole import children_time
from learn_weights import cross, gather, make_sample
from outlined import Outlined, Score, load_all, score_document
from score_foreign import mean
from scoring import total
from trees import NAMES, SEEDS

from convert.recovery.weights import load_model
from convert.resources import PACKAGE

HERE = Path(__file__).parent
LOOKS = HERE / "first_looks.tsv"
PLAIN = (".txt", ".md")
TURNS = 5
BARE = "import lxml.etree"
MEMORY = """
import re, sys
from pathlib import Path
from convert.sources import read

def peak():
    return int(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1]) * 1024

data = open(sys.argv[1], "rb").read()
text = data.decode()
read(data, "a.txt")
before = peak()
whole = text * (1_700_000 // len(text) + 1)
made = read(whole.encode(), "a.txt")
print((peak() - before) / len(whole))
"""
"""Reads a text of 1.7 million characters and prints the bytes that it and its tree took for each at most (Linux)."""


class Row(NamedTuple):
    """A figure."""

    name: str
    today: str
    goal: str


def compare_looks() -> Iterator[Row]:
    """What is wrong on each first look, against what was wrong by 0.1.0 on the same batch."""
    head, *rows = [line.split("\t") for line in LOOKS.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    looks = [dict(zip(head, row, strict=True)) for row in rows]
    first = {(look["batch"], look["kind"]): look for look in looks if look["reader"] == "0.1.0"}
    goals = {"1": "70 %", "2": "60 %", "3": "50 %", "4": "40 %", "5": "30 %"}
    for look in looks:
        old = first.get((look["batch"], look["kind"]))
        if look["reader"] == "0.1.0":
            continue
        wrong = [f"{100 * (1 - float(look[name])) / (1 - float(old[name])):.0f} %" for name in ("blocks", "headings")
                 ] if old else []
        share = f"; wrong of 0.1.0: {' / '.join(wrong)}" if wrong else ""
        yield Row(f"first look {look['batch']}, {look['kind']}, {look['reader']}",
                  f"{look['blocks']} / {look['headings']}{share}", goals.get(look["batch"], "") if wrong else "")


def tell(scores: Sequence[Score]) -> str:
    """Blocks and headings, micro, and the mean F1 of blocks."""
    sums = total(score.figures for score in scores)
    macro = mean(score.figures["blocks"].f1 for score in scores)
    return f"{sums['blocks'].f1:.3f} / {sums['headings'].f1:.3f}, macro {macro:.3f}"


def tell_lost(scores: Sequence[Score]) -> str:
    """Per cent of letters lost, and of the worst document."""
    worst = max(scores, key=lambda score: score.lost / max(1, score.whole))
    lost = 100 * sum(score.lost for score in scores) / max(1, sum(score.whole for score in scores))
    return f"{lost:.3f} %" + (f", worst {100 * worst.lost / worst.whole:.2f} % {worst.name}" if worst.lost else "")


def judge_sets(scores: Sequence[Score], plain: set[str], how: str) -> Iterator[Row]:
    """The sets of outlined documents: how well they are read, and what of them is lost."""
    real = [score for score in scores if score.kind.startswith(("gold", "batch"))]
    groups = {
        "all gold, text and Markdown": ([one for one in real if one.name in plain], "≥ .97 / .97, macro ≥ .95"),
        "all gold, all formats": (real, ""),
        "five seeds": ([one for one in real if one.name in NAMES], "1.000"),
        "faults/recovery": ([one for one in scores if one.kind == "recovery"], "≥ .97"),
        "faults/public": ([one for one in scores if one.kind == "public"], "≥ .97"),
        "cases": ([one for one in scores if one.kind == "cases"], ""),
    }
    for name, (members, goal) in groups.items():
        if members:
            yield Row(f"{name}, {how}", tell(members), goal)
    for name, (members, _) in groups.items():
        if members:
            goal = "0" if name.startswith("faults") else "≤ .05 %, worst ≤ .5 %"
            yield Row(f"letters lost, {name}, {how}", tell_lost(members), goal)


def judge_foreign(documents: Sequence[Outlined], share: int) -> Iterator[Row]:
    """What one foreign line costs."""
    lines = score_foreign.load_lines()
    trials = [trial for one in documents if one.file.endswith(score_foreign.SUFFIXES)
              for trial in score_foreign.try_document(one, lines, share)]
    real = [trial for trial in trials if trial.document.kind.startswith(("gold", "batch"))]
    for name, members in (("all gold", real), ("all gold, cases and faults", trials)):
        if members:
            worst = max(members, key=lambda trial: trial.lose("blocks"))
            yield Row(f"one foreign line, {name}, loss of blocks / headings",
                      f"{mean(one.lose('blocks') for one in members):.4f} / "
                      f"{mean(one.lose('headings') for one in members):.4f}; worst {worst.lose('blocks'):.2f} "
                      f"({worst.document.name}, {worst.kind}, {worst.place})", "mean ≤ .005")


def judge_dirt() -> Iterator[Row]:
    """The operations on which messy copies are read worst."""
    given = argparse.Namespace(ops=None, own=False, reference=False, pairs=False)
    with tempfile.TemporaryDirectory() as folder:
        sums = {"+".join(ops): total(figures for _, figures, _ in
                                     score_dirty.measure(copy, ops, score_dirty.outlines([]), range(1, 2)))
                for ops, copy in score_dirty.plan(given, Path(folder))}
    for name in ("blocks", "headings"):
        worst = sorted(sums, key=lambda ops: sums[ops][name].f1)[:3]
        yield Row(f"dirtied copies, {name}, the worst of {len(sums)} operations",
                  ", ".join(f"{ops} {sums[ops][name].f1:.3f}" for ops in worst), "≥ .95 each")


def judge_certainty(documents: Sequence[Outlined]) -> Iterator[Row]:
    """Claims against what is right, fifth by fifth, on sources left out: as measured now, or as the table says."""
    if documents:
        judged = list(score_certainty.judge_all(documents, [make_sample(one) for one in documents]))
        found = score_certainty.print_bins(score_certainty.compare(score_certainty.claim_all(judged)))
    else:
        table = (PACKAGE / "recovery" / "certainty.tsv").read_text(encoding="utf-8")
        found = next(line[2:] for line in table.splitlines() if line.startswith("# 0."))
    when = "now" if documents else "when its table was made"
    yield Row(f"certainty, claimed/right by fifths, {when}", found, "± .03")


def judge_cost() -> Iterator[Row]:
    """Speed, start and memory."""
    printed = run_script(str(HERE / "bench" / "read.py")).splitlines()
    yield from (Row(f"read, warm, {line.split()[0]}", " ".join(line.split()[1:]), "≥ 5 MB/s")
                for line in printed if line.endswith("MB/s"))
    yield from (Row("read, eight times as much", " ".join(line.split()), "× 1.0")
                for line in printed if "µs a character" in line)
    with tempfile.TemporaryDirectory() as out:
        seed = str(sorted(SEEDS.glob("*.txt"))[0])
        bare = time_child("-c", BARE)
        whole = time_child("-m", "convert", "convert", seed, "-o", out, "--to", "tei")
    yield Row("cold convert to TEI over a bare interpreter with lxml",
              f"{whole / bare:.1f} × ({whole * 1000:.0f} over {bare * 1000:.0f} ms)", "≤ 4.5 ×")
    longest = max(SEEDS.glob("*.txt"), key=lambda path: path.stat().st_size)
    if Path("/proc/self/status").exists():
        used = float(run_script("-c", MEMORY, str(longest)))
        yield Row("memory of a text of 1.7 million characters", f"{used:.0f} bytes a character", "≤ 60")


def run_script(*arguments: str) -> str:
    """What a process of its own prints, which nothing read before makes slower; modules stay compiled, as installed."""
    compiled = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    return subprocess.run([sys.executable, *arguments], env=compiled, capture_output=True, text=True, check=True).stdout


def time_child(*arguments: str) -> float:
    """Processor seconds of a process, the least of several."""
    found = []
    for _ in range(TURNS):
        start = children_time()
        run_script(*arguments)
        found.append(children_time() - start)
    return min(found)


def plan(given: argparse.Namespace) -> Iterator[Callable[[], Iterator[Row]]]:
    """What is measured, in order."""
    documents = list(load_all())
    plain = {one.name for one in documents if one.file.endswith(PLAIN)}
    yield compare_looks
    yield lambda: judge_sets([score_document(one, load_model()) for one in documents], plain, "in sample")
    soiled = gather() if given.learn else []
    if given.learn:
        yield lambda: judge_sets(cross(soiled, [make_sample(one) for one in soiled]), plain, "source left out")
    yield lambda: judge_foreign(documents, 1 if given.all else score_foreign.SHARE)
    yield lambda: judge_certainty(soiled)
    yield judge_dirt
    yield judge_cost


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--learn", action="store_true", help="learn without a part of the sources, in turn")
    parser.add_argument("--all", action="store_true", help="put every foreign line everywhere")
    for judge in plan(parser.parse_args(arguments)):
        for row in judge():
            print(f"| {row.name} | {row.today} | {row.goal or '–'} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
