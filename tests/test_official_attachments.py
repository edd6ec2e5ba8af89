"""附件说明 that no element tells is printed as one that is: numbered names under each other, run-over lines hanging."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx_files import render
from pdf_files import poppler
from validators.office import MILLIMETRE, convert_files, lines, read_pages

from convert.check.official import check_official
from convert.formats.official.attachments import find_announced
from convert.formats.pdf import PdfWriter
from convert.sources import read
from convert.style.sheet import load_style
from convert.tree.nodes import Document

HEAD = "关于印发实施方案的通知\n\n各县（市、区）人民政府：\n\n现将有关方案印发给你们，请认真贯彻执行。\n\n"
FOOT = "\n\n某市人民政府\n2021年4月8日\n"
NAMES = ("1. 任务分解表", "2. 风险应急处置预案和有关部门职责分工方案（试行）以及其他配套文件汇编")
EM = 442.2 / 28
LEFT = 28 * MILLIMETRE
LISTED = {"list": f"附件：\n{NAMES[0]}\n{NAMES[1]}", "run-in": f"附件：{NAMES[0]}\n{NAMES[1]}"}


def make(listed: str) -> Document:
    return read(f"{HEAD}{listed}{FOOT}".encode(), "a.txt")


@pytest.mark.parametrize("listed", LISTED.values(), ids=LISTED)
def test_lines_that_announce_attachments_are_found(listed: str) -> None:
    tree = make(listed)
    found = find_announced(tree.article)
    assert next(tree.article.iter("attachment"), None) is None
    assert [*found.values()] == [True, *[False] * listed.count("\n")]
    assert "".join(line.text_content.strip() for line in found) == listed.replace("\n", "")


@pytest.mark.parametrize("text", ["附件说明不清。", "附件：", "附件下载见下。\n1. 一项"])
def test_other_lines_announce_nothing(text: str) -> None:
    assert not find_announced(read(f"{HEAD}{text}{FOOT}".encode(), "a.txt").article)


@poppler
@pytest.mark.parametrize("form", ["pdf", "docx"])
@pytest.mark.parametrize("listed", LISTED.values(), ids=LISTED)
def test_names_hang_as_the_standard_has_it(listed: str, form: str, tmp_path: Path) -> None:
    if form == "docx":
        (tmp_path / "a.docx").write_bytes(render(make(listed), "gongwen"))
        convert_files([tmp_path / "a.docx"], "pdf", tmp_path)
    else:
        out = io.BytesIO()
        PdfWriter().write(make(listed), load_style("gongwen"), out)
        (tmp_path / "a.pdf").write_bytes(out.getvalue())
    laid = ["".join(word.text for word in line) for page in read_pages(tmp_path / "a.pdf") for line in lines(page)]
    words = [line[0] for page in read_pages(tmp_path / "a.pdf") for line in lines(page)]
    first, second, text = (next(at for at, line in enumerate(laid) if line.startswith(opens))
                           for opens in ("附件：", "2.", "现将"))
    assert words[first].left == pytest.approx(LEFT + 2 * EM, abs=0.5)
    assert words[second].left == pytest.approx(LEFT + 5 * EM, abs=0.5)
    assert words[second + 1].left == pytest.approx(LEFT + 6 * EM, abs=0.6 * EM)
    assert words[first].top - words[text].top == pytest.approx(2 * 28.99, abs=3)


def test_the_check_finds_nothing_to_say_of_them() -> None:
    rows = check_official(render(make(LISTED["run-in"]), "gongwen"), "a.docx")
    assert [row for row in rows if row.clause in ("7.3.4", "7.3.5.2")] == []
