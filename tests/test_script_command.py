"""`huozi repair`, and scripts that are asked for on the command line."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest
from commands import call, call_alone

from convert.tree.build import load

TEXT = "關于干部工作的報告\n\n各位代表：全區干部斗爭到底，盡快完成項目，由于王干于的工作。\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "made.txt"
    path.write_text(TEXT, "utf-8")
    return path


def run(source: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    ran = call(source.parent, "repair", source, *arguments)
    assert ran.returncode == 0
    return ran


def test_without_a_place_the_repairs_are_only_shown(source: Path) -> None:
    ran = call_alone(source.parent, "repair", source)
    assert ran.returncode == 0
    assert "斗爭 is written 鬥爭." in ran.stdout
    assert "offset" in ran.stdout
    assert "to correct" in ran.stderr
    assert [path.name for path in source.parent.iterdir()] == ["made.txt"]


def test_each_repair_has_its_offset_in_the_source(source: Path) -> None:
    repairs = json.loads(run(source, "--json").stdout)
    assert [TEXT[repair["offset"]] for repair in repairs] == [repair["old"] for repair in repairs]
    assert "".join(repair["new"] for repair in repairs) == "於幹幹鬥儘於幹於"


def test_names_that_are_given_stay(source: Path) -> None:
    repairs = json.loads(run(source, "--name", "王干于", "--json").stdout)
    assert "".join(repair["new"] for repair in repairs) == "於幹幹鬥儘於"


def test_the_corrected_document_is_written(source: Path) -> None:
    out = source.parent / "right.xml"
    run(source, "-o", out)
    tree = load(out.read_bytes())
    assert "全區幹部鬥爭到底，儘快完成項目" in tree.article.text_content


def test_both_scripts_go_in_one_file(tmp_path: Path) -> None:
    source = tmp_path / "speech.txt"
    source.write_text("关于发展的报告\n\n各位代表：现在报告工作。\n", "utf-8")
    ran = call(tmp_path, "convert", source, "--parallel", "zh-Hans,zh-Hant", "--to", "epub,tei", "-o", tmp_path)
    assert ran.returncode == 0
    assert "<reg>關</reg>" in (tmp_path / "speech.tei.xml").read_text("utf-8")
    with ZipFile(tmp_path / "speech.epub") as book:
        text = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml"))
    assert "关于发展的报告" in text
    assert "關於發展的報告" in text


def test_readings_are_told_on_request(tmp_path: Path) -> None:
    source = tmp_path / "speech.txt"
    source.write_text("关于发展的报告\n\n理发店的干部。\n", "utf-8")
    ran = call(tmp_path, "convert", source, "--script", "zh-Hant", "--readings", "-o", tmp_path / "speech.xml")
    assert ran.returncode == 0
    assert "发 is read 髮, not 發: as in 理发店." in ran.stderr
