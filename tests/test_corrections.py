"""Corrections: what an editor says of a document holds, and whatever stands around it follows."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

import convert
from convert.corrections import Corrected, Corrections, dump, load, parse, print_corrections
from convert.corrections.record import COMMAND, TABLE, Stated
from convert.errors import SourceError
from convert.tree.identity import identify
from convert.tree.nodes import Document
from convert.tree.outline import outline

SPEECH = """在全县春耕生产会议上的讲话

同志们：
今天召开春耕生产会议，主要任务是总结去年的工作，部署今年的春耕生产。
一、认清形势
去年全县粮食总产量比上年增长百分之三，农民收入也有了较大的提高。
二、狠抓落实
各乡镇要把春耕生产摆上重要的位置，做到领导到位、措施到位、服务到位。
"""


def read(text: str, *blocks: Corrected, **others: object) -> Document:
    return convert.read(text.encode(), "讲话.txt", corrections=Corrections(blocks=blocks, **others))  # type: ignore[arg-type]


def rows(tree: Document) -> list[tuple[str, str, str]]:
    return [(row.kind, row.level, row.text) for row in outline(tree)]


def test_a_kind_and_a_depth_are_as_they_were_said() -> None:
    tree = read(SPEECH, Corrected("同志们：", "heading", depth=1))
    assert ("heading", "1", "同志们：") in rows(tree)
    assert convert.restore(tree) == SPEECH


def test_blocks_are_joined_and_parted() -> None:
    tree = read(SPEECH, Corrected("同志们：今天召开春耕生产会议，", "p"), Corrected("主要任务是总结去年的工作，", "li"))
    found = [text for _, _, text in rows(tree)]
    assert "同志们：今天召开春耕生产会议，" in found
    assert "主要任务是总结去年的工作，" in found
    assert "部署今年的春耕生产。" in found
    assert convert.restore(tree) == SPEECH


def test_what_is_cut_is_in_no_block_and_told() -> None:
    tree = read(SPEECH, Corrected("同志们：", "cut"))
    assert ("noise", "", "同志们：") in rows(tree)
    assert [cut.text for cut in tree.record.cuts if cut.by == "noise/corrected"] == ["同志们："]


def test_a_text_that_is_nowhere_is_told_with_the_nearest() -> None:
    tree = read(SPEECH, Corrected("一、认清形式", "heading"), file="a.huozi.toml")
    said = [remark.text_content for remark in tree.record.remarks if remark.code == "corrections/misfit"]
    assert said == ["a.huozi.toml, [[block]] 1: the source has no “一、认清形式”; the nearest in the source is "
                    "“一、认清形势”."]


def test_a_file_reads_back_as_it_was_written(tmp_path: Path) -> None:
    digest = hashlib.sha256(b"x").hexdigest()
    given = Corrections("甲\"乙\\.txt", digest, {"title": ("题\n名",), "creator": ("甲", "乙")}, (
        Corrected("一、\u0007总则", "heading", (3, 9), 2, True, ""), Corrected("局", "meta", None, 0, None, "来源"),
        Corrected("第1页", "cut")), True)
    dump(given, tmp_path / "a.huozi.toml")
    found = load(tmp_path / "a.huozi.toml")
    assert (found.name, found.digest, found.facts, found.blocks, found.whole) == (
        given.name, given.digest, given.facts, given.blocks, given.whole)
    assert parse(print_corrections(given).encode(), "x").blocks == given.blocks


@pytest.mark.parametrize(("text", "said"), [
    ("[[block]]\ntext = 3\nkind = 'p'", "'text' is '3'"),
    ("[[block]]\ntext = 'a'\nkind = 'headin'", "Did you mean 'heading'?"),
    ("[[block]]\ntext = 'a'", "has no 'kind'"),
    ("[[block]]\ntext = 'a'\nkind = 'p'\nat = [3]", "'at' is '[3]'"),
    ("[[block]]\ntext = 'a'\nkind = 'p'\ndepth = true", "'depth' is 'True'"),
    ("[[blok]]\n", "Did you mean 'block'?"),
    ("[source]\ndigest = 'abc'", "'digest' is 'abc'"),
    ("[facts]\n'题名' = 'a'", "is no name of a fact"),
    ("[facts]\ntitle = {}", "'title' is '{}'"),
    ("block = 3", "'block' is '3'"),
    ("= 3", "a.toml"),
])
def test_a_fault_of_a_file_names_file_key_and_value(text: str, said: str) -> None:
    with pytest.raises(SourceError) as caught:
        parse(text.encode(), "a.toml")
    assert "a.toml" in str(caught.value)
    assert said in str(caught.value)


def test_a_title_that_is_stated_and_printed_is_the_title() -> None:
    text = "农业信息网\n\n" + SPEECH.replace("在全县", "县农业局网站\n\n在全县", 1)
    said = Corrections(facts={"title": ("在全縣春耕生產會議上的講話",)})
    tree = convert.read(text.encode(), "a.txt", corrections=said)
    assert [text for kind, _, text in rows(tree) if kind == "title"] == ["在全县春耕生产会议上的讲话"]
    assert tree.article.title is not None
    assert tree.article.title.by == "corrected/block"
    assert convert.restore(tree) == text


def test_a_title_that_is_nowhere_is_set_over_that_of_the_source() -> None:
    tree = convert.read(SPEECH.encode(), "a.txt", corrections=Corrections(facts={"title": ("春耕讲话",)}))
    assert tree.article.title is not None
    assert tree.article.title.text_content == "春耕讲话"
    assert [edit.by for edit in tree.record.edits] == ["corrected/file"]
    assert convert.restore(tree) == SPEECH


def test_facts_hold_in_their_order_and_are_told() -> None:
    said = Corrections(facts={"creator": ("乙",), "date": ("2020年1月1日",)}, beside=(
        Stated(TABLE, {"creator": ("丙",), "publisher": ("某社",)}), Stated(COMMAND, {"creator": ("甲",)})))
    tree = convert.read(SPEECH.encode(), "a.txt", corrections=said)
    found = identify(tree)
    assert (found.creator_names, found.date, found.publisher) == (("甲",), "2020-01-01", "某社")
    told = [remark.text_content for remark in tree.record.remarks if remark.code == "facts/stated"]
    assert told[0] == ("creator: “甲” of the command line, which holds over “乙” of the file of corrections, “丙” of "
                       "the table of metadata.")


def test_one_depth_moves_others_of_its_style() -> None:
    text = SPEECH.replace("一、认清形势", "总的情况\n一、认清形势")
    before = [level for kind, level, _ in rows(convert.read(text.encode(), "a.txt")) if kind == "heading"]
    tree = convert.read(text.encode(), "a.txt", corrections=Corrections(blocks=(
        Corrected("总的情况", "heading", depth=1), Corrected("一、认清形势", "heading", depth=2))))
    assert [level for kind, level, _ in rows(tree) if kind == "heading"] == ["1", "2", "2"]
    assert before != ["1", "2", "2"]


def test_a_row_stands_where_it_stood_even_behind_a_banner() -> None:
    text = "第一条　报告。\n（完）\n第二条　报告。\n（完）\n第三条　报告。\n（完）\n"
    at = text.index("（完）", text.index("第二条"))
    blocks = (Corrected("第二条　报告。", "p", (text.index("第二条"), at - 1)),
              Corrected("（完）", "note", (at, at + 3)))
    for banner in ("", "某某网站　首页　新闻\n欢迎光临（完）\n\n"):
        source = banner + text
        tree = convert.read(source.encode(), "a.txt", corrections=Corrections(blocks=blocks))
        notes = [node.at for node in tree.iter() if node.get("by") == "corrected/block" and node.tag == "note"]
        assert notes == [((at + len(banner), at + len(banner) + 3),)]
