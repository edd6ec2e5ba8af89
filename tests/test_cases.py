"""Documents written for these tests, each with the outline a careful reader makes; floors that may only rise.

`cases/NAME.txt` is the document, `cases/NAME.tsv` its outline: a header line, then kind, level, key and text of each
block.
"""

from __future__ import annotations

import pytest
from score_corpus import CASES, evaluate, sources
from trees import read_rows

import convert
from convert.text.decode import decode

FLOORS: dict[str, tuple[float, float]] = {
    "communique-table": (0.66, 0.80), "council-minutes": (0.78, 1.0), "county-report": (0.97, 0.92),
    "court-interpretation": (1.0, 1.0), "decree-rules": (1.0, 1.0), "hk-press-release": (0.47, 0.0),
    "interview": (0.94, 1.0), "news-digest": (1.0, 1.0), "newspaper-page": (0.70, 0.0), "notice-annex": (0.88, 0.75),
    "oneline-decision": (1.0, 1.0), "party-essay": (0.62, 1.0), "plan-toc": (0.70, 0.70),
    "speech-wrapped": (0.92, 1.0), "tw-regulation": (1.0, 1.0),
}
"""F1 of blocks and of headings that each document keeps."""

PAIRS = [pytest.param(gold, path, id=gold.stem) for gold, path in sources(CASES)]


@pytest.mark.parametrize(("gold", "path"), PAIRS)
def test_a_case_keeps_its_floors(gold, path) -> None:
    figures, rows = evaluate(gold, path)
    blocks, headings = FLOORS.get(gold.stem, (1.0, 1.0))
    assert figures["blocks"].f1 >= blocks, rows
    assert figures["headings"].f1 >= headings, rows


@pytest.mark.parametrize(("gold", "path"), PAIRS)
def test_nothing_of_a_case_is_lost(gold, path) -> None:
    tree = convert.read(path)
    assert convert.restore(tree) == decode(path.read_bytes(), path.name).text


@pytest.mark.parametrize(("gold", "path"), PAIRS)
def test_an_outline_covers_its_document(gold, path) -> None:
    text = decode(path.read_bytes(), path.name).text
    wanted = {row["text"].replace(" ", "")[:8] for row in read_rows(gold) if row["kind"] != "article"}
    bare = "".join(text.split())
    assert [start for start in wanted if start not in bare] == []
