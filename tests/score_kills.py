"""Stops batches at random and lets disks run full, then goes on; prints how many ended as a run without trouble does.

    python tests/score_kills.py [--kills N] [--seed S]

A batch is started, stopped after a random time by a random signal, to its parent, to a worker or to all, and started
again, some times over; then it runs to its end. It ends well where every output and the ledger have the bytes of a run
that nobody stopped, nothing else is in the folder, and no process is left. For full disks a small tmpfs is mounted,
where we may; then limits of the size of files stand in for it.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from commands import hear_ctrl_c

from convert.production.ledger import NAME, read_outcomes

ROOT = Path(__file__).parents[1]
TIMES = 5
"""Stops of a folder before it may be finished."""
SLOWEST = 4.0
"""Seconds after which a run is stopped at the latest; most are over by then."""
SIZES = (8, 16, 32, 64, 96, 128, 200, 300)
"""Kilobytes of the disks that run full."""


def make_sources(folder: Path, count: int = 20) -> None:
    """Documents of different lengths."""
    folder.mkdir()
    for number in range(count):
        text = "".join(f"第{place}条　为了第{number}项工作，制定本办法。\n" for place in range(1, 5 * number + 2))
        (folder / f"{number}.txt").write_text(f"第{number}号办法\n\n{text}", encoding="utf-8")


def start(folder: Path, out: Path, limit: int = 0) -> subprocess.Popen[str]:
    """A batch in a process group of its own; no file of it may be larger than `limit` bytes."""
    def begin() -> None:
        hear_ctrl_c()
        if limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))

    command = [sys.executable, "-m", "convert", "batch", "in", "-o", str(out), "--to", "xml,tei,epub,docx", "-j", "2"]
    return subprocess.Popen(command, cwd=folder, env=os.environ | {"PYTHONPATH": str(ROOT)}, start_new_session=True,
                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, preexec_fn=begin)


def list_workers(group: int) -> list[int]:
    """The processes of a group beside its first."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group and int(entry.parent.name) != group and fields[0] != "Z":
            found.append(int(entry.parent.name))
    return found


def stop(process: subprocess.Popen[str], dice: random.Random) -> str:
    """Stops a batch in a random way after a random time; gives the way, empty where it was over."""
    time.sleep(dice.uniform(0, SLOWEST))
    if process.poll() is not None:
        return ""
    way = dice.choice(("kill parent", "kill all", "kill a worker", "end parent", "end a worker", "interrupt all"))
    number = {"k": signal.SIGKILL, "e": signal.SIGTERM, "i": signal.SIGINT}[way[0]]
    try:
        if way.endswith("all"):
            os.killpg(process.pid, number)
        elif way.endswith("parent"):
            process.send_signal(number)
        else:
            workers = list_workers(process.pid)
            os.kill(dice.choice(workers) if workers else process.pid, number)
    except ProcessLookupError:
        pass
    return way


def finish(process: subprocess.Popen[str]) -> tuple[str, list[int]]:
    """What a batch says on standard error to its end, and which processes outlive it."""
    said = process.communicate()[1]
    end = time.monotonic() + 10
    while (left := list_workers(process.pid)) and time.monotonic() < end:
        time.sleep(0.05)
    return said, left


def digest(folder: Path) -> dict[str, str]:
    """Everything in a folder, hidden files too; of the ledger all that it tells but times."""
    found = {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
             for path in sorted(folder.rglob("*")) if path.is_file() and path.name != NAME}
    return found | {NAME: repr([outcome and replace(outcome, seconds=0) for outcome in read_outcomes(folder / NAME)])}


def kill_all(folder: Path, wanted: dict[str, str], kills: int, seed: int) -> Counter[str]:
    """How folders ended that were stopped so many times together."""
    counts: Counter[str] = Counter()
    dice = random.Random(seed)
    while counts["stops"] < kills:
        with tempfile.TemporaryDirectory(dir=folder) as place:
            out = Path(place) / "out"
            for _ in range(TIMES):
                process = start(folder, out)
                way = stop(process, dice)
                said, left = finish(process)
                counts.update({f"  {way}": 1, "stops": 1} if way else {})
                counts["processes left behind"] += len(left)
                began = "in main" in said  # before, a Ctrl-C meets the interpreter that is still starting
                counts["tracebacks" if began else "tracebacks of the interpreter at its start"] += "Traceback" in said
                counts["told as a bug of ours"] += "bug of Huozi" in said
            finish(start(folder, out))
            counts["folders byte-equal" if digest(out) == wanted else "folders that differ"] += 1
    return counts


def fill_disks(folder: Path, wanted: dict[str, str]) -> Counter[str]:
    """How folders ended whose disk was full, once there was room again."""
    counts: Counter[str] = Counter()
    for size in SIZES:
        for inodes in (0, 12):
            with tempfile.TemporaryDirectory(dir=folder) as place:
                options = f"size={size}k" + (f",nr_inodes={inodes}" if inodes else "")
                mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", place], check=False,
                                         capture_output=True).returncode == 0
                out = Path(place) / "out"
                said, _ = finish(start(folder, out, 0 if mounted else size << 10))
                counts["tracebacks"] += "Traceback" in said
                counts["told as a bug of ours"] += "bug of Huozi" in said
                counts["full" if said else "not full"] += 1
                if mounted:
                    subprocess.run(["mount", "-o", "remount,size=1g,nr_inodes=100k", place], check=True)
                finish(start(folder, out))
                counts["folders byte-equal" if digest(out) == wanted else "folders that differ"] += 1
                if mounted:
                    subprocess.run(["umount", place], check=True)
                counts["on a tmpfs" if mounted else "by a limit of size"] += 1
    return counts


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        make_sources(folder / "in")
        finish(start(folder, folder / "whole"))
        wanted = digest(folder / "whole")
        for what, counts in (("disks that run full", fill_disks(folder, wanted)),
                             ("stops", kill_all(folder, wanted, given.kills, given.seed))):
            print(what, flush=True)
            for name, count in counts.items():
                print(f"  {name}: {count}", flush=True)


if __name__ == "__main__":
    main()
