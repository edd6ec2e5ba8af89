"""DOCX as LibreOffice lays it out: all of the text, and official documents to the millimetre of GB/T 9704-2012."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx_files import W, notice, part, render, run_in, seeds_collection, text_of
from office_facts import FACTS, SEALED
from score_print import list_blocks
from trees import NAMES, seed_tree, tree_from_rows
from validators.office import (
    ALL_PAGES,
    MILLIMETRE,
    SUBSTITUTES,
    convert_files,
    find,
    ink,
    lines,
    read_faces,
    read_pages,
    text_lines,
)

from convert.tree.nodes import Document


def full_page() -> Document:
    """One paragraph of nothing but full-width characters, longer than two pages."""
    text = "中" * (28 * 22 * 2 + 100)
    return tree_from_rows([{"kind": "p", "level": "", "key": "", "text": text}])


OFFICIAL = {
    "grid": lambda: render(full_page(), "gongwen"),
    "notice": lambda: render(notice(), "gongwen", dispatch=FACTS),
    "sealed": lambda: render(notice(), "gongwen", dispatch=SEALED),
    "annexed": lambda: render(notice(annex=True), "gongwen", dispatch=FACTS),
    "letter": lambda: render(notice(), "gongwen", dispatch=FACTS | {"格式": "信函", "发文机关标志": "某某市人民政府"}),
}


@pytest.fixture(scope="module", name="pages")
def lay_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the official documents as PDF."""
    folder = tmp_path_factory.mktemp("pages")
    for name, make in OFFICIAL.items():
        (folder / f"{name}.docx").write_bytes(make())
    convert_files(folder.glob("*.docx"), "pdf", folder)
    return folder


def test_libreoffice_sees_no_faces_but_ours(pages: Path) -> None:
    ours = {face.replace(" ", "") for face in SUBSTITUTES.values()}
    faces = {name: read_faces(pages / f"{name}.pdf") for name in OFFICIAL}
    assert {name: found - ours for name, found in faces.items()} == {name: set() for name in OFFICIAL}
    assert {"HuoziSong", "HuoziHei", "HuoziBiaosong"} <= faces["notice"]


def test_a_page_has_22_lines_of_28_characters_in_the_type_area(pages: Path) -> None:
    first, second, _ = read_pages(pages / "grid.pdf")
    for page, indent in ((first, 2), (second, 0)):
        body = [line for line in lines(page) if "中" in line[0].text]
        assert [sum(len(word.text) for word in line) for line in body] == [28 - indent] + [28] * 21
        right = max(word.right for line in body for word in line)
        left = min(word.left for line in body for word in line)
        assert right - left <= 156 * MILLIMETRE + 0.1
        assert body[-1][0].bottom <= (297 - 35) * MILLIMETRE + 1
    assert min(word.left for word in first) == pytest.approx(28 * MILLIMETRE, abs=0.5)


def test_page_numbers_stand_seven_millimetres_below_the_text_outside(pages: Path) -> None:
    odd, even, _ = read_pages(pages / "grid.pdf")
    for page, number in ((odd, 1), (even, 2)):
        last = lines(page)[-1]
        assert "".join(word.text for word in last) == f"—{number}—"
        assert (last[0].top + last[0].bottom) / 2 == pytest.approx((262 + 7) * MILLIMETRE, abs=2)
    character = 14
    assert lines(odd)[-1][-1].right == pytest.approx((210 - 26) * MILLIMETRE - character, abs=2)
    assert lines(even)[-1][0].left == pytest.approx(28 * MILLIMETRE + character, abs=2)


def test_the_issuer_is_red_35_millimetres_below_and_the_line_four_below_the_number(pages: Path) -> None:
    rows = ink(pages / "sealed.pdf", 1, red=True)
    assert rows[0][0] == pytest.approx(37 + 35, abs=1.5)
    rule = [row for row in rows if row[2] - row[1] > 150]
    assert rule[0][1] == pytest.approx(28, abs=0.5)
    assert rule[0][2] - rule[0][1] == pytest.approx(156, abs=0.5)
    assert rule[-1][0] - rule[0][0] < 0.8
    number = [row[0] for row in ink(pages / "sealed.pdf", 1, red=False) if row[0] < rule[0][0]]
    assert rule[0][0] - max(number) == pytest.approx(4, abs=1)
    middle = find(read_pages(pages / "sealed.pdf"), "某政发〔2021〕8号")[1]
    assert (middle[0].left + middle[-1].right) / 2 == pytest.approx((28 + 78) * MILLIMETRE, abs=2)


def test_markings_stand_line_by_line_at_the_left_of_the_first_lines(pages: Path) -> None:
    first = read_pages(pages / "notice.pdf")[0]
    assert text_lines(first)[:3] == ["000001", "机密★1年", "特急"]
    assert [line[0].left for line in lines(first)[:3]] == pytest.approx([28 * MILLIMETRE] * 3, abs=1)
    number = find(read_pages(pages / "notice.pdf"), "某政发〔2021〕8号签发人：李某某")[1]
    assert number[0].left == pytest.approx(28 * MILLIMETRE + 16, abs=1.5)
    assert number[-1].right == pytest.approx((210 - 26) * MILLIMETRE - 16, abs=1.5)


def test_the_date_begins_two_characters_right_of_the_signature(pages: Path) -> None:
    laid = read_pages(pages / "notice.pdf")
    signature, date = find(laid, "某某市人民政府")[1], find(laid, "2021年4月8日")[1]
    assert date[0].left - signature[0].left == pytest.approx(2 * 15.75, abs=4)
    right = 210 - 26
    assert date[-1].right == pytest.approx(right * MILLIMETRE - 2 * 15.75, abs=2)


def test_with_a_seal_the_date_ends_four_characters_from_the_right_under_the_middle(pages: Path) -> None:
    laid = read_pages(pages / "sealed.pdf")
    date = find(laid, "2021年4月8日")[1]
    signature = find(laid, "某某市人民政府")[1]
    right = 210 - 26
    assert date[-1].right == pytest.approx(right * MILLIMETRE - 4 * 15.75, abs=2)
    assert (date[0].left + date[-1].right) / 2 == pytest.approx((signature[0].left + signature[-1].right) / 2, abs=3)


def test_the_imprint_stands_between_lines_at_the_foot_of_the_last_page(pages: Path) -> None:
    laid = read_pages(pages / "notice.pdf")
    page = find(laid, "抄送：")[0]
    assert page == len(laid)
    rules = [row for row in ink(pages / "notice.pdf", page, red=False, ruled=True) if row[2] - row[1] > 150]
    assert rules[-1][0] == pytest.approx(262, abs=0.5)
    assert rules[0][2] - rules[0][1] == pytest.approx(156, abs=0.5)
    groups = [row[0] for place, row in enumerate(rules) if not place or row[0] - rules[place - 1][0] > 1]
    assert len(groups) == 3
    assert find(laid[-1:], "抄送：")[1][0].left == pytest.approx(28 * MILLIMETRE + 14, abs=1)


def test_an_annex_opens_a_page_and_its_title_stands_on_the_third_line(pages: Path) -> None:
    laid = read_pages(pages / "annexed.pdf")
    page, mark = find(laid, "附件1")
    top = next(line[0].top for line in lines(laid[0]) if line)
    assert text_lines(laid[page - 1])[0] == "附件1"
    title = find(laid, "处置指南")[1]
    assert (title[0].top + title[0].bottom - mark[0].top - mark[0].bottom) / 2 == pytest.approx(2 * 28.95, abs=5)
    assert top > 0


def test_a_letter_has_its_issuer_at_30_and_its_double_lines_170_millimetres_long(pages: Path) -> None:
    rows = ink(pages / "letter.pdf", 1, red=True)
    assert rows[0][0] == pytest.approx(30, abs=1.5)
    rules = [row for row in rows if row[2] - row[1] > 165]
    assert {round(row[2] - row[1]) for row in rules} == {170}
    assert rules[0][1] == pytest.approx(20, abs=0.7)
    assert 297 - rules[-1][0] == pytest.approx(20, abs=1.5)
    assert "—1—" not in text_lines(read_pages(pages / "letter.pdf")[0])


FILLED = {4: [2], 9: [2], 13: [2], 16: [2], 20: [4], 21: [4], 31: [4], 34: [4]}
"""Paragraphs of two lines → the page that has the imprint: 19 lines fill the first page, 22 the others."""


def test_the_imprint_stands_on_the_last_even_page(tmp_path: Path) -> None:
    facts = {name: FACTS[name] for name in ("抄送", "印发机关", "印发日期")}
    for count in FILLED:
        rows = [("title", "关于某事的通知"), *[("p", "中" * 27)] * count]
        tree = tree_from_rows([{"kind": kind, "level": "", "key": "", "text": text} for kind, text in rows])
        (tmp_path / f"{count}.docx").write_bytes(render(tree, "gongwen", dispatch=facts))
    convert_files(tmp_path.glob("*.docx"), ALL_PAGES, tmp_path)
    laid = {count: [text_lines(page) for page in read_pages(tmp_path / f"{count}.pdf")] for count in FILLED}
    assert {count: [number for number, page in enumerate(pages, 1) if any("印发" in line for line in page)]
            for count, pages in laid.items()} == FILLED
    assert {count: [len(pages)] for count, pages in laid.items()} == FILLED
    assert laid[20][2] == []
    assert not any(line.startswith("—") for page in laid[20][2:] for line in page), "7.5: neither has a number"
    assert any(line.startswith("—") for line in laid[16][1])


@pytest.fixture(scope="module", name="plain_texts")
def read_texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the seeds and their collection as LibreOffice's plain text."""
    folder = tmp_path_factory.mktemp("texts")
    for name in NAMES:
        for style in ("plain", "gongwen", "newspaper"):
            (folder / f"{name}-{style}.docx").write_bytes(render(run_in(seed_tree(name)), style))
    (folder / "collection.docx").write_bytes(render(seeds_collection(), "book"))
    convert_files(folder.glob("*.docx"), "txt:Text (encoded):UTF8", folder)
    return folder


def printed(tree: Document, style: str) -> str:
    """The text of a tree as Word prints it in a style."""
    return "".join("".join(block.text.split()) for block in list_blocks(tree, "docx", style))


@pytest.mark.parametrize("style", ["plain", "gongwen", "newspaper"])
@pytest.mark.parametrize("name", NAMES)
def test_the_text_that_libreoffice_reads_is_that_of_the_tree(plain_texts: Path, name: str, style: str) -> None:
    read = (plain_texts / f"{name}-{style}.txt").read_text(encoding="utf-8-sig")
    assert "".join(read.split()) == printed(seed_tree(name), style)


def test_libreoffice_reads_every_paragraph_of_a_collection(plain_texts: Path) -> None:
    read = "".join((plain_texts / "collection.txt").read_text(encoding="utf-8-sig").split())
    body = part((plain_texts / "collection.docx").read_bytes())
    assert [text for p in body.iter(f"{W}p") if (text := "".join(text_of(p).split())) not in read] == []
