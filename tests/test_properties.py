"""Encoding, script, wrapping and the order of rules change nothing, or nearly so."""

from __future__ import annotations

import pytest
from outlined import Outlined, load_all
from score_foreign import mean
from score_properties import choose, encode, reversed_tables, try_encodings, try_order, try_script, try_wrapping
from scoring import Line, lines_of
from wrapping import measure, unify, wrap

from convert.formats.text.decode import decode
from convert.recovery import fields
from convert.recovery.reader import read
from convert.recovery.rules import noise, table

Read = list[tuple[str, str, list[Line]]]


@pytest.fixture(scope="module")
def texts() -> Read:
    """Half of the plain texts among the cases: what each says, its name and how it is read."""
    cases = choose([one for one in load_all() if one.kind == "cases"], 2)
    assert len(cases) > 30
    return [(unify(decode(one.data, one.file).text), one.file, read_case(one)) for one in cases]


def read_case(case: Outlined) -> list[Line]:
    return lines_of(read(case.text()))


@pytest.mark.unmeasured
def test_the_encoding_changes_nothing(texts: Read) -> None:
    pairs = [pair for text in texts for pair in try_encodings(*text)]
    assert {pair.change for pair in pairs} == {"utf-8-sig", "utf-16", "utf-16-be", "gb18030", "big5"}
    assert [(pair.name, pair.change) for pair in pairs if pair.before != pair.behind] == []


@pytest.mark.unmeasured
def test_the_script_changes_no_kind_and_no_depth(texts: Read) -> None:
    pairs = [pair for text in texts for pair in try_script(*text)]
    assert mean(pair.figure.f1 for pair in pairs) >= 0.995
    assert mean(pair.before == pair.behind for pair in pairs) >= 0.95


@pytest.mark.unmeasured
def test_the_order_of_rules_changes_nothing(texts: Read) -> None:
    pairs = [pair for text in texts for pair in try_order(*text)]
    assert [pair.name for pair in pairs if pair.before != pair.behind] == []


def test_tables_are_reversed_and_set_right_again() -> None:
    for load in (lambda: table.load_rules("blocks"), lambda: noise.load_noise(), lambda: fields.load_fields()):
        before = load()
        with reversed_tables():
            assert load() == before[::-1]
        assert load() == before


@pytest.mark.unmeasured
def test_wrapping_leaves_most_blocks_whole(texts: Read) -> None:
    pairs = [pair for text in texts for pair in try_wrapping(*text)]
    for change, floor in (("wrapped 28", 0.6), ("wrapped 40", 0.75), ("wrapped 80", 0.9), ("unwrapped", 0.9)):
        assert mean(pair.figure.f1 for pair in pairs if pair.change == change) >= floor, change


def test_lines_are_broken_at_their_width() -> None:
    assert wrap("青云\n甲乙丙丁戊。", 8) == "青云\n　　甲乙\n丙丁戊。"
    assert measure("青a") == 3
    assert encode("简", "big5") is None
