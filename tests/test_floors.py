"""Floors only rise: those of today are compared with those of earlier commits."""

from __future__ import annotations

import subprocess

import floors
import pytest
from floors import Floors, fallen

BEFORE: Floors = {("a", "blocks"): 0.9, ("a", "headings"): 1.0, ("b", "blocks"): 1.0}


def test_no_floor_fell_and_no_case_vanished_without_a_reason() -> None:
    try:
        before = floors.earlier()
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"there is no history of git to compare with: {error}")
    assert len(before) > 200
    assert fallen(floors.current(), before, floors.reasons()) == []


def test_each_reason_is_of_a_floor_and_says_something() -> None:
    for row in [row for rows in floors.reasons().values() for row in rows]:
        assert len(row["reason"].split()) >= 4, row
    names = {name for name, _ in floors.current()}
    assert [row["name"] for row in floors.reasons().get("lowered", ()) if row["name"] not in names] == []


def test_what_fell_or_vanished_is_found() -> None:
    now = {("a", "blocks"): 0.88, ("a", "headings"): 1.0}
    assert fallen(now, BEFORE, {}) == ["a: blocks fell from 0.9 to 0.88", "b: blocks vanished, it was 1"]
    assert fallen(BEFORE | {("a", "blocks"): 0.95, ("c", "blocks"): 0.1}, BEFORE, {}) == []


def test_a_reason_excuses_what_it_names_and_no_more() -> None:
    why = {"lowered": [{"name": "a", "measure": "blocks", "to": 0.88, "reason": "A row was wrong."}],
           "dropped": [{"name": "b", "reason": "It said what a says."}]}
    assert fallen({("a", "blocks"): 0.88, ("a", "headings"): 1.0}, BEFORE, why) == []
    assert fallen({("a", "blocks"): 0.87, ("a", "headings"): 0.9}, BEFORE, why) == [
        "a: blocks fell from 0.9 to 0.87", "a: headings fell from 1 to 0.9"]
    why["lowered"][0]["reason"] = " "
    assert fallen({("a", "blocks"): 0.88, ("a", "headings"): 1.0}, BEFORE, why) == ["a: blocks fell from 0.9 to 0.88"]


def test_a_case_without_a_row_has_a_floor_of_one() -> None:
    texts = {floors.ROWS: "case,blocks,headings\nx,0.5,0.25\n", floors.TABLES: "[mess]\nblocks = 0.9\n",
             floors.PROJECT: "[tool.coverage.report]\nfail_under = 97\n"}
    assert floors.read_floors(texts.__getitem__, ["x.tsv", "x.txt", "y.tsv"]) == {
        ("x", "blocks"): 0.5, ("x", "headings"): 0.25, ("y", "blocks"): 1.0, ("y", "headings"): 1.0,
        ("mess", "blocks"): 0.9, ("coverage", "fail_under"): 97.0}
