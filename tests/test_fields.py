"""The table of metadata labels."""

from __future__ import annotations

import re

import pytest
from recovery_texts import atoms_of

import convert
from convert.chinese.folding import fold
from convert.recovery.fields import FieldRule, find_field, find_printed_field, load_fields

pytestmark = pytest.mark.reader

RULES = load_fields()


def accepted(line: str) -> FieldRule | None:
    """The rule of a printed line, where both its label and its value fit."""
    label, _, value = re.sub(r"[:】]", ":", fold(line), count=1).partition(":")
    rule = find_field(label)
    return rule if rule and rule.accepts(value.strip(" 】")) else None


@pytest.mark.parametrize(("line", "rule"), [(line, rule) for rule in RULES for line in rule.yes])
def test_examples_state_their_fact(line: str, rule: FieldRule) -> None:
    assert accepted(line) is rule


@pytest.mark.parametrize("line", [line for rule in RULES for line in rule.no])
def test_counterexamples_state_no_fact_of_their_row(line: str) -> None:
    rule = accepted(line)
    assert rule is None or line not in rule.no


def test_labels_are_folded_and_stand_once() -> None:
    labels = [label for rule in RULES for label in rule.labels]
    assert len(set(labels)) == len(set(RULES)) - len(RULES) + len(labels)
    assert [label for label in labels if label != fold(label).lower().replace(" ", "")] == []


def test_a_label_is_found_in_any_dress() -> None:
    assert find_field("【 标  题 】").name == "title"
    assert find_field("索 引 号:").name == "identifier"
    assert find_field("Author").name == "creator"
    assert find_field("各位代表") is None


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_row_has_an_example_and_an_xml_name(rule: FieldRule) -> None:
    assert rule.yes
    assert re.fullmatch(r"[a-z]+", rule.name)


def test_dates_have_a_normal_form() -> None:
    assert find_field("成文日期").normal("2018年12月29日") == "2018-12-29"
    assert find_field("公发布日").normal("1011210") == "2012-12-10"
    assert find_field("来源").normal("北京日报") == ""


def test_a_traditional_label_that_a_format_keys_states_its_fact() -> None:
    facts = "<dt>發布單位</dt><dd>青雲縣政府</dd><dt>發布日期</dt><dd>2024年3月5日</dd>"
    page = f"<html><body><h1>關於修剪行道樹的公告</h1><dl>{facts}</dl>"
    tree = convert.read(f"{page}<p>公園路行道樹修剪三天。</p></body></html>".encode(), "a.html")
    names = {field.get("label"): field.get("name") for field in tree.meta.iter("field")}
    assert find_printed_field("發布日期") is find_field("发布日期")
    assert names == {"發布單位": "publisher", "發布日期": "date"}


def test_values_below_their_labels_in_a_list_of_facts() -> None:
    """Words stand below a label where a fact stands above it, and one or a blank line below them."""
    listed = "索引号：0113/2010-6\n主题分类：\n农业\n发布日期：2010年5月21日\n公开方式：\n主动公开\n\n关于植树的通知\n"
    assert [atom.plain for atom in atoms_of(listed) if atom.awaits] == ["主题分类:", "公开方式:"]
    loose = "各单位开会研究\n主题分类：\n农业\n林业\n"
    assert [atom.plain for atom in atoms_of(loose) if atom.awaits] == []
