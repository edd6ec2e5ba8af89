"""Tables in PDF: columns, measures, pages that are turned, heads that are repeated."""

from __future__ import annotations

import re
from pathlib import Path

import pymupdf
import pytest
from pdf_files import bare, poppler, run, small_tree, structure_text, write, write_vertical
from validators import verapdf

from convert.formats.pdf.read import read_pdf
from convert.formats.pdf.sheet import read_geometry
from convert.style.sheet import load_style

STYLES = ("plain", "gongwen", "book", "newspaper")


def table(head: list[str], rows: list[list[str]], caption: str = "") -> str:
    def row(cells: list[str], role: str = "") -> str:
        return f"<row{role}>" + "".join(f'<cell at="0:1">{cell}</cell>' for cell in cells) + "</row>"

    above = f'<caption at="0:1">{caption}</caption>' if caption else ""
    return f"<table>{above}{row(head, ' role=' + chr(34) + 'head' + chr(34))}{''.join(map(row, rows))}</table>"


def figures(columns: int, rows: int) -> list[list[str]]:
    return [[f"第{n}县", *(f"{(n * 7919 + at * 104729) % 99999:,}.{n % 10}5" for at in range(columns))]
            for n in range(1, rows + 1)]


def pages_of(data: bytes) -> list[pymupdf.Page]:
    return list(pymupdf.open(stream=data))


def lines_of(page: pymupdf.Page) -> list[tuple[str, tuple[float, float, float, float], tuple[float, float]]]:
    return [("".join(span["text"] for span in line["spans"]), line["bbox"], line["dir"])
            for block in page.get_text("dict")["blocks"] for line in block.get("lines", ())]


@pytest.mark.parametrize("style", STYLES)
def test_numbers_are_whole_and_stand_at_the_right(style: str) -> None:
    rows = figures(3, 5)
    body = table(["县（市、区）", "地区生产总值", "固定资产投资增速", "一般公共预算收入"], rows)
    data, _ = write(small_tree(f'<p at="0:1">文。</p>{body}'), style)
    found = [line for page in pages_of(data) for line in lines_of(page)]
    for at in range(1, 4):
        boxes = [box for text, box, _ in found for row in rows if text.strip() == row[at]]
        assert len(boxes) == len(rows)
        assert max(box[2] for box in boxes) - min(box[2] for box in boxes) < 0.5


@poppler
@pytest.mark.parametrize("style", STYLES)
def test_the_head_of_a_table_stands_on_each_page_and_is_read_once(style: str, tmp_path: Path) -> None:
    rows = [[str(n), f"治理项目第{n}期", "按照属地原则统计。" * (n % 4 + 1)] for n in range(1, 90)]
    data, _ = write(small_tree(table(["序号", "项目名称", "统计说明"], rows)), style)
    texts = [bare(page.get_text()) for page in pages_of(data)]
    held = [text for text in texts if "治理项目" in text]
    assert len(held) > 1
    assert all("项目名称" in text for text in held)
    assert structure_text(data, tmp_path).count("项目名称") == 1


def test_a_table_too_wide_for_a_page_is_turned_with_its_caption_and_reads_back() -> None:
    rows = figures(14, 60)
    body = table(["县区", *(f"指标{n}" for n in range(14))], rows, "表1 各县区指标")
    data, _ = write(small_tree(f'<p at="0:1">下表为指标。</p>{body}<p at="0:1">以上为全部。</p>'), "gongwen")
    geometry = read_geometry(load_style("gongwen"))
    turned = [page for page in pages_of(data) if "指标13" in bare(page.get_text())]
    assert len(turned) == 2
    for page in turned:
        left = geometry.left(page.number + 1)
        for text, (x0, y0, x1, y1), direction in lines_of(page):
            if text.strip() and "—" not in text:
                assert direction == pytest.approx((0, -1))
                assert left - 1 <= x0
                assert x1 <= left + geometry.area[0] + 1
                assert geometry.top - 1 <= y0
                assert y1 <= geometry.height - geometry.bottom + 1
    assert "表1各县区指标" in bare(turned[0].get_text())
    text = read_pdf(data, "wide.pdf")
    cells: dict[int, list[str]] = {}
    for line in text.lines:
        if line.marks.table:
            cells.setdefault(line.marks.row, []).append(bare(text.view.text[line.start:line.end]))
    assert list(cells.values())[1:] == rows


def test_a_wide_table_of_a_newspaper_crosses_its_columns_and_begins_where_it_is_met() -> None:
    rows = [[str(n), f"某某河流域治理项目第{n}期", "按照属地原则统计，包括上下游的工程。" * 3] for n in range(1, 60)]
    body = table(["序号", "项目名称", "说明"], rows)
    data, _ = write(small_tree(f'<p at="0:1">下表为项目。</p>{body}'), "newspaper")
    first = pages_of(data)[0]
    geometry = read_geometry(load_style("newspaper"))
    boxes = [box for text, box, _ in lines_of(first) if "按照属地" in text]
    assert boxes
    assert max(box[2] for box in boxes) > geometry.left(1) + 0.9 * geometry.area[0]


@pytest.mark.parametrize("style", STYLES)
def test_a_cell_longer_than_a_page_goes_over_pages(style: str) -> None:
    long = "按照属地原则统计，包括上游和下游的全部工程。" * 150
    data, _ = write(small_tree(table(["序号", "说明"], [["1", long], ["2", "完。"]])), style)
    geometry = read_geometry(load_style(style))
    assert len(pages_of(data)) > 1
    assert bare("".join(page.get_text() for page in pages_of(data))).count("属") == 150
    for page in pages_of(data):
        for text, box, _ in lines_of(page):
            if re.search("[一-龥]", text):
                assert box[3] <= geometry.height - geometry.bottom + 3


@poppler
def test_short_rows_are_filled(tmp_path: Path) -> None:
    row = "<row><cell at='0:1'>甲</cell><cell at='0:1'>乙</cell></row>"
    data, _ = write(small_tree(f"<table>{row}<row><cell at='0:1'>丙</cell></row></table>"), "plain")
    path = tmp_path / "short.pdf"
    path.write_bytes(data)
    assert len(re.findall(r"^ *TD", run("pdfinfo", "-struct", path), flags=re.MULTILINE)) == 4


def test_a_wide_table_stays_on_a_vertical_page_with_its_head() -> None:
    data = write_vertical(small_tree(table(["县区", *(f"指标{n}" for n in range(14))], figures(14, 60))))
    pages = [page for page in pages_of(data) if "县" in page.get_text()]
    assert len(pages) > 1
    for page in pages:
        assert "指标" in bare(page.get_text())
        assert all(0 <= x <= page.rect.width and 0 <= y <= page.rect.height
                   for span in page.get_texttrace() for _, _, (x, y), _ in span["chars"])


@pytest.mark.skipif(bool(verapdf.why_absent()), reason=verapdf.why_absent() or "present")
def test_turned_and_repeated_tables_are_valid(tmp_path: Path) -> None:
    body = table(["县区", *(f"指标{n}" for n in range(14))], figures(14, 60), "表1 指标")
    paths = []
    for style in STYLES:
        paths.append(tmp_path / f"{style}.pdf")
        paths[-1].write_bytes(write(small_tree(f'<front><title at="0:1">指标</title></front>{body}'), style)[0])
    assert [verdict.failed for verdict in verapdf.validate(paths)] == [[]] * (len(paths) * 3)
