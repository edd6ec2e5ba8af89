"""A foreign line changes nothing around it, or nearly so."""

from __future__ import annotations

import pytest
from outlined import load_all
from score_foreign import SHARE, SUFFIXES, Trial, find_gaps, leave_out, load_lines, mean, put, try_document

from convert.tree.outline import OutlineRow

LOSS = 0.015
"""Mean F1 of blocks that a foreign line may cost, over the cases of the repository: they are shorter than most
documents, and stand there because they were hard to read."""


@pytest.fixture(scope="module")
def trials() -> list[Trial]:
    """A sample of all lines and places in the cases of the repository."""
    cases = [one for one in load_all() if one.kind == "cases" and one.file.endswith(SUFFIXES)]
    return [trial for one in cases for trial in try_document(one, load_lines(), SHARE)]


@pytest.mark.unmeasured
def test_a_foreign_line_costs_little(trials: list[Trial]) -> None:
    assert len(trials) > 500
    assert mean(trial.lose("blocks") for trial in trials) <= LOSS


def test_lines_are_of_thirty_kinds() -> None:
    lines = load_lines()
    assert len(lines) >= 30
    assert len(set(lines.values())) == len(lines)
    assert lines["row of a table"].count("\t") == 3


def test_a_line_is_put_between_blocks() -> None:
    text = "青云\n　　云起。\n云落。\n|青|云|\n|云|青|\n"
    rows = [OutlineRow("title", "", "", "青云", 0), OutlineRow("p", "", "", "云起。", 5),
            OutlineRow("p", "", "", "落。", 10), OutlineRow("row", "", "", "青 云", -1),
            OutlineRow("p", "", "", "青", text.index("|青"))]
    assert list(find_gaps(text, rows)) == [(0, "title"), (3, "p")]
    assert put(text, "甲", 3, markdown=False) == (f"青云\n甲\n{text[3:]}", (3, 4))
    assert put("青\n\n云\n", "甲", 3, markdown=False) == ("青\n\n甲\n\n云\n", (3, 4))
    assert put("青\n", "甲", 2, markdown=True) == ("青\n\n甲\n\n", (3, 4))


def test_what_became_of_the_line_is_left_out() -> None:
    rows = [OutlineRow("p", "", "", "甲", 0), OutlineRow("note", "", "", "乙", 3), OutlineRow("row", "", "", "乙", -1)]
    assert list(leave_out(rows, "乙", (3, 4))) == rows[:1]


@pytest.mark.unmeasured
def test_a_trial_that_gains_loses_nothing(trials: list[Trial]) -> None:
    better = [trial for trial in trials if trial.behind["blocks"].f1 > trial.before["blocks"].f1]
    assert better
    assert all(trial.lose("blocks") == 0 for trial in better)
