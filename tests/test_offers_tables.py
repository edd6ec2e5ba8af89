"""What the labelling may make of the cells of a table of data and of the lines around it."""

from __future__ import annotations

from page_lines import read
from recovery_texts import SENTENCE, labels_of, survey_of
from texts import text_of

from convert.recovery.context import Context
from convert.recovery.reader import read as read_text
from convert.recovery.reader import survey_text
from convert.recovery.witnesses import has_witnesses
from convert.tree.outline import outline

TABLE = "<table border=1><tr><th>√<th>春<tr><td>—<td>夏</table>"


def survey_page(page: str) -> Context:
    return survey_text(read(page))


def labels(context: Context, plain: str) -> set[str]:
    at = next(i for i, atom in enumerate(context.atoms) if atom.plain == plain)
    return labels_of(context)[at]


def test_a_cell_without_letters_stays_in_its_row() -> None:
    rows = [row.text for row in outline(read_text(read(TABLE))) if row.kind == "row"]
    assert rows == ["√ 春", "— 夏"]


def test_no_line_goes_on_with_the_last_row_of_a_table() -> None:
    context = survey_page(f"<p>{SENTENCE}{TABLE}<p>***<p>尾<p>末")
    assert "I" not in labels(context, "***") | labels(context, "尾")
    assert "I" in labels(context, "末")


def test_a_long_cell_behind_tabs_stays_a_cell() -> None:
    context = survey_of(f"项目\t要求\t说明\n水渠\t两条\t{SENTENCE}\n")
    assert context.cells[1] == 3
    assert "row" in labels(context, context.atoms[1].plain)


def test_verse_set_as_a_program_may_be_verse_and_a_program_may_not() -> None:
    poem = "雪落在山上\n我走过山下\n没有人看见\n只有风知道"
    page = f"# 青云\n\n{SENTENCE}\n\n```\n{poem}\n```\n\n```\n// 播种\nrun(春, 夏);\n```\n"
    context = survey_text(text_of(page.encode(), "a.md"))
    assert "verse" in labels(context, "没有人看见")
    assert labels(context, "run(春, 夏);") == {"p"}
    assert labels(context, "// 播种") == {"p"}


def test_a_paper_that_closes_with_its_date_opens_with_a_name() -> None:
    letter, date = f"关于植树的通知\n各村沈主任：\n{SENTENCE}\n{SENTENCE}\n", "青云县林业站\n2024年3月5日\n"
    assert labels(survey_of(letter + date), "各村沈主任:").isdisjoint({"heading", "note", "caption", "p"})
    assert {"note", "p"} <= labels(survey_of(letter), "各村沈主任:")
    told = letter.replace("各村沈主任", "现将今年全县春季植树的有关安排通知如下")
    assert "p" in labels(survey_of(told + date), "现将今年全县春季植树的有关安排通知如下:")


def test_a_lone_line_with_a_colon_heads_nothing_but_notes() -> None:
    """会议议定： leads to the next lines; 问题： and 措施： head parts together."""
    decided, sources = "会议议定：\n1.修渠。\n2.种树。\n", "参考文献：\n[1]青云县志。\n"
    assert "heading" not in labels(survey_of(f"{SENTENCE}\n{decided}{SENTENCE}\n"), "会议议定:")
    assert "heading" in labels(survey_of(f"{SENTENCE}\n{sources}"), "参考文献:")
    both = f"{SENTENCE}\n问题：\n{SENTENCE}\n措施：\n{SENTENCE}\n"
    assert "heading" in labels(survey_of(both), "措施:")


def test_a_fact_that_a_line_prints_again_is_no_title() -> None:
    facts = "索引号：青2024\n名称：青云县植树办法\n发布日期：2024年3月5日\n"
    assert "title" in labels(survey_of(f"{facts}{SENTENCE}\n"), "名称:青云县植树办法")
    again = survey_of(f"{facts}青云县植树办法\n{SENTENCE}\n")
    assert "title" not in labels(again, "名称:青云县植树办法")
    assert "title" in labels(again, "青云县植树办法")


def test_a_mere_item_of_a_list_heads_nothing() -> None:
    context = survey_page(f"<p>{SENTENCE}<ul><li>春：<ul><li>播种<li>施肥</ul><li><b>夏</b></ul>")
    assert "heading" not in labels(context, "春:")
    assert "heading" in labels(context, "夏")


def test_a_chapter_is_no_copy_of_its_line_in_the_contents() -> None:
    context = survey_of(f"青云志\n第一回 修渠\n第二回 种树\n第三回 办学\n\n第一回　修渠\n{SENTENCE * 3}\n")
    assert not has_witnesses(context, 4)
    assert context.times[context.bares[4]] == 2


def test_cells_are_no_evidence_that_a_line_is_printed_twice() -> None:
    context = survey_page(f"<p>春<p>{SENTENCE}{TABLE}<p>夏<p>夏")
    assert context.times["春"] == 1
    assert context.times["夏"] == 2


def test_a_line_between_rows_of_data_stands_in_the_text() -> None:
    between = f"{TABLE}<p>可下载附页{TABLE}<p>{SENTENCE}"
    alone = f"<p>可下载附页{TABLE}<p>{SENTENCE}"
    assert [has_witnesses(context, next(i for i, atom in enumerate(context.atoms) if atom.plain == "可下载附页"))
            for context in (survey_page(between), survey_page(alone))] == [False, True]
