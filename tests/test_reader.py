"""The reader: its rows of words by their own examples, its seeds, what it must not lose."""

from __future__ import annotations

import pytest
from scoring import gold_lines, lines_of, score
from trees import GOLD, NAMES, SEEDS

import convert
from convert.chinese.folding import bare, fold
from convert.recovery import context
from convert.recovery.rules.table import Rule, load_rules
from convert.tree.outline import outline

pytestmark = pytest.mark.reader

BLOCK_RULES = load_rules("blocks")


@pytest.mark.parametrize("rule", BLOCK_RULES, ids=lambda rule: rule.id)
def test_a_rule_fits_its_own_examples(rule: Rule) -> None:
    assert [text for text in rule.yes if not rule.pattern.fullmatch(fold(text))] == []
    assert [text for text in rule.no if rule.pattern.fullmatch(fold(text))] == []


def letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def told(rows: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    return [(kind, level if kind == "heading" else "", letters(text)) for kind, level, text in rows
            if kind not in ("noise", "meta")]


@pytest.mark.parametrize("name", NAMES)
def test_a_seed_is_as_a_careful_reader_sees_it(name: str) -> None:
    """By the scorer, which lets either kind pass where the outline allows two."""
    wanted = gold_lines(GOLD / f"{name}.tsv")
    figures = score(wanted, lines_of(convert.read(SEEDS / f"{name}.txt")))
    assert {measure: figure.f1 for measure, figure in figures.items()} == dict.fromkeys(figures, 1.0)


def skeleton(data: bytes) -> list[tuple[str, str, str]]:
    return told([(row.kind, row.level, row.text) for row in outline(convert.read(data, "t.txt"))])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_encoding_and_line_ends_change_nothing(name: str, encoding: str) -> None:
    text = (SEEDS / f"{name}.txt").read_bytes().decode()
    plain = skeleton(text.encode())
    assert skeleton(text.encode(encoding)) == plain
    assert skeleton(text.replace("\n", "\r\n").encode(encoding)) == plain


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("002")])
def test_blank_lines_are_not_needed(name: str) -> None:
    text = (SEEDS / f"{name}.txt").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line.strip()]
    assert skeleton("\n".join(lines).encode()) == skeleton(text.encode())


def test_traditional_texts_are_read_as_simplified_ones_are() -> None:
    simplified = """关于印发工作方案的通知
各县人民政府:
现将方案印发给你们。
一、总体要求
坚持统筹兼顾,稳步推进各项工作。
二、工作任务
落实责任,抓好进度。"""
    traditional = """關於印發工作方案的通知
各縣人民政府:
現將方案印發給你們。
一、總體要求
堅持統籌兼顧,穩步推進各項工作。
二、工作任務
落實責任,抓好進度。"""
    kinds = [kind for kind, _, _ in skeleton(simplified.encode())]
    assert kinds == [kind for kind, _, _ in skeleton(traditional.encode())]
    assert kinds == ["title", "addressee", "p", "heading", "p", "heading", "p"]


def test_looking_for_previews_lays_each_line_bare_but_once(monkeypatch):
    """Counted, not timed: lines that break off with an ellipsis are not each compared with all the others anew."""
    laid: list[str] = []

    def count(text: str) -> str:
        laid.append(text)
        return bare(text)

    monkeypatch.setattr(context, "bare", count)
    lines = [f"第{n}段说的是今年的安排和明年的打算以及各个部门应当做好的许多事情，话没有说完……" for n in range(300)]
    convert.read("\n".join(lines).encode(), "broken.txt")
    assert 0 < len(laid) <= 3 * len(lines)
