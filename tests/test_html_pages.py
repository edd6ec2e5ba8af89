"""Pages written for these tests, each with the outline a careful reader makes: the lines hold all that it needs."""

from __future__ import annotations

from pathlib import Path

import pytest
from page_lines import faults_of_account, read
from scoring import letters
from trees import read_rows

PAGES = Path(__file__).parent / "pages"
OUTLINES = sorted(PAGES.glob("*.tsv"))


def page_of(outline: Path) -> Path:
    return next(path for path in PAGES.glob(f"{outline.stem}.*") if path != outline)


@pytest.mark.parametrize("outline", OUTLINES, ids=lambda path: path.stem)
def test_the_text_of_an_outline_stands_in_lines_of_the_text(outline: Path) -> None:
    text = read(page_of(outline).read_bytes(), page_of(outline).name)
    printed = [
        (letters(text.view.text[line.start : line.end]), line.marks.role)
        for line in text.lines
        if line.marks.role != "head"
    ]
    own = "".join(line for line, role in printed if not role)
    whole = "".join(line for line, _ in printed)
    rows = [row for row in read_rows(outline) if row["text"]]
    assert [row["text"] for row in rows if letters(row["text"]) not in (whole if row["kind"] == "noise" else own)] == []
    assert faults_of_account(text) == []


def test_a_page_of_each_kind_is_there() -> None:
    assert {page_of(outline).suffix for outline in OUTLINES} == {".html", ".php"}
