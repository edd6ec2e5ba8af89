"""Official documents in PDF, to the millimetre of GB/T 9704-2012: em boxes by poppler, rules by their ink."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from commands import call
from docx_files import notice
from office_facts import FACTS, SEALED
from pdf_files import bare, collection, poppler, printed, read_text, structure_text
from trees import NAMES, seed_tree, tree_from_rows, whole_tree
from validators import verapdf
from validators.office import MILLIMETRE, Word, find, ink, lines, read_pages, text_lines

from convert.collection import Collection
from convert.errors import UsageError
from convert.formats.official.dispatch import make_dispatch
from convert.formats.pdf import PdfWriter
from convert.formats.pdf.supplement import complete
from convert.style.sheet import load_style
from convert.tree.canon import digest
from convert.tree.nodes import Document

EM = 442.2 / 28
"""Points of a character of the body."""
LINE = 225 / 22
"""Millimetres from line to line."""
RIGHT = (210 - 26) * MILLIMETRE
LETTER = FACTS | {"格式": "信函", "发文机关标志": "某某市人民政府"}
HEAD = "000001机密★1年特急某某市人民政府文件某政发〔2021〕8号签发人：李某某"
FOOT = f"抄送：{FACTS['抄送']}。某某市人民政府办公室2021年4月9日印发"

pytestmark = poppler


def render(work: Document | Collection, facts: Any = None, style: str = "gongwen") -> bytes:
    out = io.BytesIO()
    PdfWriter(dispatch=facts).write(work, load_style(style), out)
    return out.getvalue()


MADE: dict[str, Callable[[], bytes]] = {
    "notice": lambda: render(notice(), FACTS),
    "sealed": lambda: render(notice(), SEALED),
    "signed": lambda: render(notice(), FACTS | {"印章": "签名章", "发文机关标志": "某某省" * 12}),
    "annexed": lambda: render(notice(annex=True), FACTS),
    "letter": lambda: render(notice(), LETTER),
    "whole": lambda: render(whole_tree(), FACTS),
    "whole-letter": lambda: render(whole_tree(), LETTER),
    "plain": lambda: render(notice()),
    "number": lambda: render(notice(), {"发文字号": "某政发〔2021〕8号", "格式": "信函"}),
}


@pytest.fixture(scope="module", name="pages")
def lay_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the official documents."""
    folder = tmp_path_factory.mktemp("official")
    for name, make in MADE.items():
        (folder / f"{name}.pdf").write_bytes(make())
    return folder


def extent(line: list[Word]) -> tuple[float, float]:
    """Top and bottom of a line's em boxes in millimetres."""
    return line[0].top / MILLIMETRE, line[0].bottom / MILLIMETRE


def rules(path: Path, *, red: bool, page: int = 1) -> list[tuple[float, float, float]]:
    """The first rows of ink of the rules across a page: millimetres from the top, left and right ends."""
    rows = [row for row in ink(path, page, red, ruled=True) if row[2] - row[1] > 150]
    return [row for row, before in zip(rows, [(0.0, 0.0, 0.0), *rows], strict=False) if row[0] - before[0] > 0.2]


def test_the_head_stands_where_the_standard_puts_it(pages: Path) -> None:
    laid = read_pages(pages / "notice.pdf")
    assert text_lines(laid[0])[:5] == [
        "000001", "机密★1年", "特急", "某某市人民政府文件", "某政发〔2021〕8号签发人：李某某"]
    marked = lines(laid[0])[:3]
    assert [line[0].left for line in marked] == pytest.approx([28 * MILLIMETRE] * 3, abs=0.1)
    assert [extent(line)[0] - extent(marked[0])[0] for line in marked] == pytest.approx([0, LINE, 2 * LINE], abs=0.05)
    issuer, number = extent(find(laid, "某某市人民政府文件")[1]), find(laid, text_lines(laid[0])[4])[1]
    assert issuer[0] == pytest.approx(37 + 35, abs=0.05)
    assert extent(number)[0] - issuer[1] == pytest.approx(2 * LINE, abs=0.05)
    assert number[0].left == pytest.approx(28 * MILLIMETRE + EM, abs=0.2)
    assert number[-1].right == pytest.approx(RIGHT - EM, abs=0.2)
    title = find(laid, "关于进一步加强地方政府性债务")[1]
    (rule,) = rules(pages / "notice.pdf", red=True)
    assert rule[0] - extent(number)[1] == pytest.approx(4, abs=0.2)
    assert rule[1:] == pytest.approx((28, 184), abs=0.2)
    leading = 33 / MILLIMETRE
    size = 22 / MILLIMETRE
    assert extent(title)[0] - rule[0] == pytest.approx(2 * LINE + (leading - size) / 2 + 0.53, abs=0.2)


def test_the_mark_is_red_and_the_number_in_the_middle_without_signatory(pages: Path) -> None:
    rows = ink(pages / "sealed.pdf", 1, red=True)
    assert rows[0][0] == pytest.approx(37 + 35, abs=0.6)  # a character does not fill its em box
    number = find(read_pages(pages / "sealed.pdf"), "某政发〔2021〕8号")[1]
    assert (number[0].left + number[-1].right) / 2 == pytest.approx((28 + 78) * MILLIMETRE, abs=0.2)


def test_a_mark_too_long_for_its_line_is_smaller(pages: Path) -> None:
    mark = find(read_pages(pages / "signed.pdf"), "某某省" * 12)[1]
    assert mark[-1].right - mark[0].left <= 156 * MILLIMETRE + 0.1
    assert extent(mark)[0] == pytest.approx(72, abs=0.05)
    assert mark[0].bottom - mark[0].top == pytest.approx(12, abs=0.1)


def test_a_seal_moves_signature_and_date(pages: Path) -> None:
    sealed, signed = read_pages(pages / "sealed.pdf"), read_pages(pages / "signed.pdf")
    (_, name), (_, date) = find(sealed, "某某市人民政府"), find(sealed, "2021年4月8日")
    assert date[-1].right == pytest.approx(RIGHT - 4 * EM, abs=0.2)
    assert name[0].left + name[-1].right == pytest.approx(date[0].left + date[-1].right, abs=0.4)
    (_, name), (_, date) = find(signed, "某某市人民政府"), find(signed, "2021年4月8日")
    assert [name[-1].right, date[-1].right] == pytest.approx([RIGHT - 4 * EM] * 2, abs=0.2)
    assert extent(date)[0] - extent(name)[0] == pytest.approx(2 * LINE, abs=0.05)


@pytest.mark.parametrize("name", ["notice", "annexed"])
def test_the_foot_stands_between_lines_at_the_end_of_the_last_page(name: str, pages: Path) -> None:
    laid = read_pages(pages / f"{name}.pdf")
    assert len(laid) % 2 == 0, "the last page is an even one"
    alone = name == "annexed"
    numbers = [any(line.startswith("—") for line in text_lines(page)) for page in laid]
    assert numbers == [True] * (len(laid) - 1) + [not alone], "a page of the foot alone has no number (7.5)"
    last = lines(laid[-1]) if alone else lines(laid[-1])[:-1]
    assert "".join(word.text for word in last[-3]) == "抄送：市委办公室，市人大常委会办公室，市政协办公室，市监察委"
    copies, printer = last[-3:-1], last[-1]
    size = 14
    assert copies[0][0].left == pytest.approx(28 * MILLIMETRE + size, abs=0.2)
    assert copies[1][0].left == pytest.approx(28 * MILLIMETRE + 4 * size, abs=0.2)
    assert printer[-1].right == pytest.approx(RIGHT - size, abs=0.2)
    found = rules(pages / f"{name}.pdf", red=False, page=len(laid))
    assert len(found) == 3
    assert found[-1][0] == pytest.approx(297 - 35, abs=0.6)
    assert {(round(left), round(right)) for _, left, right in found} == {(28, 184)}


def test_the_addressee_stands_a_blank_line_below_the_title_with_and_without_a_head(pages: Path) -> None:
    for path in (pages / "notice.pdf", pages / "plain.pdf"):
        laid = read_pages(path)
        title = find(laid, "风险应急处置工作有关事项的通知")[1]
        addressee = find(laid, "各县、市、区人民政府，市政府各部门：")[1]
        white = (extent(addressee)[0] - extent(title)[1]) / LINE
        assert white == pytest.approx(1.4, abs=0.35), path.name


def test_an_annex_has_its_page_and_its_title_on_the_third_line(pages: Path) -> None:
    laid = read_pages(pages / "annexed.pdf")
    (page, mark), (other, title) = find(laid, "附件1"), find(laid, "处置指南")
    assert page == other
    assert text_lines(laid[page - 1])[0] == "附件1"
    middles = [(extent(line)[0] + extent(line)[1]) / 2 for line in (mark, title)]
    assert middles[1] - middles[0] == pytest.approx(2 * LINE, abs=0.8)
    assert mark[0].left == pytest.approx(28 * MILLIMETRE, abs=0.2)


def test_names_of_attachments_stand_under_each_other(pages: Path) -> None:
    laid = read_pages(pages / "notice.pdf")
    first, over, second = (find(laid, text)[1] for text in (
        "附件：1.地方政府性债务风险分类处置指南和地方政府性债", "务风险应急处置情况报告表格式样", "2.风险事件报告表"))
    assert second[0].left == pytest.approx(first[0].left + 3 * EM, abs=0.2)
    assert over[0].left == pytest.approx(second[0].left + 0.8 * EM, abs=0.2 * EM)
    assert extent(second)[0] - extent(over)[0] == pytest.approx(LINE, abs=0.05)


def test_a_page_ends_after_the_first_line_under_a_heading(tmp_path: Path) -> None:
    rows = [("title", "关于某事的通知"), *[("p", "中" * 26)] * 17, ("heading", "一、总体要求"), ("p", "中" * 100)]
    tree = tree_from_rows([{"kind": kind, "level": "1", "key": "", "text": text} for kind, text in rows])
    path = tmp_path / "full.pdf"
    path.write_bytes(render(tree))
    first = text_lines(read_pages(path)[0])
    assert first[-3:-1] == ["一、总体要求", "中" * 26]


def test_a_letter_has_its_mark_and_two_double_lines_on_its_first_page(pages: Path) -> None:
    path = pages / "letter.pdf"
    laid = read_pages(path)
    top, bottom = extent(find(laid[:1], "某某市人民政府")[1])
    found = rules(path, red=True)
    assert top == pytest.approx(30, abs=0.05)
    assert found[0][0] - bottom == pytest.approx(4, abs=0.2)
    assert found[-1][0] == pytest.approx(297 - 20, abs=0.7)
    assert all((left, right) == pytest.approx((20, 190), abs=0.2) for _, left, right in found)
    assert text_lines(laid[0])[1:4] == ["000001某政发〔2021〕8号", "机密★1年", "特急"]
    first = lines(laid[0])[1]
    assert (first[0].left, first[-1].right) == pytest.approx((28 * MILLIMETRE, RIGHT), abs=0.2)
    assert extent(first)[0] - found[0][0] == pytest.approx(7 / 8 * EM / MILLIMETRE + 3 / MILLIMETRE, abs=0.2)
    assert "—1—" not in text_lines(laid[0])
    assert text_lines(laid[1])[-1] == "—2—"
    assert not any(ink(path, page, red=True) for page in range(2, len(laid) + 1))
    assert text_lines(laid[-1])[-3].startswith("抄送：")
    assert not rules(path, red=False, page=len(laid))
    assert FACTS["印发机关"] not in "".join(text_lines(laid[-1]))


def test_what_has_no_room_beside_stands_below(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    long = "某某市人民政府" * 3 + "办公室"
    path.write_bytes(render(notice(), FACTS | {"印发机关": long, "签发人": "李某某、" * 5 + "王某"}))
    laid = read_pages(path)
    printer, printed_on = lines(laid[-1])[-3:-1]
    assert ("".join(word.text for word in printer), "".join(word.text for word in printed_on)) == (
        long, "2021年4月9日印发")
    assert printed_on[0].top >= printer[0].bottom
    number, signatory = lines(laid[0])[4:6]
    assert (number[0].text, signatory[0].text[:4]) == ("某政发〔2021〕8", "签发人：")
    assert signatory[0].top >= number[0].bottom - 0.1


def test_the_text_is_that_of_the_tree_between_head_and_foot(tmp_path: Path) -> None:
    for tree in (notice(), seed_tree(NAMES[1])):
        whole = HEAD + printed(complete(tree, make_dispatch(FACTS))) + FOOT
        data = render(tree, FACTS)
        assert bare(structure_text(data, tmp_path)) == whole
        text = re.sub(r"^— \d+ —\n\f", "", read_text(data, tmp_path), flags=re.MULTILINE)
        assert bare(text) == whole
    own = bare(structure_text(render(whole_tree(), FACTS), tmp_path))
    assert own.startswith(HEAD)
    assert own.endswith("抄送：市委办公室。某某市人民政府办公室2021年4月9日印发")
    assert FACTS["抄送"] not in own


def test_without_facts_nothing_changes() -> None:
    for work in (notice(), whole_tree()):
        assert render(work, {}) == render(work)
        assert render(work, FACTS, "plain") == render(work, style="plain")
    assert render(collection(1), FACTS) == render(collection(1))


def test_what_the_text_lacks_is_added_and_what_it_has_is_not() -> None:
    given = make_dispatch({"主送机关": "各单位", "署名": "某办公室", "成文日期": "2020年1月1日",
                           "附件": ["甲表", "乙表"], "附注": "此件公开发布"})
    rows = [("title", "关于某事的通知"), ("p", "请照办。"), ("article", ""), ("kicker", "附件1"), ("title", "甲表"),
            ("p", "表。")]
    tree = tree_from_rows([{"kind": kind, "level": "", "key": "", "text": text} for kind, text in rows])
    before = digest(tree)
    closing = "附件：1. 甲表2. 乙表某办公室2020年1月1日（此件公开发布）"
    assert printed(complete(tree, given)) == bare(f"关于某事的通知各单位：请照办。{closing}附件1甲表表。")
    assert digest(tree) == before
    assert printed(complete(notice(), given)) == f"{printed(notice())}（此件公开发布）"
    dated = tree_from_rows([{"kind": kind, "level": "", "key": "", "text": text}
                            for kind, text in (("title", "题"), ("p", "文。"), ("date", "2021年4月8日"))])
    assert printed(complete(dated, given)) == bare(f"题各单位：文。{closing}".replace("2020年1月1日", "2021年4月8日"))


@pytest.mark.parametrize(("given", "style", "named"), [
    ({"发文字号": "某发1号", "密级": "秘密"}, "gongwen", ["发文字号"]),
    (LETTER, "gongwen", ["签发人", "印发机关", "印发日期"]),
    ({"密级": "秘密"}, "plain", ["密级"]), (FACTS, "gongwen", []), ({"格式": "信函"}, "plain", [])])
def test_facts_that_have_no_place_are_named(given: dict[str, str], style: str, named: list[str]) -> None:
    notices = PdfWriter(dispatch=given).write(notice(), load_style(style), io.BytesIO())
    found = [notice.message.split(": ")[0] for notice in notices if notice.code == "fact/unplaced"]
    assert found == named


def test_a_fact_nobody_knows_is_refused_before_anything_is_written() -> None:
    out = io.BytesIO()
    with pytest.raises(UsageError, match="Did you mean '发文字号'"):
        PdfWriter(dispatch={"发文字": "x"}).write(notice(), load_style("gongwen"), out)
    assert out.getvalue() == b""


def test_the_command_gives_the_facts_to_both_formats(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("关于某事的通知\n\n各单位：\n\n　　请照办。\n", encoding="utf-8")
    (tmp_path / "facts.toml").write_text('发文机关标志 = "某某市人民政府文件"\n', encoding="utf-8")
    done = call(tmp_path, "convert", "text.txt", "-o", "out", "--to", "docx,pdf", "--style", "gongwen",
                "--facts", "facts.toml", "--fact", "发文字号=某发〔2021〕2号")
    assert done.returncode == 0, done.stderr
    text = bare(read_text((tmp_path / "out" / "text.pdf").read_bytes(), tmp_path))
    assert text.startswith("某某市人民政府文件某发〔2021〕2号关于某事的通知")


@pytest.mark.skipif(bool(verapdf.why_absent()), reason=verapdf.why_absent() or "present")
def test_every_official_document_is_pdf_ua_1_and_pdf_a_2a_and_2u(pages: Path) -> None:
    verdicts = verapdf.validate([pages / f"{name}.pdf" for name in MADE])
    assert min(verdict.assertions for verdict in verdicts) > 30
    assert {(verdict.path, verdict.profile): verdict.failed for verdict in verdicts if verdict.failed} == {}
