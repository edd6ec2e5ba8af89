"""What a document costs: `python tests/bench/lean.py` prints the factor of a cold start and the memory of a long text.

Cold: the processor time of `huozi convert` to TEI, as a new process whose modules are compiled, over that of a bare
interpreter that loads lxml; the best of several turns, a row a seed. Memory: the most that a process holds that reads
the seeds over and over as one text, in bytes a character: the whole process, and what the reading adds to it.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
TURNS = 9
LONG = 1_700_000
"""Characters of the long text."""

UNIT = 1 << 10 if sys.platform != "darwin" else 1
"""Bytes in which the system tells memory."""


def spend(command: list[str], folder: str) -> float:
    """Processor seconds of a process, the best of several turns after one that compiles its modules."""
    kept = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": folder}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    times = []
    for _ in range(TURNS + 1):
        before = _children()
        subprocess.run([sys.executable, *command], check=True, env=kept, cwd=ROOT, stdout=subprocess.DEVNULL)
        times.append(_children() - before)
    return min(times[1:])


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def print_cold() -> None:
    """The factor of each seed."""
    with tempfile.TemporaryDirectory() as folder:
        bare = spend(["-c", "import lxml.etree"], folder)
        print(f"bare with lxml {bare * 1000:5.0f} ms")
        for seed in SEEDS:
            out = str(Path(folder, "out.xml"))
            used = spend(["-m", "convert", "convert", str(seed), "-o", out, "--to", "tei"], folder)
            print(f"{seed.stem[:3]:14} {used * 1000:5.0f} ms cold, × {used / bare:.1f}")


def print_memory() -> None:
    """Bytes a character of a long text, in a process of its own."""
    subprocess.run([sys.executable, __file__, "memory"], check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})


def measure_memory() -> None:
    """Prints them for this process."""
    from convert.sources import read

    for seed in SEEDS:
        read(seed)
    text = "".join(seed.read_text(encoding="utf-8") for seed in SEEDS)
    text = (text * (LONG // len(text) + 1))[:LONG]
    data = text.encode()
    before = _most()
    read(data, "long.txt")
    after = _most()
    print(f"{LONG:,} characters: {after / LONG:.0f} bytes a character, "
          f"{(after - before) / LONG:.0f} of them for reading")


def _most() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT


if __name__ == "__main__":
    if sys.argv[1:] == ["memory"]:
        measure_memory()
    else:
        print_cold()
        print_memory()
