"""What Huozi writes and reads again is the same: `score_round_trips.py` counts it over more trees."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from pdf_files import small_tree, write_vertical
from score_round_trips import compare, send
from strategies import trees
from trees import NAMES, seed_tree, whole_tree

from convert.formats.registry import find_writer
from convert.sources import read as read_source
from convert.style.sheet import list_styles, load_style
from convert.tree.canon import canonical
from convert.tree.nodes import Document

PRINTED = ("docx", "epub")
"""Formats that give the same blocks, kinds, depths, texts and facts."""


@pytest.mark.parametrize("form", ["xml", "tei", *PRINTED])
@pytest.mark.parametrize("name", NAMES)
def test_a_seed_comes_back(form: str, name: str) -> None:
    tree = seed_tree(name)
    assert compare(tree, send(tree, form), form).differences == ()


@pytest.mark.parametrize("style", list_styles())
@pytest.mark.parametrize("form", PRINTED)
def test_a_seed_comes_back_in_every_style(form: str, style: str) -> None:
    tree = seed_tree(NAMES[4])
    assert compare(tree, send(tree, form, style), form).differences == ()


@pytest.mark.parametrize("form", ["xml", "tei", *PRINTED])
def test_every_element_comes_back(form: str) -> None:
    assert compare(whole_tree(), send(whole_tree(), form), form).differences == ()


@pytest.mark.parametrize("name", NAMES)
def test_the_blocks_of_a_seed_come_back_from_a_pdf(name: str) -> None:
    tree = seed_tree(name)
    assert compare(tree, send(tree, "pdf"), "pdf").differences == ()


@settings(max_examples=30, deadline=None)
@given(trees())
def test_any_tree_comes_back(tree: Document) -> None:
    for form in ("xml", "tei"):
        assert compare(tree, send(tree, form), form).whole


def test_what_stands_inside_lines_comes_back_from_a_book() -> None:
    wanted, back = whole_tree(), send(whole_tree(), "epub")
    inside = ("lead", "name", "gap", "sic", "ruby", "link")
    assert [(node.tag, node.text, node.get("reason")) for node in back.article.iter(*inside)] == [
        (node.tag, node.text, node.get("reason")) for node in wanted.article.iter(*inside)]
    assert [field.get("name") for field in back.meta] == ["number", "validity", "date"]
    assert [each.text for each in back.article.iter("heading") if each.get("place") != "own"] == ["接排。"]


def test_comments_in_our_tei_are_no_text() -> None:
    out = io.BytesIO()
    find_writer("tei").write(seed_tree(NAMES[0]), load_style("plain"), out)
    text = next(leaf.text for leaf in seed_tree(NAMES[0]).article.iter("p") if leaf.text).encode()
    data = out.getvalue()
    place = data.index(text) + len("字".encode())
    commented = data[:place] + b"<!-- c --><?x y?>" + data[place:]
    assert canonical(read_source(commented, "a.tei.xml")) == canonical(seed_tree(NAMES[0]))


FRONT = """<front><salutation>同志们：</salutation><kicker>在河边</kicker><kicker>在桥上</kicker><note>（一月）</note>
    <title at="0:1">修桥记</title><subtitle>要修桥（“；（一）；”），不要船</subtitle></front><p>修⾏业。</p>"""


def test_the_structure_of_a_pdf_has_the_order_of_the_tree() -> None:
    tree = small_tree(FRONT)
    assert compare(tree, send(tree, "pdf"), "pdf").differences == ()
    tree = small_tree(f"{FRONT}<article>{FRONT}</article>")
    assert compare(tree, send(tree, "pdf", "book"), "pdf").differences == ()


def test_articles_that_open_with_articles_come_back_around_them() -> None:
    inner = '<article><front><title at="0:1">修渠记</title></front><p>修渠。</p></article>'
    for body in (f"<p>前文。</p><article>{inner}{inner}</article>", f"<article/>{inner}<article>{inner}</article>"):
        tree = small_tree(body)
        for form in PRINTED:
            assert compare(tree, send(tree, form), form).differences == ()


def test_articles_that_print_nothing_count_no_others() -> None:
    fact = '<meta><field name="date" label="日期" at="0:1">一月</field></meta>'
    note = '<note id="one" n="1" at="0:1">注。</note>'
    inner = f'{fact}<front>{note}<title at="0:1">修渠记<ref n="1" target="one">1</ref></title></front>'
    tree = small_tree(f"<p>前文。</p><article><article/><article>{inner}</article></article>")
    for form in ("docx", "pdf", "markdown"):
        back = send(tree, form)
        assert compare(tree, back, form).differences == ()
        assert [field.getparent().getparent().tag for field in back.iter("field")] == ["article"]


def test_a_note_opens_an_article_where_it_did() -> None:
    note = '<note n="1" id="one">题注。</note>'
    front = f'<front>{note}<title at="0:1">修桥记<ref n="1" target="one">1</ref></title></front><p>修桥。</p>'
    for body in (front, f"<p>前文。</p><article>{front}</article>"):
        tree = small_tree(body)
        assert compare(tree, send(tree, "docx"), "docx").differences == ()


def test_text_that_others_wrote_into_our_book_is_a_paragraph() -> None:
    out, edited = io.BytesIO(), io.BytesIO()
    find_writer("epub").write(small_tree("<p>前文。</p><p>后文。</p>"), load_style("plain"), out)
    with zipfile.ZipFile(out) as book, zipfile.ZipFile(edited, "w") as copy:
        for entry in book.infolist():
            longer = book.read(entry).replace("后文。</p>".encode(), "后文。</p>后来又添上了一句话。".encode())
            copy.writestr(entry, longer)
    tree = read_source(edited.getvalue(), "a.epub")
    assert [leaf.text for leaf in tree.article.iter("p")] == ["前文。", "后文。", "后来又添上了一句话。"]


COUNTED = '<note id="one" n="1">注一。</note>', '<note id="two" n="2">注二。</note>'
"""Notes whose marks their source counts and does not print."""


@pytest.mark.parametrize("body", [
    f'<p>修桥<ref n="1" target="one"/>。</p><p>修渠<ref n="2" target="two"/>。</p>{"".join(COUNTED)}',
    f'<p>修桥<ref n="2" target="two"/>。</p><p>修渠<ref n="1" target="one"/>。</p>{"".join(COUNTED)}',
    f'<p>修桥<ref n="1" target="one"/>。</p><p>修渠<ref n="2" target="two">②</ref>。</p>{"".join(COUNTED)}',
    f'<p>修<link href="https://example.org/">桥<ref n="5" target="one"/>。</link></p>{COUNTED[0]}',
])
def test_numbers_that_a_source_counts_are_no_text_of_ours(body: str) -> None:
    tree = small_tree(body)
    for form in PRINTED:
        assert compare(tree, send(tree, form), form).differences == ()


@pytest.mark.parametrize("label", ["", "<label>①</label>"])
def test_notes_keep_the_labels_that_they_open_with(label: str) -> None:
    tree = small_tree(f'<p>修桥<ref target="one">①</ref>。</p><note id="one" n="1" at="0:1">{label}注一。</note>')
    for form in PRINTED:
        assert compare(tree, send(tree, form), form).differences == ()


def test_notes_stand_in_a_file_where_they_did_in_the_text() -> None:
    tree = small_tree(f'<p>甲<ref n="2" target="two">②</ref>乙<ref n="1" target="one">①</ref>。</p>{"".join(COUNTED)}')
    assert compare(tree, send(tree, "docx"), "docx").differences == ()


def test_an_article_whose_title_is_white_holds_those_inside_it() -> None:
    inner = '<article><front><title at="0:1">修渠记</title></front><p>修渠。</p></article>'
    tree = small_tree(f"<p>前文。</p><article><front><title> </title></front>{inner}</article>{inner}")
    for form in PRINTED:
        assert compare(tree, send(tree, form), form).differences == ()


CALL = '<ref n="1" target="one"/>'
NUMBERED = '<note id="one" n="1">注一。</note>'
TABLE = '<table><row><cell at="0:1">修桥</cell><cell>修渠</cell></row></table>'
MARKED = '<p>修桥<ref n="1" target="one">①</ref>。</p>'


@pytest.mark.parametrize("name", NAMES)
def test_a_seed_that_is_set_in_columns_comes_back_from_a_pdf(name: str) -> None:
    tree = seed_tree(name)
    assert compare(tree, read_source(write_vertical(tree), "a.pdf"), "pdf").differences == ()


def test_latin_letters_on_their_side_come_back_from_a_pdf() -> None:
    tree = small_tree("<p>Over the river (2021) we built two bridges</p><p>“桥”（一）。</p>")
    assert compare(tree, read_source(write_vertical(tree), "a.pdf"), "pdf").differences == ()


@pytest.mark.parametrize("style", ["plain", "book"])
@pytest.mark.parametrize("body", [
    f'<p>修a{CALL}b<link href="https://example.org/">桥{CALL}</link>。</p>{NUMBERED}',
    f'<p>修桥。</p><p>{CALL}</p><p>修渠。</p>{NUMBERED}',
    f"{MARKED}<list><item>修渠。</item><item><p>修路。</p>{NUMBERED}</item></list>",
    "<p>修'：'桥-“渠”>《路》船·（一）。</p>",
    f'<p at="0:1">修桥。</p><article><article><p at="0:1">{CALL}修渠。</p></article></article>{NUMBERED}',
    f'{TABLE}<article>{TABLE}<p at="0:1">修<ruby>渠<rt>qú</rt></ruby>。</p></article>',
    f'<p at="0:1">{CALL}修渠。</p>{NUMBERED}',
    f'{NUMBERED}<p>修桥<ref n="1" target="one">①</ref>。</p>',
    "<p>修1\ufe0f\u20e3桥葛\U000e0100城。</p>",
    "",
])
def test_what_stands_in_any_place_comes_back_from_a_pdf(body: str, style: str) -> None:
    tree = small_tree(body)
    assert compare(tree, send(tree, "pdf", style), "pdf").differences == ()
