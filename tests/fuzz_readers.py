"""Mutates real files for every reader: none may raise anything but SourceError, hang, or lose a character.

    python tests/fuzz_readers.py [COUNT] [--seed N] [--limit SECONDS] [--only KIND] [--folder DIR] [--log FILE]

Each input is read to its tree. What is printed is a table: reader × inputs, refused, remarks, fallbacks (a piece of the
tree, or all of it, was printed as plain lines), account (characters in nothing, twice, or in a cut that nobody names),
late, exceptions, slowest; times are of the processor. Exits with 1 where there was any of the last five but the
slowest. `--log` adds each table as a line of JSON, and without a count only adds up what the log has. The same seed
gives the same inputs. The files are those of the repository, what Huozi makes of its seeds, small files of every other
kind, and those of `--folder`.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import lzma
import random
import signal
import sys
import tarfile
import tempfile
import time
import traceback
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

from text_account import find_faults, find_losses
from trees import whole_tree

import convert
from convert.containers.documents import list_documents, open_inner
from convert.containers.entry import Container, LeftOut
from convert.errors import SourceError
from convert.formats.recognition import recognise
from convert.formats.registry import find_reader
from convert.recovery.reader import read as tell_structure
from convert.recovery.text import Text
from convert.sources.loading import fetch, open_bytes

ROOT = Path(__file__).parents[1]
MOST = 200_000
"""Bytes of an input; longer files are cut, so that many can be tried."""
SLOW = {".doc", ".wps", ".rtf", ".odt"}
"""Kinds that LibreOffice reads, which takes seconds: left out."""


ASIDE = {".tsv", ".ttf", ".py", ".toml", ".expect", ".pairs"}
"""Suffixes of what lies beside documents in folders of tests."""


class LateError(Exception):
    """An input took too long."""


class Case(NamedTuple):
    """A file that is mutated."""

    name: str
    data: bytes


def gather(folders: list[Path]) -> list[Case]:
    """The files to mutate, of every kind."""
    cases = [Case(path.name, path.read_bytes()[:MOST]) for path in sorted((ROOT / "seeds").glob("*.txt"))]
    cases += [Case(path.name, path.read_bytes()) for path in sorted((ROOT / "tests/pages").rglob("*"))
              if path.is_file() and path.stat().st_size < MOST]
    cases += make_outputs() + make_small()
    for folder in folders:
        cases += [Case(path.name, path.read_bytes()) for path in sorted(folder.rglob("*"))
                  if path.is_file() and path.suffix not in ASIDE and path.stat().st_size < MOST]
    return [case for case in cases if Path(case.name).suffix.lower() not in SLOW]


def make_outputs() -> list[Case]:
    """What Huozi writes of a seed, and of a tree with every element, in every format."""
    trees = {"a": convert.read(next((ROOT / "seeds").glob("001*"))), "whole": whole_tree()}
    made = []
    with tempfile.TemporaryDirectory() as folder:
        for name, suffix in product(trees, (".docx", ".pdf", ".epub", ".tei.xml", ".xml")):
            path = Path(folder, f"{name}{suffix}")
            convert.write(trees[name], path)
            made.append(Case(path.name, path.read_bytes()))
    return made


TEXT = "关于做好工作的通知\n\n各单位：\n一、总体要求\n坚持以人为本。\n（一）目标\n| 甲 | 乙 |\n2021年3月4日\n"
PAGE = ("<!DOCTYPE html><html><head><meta charset=utf-8><title>题</title></head><body><nav><a href=/>首页</a></nav>"
        "<h1>通知</h1><p>正文<b>重点</b>&nbsp;。</p><table><tr><th>甲<td>乙</table><ul><li>一<li>二</ul></body></html>")
XML = ('<?xml version="1.0" encoding="utf-8"?><!DOCTYPE a [<!ENTITY x "甲">]><akomaNtoso><debate><heading>题</heading>'
       "<speech by='#a'><p>你好<i>。</i>&x;</p></speech><![CDATA[文<b>]]></debate></akomaNtoso>")


def make_small() -> list[Case]:
    """Small files of the kinds that no output of ours has."""
    records = [{"title": f"第{number}号", "content": TEXT, "date": "2021-03-04", "tags": ["甲", "乙"]}
               for number in range(4)]
    lines = "\n".join(json.dumps(each, ensure_ascii=False) for each in records)
    table = io.StringIO()
    writer = csv.DictWriter(table, ["title", "content", "date", "tags"])
    writer.writeheader()
    writer.writerows(records)
    archive, tar = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in (("甲.txt", TEXT), ("下/b.html", PAGE), ("c.jsonl", lines)):
            file.writestr(name, text)
    with tarfile.open(fileobj=tar, mode="w") as packed:
        for name, text in (("甲.txt", TEXT), ("b.md", "# 题\n\n* 甲\n")):
            member = tarfile.TarInfo(name)
            member.size = len(text.encode())
            packed.addfile(member, io.BytesIO(text.encode()))
    saved = ("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html; "
             f"charset=utf-8\n\n{PAGE}\n--x--\n")
    texts = {"a.md": f"---\ntitle: 题\n---\n# 题\n\n{TEXT}\n> 引\n\n```\nx\n```\n[^1]: 注\n",
             "a.rst": f"题\n==\n\n{TEXT}",
             "a.html": PAGE, "a.php": f"<?php echo 1; ?>{PAGE}", "a.mht": saved, "foreign.xml": XML, "a.jsonl": lines,
             "a.json": json.dumps(records), "a.csv": table.getvalue(), "a.tsv": table.getvalue().replace(",", "\t")}
    return [*(Case(name, text.encode()) for name, text in texts.items()),
            Case("gb.html", PAGE.replace("utf-8", "gbk").encode("gb18030")), Case("wide.txt", TEXT.encode("utf-16")),
            Case("big5.txt", "關於做好工作的通知\n".encode("big5") * 9), Case("a.zip", archive.getvalue()),
            Case("a.tar", tar.getvalue()), Case("a.tar.gz", gzip.compress(tar.getvalue(), mtime=0)),
            Case("a.tar.xz", lzma.compress(tar.getvalue())), Case("a.txt.gz", gzip.compress(TEXT.encode(), mtime=0))]


Change = Callable[[random.Random, bytearray, list[Case]], None]


def flip(chance: random.Random, data: bytearray, cases: list[Case]) -> None:
    for _ in range(chance.choice((1, 1, 4, 30))):
        data[chance.randrange(len(data))] = chance.randrange(256)


def drop(chance: random.Random, data: bytearray, cases: list[Case]) -> None:
    start = chance.randrange(len(data))
    del data[start : start + chance.choice((1, 7, 300, len(data) // 3))]


def cut_off(chance: random.Random, data: bytearray, cases: list[Case]) -> None:
    del data[chance.randrange(len(data)) :]


def repeat(chance: random.Random, data: bytearray, cases: list[Case]) -> None:
    start = chance.randrange(len(data))
    piece = data[start : start + chance.choice((1, 3, 40, 400))]
    data[start:start] = piece * chance.choice((1, 5, 200))


def splice(chance: random.Random, data: bytearray, cases: list[Case]) -> None:
    other = chance.choice(cases).data
    if other:
        start = chance.randrange(len(other))
        place = chance.randrange(len(data))
        data[place:place] = other[start : start + chance.choice((4, 60, 2000))]


ODD = (b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\n" * 50, b"<", b"<![CDATA[", b"<!--", b"&#0;", b"&#x110000;",
       b"\x1b[31m", b"]]>", b"\"", b"{" * 90, b"[" * 90, b"|" * 40, b"-" * 40, b"*" * 60, b"\\", "\u202e".encode(),
       "\u2028".encode(), b"\xed\xa0\x80", b"9" * 40, b"PK\x03\x04", b"%PDF-1.7\n", b"<table><tr>" * 9, b"> " * 60,
       b"    " * 60, b"<div>" * 99, b"\r", "（一）".encode() * 20, "第一条 ".encode() * 20, b"[^1]" * 9, b"]]" * 9)
"""What is inserted."""


def insert(chance: random.Random, data: bytearray, cases: list[Case]) -> None:
    place = chance.randrange(len(data))
    data[place:place] = chance.choice(ODD) * chance.choice((1, 1, 1, 8))


CHANGES: tuple[Change, ...] = (flip, drop, cut_off, repeat, splice, insert, insert)


def repack(chance: random.Random, data: bytes, cases: list[Case]) -> bytes:
    """The same archive with one of its parts mutated: what a flipped bit of deflated bytes never reaches."""
    packed = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
            infos = old.infolist()
            chosen = chance.choice([info for info in infos if info.file_size] or infos)
            for info in infos:
                part = old.read(info)
                new.writestr(info, mutate(chance, part, cases) if info is chosen else part)
    except (zipfile.BadZipFile, ValueError, IndexError, OSError):
        return data
    return packed.getvalue()


def mutate(chance: random.Random, data: bytes, cases: list[Case]) -> bytes:
    """The data with one to three changes."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3))):
        if changed:
            chance.choice(CHANGES)(chance, changed, cases)
    return bytes(changed[: 2 * MOST])


def produce(count: int, seed: int, cases: list[Case]) -> Iterator[Case]:
    """The inputs, kind after kind, so that rare kinds are tried as often as common ones."""
    kinds: defaultdict[str, list[Case]] = defaultdict(list)
    for case in cases:
        kinds[kind_of(case.name)].append(case)
    names = sorted(kinds)
    for number in range(count):
        chance = random.Random(f"{seed}/{number}")
        case = chance.choice(kinds[names[number % len(names)]])
        zipped = case.data[:2] == b"PK" and chance.random() < 0.7
        data = repack(chance, case.data, cases) if zipped else mutate(chance, case.data, cases)
        name = case.name if chance.random() < 0.95 else chance.choice(cases).name
        yield Case(name, data)


def kind_of(name: str) -> str:
    return ".tei.xml" if name.endswith(".tei.xml") else Path(name).suffix.lower()


class Row(NamedTuple):
    """What became of the inputs of a reader."""

    counts: Counter[str]
    slowest: list[float]


def read(case: Case) -> tuple[str, list[str]]:
    """What became of an input and what is wrong with it; raises what the reader raises."""
    container = open_inner(case.name, case.data, {})
    if container is not None:
        return read_all(case, container)
    found = find_reader(case.name, case.data)(case.data, case.name)
    if not isinstance(found, Text):
        return "tree", []
    tree = tell_structure(found)
    if any(remark.get("code") in FALLBACKS for remark in tree.record.remarks):
        return "fallback", [remark.text or "" for remark in tree.record.remarks if remark.get("code") in FALLBACKS]
    return ("findings" if found.findings else "read"), [*check(found), *find_losses(tree, found)]


FALLBACKS = frozenset({"reader/piece"})
"""Codes of remarks that the structure of something was given up."""


def check(text: Text) -> list[str]:
    """What is wrong with a text.

    Plain text prints the tags that are left in it as line ends, and knows fewer characters as white space.
    """
    plain = text.source.media == "text/plain"
    spared = ("run at", "is no line")
    return [fault for fault in find_faults(text) if not (plain and any(each in fault for each in spared))]


def read_all(case: Case, container: Container) -> tuple[str, list[str]]:
    """All that stands in a container, each entry as far as it can be read; SourceError where nothing can."""
    left_out: list[LeftOut] = []
    names = list(list_documents(container, Path(case.name), {}, left_out))
    if not names:
        raise SourceError("Nothing is in it.", "Look for more.")
    faults, refused, opened = [], len(left_out), open_bytes(case.data, case.name, {})
    for name in names:
        try:
            held = fetch(opened, name, case.name, {})
            found = (held.reader or find_reader(held.name, held.data))(held.data, held.name)
            faults += [*check(found), *find_losses(tell_structure(found), found)] if isinstance(found, Text) else []
        except SourceError:
            refused += 1
    return ("findings" if refused else "read"), faults


def attempt(case: Case, limit: float) -> tuple[str, str, float]:
    """What became of an input: its outcome, what to print of it, and how long it took."""
    signal.setitimer(signal.ITIMER_PROF, limit)
    start = time.process_time()
    try:
        outcome, faults = read(case)
        if faults:
            return outcome if outcome == "fallback" else "account", faults[0][:200], time.process_time() - start
        return outcome, "", time.process_time() - start
    except SourceError as error:
        bad = "" if str(error).count("\n") == 0 and error.hint else f"no one line: {error}"
        return ("exceptions" if bad else "refused"), bad, time.process_time() - start
    except LateError:
        return "late", "it took too long", limit
    except Exception:  # noqa: BLE001 - any is a fault, and told
        return "exceptions", traceback.format_exc(limit=-3), 0.0
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


COLUMNS = ("inputs", "refused", "tree", "findings", "fallback", "account", "late", "exceptions")
"""What is counted."""

FAULTS = COLUMNS[4:]


def print_table(table: Mapping[str, Row]) -> int:
    """Prints the table; how many inputs were faulty."""
    whole = Row(sum((row.counts for row in table.values()), Counter()),
                [max((row.slowest[0] for row in table.values()), default=0)])
    print(f"| reader | {' | '.join(COLUMNS)} | slowest |\n|---|{'--:|' * (len(COLUMNS) + 1)}")
    for name, row in (*sorted(table.items()), ("all", whole)):
        print(f"| {name} | {' | '.join(f'{row.counts[each]:,}' for each in COLUMNS)} | {row.slowest[0]:.2f} s |")
    return sum(whole.counts[each] for each in FAULTS)


def add_up(log: Path) -> dict[str, Row]:
    """All tables of a log as one."""
    table: defaultdict[str, Row] = defaultdict(lambda: Row(Counter(), [0.0]))
    for line in log.read_text(encoding="utf-8").splitlines():
        for name, (counts, (slowest,)) in json.loads(line)["table"].items():
            table[name].counts.update(counts)
            table[name].slowest[0] = max(table[name].slowest[0], slowest)
    return table


def run(asked: argparse.Namespace) -> dict[str, Row]:
    """The inputs of a seed, each tried."""
    cases = [case for case in gather(asked.folder) if case.name.endswith(asked.only)]
    table: defaultdict[str, Row] = defaultdict(lambda: Row(Counter(), [0.0]))
    shown: Counter[str] = Counter()
    for number, case in enumerate(produce(asked.count, asked.seed, cases)):
        outcome, said, took = attempt(case, asked.limit)
        row = table[recognise(case.data) or kind_of(case.name)]
        row.counts.update(("inputs", outcome))
        row.slowest[0] = max(row.slowest[0], took)
        if said:
            key = said.strip().split("\n")[-1][:60]
            shown[key] += 1
            if shown[key] <= 2:
                print(f"{asked.seed}/{number} {case.name} {outcome}\n{said}", file=sys.stderr, flush=True)
            if asked.keep:
                asked.keep.mkdir(exist_ok=True, parents=True)
                (asked.keep / f"{asked.seed}-{number}-{case.name}").write_bytes(case.data)
    return table


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("count", type=int, nargs="?", default=0)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--limit", type=float, default=20)
    options.add_argument("--only", default="", help="only inputs whose name ends so")
    options.add_argument("--folder", type=Path, action="append", default=[])
    options.add_argument("--keep", type=Path, help="a folder for inputs that fail")
    options.add_argument("--log", type=Path, help="a file to which the table is added as a line of JSON")
    asked = options.parse_args()

    def ring(*_: object) -> None:
        raise LateError

    signal.signal(signal.SIGPROF, ring)
    if not asked.count and asked.log:
        return int(print_table(add_up(asked.log)) > 0)
    asked.count = asked.count or 2000
    table = run(asked)
    if asked.log:
        with asked.log.open("a", encoding="utf-8") as log:
            log.write(json.dumps({"seed": asked.seed, "table": table}, ensure_ascii=False) + "\n")
    return int(print_table(table) > 0)


if __name__ == "__main__":
    sys.exit(main())
