"""Time and memory of the whole path: `python tests/bench/whole.py` prints the README's tables.

Cold: `huozi batch seeds` as a new process, workers included. Warm: each stage alone in this process, after one
unmeasured turn, in processor time, so that other work on the machine distorts it little. Each figure is the best of
several turns.
"""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import convert
from convert.formats.registry import find_writer
from convert.formats.writer import Writer
from convert.production import FORMATS
from convert.style.sheet import Style, load_style

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
TURNS = 9


def measure(task: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """Seconds of a task by a clock, the best of several turns, after one that is not measured."""
    task()
    times = []
    for _ in range(TURNS):
        start = clock()
        task()
        times.append(clock() - start)
    return min(times)


def children_time() -> float:
    """Processor seconds of all processes waited for so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run_cold(jobs: int) -> tuple[float, float, float, float]:
    """One batch over the seeds: seconds, processor seconds, and MB of the largest process and of all together."""
    with tempfile.TemporaryDirectory() as out:
        used, start = children_time(), time.perf_counter()
        command = [sys.executable, "-m", "convert", "batch", SEEDS[0].parent, "-o", out, "--to", ",".join(FORMATS)]
        with subprocess.Popen([*command, "--jobs", str(jobs)], stdout=subprocess.DEVNULL) as process:
            together = 0.0
            while process.poll() is None:
                together = max(together, resident(process.pid))
                time.sleep(0.01)
        if process.returncode:
            raise SystemExit(f"the batch failed with exit code {process.returncode}")
        return time.perf_counter() - start, children_time() - used, largest_child(), together


def largest_child() -> float:
    """MB of the largest process waited for so far, its children included."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (1 << 10 if sys.platform != "darwin" else 1 << 20)


def resident(pid: int) -> float:
    """MB of a process and all below it (Linux; elsewhere 0); pages that they share are counted for each."""
    own = next((int(line.split()[1]) for line in read_lines(Path(f"/proc/{pid}/smaps_rollup"))
                if line.startswith("Rss:")), 0)
    children = [int(child) for file in Path(f"/proc/{pid}/task").glob("*/children")
                for line in read_lines(file) for child in line.split()]
    return own / (1 << 10) + sum(map(resident, children))


def read_lines(file: Path) -> list[str]:
    """The lines of a file of /proc; none where its process is gone."""
    try:
        return file.read_text(encoding="ascii").splitlines()
    except OSError:
        return []


def print_cold() -> None:
    """The table of whole processes."""
    print("| five seeds to DOCX, PDF, EPUB and TEI, cold | time | processor | largest process | all processes |")
    print("|---|--:|--:|--:|--:|")
    for jobs in (1, 2):
        seconds, used, largest, together = (min(values) for values in zip(*map(run_cold, [jobs] * TURNS), strict=True))
        print(f"| `--jobs {jobs}` | {seconds:.2f} s | {used:.2f} s | {largest:.0f} MB | {together:.0f} MB |")


def print_warm() -> None:
    """The table of stages, a row a seed, in milliseconds."""
    style = load_style("plain")
    writers = [find_writer(name) for name in FORMATS]
    print(f"| warm, ms | characters | read | {' | '.join(name.upper() for name in FORMATS)} | all |")
    print("|---|--:|--:|" + "--:|" * (len(FORMATS) + 1))
    for path in SEEDS:
        data = path.read_bytes()
        tree = convert.read(data, path.name)
        tasks = [partial(convert.read, data, path.name), *(partial(render, writer, tree, style) for writer in writers)]
        times = [measure(task) * 1000 for task in tasks]
        figures = " | ".join(f"{figure:.1f}" for figure in (*times, sum(times)))
        print(f"| {path.stem[:3]} | {len(data.decode()):,} | {figures} |")


def render(writer: Writer, tree: convert.Document, style: Style) -> None:
    """Writes a tree into memory."""
    writer.write(tree, style, io.BytesIO())


def print_start() -> None:
    """What `import convert` costs above the bare interpreter."""
    def start(code: str) -> float:
        return measure(lambda: subprocess.run([sys.executable, "-c", code], check=True), children_time) * 1000

    bare, imported = start("pass"), start("import convert")
    print(f"`import convert` costs {imported - bare:.0f} ms above the bare interpreter ({bare:.0f} ms).")


if __name__ == "__main__":
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}.\n")
    print_cold()
    print()
    print_warm()
    print()
    print_start()
