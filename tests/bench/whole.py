"""Time and memory of the whole path: `python tests/bench/whole.py` prints the README's tables.

Cold: `huozi batch seeds` as a new process, workers included. Warm: each stage alone in this process, after one
unmeasured turn. Times are medians; the machine should have nothing else to do.
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
from pathlib import Path
from statistics import median

import convert
from convert.batch import FORMATS
from convert.plugins import find_writer
from convert.style.sheet import load_style

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
COLD_TURNS, WARM_TURNS, START_TURNS = 5, 9, 15


def measure(task: Callable[[], object], turns: int) -> float:
    """Median seconds of a task, after one turn that is not measured."""
    task()
    times = []
    for _ in range(turns):
        start = time.perf_counter()
        task()
        times.append(time.perf_counter() - start)
    return median(times)


def run_cold(jobs: int) -> tuple[float, float, float]:
    """Seconds of one batch over the seeds, and its peak memory in MB: the largest process, all processes."""
    with tempfile.TemporaryDirectory() as out:
        start = time.perf_counter()
        with subprocess.Popen([sys.executable, "-m", "convert", "batch", SEEDS[0].parent, "-o", out, "--to",
                               ",".join(FORMATS), "--jobs", str(jobs)], stdout=subprocess.DEVNULL) as process:
            together = 0.0
            while process.poll() is None:
                together = max(together, resident(process.pid))
                time.sleep(0.01)
        if process.returncode:
            raise SystemExit(f"the batch failed with exit code {process.returncode}")
        return time.perf_counter() - start, largest_child(), together


def largest_child() -> float:
    """MB of the largest process waited for so far, its children included."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (1 << 10 if sys.platform != "darwin" else 1 << 20)


def resident(pid: int) -> float:
    """MB of a process and all below it (Linux; elsewhere 0); pages they share are counted once, as PSS does."""
    own = next((int(line.split()[1]) for line in read_lines(Path(f"/proc/{pid}/smaps_rollup"))
                if line.startswith("Pss:")), 0)
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
    print("| five seeds to DOCX, PDF, EPUB and TEI, one cold process | time | largest process | all processes |")
    print("|---|--:|--:|--:|")
    for jobs in (1, 2):
        runs = [run_cold(jobs) for _ in range(COLD_TURNS)]
        seconds, largest, together = (median(values) for values in zip(*runs, strict=True))
        print(f"| `--jobs {jobs}` | {seconds:.2f} s | {largest:.0f} MB | {together:.0f} MB |")


def print_warm() -> None:
    """The table of stages, a row a seed, in milliseconds."""
    style = load_style("plain")
    writers = [find_writer(name) for name in FORMATS]
    print(f"| warm, ms | characters | read | {' | '.join(name.upper() for name in FORMATS)} | four formats |")
    print("|---|--:|--:|" + "--:|" * (len(FORMATS) + 1))
    for path in SEEDS:
        data = path.read_bytes()
        tree = convert.read(data, path.name)
        read = measure(lambda data=data, path=path: convert.read(data, path.name), WARM_TURNS)
        times = [measure(lambda writer=writer, tree=tree: writer.write(tree, style, io.BytesIO()), WARM_TURNS)
                 for writer in writers]
        figures = " | ".join(f"{seconds * 1000:.1f}" for seconds in (read, *times, read + sum(times)))
        print(f"| {path.stem[:3]} | {len(data.decode()):,} | {figures} |")


def print_start() -> None:
    """What `import convert` costs above the bare interpreter."""
    def start(code: str) -> float:
        return measure(lambda: subprocess.run([sys.executable, "-c", code], check=True), START_TURNS)

    bare, imported = start("pass"), start("import convert")
    above = (imported - bare) * 1000
    print(f"`import convert` costs {above:.0f} ms above the bare interpreter ({bare * 1000:.0f} ms).")


if __name__ == "__main__":
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}.\n")
    print_cold()
    print()
    print_warm()
    print()
    print_start()
