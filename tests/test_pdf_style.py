"""What a style sheet says is what the page shows: faces, sizes and places read back from the PDF."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from pdf_files import small_tree

from convert.formats.pdf import PdfWriter
from convert.style.faces import find_face
from convert.style.sheet import load_style
from convert.tree.nodes import Document

Span = dict[str, Any]


def render(body: str, sheet: str, folder: Path) -> pymupdf.Document:
    """A small document in a sheet of one's own."""
    path = folder / "mine.toml"
    path.write_text(sheet, encoding="utf-8")
    load_style.cache_clear()
    out = io.BytesIO()
    tree: Document = small_tree(body.replace("@", 'at="0:1"'))
    PdfWriter().write(tree, load_style(path), out)
    return pymupdf.open(stream=out.getvalue())


def spans(book: pymupdf.Document) -> list[Span]:
    return [span | {"page": page.number} for page in book for block in page.get_text("dict")["blocks"]
            for line in block["lines"] for span in line["spans"]]


def find(book: pymupdf.Document, text: str) -> Span:
    return next(span for span in spans(book) if text in span["text"])


def test_words_and_numbers_are_set_in_the_latin_face(tmp_path):
    plain = render("<p @>共12.5%的GDP</p>", "", tmp_path)
    assert {span["font"] for span in spans(plain)} == {find(plain, "共")["font"]}
    book = render("<p @>共12.5%的GDP</p>", '[type.p]\nlatin = "hei"\n', tmp_path)
    assert find(book, "12.5%")["font"] == find(book, "GDP")["font"]
    assert "Hei" in find(book, "GDP")["font"]
    assert "Song" in find(book, "的")["font"]


def test_a_latin_face_of_the_user_is_set(tmp_path, monkeypatch):
    fonts = tmp_path / "fonts.toml"
    fonts.write_text(f'[face.latin]\nfile = "{find_face("kai").path}"\nfamily = "Mine"\n', encoding="utf-8")
    monkeypatch.setenv("HUOZI_FONTS", str(fonts))
    find_face.cache_clear()
    book = render("<p @>共GDP</p>", "", tmp_path)
    find_face.cache_clear()
    assert find(book, "GDP")["font"] != find(book, "共")["font"]


def test_a_face_that_only_the_sheet_knows_is_stood_in_for(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('[faces]\nbrand = ["Brand"]\n[type.p]\nface = "brand"\n', encoding="utf-8")
    notices = PdfWriter().write(small_tree('<p at="0:1">字</p>'), load_style(path), io.BytesIO())
    assert [notice.message for notice in notices if notice.code == "face/instead"] == [
        "No face has the role brand: Huozi Song stands in. Name one in the file that HUOZI_FONTS names: [face.brand] "
        'with file = "…", or with family = "…" for a face that is installed.']


def test_fangsong_takes_letters_figures_and_missing_signs_from_song_without_a_word(tmp_path):
    tree, style = small_tree('<p at="0:1">“二〇二四年”5月ab①∶※</p>'), load_style("gongwen")
    out = io.BytesIO()
    assert PdfWriter().write(tree, style, out) == []
    book = pymupdf.open(stream=out.getvalue())
    assert {span["font"] for span in spans(book) if set(span["text"]) & set("5ab①∶※")} == {"HuoziSong"}
    assert "Zhuque" in find(book, "“二〇二四年”")["font"]


def test_the_marks_of_kai_stand_in_the_middle_in_traditional_text(tmp_path):
    book = render("<p @ >字，字。</p>", 'extends = "plain"\n[page]\nregion = "tw"\n[type.p]\nface = "kai"\n', tmp_path)
    assert {span["font"] for span in spans(book) if span["text"] in "，。"} == {"HuoziSongTC"}
    assert "Kai" in find(book, "字")["font"]



@pytest.mark.parametrize(("element", "body"), [
    ("heading", '<p @>前</p><section><heading @>题</heading><p @>后</p></section>'),
    ("heading", '<p @>前</p><section><heading @ place="run-in">题</heading><p @>后</p></section>'),
    ("quote", "<p @>前</p><quote><p @>题</p></quote><p @>后</p>"),
    ("item", "<p @>前</p><list><item @>题</item></list><p @>后</p>"),
])
def test_an_element_begins_a_page_where_the_sheet_says_so(element, body, tmp_path):
    assert len(render(body, "", tmp_path)) == 1
    book = render(body, f"[type.{element}]\nnew-page = true\n", tmp_path)
    assert [find(book, text)["page"] for text in "前题后"] == [0, 1, 1]


def test_a_new_page_holds_in_columns_too(tmp_path):
    body = "<p @>前</p><section><heading @>题</heading><p @>后</p></section>"
    book = render(body, 'extends = "newspaper"\n[type."heading 1"]\nnew-page = true\n', tmp_path)
    assert [find(book, text)["page"] for text in "前题后"] == [0, 1, 1]


def test_a_note_at_the_foot_has_the_type_of_footnotes(tmp_path):
    book = render('<p @>文①</p><note @ n="1">①注</note><note @>另注</note>', 'extends = "book"\n', tmp_path)
    assert find(book, "①注")["size"] == pytest.approx(9)
    assert find(book, "另注")["size"] == pytest.approx(9), "a note is smaller than the text"


def test_the_date_of_the_front_has_its_own_type(tmp_path):
    front = "<front><title @>题</title><byline @>名</byline><date @>某日</date></front><p @>文</p>"
    book = render(front, '[type.date]\nsize = "四号"\nface = "hei"\n', tmp_path)
    assert (find(book, "某日")["size"], "Hei" in find(book, "某日")["font"]) == (pytest.approx(14), True)
    official = render(front, 'extends = "gongwen"\n', tmp_path)
    assert find(official, "某日")["font"] == find(official, "名")["font"]


def test_cells_stand_where_the_sheet_wants_them(tmp_path):
    table = "<table><row><cell @>甲</cell><cell @>乙乙乙乙乙乙</cell></row></table>"
    left, middle, right = (find(render(table, f'[type.cell]\nalign = "{align}"\n', tmp_path), "甲")["bbox"][0]
                           for align in ("left", "centre", "right"))
    assert middle - left == pytest.approx(right - middle, abs=0.1)
    assert right - left > 10


def test_titles_have_a_type_for_each_depth(tmp_path):
    body = "<front><title @>外题</title></front><article><front><title @>内题</title></front><p @>文</p></article>"
    book = render(body, '[type."title 2"]\nsize = "三号"\nleading = "30pt"\n', tmp_path)
    assert (find(book, "外题")["size"], find(book, "内题")["size"]) == (pytest.approx(22), pytest.approx(16))


def test_rules_are_as_long_as_the_lines_between_them(tmp_path):
    book = render("<quote><p @>引文</p></quote>", '[type.quote]\nrule-above = "2pt"\nindent = "0pt"\n', tmp_path)
    rule = book[0].get_drawings()[0]["rect"]
    style = load_style(tmp_path / "mine.toml")
    assert rule.x0 == pytest.approx(find(book, "引文")["bbox"][0], abs=0.1)
    assert rule.width == pytest.approx((210 - 56) * 72 / 25.4 - 2 * style.points("quote", "left"), abs=0.1)


def test_notes_facts_and_captions_are_smaller_than_the_text_and_levels_differ():
    for name in ("plain", "book", "newspaper"):
        style = load_style(name)
        text = style.type_of("p")["size"].points()
        assert all(style.type_of(element)["size"].points() < text for element in ("note", "footnote", "field"))
        looks = [(style.type_of("heading", depth)["face"], style.type_of("heading", depth)["size"].points())
                 for depth in range(1, 6)]
        assert len(set(looks)) == len(looks), name
        weights = [["song", "fangsong", "kai", "hei"].index(face) for face, _ in looks]
        assert sorted(weights[1:], reverse=True)[0] == weights[1], name
        assert [size for _, size in looks] == sorted((size for _, size in looks), reverse=True)


def test_text_converted_for_taiwan_has_its_quotation_marks():
    def ink(text: str, language: str) -> bytes:
        out = io.BytesIO()
        PdfWriter().write(small_tree(f'<p at="0:1">{text}</p>', language), load_style("plain"), out)
        book = pymupdf.open(stream=out.getvalue())
        assert book[0].get_text().startswith(text), "what is copied is the source's"
        return bytes(book[0].get_pixmap().samples)

    curly, corner = "“引‘內’文”", "「引『內』文」"
    assert ink(curly, "zh-Hant-TW") == ink(corner, "zh-Hant-TW")
    assert ink(curly, "zh-Hant") != ink(corner, "zh-Hant")


def test_short_numbers_stand_upright_in_columns(tmp_path):
    book = render("<p @>第12届共128人，5月</p>", '[page]\ndirection = "vertical"\n', tmp_path)
    turned = {char[0] for span in book[0].get_texttrace() for char in span["chars"] if span["dir"] == (0.0, 1.0)}
    upright = {chr(char[0]) for span in book[0].get_texttrace() for char in span["chars"] if span["dir"] == (1.0, 0.0)}
    assert {"1", "2", "5"} <= upright
    assert {chr(code) for code in turned} >= set("128")


def test_columns_of_vertical_pages_have_the_leading_of_the_style(tmp_path):
    book = render(f"<p @>{'天地玄黄' * 60}</p>", 'extends = "book"\n[page]\ndirection = "vertical"\n', tmp_path)
    xs = sorted({round(span["origin"][0], 1) for span in spans(book) if "Song" in span["font"] and span["size"] > 10})
    gaps = {round(b - a, 1) for a, b in pairwise(xs)}
    assert all(18 <= gap < 19 for gap in gaps), gaps
