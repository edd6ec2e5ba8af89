"""The table of all figures is made of what its scripts measure."""

from __future__ import annotations

import pytest
from outlined import Score
from scoring import Figure

pytest.importorskip("numpy")

from score_all import compare_looks, judge_certainty, judge_sets, run_script, tell_lost


def made(kind: str, name: str, hit: int, lost: int) -> Score:
    figures = {"blocks": Figure(hit, 10, 10), "headings": Figure(hit, 10, 10), "segments": Figure(),
               "metadata": Figure(), "noise": Figure()}
    return Score(kind, name, figures, lost, 100)


def test_a_first_look_is_compared_with_that_of_the_first_reader() -> None:
    rows = {row.name: row for row in compare_looks()}
    assert rows["first look 4, text+md, labelling-1"].today == ".954 / .993; wrong of 0.1.0: 45 % / 5 %"
    assert rows["first look 4, text+md, labelling-1"].goal == "40 %"
    assert rows["first look 8, html, labelling-2"].goal == ""


def test_letters_lost_are_told_with_the_document_that_loses_most() -> None:
    assert tell_lost([made("gold", "a", 9, 0)]) == "0.000 %"
    assert tell_lost([made("gold", "a", 9, 0), made("gold", "b", 9, 1)]) == "0.500 %, worst 1.00 % b"


def test_sets_are_told_by_micro_and_macro_averages() -> None:
    scores = [made("gold", "a", 10, 0), made("public", "b", 5, 0)]
    rows = {row.name: row.today for row in judge_sets(scores, {"a"}, "so")}
    assert rows["all gold, text and Markdown, so"] == "1.000 / 1.000, macro 1.000"
    assert rows["faults/public, so"] == "0.500 / 0.500, macro 0.500"
    assert "cases, so" not in rows


def test_claims_of_certainty_are_those_of_the_table_where_nothing_is_learned() -> None:
    (row,) = judge_certainty([])
    assert row.today.count("/") == 5


def test_a_script_runs_in_a_process_of_its_own() -> None:
    assert run_script("-c", "print(1)") == "1\n"
