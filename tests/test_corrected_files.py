"""Corrections, facts and edited outlines on the command line: found, in order, told where they do not fit."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import pytest
from commands import run

import convert
from convert.corrections import Corrected, Corrections, Editing, dump, load
from convert.errors import SourceError
from convert.tree.identity import identify
from convert.tree.outline import outline

TEXT = """关于春耕工作的报告

今年春耕工作已经全面展开，各乡镇的准备工作都已经就绪，进展十分顺利。
基本情况
全县今年计划播种粮食作物二十万亩，目前已经完成了三分之一。
"""

SAID = """[facts]
author = ["王五"]
date = "2020-01-01"
[[block]]
text = "基本情况"
kind = "heading"
depth = 1
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for name in "ab":
        (tmp_path / "in" / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def read(path: Path) -> convert.Document:
    return convert.read(path)


def kinds(tree: convert.Document) -> list[str]:
    return [row.kind for row in outline(tree)]


def test_corrections_beside_a_source_are_found(folder: Path) -> None:
    (folder / "in" / "a.txt.huozi.toml").write_text(SAID, encoding="utf-8")
    assert identify(read(folder / "in" / "a.txt")).creator_names == ("王五",)
    assert identify(read(folder / "in" / "b.txt")).creator_names == ()
    assert run("convert", folder / "in" / "a.txt", "-o", folder / "a.xml") == 0
    found = read(folder / "a.xml")
    assert identify(found).date == "2020-01-01"
    assert [node.by for node in found.iter("heading")] == ["corrected/block"]


def test_corrections_by_the_stem_are_those_of_the_file_they_name(folder: Path) -> None:
    (folder / "in" / "a.huozi.toml").write_text('[source]\nname = "a.md"\n' + SAID, encoding="utf-8")
    assert identify(read(folder / "in" / "a.txt")).creator_names == ()
    (folder / "in" / "a.huozi.toml").write_text('[source]\nname = "a.txt"\n' + SAID, encoding="utf-8")
    assert identify(read(folder / "in" / "a.txt")).creator_names == ("王五",)


def test_a_folder_of_corrections_is_searched_by_digest_then_by_name(folder: Path) -> None:
    (folder / "said").mkdir()
    (folder / "in" / "b.txt").write_text(TEXT + "完。\n", encoding="utf-8")
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    dump(Corrections("other.txt", digest, {"creator": ("甲",)}), folder / "said" / "1.huozi.toml")
    dump(Corrections("b.txt", digest[::-1], {"creator": ("乙",)}), folder / "said" / "2.huozi.toml")
    with zipfile.ZipFile(folder / "in" / "c.zip", "w") as packed:
        packed.writestr("inner.txt", TEXT)
    report = convert.batch(folder / "in", folder / "out", ("xml",), editing=Editing(str(folder / "said")),
                           executor="serial")
    assert report.exit_code == 0
    assert report.remarks["corrections/digest"] == 1
    made = {path.stem: identify(read(path)).creator_names for path in (folder / "out").rglob("*.xml")}
    assert made == {"a": ("甲",), "b": ("乙",), "inner": ("甲",)}


def test_another_correction_makes_a_document_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    side = folder / "in" / "a.txt.huozi.toml"
    for said, told in ((SAID, "2 written, 0 done before"), (SAID, "0 written, 2 done before"),
                       (SAID.replace("王五", "王六"), "1 written, 1 done before")):
        side.write_text(said, encoding="utf-8")
        capsys.readouterr()
        assert run("batch", folder / "in", "-o", folder / "out", "--to", "xml", "-j", "1") == 0
        assert told in capsys.readouterr().out
    assert identify(read(folder / "out" / "a.xml")).creator_names == ("王六",)


def test_a_table_gives_facts_and_what_does_not_fit_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = folder / "m.csv"
    table.write_text("path,title,author,date\na.txt,另一题名,甲；乙,2019年5月\nz.txt,x,,\n", encoding="utf-8")
    assert run("batch", folder / "in", "-o", folder / "out", "--to", "xml", "--metadata", table, "-j", "1") == 0
    said = capsys.readouterr().err
    assert f"m.csv has no row for {folder / 'in' / 'b.txt'}." in said
    assert "m.csv: z.txt is none of the documents." in said
    found = identify(read(folder / "out" / "a.xml"))
    assert (found.title, found.creator_names, found.date) == ("另一题名", ("甲", "乙"), "2019-05")


def test_a_book_takes_a_table_and_its_manifest_gives_way(folder: Path) -> None:
    (folder / "m.jsonl").write_text(json.dumps({"path": "in/a.txt", "title": "表中之题"}) + "\n", encoding="utf-8")
    (folder / "book.toml").write_text('title = "书"\nsources = ["in"]\nduplicates = "keep"\n[titles]\n'
                                      '"a.txt" = "清单之题"\n"b.txt" = "乙题"\n', encoding="utf-8")
    book = convert.collect(folder / "book.toml", editing=Editing(metadata=str(folder / "m.jsonl")))
    titles = [identify(member.load()).title for member in book.members()]
    assert titles == ["表中之题", "乙题"]
    assert [finding.code for finding in book.findings] == ["facts/table"]


def test_the_command_line_holds_over_all_else(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "in" / "a.txt.huozi.toml").write_text(SAID, encoding="utf-8")
    (folder / "m.csv").write_text("path,author\na.txt,丙\n", encoding="utf-8")
    assert run("convert", folder / "in" / "a.txt", "-o", folder / "a.xml", "--author", "赵六", "--fact", "来源=新华社",
               "--language", "zh-Hant", "--metadata", folder / "m.csv", "--json") == 0
    told = [remark["message"] for remark in json.loads(capsys.readouterr().out)["remarks"]]
    assert ("creator: “赵六” of the command line, which holds over “王五” of the file of corrections, “丙” of the "
            "table of metadata.") in told
    found = identify(read(folder / "a.xml"))
    assert (found.creator_names, found.publisher, found.language) == (("赵六",), "新华社", "zh-Hant")


def test_explain_says_that_a_correction_decided(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "in" / "a.txt.huozi.toml").write_text(SAID, encoding="utf-8")
    assert run("explain", f"{folder / 'in' / 'a.txt'}:4") == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "corrected/block" in said
    assert "nothing outweighs that" in said
    assert "facts/stated: creator: “王五” of the file of corrections" in said


def test_an_edited_outline_comes_back(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, rows = folder / "in" / "a.txt", folder / "x.tsv"
    assert run("outline", source, "-o", rows) == 0
    before = rows.read_text(encoding="utf-8")
    rows.write_text("kind\tlevel\tkey\ttext\ntitle\t\t\t关于春耕工作的报告\nheading\t1\t\t今年春耕工作已经全面展开，\n"
                    "p\t\t\t各乡镇的准备工作都已经就绪，进展十分顺利。基本情况\nheading\t1\t\t全县今年计划播种粮食作物二十万亩，\n"
                    "noise\t\t\t目前已经完成了三分之一。\n", encoding="utf-8")
    assert run("convert", source, "-o", folder / "a.xml", "--outline", rows) == 0
    made = read(folder / "a.xml")
    assert kinds(made) == ["title", "heading", "p", "heading", "noise"]
    assert convert.restore(made) == TEXT
    assert run("outline", folder / "a.xml", "-o", folder / "y.tsv") == 0
    assert (folder / "y.tsv").read_text(encoding="utf-8") == rows.read_text(encoding="utf-8") != before
    (folder / "in" / "a.txt.huozi.toml").write_text(SAID, encoding="utf-8")
    assert run("convert", source, "-o", folder / "c.xml", "--outline", rows) == 0
    assert identify(read(folder / "c.xml")).creator_names == ("王五",)
    assert kinds(read(folder / "c.xml"))[-5:] == kinds(made)
    capsys.readouterr()
    rows.write_text("kind\tlevel\tkey\ttext\ntitle\t\t\t关于夏收工作的报告\n", encoding="utf-8")
    assert run("convert", source, "-o", folder / "b.xml", "--outline", rows) == 0
    said = capsys.readouterr().err
    assert "x.tsv, line 2: the source has no “关于夏收工作的报告”" in said
    assert "x.tsv has no row for 2 stretches of the source, in no block now: 今年春耕工作" in said


def test_what_is_wrong_with_a_file_is_told_before_any_work(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    side = folder / "a.huozi.toml"
    side.write_text('[[block]]\ntext = "x"\nkind = "hedding"\n', encoding="utf-8")
    for command in ("batch", "collect"):
        out = folder / ("out" if command == "batch" else "out.epub")
        assert run(command, folder / "in", "-o", out, "--corrections", side) == 66
        assert "there is no kind 'hedding'. Did you mean 'heading'?" in capsys.readouterr().err
        assert not out.exists()
    assert run("convert", folder / "in" / "a.txt", "-o", folder / "a.xml", "--corrections", folder / "none") == 66
    assert run("convert", folder / "in" / "a.txt", "-o", folder / "a.xml", "--date", "昨天") == 2
    assert "is no date" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "data", "said"), [
    ("m.csv", "path,title\na.txt,b,c\n", "line 2 has 3 columns"),
    ("m.csv", "path,title\n,b\n", "names no document"),
    ("m.csv", "path,title\na.txt,b\na.txt,c\n", "has a row already"),
    ("m.csv", "path,题名\na.txt,b\n", "is no name of a fact"),
    ("m.jsonl", "{\n", "line 1"),
    ("m.jsonl", "[]\n", "is no JSON object"),
])
def test_faults_of_a_table_are_told_by_line(name: str, data: str, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(data, encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        Editing(metadata=str(tmp_path / name)).check()
    assert name in str(caught.value)
    assert said in str(caught.value)


def test_python_takes_corrections_as_a_value_and_as_a_file(folder: Path) -> None:
    said = Corrections(blocks=(Corrected("基本情况", "cut"),))
    dump(said, folder / "b.huozi.toml")
    for given in (said, folder / "b.huozi.toml", str(folder / "b.huozi.toml")):
        assert "noise" in kinds(convert.read(folder / "in" / "b.txt", corrections=given))
    assert load(folder / "b.huozi.toml").blocks == said.blocks
