"""The same documents, style and version give the same bytes, in any process and on any day."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from score_environments import CLOCK, ENVIRONMENTS, write_all
from trees import SEEDS

from convert.formats.registry import written

COLLECTIONS = ["epub", "docx", "pdf", "tei"]


def digests(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*")) if path.is_file()}


def run(folder: Path, seed: int, *arguments: object) -> None:
    """Runs a command line with a seed for hashes and a time zone; those with an odd seed run on another day."""
    start = ["-c", CLOCK] if seed % 2 else ["-m", "convert"]
    zone = {1: "Asia/Shanghai", 2: "America/New_York"}[seed]
    subprocess.run([sys.executable, *start, *map(str, arguments)], cwd=folder, check=True, capture_output=True,
                   env=os.environ | {"PYTHONHASHSEED": str(seed), "TZ": zone})


@pytest.fixture(scope="module")
def twice(tmp_path_factory) -> list[dict[str, str]]:
    """Digests of everything written of the seeds by two processes that differ in hash seed, day and time zone."""
    found = []
    for seed in (1, 2):
        folder = tmp_path_factory.mktemp(f"seed{seed}")
        for path in sorted(SEEDS.glob("*.txt")):
            run(folder, seed, "convert", path, "-o", "one", "--to", ",".join(written()))
        run(folder, seed, "collect", SEEDS, "-o", "book", "--to", ",".join(COLLECTIONS), "--title", "经济工作文集")
        found.append(digests(folder))
    return found


@pytest.mark.unmeasured
def test_every_document_and_book_is_there(twice):
    assert len(twice[0]) == 5 * len(written()) + len(COLLECTIONS)


@pytest.mark.unmeasured
def test_two_processes_write_the_same_bytes(twice):
    assert twice[0] == twice[1]


@pytest.mark.unmeasured
def test_a_batch_writes_what_single_conversions_write(twice, tmp_path):
    run(tmp_path, 2, "batch", SEEDS, "-o", "many", "--to", ",".join(written()))
    many = {name.removeprefix("many/"): digest for name, digest in digests(tmp_path).items()}
    for ours in ("ledger.sqlite", "index.csv", "index.html"):
        many.pop(ours)
    assert many == {name.removeprefix("one/"): digest for name, digest in twice[0].items() if name.startswith("one/")}


SAMPLED = ("locale C without UTF-8", "epoch 1700000000", "newer files in another order")


@pytest.fixture(scope="module")
def as_it_is(tmp_path_factory):
    return write_all(tmp_path_factory.mktemp("first"), ENVIRONMENTS[0], ("pdf",))


@pytest.mark.unmeasured
@pytest.mark.parametrize("name", SAMPLED)
def test_environments_give_the_same_bytes(as_it_is, tmp_path, name):
    environment = next(each for each in ENVIRONMENTS if each.name == name)
    assert len(as_it_is) == 61
    assert write_all(tmp_path, environment, ("pdf",)) == as_it_is


def test_an_epoch_that_is_no_time_is_told(tmp_path):
    (tmp_path / "a.txt").write_text("正文。", encoding="utf-8")
    ran = subprocess.run([sys.executable, "-m", "convert", "convert", "a.txt", "-o", "a.pdf"], cwd=tmp_path, text=True,
                         env=os.environ | {"SOURCE_DATE_EPOCH": "tomorrow"}, check=False, capture_output=True)
    assert (ran.returncode, ran.stderr) == (
        2, "huozi: SOURCE_DATE_EPOCH is no time. Unset it, or give it seconds since 1970.\n")
