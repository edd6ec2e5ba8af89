"""Invented documents are read as they were made."""

from __future__ import annotations

import floors
import pytest
from invent import invent, print_invented
from score_invented import evaluate
from scoring import letters, total

import convert


def test_an_invented_document_is_the_same_each_time() -> None:
    assert invent("7").rows == invent("7").rows
    assert invent("7").rows != invent("8").rows


@pytest.mark.parametrize("seed", range(0, 60, 7))
def test_the_print_holds_every_row(seed: int) -> None:
    made = invent(str(seed))
    printed = letters(print_invented(made).data.decode())
    assert printed == letters("".join(row.text for row in made.rows))


@pytest.mark.parametrize("seed", range(0, 60, 7))
def test_nothing_of_an_invented_document_is_lost(seed: int) -> None:
    data = print_invented(invent(str(seed))).data
    assert convert.restore(convert.read(data, "a.txt")) == data.decode()


def test_documents_of_one_article_keep_their_floors() -> None:
    results = [evaluate(str(seed), ()) for seed in range(1000, 1060)]
    figures = total(figures for _, features, figures, _ in results if "articles 1" in features)
    for measure in floors.MEASURES:
        assert figures[measure].f1 >= floors.current()["invented-one", measure]


def test_documents_of_several_articles_keep_their_floors() -> None:
    results = [evaluate(str(seed), ()) for seed in range(1000, 1060)]
    figures = total(figures for _, features, figures, _ in results if "articles 1" not in features)
    assert figures["blocks"].f1 >= floors.current()["invented-several", "blocks"]
    assert figures["headings"].f1 >= 0.75


def test_a_messy_invented_document_keeps_its_floor() -> None:
    results = [evaluate(str(seed), ("ragged", "page-number")) for seed in range(1000, 1030)]
    assert total(figures for _, _, figures, _ in results)["blocks"].f1 >= 0.85
