"""Pages: grid, breaks between pages, furniture, contents, notes, directions; and text that is rare."""

from __future__ import annotations

import io
import re
from collections import Counter
from pathlib import Path

import pymupdf
import pytest
from pdf_files import (
    HAN,
    RARE,
    bare,
    changed,
    collection,
    judge,
    needs_qpdf,
    paragraphs,
    rows_of,
    run,
    small_tree,
    structure_text,
    unadorned,
    widened_seed,
    write,
)
from trees import NAMES, tree_from_rows, whole_tree
from validators.clreq import Line, _lines

from convert.collection import Collection, Member, Part
from convert.formats.pdf import PdfWriter
from convert.formats.pdf.sheet import read_geometry
from convert.formats.writer import Notice
from convert.style.sheet import Style, load_style
from convert.tree.nodes import Document

MILLIMETRE = 72 / 25.4


def render(work: Document | Collection, style: Style) -> tuple[bytes, list[Notice]]:
    out = io.BytesIO()
    notices = PdfWriter().write(work, style, out)
    return out.getvalue(), notices


def open_pdf(data: bytes) -> pymupdf.Document:
    return pymupdf.open(stream=data)


def lines_by_page(data: bytes) -> list[list[Line]]:
    found: list[list[Line]] = [[] for _ in range(len(open_pdf(data)))]
    for line in _lines(data):
        found[line.page].append(line)
    return found


def prose(count: int, length: int = 100) -> Document:
    """Paragraphs of so many characters, all different at their beginning."""
    texts = [f"第{number}段" + (HAN * (length // 20))[:length] for number in range(count)]
    return tree_from_rows(rows_of(texts), "prose.txt")


def test_an_official_page_has_22_lines_of_28_characters() -> None:
    data, _ = write(prose(1, 3000), "gongwen")
    pages = lines_by_page(data)
    for page in pages[:-1]:
        body = page[:-1]  # the last line is the page number
        assert len(body) == 22
        assert {len(line.text) for line in body[1:]} == {28}
        assert body[0].glyphs[0].y == pytest.approx(pages[0][0].glyphs[0].y, abs=0.1)
    geometry = read_geometry(load_style("gongwen"))
    second = pages[0][1].glyphs
    assert second[0].x == pytest.approx(28 * 72 / 25.4, abs=0.1)
    assert second[-1].x + second[-1].size == pytest.approx(geometry.width - 26 * 72 / 25.4, abs=0.1)


def test_lines_after_a_headline_stand_on_the_grid() -> None:
    grid = read_geometry(load_style("gongwen")).depth / 22
    data, _ = write(widened_seed(NAMES[1]), "gongwen")
    origin = lines_by_page(data)[1][0].glyphs[0].y
    for page in lines_by_page(data):
        for line in page:
            if line.glyphs[0].size == pytest.approx(442.2 / 28, abs=0.01):
                rows = (line.glyphs[0].y - origin) / grid
                assert rows == pytest.approx(round(rows), abs=0.02), line.text


@pytest.mark.parametrize("style", ["plain", "gongwen", "book", "newspaper"])
def test_no_page_begins_or_ends_with_a_lone_line(style: str) -> None:
    tree = prose(60, 130)
    texts = [text for _, text in paragraphs(tree)]
    last_lines = first_lines = 0
    for page in lines_by_page(render(tree, unadorned(style))[0]):
        body = [line.text for line in page if not re.fullmatch(r"[—\d]+|[ivx]+", line.text)]
        if any(text.endswith(body[0]) for text in texts) and not any(text.startswith(body[0]) for text in texts):
            last_lines += 1
        if any(text.startswith(body[-1]) and text != body[-1] for text in texts):
            first_lines += 1
    assert (last_lines, first_lines) == (0, 0)


def test_a_heading_stays_with_what_follows() -> None:
    rows = []
    for number in range(60):
        rows.append({"kind": "heading", "text": f"标题{number}", "level": "1", "key": ""})
        rows.append({"kind": "p", "text": HAN[: 7 + number % 30], "level": "", "key": ""})
    for style in ("plain", "gongwen", "newspaper"):
        for page in lines_by_page(render(tree_from_rows(rows), unadorned(style))[0]):
            body = [line.text for line in page if not re.fullmatch(r"[—\d]+", line.text)]
            assert not body[-1].startswith("标题"), style


@pytest.mark.parametrize("extra", range(1, 6))
def test_the_last_page_has_at_least_three_lines(extra: int) -> None:
    texts = [HAN[:20]] * (22 * 2 + extra)  # paragraphs of one line: no other rule moves them
    pages = lines_by_page(write(tree_from_rows(rows_of(texts)), "gongwen")[0])
    counts = [len(page) - 1 for page in pages]
    assert sum(counts) == len(texts)
    assert counts[-1] == max(extra, 3)
    assert counts[0] == 22


def test_columns_end_level() -> None:
    data, _ = write(prose(7, 180), "newspaper")
    lines = [line for page in lines_by_page(data) for line in page if len(line.text) > 2]
    columns = Counter(round((line.glyphs[0].x - 50) / 180) for line in lines)
    assert len(columns) == 3
    assert max(columns.values()) - min(columns.values()) <= 2


def test_numbers_of_official_pages_are_outside() -> None:
    data, _ = write(prose(30), "gongwen")
    numbers = [page[-1] for page in lines_by_page(data)]
    assert [line.text for line in numbers] == [f"—{n}—" for n in range(1, len(numbers) + 1)]
    assert all((line.glyphs[0].x > 300) == (n % 2 == 1) for n, line in enumerate(numbers, 1))


def test_a_book_has_title_page_contents_links_and_labels() -> None:
    data, _ = write(widened_seed(NAMES[2]), "book")
    book = open_pdf(data)
    assert [page.get_label() for page in book][:5] == ["i", "ii", "iii", "iv", "1"]
    assert [bare(book[number].get_text()) for number in (1, 3)] == ["", ""], "the contents stand on a right-hand page"
    assert "講話" in book[0].get_text()
    links = [link for page in book for link in page.get_links()]
    assert len(links) > 10
    contents = [line for line in book[2].get_text().splitlines() if line.strip()]
    assert contents[0] == "目錄"
    for level, title, page in book.get_toc():
        assert 1 <= level <= 4
        assert bare(title)[:6] in bare(book[page - 1].get_text())
    targets = {link["page"] for link in links}
    assert targets <= set(range(4, len(book)))
    for link in links:
        label = book[link["page"]].get_label()
        words = bare(book[2].get_textbox(link["from"]))
        assert words.endswith(label), (words, label)


def test_a_collection_has_parts_and_a_source_line_for_each_article() -> None:
    for style in ("book", "plain"):
        book = open_pdf(write(collection(), style)[0])
        toc = [(level, title) for level, title, _ in book.get_toc()]
        assert [title for level, title in toc if level == 1] == ["上编", "下编"]
        text = bare("".join(page.get_text() for page in book))
        for name in NAMES[:3]:
            assert f"{name}.txt" in text
        assert text.count("原文件：") == 3


def test_a_note_stands_at_the_foot_of_its_page() -> None:
    tree = small_tree('<p at="0:1">正文①。</p><note at="0:1" n="1">①注文。</note><p at="0:1">再一段。</p>')
    page = open_pdf(render(tree, unadorned("book"))[0])[0]
    places = {text.strip(): y for _, y, _, _, text, *_ in page.get_text("blocks")}
    assert places["①注文。"] > read_geometry(load_style("book")).height * 0.8
    assert list(places).index("①注文。") > 0


def test_signature_and_date_stand_where_each_style_wants_them() -> None:
    ends: dict[str, tuple[float, float]] = {}
    for style in ("gongwen", "plain"):
        lines = {line.text: line.glyphs for page in lines_by_page(write(whole_tree(), style)[0]) for line in page}
        name, date = lines["某市人民政府"], lines["2021年1月5日"]
        size = name[0].size
        if style == "gongwen":  # the date begins two characters right of the signature and ends two from the right
            assert date[0].x - name[0].x == pytest.approx(2 * size, abs=0.5)
        else:  # the signature over the middle of the date
            middles = [(glyphs[0].x + glyphs[-1].x + size) / 2 for glyphs in (name, date)]
            assert middles[0] == pytest.approx(middles[1], abs=0.5)
        ends[style] = name[-1].x + size, date[-1].x + size
    geometry = read_geometry(load_style("gongwen"))
    assert geometry.width - geometry.outer - ends["gongwen"][1] == pytest.approx(2 * 442.2 / 28, abs=0.5)


def test_copies_of_an_official_document_stand_at_the_foot_of_its_last_page() -> None:
    page = next(page for page in open_pdf(write(whole_tree(), "gongwen")[0]) if page.search_for("抄送："))
    foot = page.rect.height - read_geometry(load_style("gongwen")).bottom
    (box,) = page.search_for("抄送：市委办公室。")
    assert foot - 30 < box.y1 < foot
    rules = sorted({round(item["rect"].y0) for item in page.get_drawings() if item["rect"].width > 400})
    assert rules[0] < box.y0
    assert rules[-1] > box.y1 - 3


def test_vertical_setting_runs_down_and_leftwards() -> None:
    data, _ = render(prose(3, 200), changed("book", direction="vertical", title_page=False, contents=False))
    page = open_pdf(data)[0]
    chars = [(chr(c), round(o[0], 1), o[1]) for span in page.get_texttrace() for c, _, o, _ in span["chars"]]
    han = [(char, x, y) for char, x, y in chars if char > "\u4e00"]
    assert han[1][0] == "段"
    columns = list(dict.fromkeys(x for _, x, _ in han[3:]))
    assert columns == sorted(columns, reverse=True)
    same = [y for _, x, y in han if x == columns[1]]
    assert same == sorted(same)


def test_readings_are_ruby_in_the_structure(tmp_path: Path) -> None:
    tree = small_tree('<p at="0:1">读<ruby>汉字<rt>hànzì</rt></ruby>音</p>')
    path = tmp_path / "ruby.pdf"
    path.write_bytes(write(tree, "book")[0])
    structure = run("pdfinfo", "-struct-text", path)
    order = [structure.index(word) for word in ("Ruby", "RB", "汉字", "RT", "hànzì", "音")]
    assert order == sorted(order)


def test_metadata_tells_title_source_and_digests() -> None:
    from lxml import etree

    from convert.tree.canon import digest

    tree = widened_seed(NAMES[3])
    book = open_pdf(write(tree, "plain")[0])
    packet = etree.fromstring(book.get_xml_metadata().encode())
    text = "".join(packet.itertext())
    assert book.metadata["title"]
    assert digest(tree) in text
    assert f"{NAMES[3]}.txt" in text
    assert str(tree.record.source.get("sha256")) in text


@pytest.mark.parametrize("kind", RARE)
def test_rare_characters_are_set_or_reported_and_read_back(kind: str, tmp_path: Path) -> None:
    text = RARE[kind]
    data, notices = write(small_tree(f'<p at="0:1">{text}</p>'), "plain")
    missing = [notice.message for notice in notices if notice.code == "glyph/missing"]
    read = structure_text(data, tmp_path)
    for char in text:
        if char.isspace() or char in "\u200b\u200d\ufeff\u00ad\u0085\u2028":
            continue
        assert char in read, f"{char!r} U+{ord(char):04X} in {read!r}; {missing}"
    if kind in ("emoji", "private"):
        assert missing
        assert all("s.txt: " in message for message in missing)


@pytest.mark.parametrize("style", ["plain", "gongwen", "newspaper"])
def test_a_paragraph_of_100_000_characters(style: str) -> None:
    text = (HAN + "，" + HAN[::-1] + "。") * 1300
    data, _ = write(tree_from_rows(rows_of([text[:100_000]])), style)
    assert len(open_pdf(data)) > 30
    assert len(bare("".join(page.get_text() for page in open_pdf(data)))) >= 100_000


@needs_qpdf
@pytest.mark.parametrize("style", ["plain", "gongwen", "book", "newspaper"])
@pytest.mark.parametrize("body", [
    "", "<p at='0:1'/>", "<p at='0:1'>　</p>", "<front><title at='0:1'/></front>",
    "<section><heading at='0:1'/></section>",
    "<list kind='bullet'><item at='0:1'/></list>", "<table><row><cell at='0:1'/></row></table>", "<figure/>",
    "<article/><article/>", "<p at='0:1'>！</p>", "<p at='0:1'>——</p>", "<p at='0:1'>“</p>", "<p at='0:1'> \u200b </p>",
])
def test_empty_and_tiny_documents_are_sound(body: str, style: str, tmp_path: Path) -> None:
    data, _ = write(small_tree(body), style)
    (tmp_path / "empty.pdf").write_bytes(data)
    assert "No syntax or stream encoding errors" in run("qpdf", "--check", tmp_path / "empty.pdf")
    assert len(open_pdf(data)) >= 1


TRADES = "农业工业商业教育文化卫生体育科技交通水利能源环境金融财政外贸旅游气象地震海洋测绘林业渔业邮政电信建筑审计统计"


@pytest.mark.parametrize(("style", "most"), [("plain", 2), ("gongwen", 4), ("book", 2), ("newspaper", 2)])
def test_a_headline_of_four_lines_is_balanced_between_words(style: str, most: int) -> None:
    size = load_style(style).type_of("title")["size"].points()
    per_line = int(read_geometry(load_style(style)).measure / size)
    title = (TRADES * 2)[: (per_line * 4 - per_line // 2) // 2 * 2]
    tree = small_tree(f'<front><title at="0:1">{title}</title></front><p at="0:1">文。</p>')
    data, _ = render(tree, unadorned(style))
    lines = [line.text for line in lines_by_page(data)[0] if line.glyphs[0].size == pytest.approx(size)]
    assert "".join(lines) == title
    assert [len(line) % 2 for line in lines] == [0] * 4
    lengths = [len(line) for line in lines]
    assert max(lengths) - min(lengths) <= most
    assert style != "gongwen" or not any(a > b < c for a, b, c in zip(lengths, lengths[1:], lengths[2:], strict=False))


@pytest.mark.parametrize("columns", [8, 30, 80])
def test_a_table_wider_than_the_page_stays_on_it(columns: int) -> None:
    row = "<row>" + "".join(f'<cell at="0:1">第{n}栏数值3,456.78</cell>' for n in range(columns)) + "</row>"
    data, _ = write(small_tree(f"<table>{row * 12}</table>"), "plain")
    for page in open_pdf(data):
        for span in page.get_texttrace():
            for _, _, (x, _), _ in span["chars"]:
                assert 0 <= x <= page.rect.width
    assert bare("".join(page.get_text() for page in open_pdf(data))).count("第") == 12 * columns


def test_many_documents_make_one_book() -> None:
    members = tuple(Member(f"m{n}", lambda n=n: prose(3, 50 + n % 7)) for n in range(150))
    book = open_pdf(write(Collection("长编", (Part("", members),)), "book")[0])
    assert len(book) > 150
    assert len(book.get_toc()) == 150


def test_hanging_marks_hang_only_where_asked() -> None:
    texts = rows_of([(HAN * 2)[: 20 + n] + "，" + HAN for n in range(30)])
    edge = read_geometry(load_style("plain"))
    right = edge.width - edge.outer

    def beyond(style: Style) -> int:
        lines = [line for page in lines_by_page(render(tree_from_rows(texts), style)[0]) for line in page]
        return sum(line.glyphs[-1].x >= right - 0.5 for line in lines)

    assert beyond(changed("plain")) == 0
    assert beyond(changed("plain", hanging=True)) > 0


def test_quotation_marks_of_taiwan_are_shown_but_not_written(tmp_path: Path) -> None:
    tree = small_tree('<p at="0:1">他說“好‘的’”。</p>', "zh-Hant")
    plain, corner = (render(tree, changed("plain", quotes=quotes))[0] for quotes in ("source", "corner"))
    assert bare(structure_text(corner, tmp_path)) == bare(structure_text(plain, tmp_path)) == "他說“好‘的’”。"
    text = [pymupdf.open(stream=data)[0].get_pixmap(dpi=60).samples for data in (plain, corner)]
    assert text[0] != text[1]


@pytest.mark.parametrize(("paper", "size"), [("A4", (595, 842)), ("B5", (499, 709)), ("16开", (522, 737)),
                                             ("Letter", (612, 792))])
def test_every_paper_is_set_and_audited(paper: str, size: tuple[int, int]) -> None:
    from convert.style.values import parse_page

    style = changed("plain", paper=parse_page(paper))
    page = open_pdf(render(prose(5), style)[0])[0]
    assert (round(page.rect.width), round(page.rect.height)) == size
    assert judge(prose(5), style).found == {}


def test_a_character_outside_its_script_keeps_the_weight_of_its_face() -> None:
    data, notices = write(small_tree('<front><title at="0:1">國国书</title></front>', "zh-Hant"), "plain")
    fonts = {span["font"] for span in open_pdf(data)[0].get_texttrace() if span["size"] > 20}
    assert {name.split("+")[-1] for name in fonts} == {"HuoziBiaosongTC", "HuoziBiaosong"}
    assert [notice.code for notice in notices] == ["glyph/fallback"]


def test_a_picture_that_is_not_at_hand_is_told() -> None:
    _, notices = write(small_tree('<figure href="a.png"/>'), "plain")
    assert [notice.code for notice in notices] == ["figure/unavailable"]

MIXED = ("The quick brown fox jumps over the lazy dog, and then internationalization (i18n) happens; see "
         "https://example.org/a/very/long/path/to/some/resource?with=query&amp;more=things for details. "
         "使用Python 3.11与PostgreSQL 15构建microservices架构，可用性99.99%。"
         "他说：“I don’t know.”然后走了——C++、C#语言。")


@pytest.mark.parametrize("direction", ["horizontal", "vertical"])
@pytest.mark.parametrize("style", ["plain", "newspaper", "book"])
def test_no_line_of_mixed_text_leaves_its_column(style: str, direction: str) -> None:
    sheet = changed(style, direction=direction, title_page=False, contents=False)
    geometry = read_geometry(sheet)
    columns, gap = sheet.page["columns"], sheet.page["column-gap"].points()
    measure = (geometry.measure - gap * (columns - 1)) / columns
    for page in open_pdf(render(small_tree(f'<p at="0:1">{MIXED * 4}</p>'), sheet)[0]):
        left = geometry.left(page.number + 1)
        for span in page.get_texttrace():
            for char, _, (x, y), _ in span["chars"]:
                if char != 32 and y < page.rect.height - geometry.bottom:  # neither a space nor the page number
                    down = direction == "vertical"  # where a mark's origin is not its upper edge
                    along = y - geometry.top if down else x - left
                    assert (along + 1) % (measure + gap) <= measure + 2 + down * span["size"] / 2, chr(char)


def test_apostrophes_are_narrow_and_still_read_back(tmp_path: Path) -> None:
    data, _ = write(small_tree('<p at="0:1">他说：“I don’t know.”</p>'), "plain")
    assert bare(structure_text(data, tmp_path)) == "他说：“Idon’tknow.”"
    places = {line.text: line.glyphs for page in lines_by_page(data) for line in page}
    glyphs = places["他说：“Idon’tknow.”"]
    assert glyphs[9].x - glyphs[8].x < 0.4 * glyphs[8].size


def test_columns_of_a_newspaper_are_level_at_head_and_foot() -> None:
    rows = [("title", "关于某事的报道"), *(row for number in range(1, 30) for row in (
        ("heading", f"第{number}个很长的小标题要占两行才放得下"), ("p", HAN * (1 + number % 3)), ("p", HAN)))]
    tree = tree_from_rows([{"kind": kind, "level": "1", "key": "", "text": text} for kind, text in rows], "made.txt")
    pages = open_pdf(write(tree, "newspaper")[0])
    assert len(pages) > 1
    for page in list(pages)[:-1]:
        text = [char[2] for span in page.get_texttrace() if span["size"] == pytest.approx(9) for char in span["chars"]
                if char[2][1] < 800]
        third = (page.rect.width - 36 * MILLIMETRE) / 3
        ends = [max(y for x, y in text if number * third <= x - 18 * MILLIMETRE < (number + 1) * third)
                for number in range(3)]
        assert max(ends) - min(ends) < 1, ends
