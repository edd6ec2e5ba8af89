"""What one line says of another: headlines printed twice, numbers alone above titles, notes and their numbers."""

from __future__ import annotations

import pytest
from recovery_texts import SENTENCE, labels_of, survey_of

from convert.chinese.folding import fold
from convert.recovery.features import describe
from convert.recovery.repeats import Twin
from convert.recovery.shapes import has_leaders

TITLE = "青云县渠道管理办法"


def test_a_headline_with_no_text_below_may_be_printed_again() -> None:
    facts = "来源：青云日报\n发文字号：青政发〔2024〕7号\n"
    for first, whole in ((TITLE, True), (f"青云县人民政府关于印发{TITLE}", False)):
        twins = survey_of(f"{first}\n{facts}{TITLE}\n{SENTENCE}\n{TITLE}\n").repeats.twins
        assert twins == {0: Twin(False, True, whole), 3: Twin(True, True, whole)}
    far = survey_of(f"{TITLE}\n{facts * 3}{TITLE}\n{SENTENCE}\n").repeats.twins
    assert [twin.near for twin in far.values()] == [False, False]


def test_the_first_of_two_headlines_may_be_furniture() -> None:
    assert "noise" in labels_of(survey_of(f"{TITLE}\n来源：青云日报\n{TITLE}\n{SENTENCE}\n"))[0]
    assert "noise" not in labels_of(survey_of(f"{TITLE}\n来源：青云日报\n{SENTENCE}\n"))[0]


@pytest.mark.parametrize("text", [
    f"{TITLE}\n{SENTENCE}\n{TITLE}\n", f"一、{TITLE}\n二、{TITLE}\n", "修渠\n修渠\n", f"{SENTENCE}\n{SENTENCE}\n"])
def test_what_else_is_printed_twice_is_no_headline(text: str) -> None:
    assert not survey_of(text).repeats.twins


def test_the_title_of_a_number_alone_is_in_no_class() -> None:
    titles = {"一": "总则", "二": "疏浚", "三": "附则"}
    lines = "".join(f"第{number}章\n\n{title}\n\n{SENTENCE}\n\n" for number, title in titles.items())
    assert not survey_of(lines).classes
    assert survey_of(lines.replace("章\n\n", "章 渠道\n\n")).classes


@pytest.mark.parametrize(("number", "may"), [
    ("[1]", True), ("①", True), ("1.", True),
    ("一、", False), ("（二）", False), ("第三条 ", False), ("3.1.2 ", False)])
def test_notes_bear_some_numbers_and_not_others(number: str, may: bool) -> None:
    lines = f"{TITLE}\n{SENTENCE}\n{number}{{}}\n"
    noted = ["note" in labels_of(survey_of(lines.format(text)))[2] for text in ("渠道的长度", SENTENCE * 3)]
    assert noted == [may, may]


def test_below_a_label_of_notes_any_number_may_be_one() -> None:
    labels = labels_of(survey_of(f"{SENTENCE}\n注释\n一、渠长三里。\n二、渠宽一丈。\n"))
    assert ["note" in own for own in labels[2:]] == [True, True]


@pytest.mark.parametrize("entry", ["前言 …… I", "范围 …… 12", "附录 ....... iv", "索引 …………（3）"])
def test_dots_lead_to_the_number_of_a_page(entry: str) -> None:
    context = survey_of(f"{entry}\n{SENTENCE}\n")
    assert has_leaders(context.atoms[0])
    assert not has_leaders(survey_of("他没有说话……\n").atoms[0])


def test_contents_have_pages_in_roman_numbers() -> None:
    context = survey_of(f"目次\n前言 …… I\n范围 …… 1\n前言\n{SENTENCE}\n范围\n{SENTENCE}\n")
    assert [context.atoms[i].plain for i in sorted(context.contents)] == [fold("前言 …… I"), fold("范围 …… 1")]


@pytest.mark.parametrize("sign", ["•", "·", "●", "*"])
def test_a_fact_may_stand_behind_a_bullet(sign: str) -> None:
    fact = survey_of(f"  {sign} 发文字号：青政发〔2024〕7号\n{SENTENCE}\n").atoms[0].fact
    assert fact is not None
    assert fact.rule.name == "number"


def test_the_reasons_for_the_articles_of_an_act_are_notes() -> None:
    reasons = "理由：　　一、本条新增。\n二、说明如下：\n（一）渠长三里。\n（二）渠宽一丈。\n三、明定渠道名称。\n"
    act = "".join(f"第{number}条\n{SENTENCE}\n{reasons}" for number in "一二三")
    context = survey_of(f"{TITLE}\n{act}")
    assert len([i for i in context.noted if context.atoms[i].opener is not None]) == 15
    assert not survey_of(f"{TITLE}\n{SENTENCE}\n{reasons}").noted


def test_notes_that_fill_their_lines_go_on() -> None:
    def numbered(text: str) -> list[str]:
        context = survey_of(text)
        return [context.atoms[i].plain[:2] for i in sorted(context.noted) if context.atoms[i].opener]

    notes = f"{SENTENCE * 3}\n注释\n一、渠长三里。{SENTENCE}\n二、渠宽一丈。\n"
    wrapped = "\n".join(line[at : at + 20] for line in notes.split("\n") for at in range(0, len(line), 20))
    assert numbered(wrapped) == ["一、", "二、"]
    assert numbered(notes.replace("二、", f"{SENTENCE}\n二、")) == ["一、"]


def test_the_number_before_a_line_parts_it_from_nothing() -> None:
    lines = [line for _ in range(10) for line in (SENTENCE[:22], SENTENCE[22:])]
    numbered = [f"{number:>3}  {line}" if number % 5 == 0 else line for number, line in enumerate(lines, 1)]
    found = [[{name for name in own if name.startswith("j:same")} for own in describe(survey_of("\n".join(text)))
              if "why=litter" not in own] for text in (lines, numbered)]
    assert len(found[0]) == len(lines)
    assert found[0] == found[1]
