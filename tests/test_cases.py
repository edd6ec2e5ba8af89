"""Documents written for these tests, each with the outline a careful reader makes; floors that may only rise.

`cases/NAME.txt`, `.md` or `.docx` is the document, `cases/NAME.tsv` its outline: a header line, then kind, level, key
and text of each block.
"""

from __future__ import annotations

import floors
import pytest
from score_corpus import CASES, evaluate, sources
from scoring import letters
from texts import text_of
from trees import read_rows

import convert

pytestmark = pytest.mark.reader

FLOORS = floors.current()
"""F1 of blocks and of headings that each document keeps."""

PAIRS = [pytest.param(gold, path, id=gold.stem) for gold, path in sources(CASES)]


@pytest.mark.parametrize(("gold", "path"), PAIRS)
def test_a_case_keeps_its_floors(gold, path) -> None:
    figures, rows = evaluate(gold, path)
    for measure in floors.MEASURES:
        assert figures[measure].f1 >= FLOORS[gold.stem, measure], rows


@pytest.mark.parametrize(("gold", "path"), PAIRS)
def test_nothing_of_a_case_is_lost(gold, path) -> None:
    tree = convert.read(path)
    assert convert.restore(tree) == text_of(path.read_bytes(), path.name).source.text


@pytest.mark.parametrize(("gold", "path"), PAIRS)
def test_an_outline_covers_its_document(gold, path) -> None:
    given = text_of(path.read_bytes(), path.name)
    text = given.view.text + given.source.text
    wanted = {letters(row["text"])[:8] for row in read_rows(gold) if row["kind"] != "article"}
    assert [start for start in wanted if start not in letters(text)] == []
