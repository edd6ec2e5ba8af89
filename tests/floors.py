"""Floors that may only rise: those of today, those of earlier commits, and the reasons of those that fell.

A floor is the least F1 that a name keeps in a measure. The names are those of the cases, whose floors are 1 unless
cases/floors.csv says less, and the tables of floors.toml; `coverage` is the share of lines and branches that
pyproject.toml demands, in per cent.
"""

from __future__ import annotations

import csv
import io
import subprocess
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
CASES = "tests/cases"
ROWS, TABLES, PROJECT, LOWERED = f"{CASES}/floors.csv", "tests/floors.toml", "pyproject.toml", "tests/lowered.toml"
MEASURES = ("blocks", "headings")
"""What is measured of a case."""

Floors = dict[tuple[str, str], float]
"""Name and measure → floor."""

Read = Callable[[str], str]
"""From the path of a file to its text; empty where there is none."""


def read_floors(read: Read, files: Iterable[str]) -> Floors:
    """All floors; `files` are the names of those in the folder of cases."""
    floors = {(Path(name).stem, measure): 1.0 for name in files if name.endswith(".tsv") for measure in MEASURES}
    for row in csv.DictReader(io.StringIO(read(ROWS))):
        floors |= {(row["case"], measure): float(row[measure]) for measure in MEASURES}
    for name, table in tomllib.loads(read(TABLES)).items():
        floors |= {(name, measure): float(floor) for measure, floor in table.items()}
    report = tomllib.loads(read(PROJECT)).get("tool", {}).get("coverage", {}).get("report", {})
    if "fail_under" in report:
        floors["coverage", "fail_under"] = float(report["fail_under"])
    return floors


def current() -> Floors:
    """The floors of the work tree."""
    def read(path: str) -> str:
        return (ROOT / path).read_text(encoding="utf-8")

    return read_floors(read, [path.name for path in (ROOT / CASES).iterdir()])


def committed(revision: str) -> Floors:
    """The floors of a commit."""
    files = git("ls-tree", "--name-only", f"{revision}:{CASES}").split()

    def read(path: str) -> str:
        return git("show", f"{revision}:{path}") if git("ls-tree", revision, path) else ""

    return read_floors(read, files)


def earlier() -> Floors:
    """The highest floors of all commits since lowered.toml is there, that before it among them.

    Raises OSError where there is no git, and CalledProcessError where there is no history.
    """
    begun = git("log", "--format=%H", "--diff-filter=A", "--", LOWERED).split()[-1:]
    changed = git("log", "--format=%H", *(f"{first}..HEAD" for first in begun), "--", CASES, TABLES, PROJECT).split()
    before = [f"{first}~1" for first in begun if is_commit(f"{first}~1")]
    highest: Floors = {}
    for revision in ["HEAD", *before, *(changed if begun else [])]:
        for key, floor in committed(revision).items():
            highest[key] = max(floor, highest.get(key, floor))
    return highest


def reasons() -> dict[str, list[dict[str, Any]]]:
    """The rows of lowered.toml: `lowered` and `dropped`."""
    return tomllib.loads((ROOT / LOWERED).read_text(encoding="utf-8"))


def fallen(now: Floors, before: Floors, why: dict[str, list[dict[str, Any]]]) -> list[str]:
    """What fell or vanished without a reason, a line each."""
    said = {kind: [row for row in rows if row["reason"].strip()] for kind, rows in why.items()}
    lowered = {(row["name"], row["measure"]): float(row["to"]) for row in said.get("lowered", ())}
    dropped = {row["name"] for row in said.get("dropped", ())}
    found = []
    for (name, measure), floor in before.items():
        if (name, measure) in now:
            if now[name, measure] < min(floor, lowered.get((name, measure), floor)):
                found.append(f"{name}: {measure} fell from {floor:g} to {now[name, measure]:g}")
        elif name not in dropped:
            found.append(f"{name}: {measure} vanished, it was {floor:g}")
    return found


def is_commit(revision: str) -> bool:
    try:
        return bool(git("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}"))
    except subprocess.CalledProcessError:
        return False


def git(*arguments: str) -> str:
    """What git prints in this checkout."""
    command = ["git", "-C", str(ROOT), *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
