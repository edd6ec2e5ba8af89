"""The messy copies keep their outline, and the reader keeps its floors on them."""

from __future__ import annotations

import re

import floors
import pytest
from mess import OPERATIONS, Row, make_mess, print_clean
from score_dirty import measure, own_copy
from scoring import letters, total
from trees import GOLD, NAMES, read_rows


def rows(name: str) -> list[Row]:
    return [Row(row["kind"], row["level"], row["key"], row["text"]) for row in read_rows(GOLD / f"{name}.tsv")]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_messy_copy_holds_its_outline_and_its_noise(operation: str) -> None:
    for name in NAMES:
        mess = make_mess(rows(name), [operation], "1")
        text = re.sub(r"&nbsp;|</?p>", "", mess.data.decode(mess.encoding))
        inside = letters(text)
        wanted = sum(len(letters(row.text)) for row in mess.outline)
        labels = sum(len(letters(row.key)) for row in mess.rows if row.kind == "meta")
        assert len(inside) == wanted + labels


def test_the_same_seed_gives_the_same_copy() -> None:
    names = list(OPERATIONS)[:20]
    assert make_mess(rows(NAMES[2]), names, "a").data == make_mess(rows(NAMES[2]), names, "a").data


def test_a_clean_copy_is_the_rows_line_by_line() -> None:
    mess = print_clean(rows(NAMES[0]))
    assert len(mess.lines) == len([row for row in mess.rows if row.kind != "article"])


HARMLESS = ["crlf", "no-newline", "utf16", "gb18030", "nbsp", "brackets", "number-space", "traditional", "full-digits",
            "half-digits", "indented", "blank-space", "site-newspaper", "site-wiki", "site-taiwan", "gap", "repeat"]
"""Operations that must cost nothing on the seeds."""


@pytest.mark.parametrize("operation", HARMLESS)
def test_the_seeds_are_read_through_harmless_mess(operation: str) -> None:
    golds = [GOLD / f"{name}.tsv" for name in NAMES]
    figures = total(figures for _, figures, _ in measure(own_copy, (operation,), golds, range(1, 2)))
    assert [name for name in floors.MEASURES if figures[name].f1 < floors.current()["mess", name]] == []
