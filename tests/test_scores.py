"""What the reader reaches: floors that may only rise."""

from __future__ import annotations

import importlib.util
from types import ModuleType

import floors
import pytest
from score_corpus import CASES, ROOT, SHARED, sources
from scoring import MEASURES, Figure, Line, gold_lines, lines_of, make_line, score, total
from trees import GOLD, NAMES, seed_tree

import convert

pytestmark = pytest.mark.reader


@pytest.mark.parametrize("name", NAMES)
def test_the_seeds_are_read_without_a_fault(name: str) -> None:
    figures = score(gold_lines(GOLD / f"{name}.tsv"), lines_of(convert.read(ROOT / "seeds" / f"{name}.txt")))
    assert {measure: figures[measure].f1 for measure in MEASURES} == dict.fromkeys(MEASURES, 1.0)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the reference documents are not beside this checkout")
def test_the_reference_documents_keep_their_floors() -> None:
    figures = total(score(gold_lines(gold), lines_of(convert.read(path))) for gold, path in sources(SHARED / "gold")
                    if not gold.stem[:3].isdigit())
    assert [name for name in MEASURES if figures[name].f1 < floors.current()["corpus", name]] == []


def test_a_tree_made_from_an_outline_scores_in_full() -> None:
    figures = score(gold_lines(GOLD / f"{NAMES[0]}.tsv"), lines_of(seed_tree(NAMES[0])))
    assert figures["blocks"].f1 == 1.0


def test_a_wrong_level_costs_the_heading_but_not_the_segment() -> None:
    gold = [make_line("heading", "1", "", "一、总体要求"), make_line("p", "", "", "稳中求进。")]
    given = [make_line("heading", "2", "", "一、 总体要求"), make_line("p", "", "", "稳中求进")]
    figures = score(gold, given)
    assert figures["headings"] == Figure(0, 1, 1)
    assert figures["blocks"] == Figure(1, 2, 2)
    assert figures["segments"].f1 == 1.0


def test_an_alternative_kind_costs_nothing() -> None:
    gold = [make_line("p|li", "", "", "甲"), make_line("byline|meta", "", "作者", "李明")]
    assert score(gold, [make_line("li", "", "", "甲"), make_line("meta", "", "author", "李明")])["metadata"].f1 == 1.0
    assert score(gold, [make_line("li", "", "", "甲"), make_line("byline", "", "", "李明")])["blocks"].f1 == 1.0


def reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference_score", SHARED / "score" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def as_row(line: Line) -> dict[str, object]:
    return {"kind": line.kind, "level": line.level, "key": line.key, "text": line.text, "fp": line.print,
            "weight": line.weight}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the reference scorer is not beside this checkout")
@pytest.mark.parametrize("stem", ["legco-20121010", "gwr2026-ningxia-portal", "fudan-speech-1998", NAMES[1]])
def test_our_figures_are_those_of_the_reference_scorer(stem: str) -> None:
    gold = gold_lines(SHARED / "gold" / f"{stem}.tsv")
    given = [line for number, line in enumerate(gold) if number % 7]
    for number, line in enumerate(given):
        line.kind = "p" if number % 11 == 0 else line.kind
    gold = gold_lines(SHARED / "gold" / f"{stem}.tsv")
    theirs = reference().score([as_row(line) for line in gold], [as_row(line) for line in given])
    for line in given:
        line.kind = line.kind.split("|")[0]
    assert {name: tuple(figure) for name, figure in score(gold, given).items()} == theirs


def test_cases_have_their_documents() -> None:
    assert {gold.stem for gold, _ in sources(CASES)} == {path.stem for path in CASES.glob("*.tsv")}
