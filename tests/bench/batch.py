"""What a batch costs beside bare conversions, and whether memory grows with the corpus.

    python tests/bench/batch.py [--documents N] [--turns N] [--dask]
    python tests/bench/batch.py --scale N,N,… [--size BYTES]

The corpus repeats and perturbs the seeds: paragraphs change places and some go, figures and some characters are others,
so that no two documents are the same; it is made anew in a temporary folder. Processor time is that of all processes;
what a document costs is the difference between two runs of different length, so that the start of processes does not
count. Bare is reading and writing in this process, without ledger, workers, shards and index; bare by two is two such
processes at once, each with half of the documents, which share caches and memory as two workers do.

With `--scale` a pool of two goes over corpora of those numbers of documents, and the memory of parent and workers is
told for each. Documents beyond the first thousands are links to those, and an output goes as soon as it is entered, so
that 50,000 documents take no more room on the disk than some thousands.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import convert
from convert.formats.registry import find_writer
from convert.formats.save import save
from convert.production.job import Outcome
from convert.style.sheet import load_style

SEEDS = [path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))]
FORMAT = "tei"
SIZE = 18_000
"""Bytes of a document, about."""
FOLDER = 500
"""Documents of a folder."""
DISTINCT = 2_000
"""Documents of a corpus that are no links to others."""


class Cost(NamedTuple):
    """What a run took."""

    wall: float
    processor: float
    resident: float
    """Megabytes of the largest worker."""
    parent: float
    """Megabytes that this process held at most meanwhile."""


def perturb(text: str, dice: random.Random) -> str:
    """A document like another, and like no other."""
    paragraphs = text.splitlines()
    for _ in range(len(paragraphs) // 8):
        one, other = dice.randrange(len(paragraphs)), dice.randrange(len(paragraphs))
        paragraphs[one], paragraphs[other] = paragraphs[other], paragraphs[one]
    kept = [paragraph for paragraph in paragraphs if dice.random() > 0.03]
    changed = re.sub(r"\d", lambda _: str(dice.randrange(10)), "\n".join(kept))
    letters = list(changed)
    for _ in range(len(letters) // 200):
        place = dice.randrange(len(letters))
        if "\u4e00" <= letters[place] <= "\u9fff":
            letters[place] = chr(dice.randrange(0x4E00, 0x9000))
    return "".join(letters)


def make_corpus(folder: Path, count: int, seed: int = 1, size: int = SIZE) -> Path:
    """So many documents in folders of some hundreds; the same for the same seed."""
    dice = random.Random(seed)
    for number in range(count):
        place = _place(folder, number)
        place.parent.mkdir(parents=True, exist_ok=True)
        if number >= DISTINCT:
            place.hardlink_to(_place(folder, number % DISTINCT))
            continue
        text = perturb(SEEDS[number % len(SEEDS)], dice)
        while len(text.encode()) < size // 2:
            text += "\n" + perturb(SEEDS[number % len(SEEDS)], dice)
        place.write_text(text if size == SIZE else text[: size // 3], encoding="utf-8")
    return folder


def _place(folder: Path, number: int) -> Path:
    return folder / f"{number // FOLDER:05d}" / f"{number:08d}.txt"


def use_processors() -> float:
    """Processor seconds of this process and of all it has waited for."""
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, (resource.RUSAGE_SELF,
                                                                                  resource.RUSAGE_CHILDREN)))


def list_children() -> list[int]:
    """The processes below this one."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(entry.parent.name))
    found, waiting = [], [Path("/proc/self").resolve().name]
    while waiting:
        below = parents.get(int(waiting.pop()), [])
        found += below
        waiting += map(str, below)
    return found


def weigh(process: int) -> float:
    """Megabytes that a process holds; 0 where it is gone."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0)


def measure(task: Callable[[], object]) -> Cost:
    """What a task takes; its processes are weighed every quarter of a second."""
    over = threading.Event()
    heaviest = own = 0.0

    def watch() -> None:
        nonlocal heaviest, own
        while not over.wait(0.25):
            heaviest = max([heaviest, *map(weigh, list_children())])
            own = max(own, weigh(os.getpid()))

    watcher = threading.Thread(target=watch)
    watcher.start()
    used, begun = use_processors(), time.perf_counter()
    task()
    cost = Cost(time.perf_counter() - begun, use_processors() - used, heaviest, own)
    over.set()
    watcher.join()
    return cost._replace(resident=heaviest, parent=own)


def convert_bare(sources: list[Path], out: Path) -> None:
    """Reads and writes documents, and nothing else."""
    writer, style = find_writer(FORMAT), load_style("plain")
    for source in sources:
        save(writer, convert.read(source), style, out / f"{source.stem}.tei.xml")


def convert_by_two(source: Path, out: Path) -> None:
    """The same by two processes at once, each of which does every other document."""
    halves = [subprocess.Popen([sys.executable, __file__, "--half", half, source, out]) for half in "01"]
    if any(half.wait() for half in halves):
        raise SystemExit("bare conversion failed")


def run_batch(source: Path, out: Path, **choices: object) -> None:
    """A batch, of which nothing may fail."""
    report = convert.batch(source, out, to=[FORMAT], **choices)
    if report.failures:
        raise SystemExit(f"{len(report.failures)} documents failed")


def compare(folder: Path, few: Path, many: Path, ways: dict[str, Callable[[Path, Path], object]], turns: int) -> None:
    """Prints for each way what a document costs, beside the first way; of all turns the cheapest counts."""
    more = len(list(many.rglob("*.txt"))) - len(list(few.rglob("*.txt")))
    costs: dict[tuple[str, str], list[Cost]] = {}
    for turn in range(turns):
        for name, way in ways.items():
            for source in (few, many):
                out = folder / f"{source.name} {name} {turn}"
                cost = measure(lambda way=way, source=source, out=out: way(source, out))
                costs.setdefault((name, source.name), []).append(cost)
    bare = 0.0
    for name in ways:
        one, other = (Cost(*map(min, zip(*costs[name, place], strict=True))) for place in (few.name, many.name))
        each = (other.processor - one.processor) / more
        bare = bare or each
        pace = more / max(other.wall - one.wall, 1e-9)
        print(f"{name:16} {each * 1000:8.2f} ms a document  {each / bare - 1:+7.1%}  {1 / each:7.1f} a second and core"
              f"  {pace:7.1f} a second  {one.resident:5.0f} to {other.resident:5.0f} MB", flush=True)


def climb(folder: Path, sizes: list[int], size: int) -> None:
    """Prints what corpora of these numbers of documents take."""
    for count in sizes:
        out = folder / f"out {count}"
        done = 0

        def take(outcome: Outcome, _: int, out: Path = out) -> None:
            nonlocal done
            done += 1
            (out / f"{outcome.target}.tei.xml").unlink()

        corpus = make_corpus(folder / f"corpus {count}", count, size=size)
        cost = measure(lambda corpus=corpus, out=out, take=take: run_batch(corpus, out, jobs=2, watch=take))
        print(f"{count:9,} documents, {done:,} done  {cost.processor / count * 1000:7.2f} ms a document  "
              f"{count / cost.wall:7.1f} a second  parent {cost.parent:5.0f} MB  worker {cost.resident:5.0f} MB  "
              f"ledger {(out / 'ledger.sqlite').stat().st_size / count:5.0f} bytes a document", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("--turns", type=int, default=1)
    parser.add_argument("--dask", action="store_true")
    parser.add_argument("--scale", type=lambda said: [int(each) for each in said.split(",")])
    parser.add_argument("--size", type=int, default=SIZE)
    parser.add_argument("--half", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.half:
        half, source, out = given.half
        convert_bare(sorted(Path(source).rglob("*.txt"))[int(half) :: 2], Path(out))
        return
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        if given.scale:
            climb(folder, given.scale, given.size)
            return
        few = make_corpus(folder / "few", given.documents // 4)
        many = make_corpus(folder / "many", given.documents)
        ways: dict[str, Callable[[Path, Path], object]] = {
            "bare": lambda source, out: convert_bare(sorted(source.rglob("*.txt")), out),
            "serial": lambda source, out: run_batch(source, out, executor="serial"),
            "pool of 1": lambda source, out: run_batch(source, out, jobs=1),
            "bare by two": convert_by_two,
            "pool of 2": lambda source, out: run_batch(source, out, jobs=2),
        }
        if given.dask:
            ways["dask, 2 workers"] = lambda source, out: run_batch(source, out, jobs=2, executor="local")
        compare(folder, few, many, ways, given.turns)
        again = measure(lambda: run_batch(many, folder / "many pool of 2 0", jobs=2))
        print(f"a second run over {given.documents}: {again.wall:.2f} s")


if __name__ == "__main__":
    sys.exit(main())
