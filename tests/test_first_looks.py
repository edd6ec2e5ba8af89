"""First looks: honest figures are written down once, and stay."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

TABLE = Path(__file__).parent / "first_looks.tsv"
ROOT = Path(__file__).parents[1]


def rows_of(text: str) -> list[str]:
    return [line for line in text.split("\n") if line and not line.startswith("#")]


def committed() -> str:
    """The table as the last commit has it; skips where that cannot be known."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    shown = subprocess.run(["git", "-C", str(ROOT), "show", "HEAD:./tests/first_looks.tsv"], capture_output=True,
                           text=True, encoding="utf-8", check=False)
    if shown.returncode:
        pytest.skip("this is no git checkout, or its last commit has no table")
    return shown.stdout


def keeps(old: str, new: str) -> bool:
    """Whether a table begins with all rows of an older one."""
    before = rows_of(old)
    return rows_of(new)[: len(before)] == before


def test_no_row_changes_once_it_is_committed() -> None:
    assert keeps(committed(), TABLE.read_text(encoding="utf-8"))


def test_a_changed_or_missing_row_is_seen() -> None:
    old = "# head\na\tb\n1\t.9\n2\t.8\n"
    assert keeps(old, old + "3\t.7\n")
    assert not keeps(old, "a\tb\n1\t.9\n2\t.9\n")
    assert not keeps(old, "a\tb\n2\t.8\n")


def test_every_row_has_its_figures() -> None:
    head, *rows = (line.split("\t") for line in rows_of(TABLE.read_text(encoding="utf-8")))
    assert {len(row) for row in rows} == {len(head)}
    assert len({tuple(row[:3]) for row in rows}) == len(rows)
    for row in rows:
        assert all(figure == "-" or 0 <= float(figure) <= 100 for figure in row[4:]), row
        assert int(row[3]) > 0
