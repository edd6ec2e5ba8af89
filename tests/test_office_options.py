"""Facts of official documents, reference documents and remarks: given to one document and to many."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from commands import run

from convert.errors import UsageError
from convert.formats.official.dispatch import make_dispatch

TEXT = "关于某事的通知\n\n各单位：\n\n　　请照办。\n"
FACTS = """发文机关标志 = "某市人民政府文件"
["b.txt"]
发文字号 = "某发〔2021〕2号"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for name in "ab":
        (tmp_path / "in" / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "facts.toml").write_text(FACTS, encoding="utf-8")
    return tmp_path


def batch(folder: Path, *words: str | Path, to: str = "docx") -> int:
    return run("batch", folder / "in", "-o", folder / "out", "--to", to, "--style", "gongwen", *words)


def texts(path: Path) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]


def test_a_batch_gives_all_documents_their_facts_and_each_its_own(folder: Path) -> None:
    assert batch(folder, "--facts", folder / "facts.toml", "--fact", "密级=机密") == 0
    first, second = texts(folder / "out" / "a.docx"), texts(folder / "out" / "b.docx")
    assert [first[0], first[2]] == [second[0], second[2]] == ["机密", "某市人民政府文件"]
    assert "某发〔2021〕2号" in second
    assert "某发〔2021〕2号" not in first


def test_another_fact_makes_a_document_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    batch(folder, "--facts", folder / "facts.toml")
    (folder / "facts.toml").write_text(FACTS.replace("2号", "3号"), encoding="utf-8")
    capsys.readouterr()
    batch(folder, "--facts", folder / "facts.toml")
    assert "1 written, 1 done before" in capsys.readouterr().out
    assert "某发〔2021〕3号" in texts(folder / "out" / "b.docx")


def test_one_document_takes_the_table_of_its_name(folder: Path) -> None:
    assert run("convert", folder / "in" / "b.txt", "-o", folder / "b.docx", "--style", "gongwen",
               "--facts", folder / "facts.toml") == 0
    assert "某发〔2021〕2号" in texts(folder / "b.docx")


def test_a_batch_takes_a_reference_document(folder: Path) -> None:
    docx.Document().save(str(folder / "own.docx"))
    assert batch(folder, "--reference", folder / "own.docx") == 0


@pytest.mark.parametrize(("words", "told"), [
    (["--fact", "密级=机密"], "tei does not heed --facts. Heeding it: docx, pdf."),
    (["--reference", "own.docx"], "tei does not heed --reference. Heeding it: docx."),
    (["--remarks"], "tei does not heed --remarks.")])
def test_an_option_that_no_format_heeds_is_an_error(words: list[str], told: str, folder: Path,
                                                    capsys: pytest.CaptureFixture[str]) -> None:
    assert batch(folder, *words, to="tei") == UsageError.exit_code
    assert told in capsys.readouterr().err
    assert run("convert", folder / "in" / "a.txt", "-o", folder / "a.tei.xml", *words) == UsageError.exit_code


def test_facts_of_a_document_that_is_not_there_are_an_error(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "facts.toml").write_text(FACTS.replace("b.txt", "c.txt"), encoding="utf-8")
    assert batch(folder, "--facts", folder / "facts.toml") == UsageError.exit_code
    assert "Facts are given for 'c.txt', which is none of the documents." in capsys.readouterr().err


@pytest.mark.parametrize(("name", "value"), [
    ("成文日期", "2024年13月45日"), ("印发日期", "2024年2月30日"), ("成文日期", "notadate"), ("份号", "十二"),
    ("密级", "很密"), ("紧急程度", "慢")])
def test_a_value_that_makes_no_sense_is_an_error(name: str, value: str) -> None:
    with pytest.raises(UsageError, match=value):
        make_dispatch({name: value})


def test_values_that_make_sense_are_taken() -> None:
    given = make_dispatch('{"成文日期": "二〇二一年四月八日", "印发日期": "2021年4月9日印发", '
                          '"密级": "机密★1年", "份号": "000001"}')
    assert (given.date, given.copy) == ("二〇二一年四月八日", "000001")
