"""Writes 64 files in 23 environments and prints how many have the bytes of the first.

    python tests/score_environments.py [WORDS]        only the environments whose name holds the words, and the first

Twelve documents in five formats, and a book of them in four. What differs is what a machine differs in: clock, time
zone, locale, folders, umask, the interpreter's flags and seed, the number of workers, the times and order of files.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from trees import SEEDS

from convert.sources.ours import tell_ours

ROOT = Path(__file__).parents[1]
DOCUMENTS = 12
FORMATS = "docx,pdf,epub,tei,xml"
BOOKS = ("epub", "docx", "pdf", "tei.xml")
CLOCK = """
import os, sys, time, uuid, random
days = 40 * 86400
true_time, true_local, true_gm = time.time, time.localtime, time.gmtime
time.time = lambda: true_time() + days
time.localtime = lambda seconds=None: true_local(time.time() if seconds is None else seconds)
time.gmtime = lambda seconds=None: true_gm(time.time() if seconds is None else seconds)
from convert.cli import main
main(sys.argv[1:])
"""
"""A command line that runs on another day."""

PLAIN = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


class Environment(NamedTuple):
    """One way in which machines differ."""

    name: str
    variables: Mapping[str, str] = MappingProxyType({})
    flags: tuple[str, ...] = ()
    jobs: int = 2
    umask: int = 0o022
    elsewhere: bool = False
    """Whether it is started from another folder, with absolute paths."""
    touched: bool = False
    """Whether the sources are newer, and were made in another order."""
    another_day: bool = False


ENVIRONMENTS = (
    Environment("as it is", {"PYTHONHASHSEED": "0"}),
    Environment("hash seed 1", {"PYTHONHASHSEED": "1"}),
    Environment("hash seed 4242", {"PYTHONHASHSEED": "4242"}),
    Environment("Shanghai", {"TZ": "Asia/Shanghai"}),
    Environment("New York", {"TZ": "America/New_York"}),
    Environment("locale C", {"LC_ALL": "C"}),
    Environment("locale C without UTF-8", PLAIN),
    Environment("locale zh_CN", {"LC_ALL": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8", "LANGUAGE": "zh"}),
    Environment("locale tr_TR", {"LC_ALL": "tr_TR.UTF-8"}),
    Environment("umask 077", umask=0o077),
    Environment("umask 000", umask=0),
    Environment("another home", {"HOME": "/nonexistent", "XDG_CONFIG_HOME": "/nonexistent"}),
    Environment("optimised", flags=("-OO",)),
    Environment("development mode", flags=("-X", "dev")),
    Environment("isolated", flags=("-s", "-E")),
    Environment("one worker", jobs=1),
    Environment("three workers", jobs=3),
    Environment("newer files in another order", touched=True),
    Environment("another working folder", elsewhere=True),
    Environment("epoch 0", {"SOURCE_DATE_EPOCH": "0"}),
    Environment("epoch 1700000000", {"SOURCE_DATE_EPOCH": "1700000000"}),
    Environment("a narrow terminal", {"COLUMNS": "20", "TERM": "dumb", "NO_COLOR": "1"}),
    Environment("another day", another_day=True),
)


def make_sources(folder: Path, touched: bool = False) -> None:
    """The documents: the seeds, and parts of them."""
    folder.mkdir()
    seeds = sorted(SEEDS.glob("*.txt"))
    texts = {path.name: path.read_bytes() for path in seeds}
    for number in range(DOCUMENTS - len(seeds)):
        text = seeds[number % len(seeds)].read_text(encoding="utf-8", errors="replace")
        texts[f"部分{number}.txt"] = "\n".join(text.split("\n")[: 20 + 7 * number]).encode()
    for name in sorted(texts, reverse=touched):
        (folder / name).write_bytes(texts[name])
        if touched:
            os.utime(folder / name, (2_000_000_000, 2_000_000_000))


def write_all(folder: Path, environment: Environment, books: tuple[str, ...] = BOOKS) -> dict[str, str]:
    """Writes everything in an environment; gives the digests."""
    make_sources(folder / "in", environment.touched)
    here = Path("/") if environment.elsewhere else folder
    place = folder if environment.elsewhere else Path()
    start = ("-c", CLOCK) if environment.another_day else ("-m", "convert")
    if "-E" in environment.flags:
        start = ("-c", f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom convert.cli import main\n"
                       "main(sys.argv[1:])")
    commands = [("batch", place / "in", "-o", place / "out", "--to", FORMATS, "--jobs", environment.jobs)]
    commands += [("collect", place / "in", "-o", place / f"book.{suffix}", "--title", "经济工作文集", "--jobs",
                  environment.jobs) for suffix in books]
    for command in commands:
        subprocess.run([sys.executable, *environment.flags, *start, *map(str, command)], cwd=here, check=True,
                       capture_output=True, umask=environment.umask,
                       env=os.environ | {"PYTHONPATH": str(ROOT)} | dict(environment.variables))
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and "in" not in path.relative_to(folder).parts and not tell_ours(path)}


def main() -> None:
    words = " ".join(sys.argv[1:])
    wanted: dict[str, str] = {}
    equal = all_files = 0
    chosen = [each for each in ENVIRONMENTS if each is ENVIRONMENTS[0] or words in each.name]
    for environment in chosen:
        place = Path(tempfile.mkdtemp())
        try:
            found = write_all(place, environment)
        except subprocess.CalledProcessError as error:
            print(f"{environment.name}: {error.stderr.decode()[-300:]}")
            found = {}
        finally:
            shutil.rmtree(place)
        wanted = wanted or found
        same = sum(found.get(name) == digest for name, digest in wanted.items())
        equal, all_files = equal + same, all_files + len(wanted)
        different = sorted(name for name in wanted if found.get(name) != wanted[name])
        print(f"{environment.name}: {same} of {len(wanted)} {' '.join(different[:5])}", flush=True)
    print(f"{len(chosen)} environments, {len(wanted)} files: {equal} of {all_files} byte-equal")


if __name__ == "__main__":
    main()
