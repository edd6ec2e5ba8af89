"""Links to places within a document: from every format that has them to the tree, and through every output."""

from __future__ import annotations

import io
from pathlib import Path

import pymupdf
import pytest
from docx_files import W, part, render, text_of
from docx_parts import p, package, r
from epub_books import book
from pdf_files import small_tree
from score_round_trips import send
from trees import NAMES, seed_tree, whole_tree
from validators import verapdf
from validators.epubcheck import check_books

from convert.check.structure import check_structure
from convert.formats.epub import EpubWriter, split
from convert.formats.pdf import PdfWriter
from convert.sources import read
from convert.style.sheet import list_styles, load_style
from convert.tree.build import add
from convert.tree.nodes import Document

LEAD = "修桥的事情已经说过许多次，如今终于动工，各县都要参加"
OTHER = "造船的事情也已说过许多次，至今还没有动工，各县都在等候"

HTML = (f'<h1>修桥记</h1><p>{LEAD}，见<a href="#two">后文</a>和<a href="#no">别处</a>。</p>'
        f'<p>{OTHER}。</p><p>{LEAD}，<a name="two"></a>这一段就是。</p>')
MARKDOWN = f'# 修桥记\n\n{LEAD}，见[后文](#two)和[别处](#no)。\n\n{OTHER}。\n\n<a id="two"></a>{LEAD}，这一段就是。\n'
EPUB = book(f'<h1>修桥记</h1><p>{LEAD}，见<a href="p2.xhtml#two">后文</a>和<a href="p2.xhtml#no">别处</a>。</p>'
            f"<p>{OTHER}。</p>", f'<p id="two">{LEAD}，这一段就是。</p>')

DOCX = package(
    p("修桥记", '<w:pStyle w:val="Title"/>') +
    f'<w:p>{r(f"{LEAD}，见")}<w:hyperlink w:anchor="two">{r("后文")}</w:hyperlink>'
    f'{r("和")}<w:hyperlink w:anchor="no">{r("别处")}</w:hyperlink>{r("。")}</w:p>{p(f"{OTHER}。")}'
    f'<w:p><w:bookmarkStart w:id="1" w:name="two"/>{r(f"{LEAD}，这一段就是。")}<w:bookmarkEnd w:id="1"/></w:p>')


def led(tree: Document) -> list[tuple[str, str]]:
    """The words of each link within a document, and the text of the block that it leads to."""
    blocks = {leaf.get("id"): leaf.text_content for leaf in tree.article.iter("*")}
    return [(link.text_content, blocks[link.target]) for link in tree.article.iter("link") if link.target is not None]


def remarks(tree: Document) -> list[str]:
    return [remark.text for remark in tree.record.remarks if remark.code == "link/within"]


@pytest.mark.parametrize(("data", "name"), [(HTML.encode(), "a.html"), (MARKDOWN.encode(), "a.md"), (EPUB, "a.epub"),
                                            (DOCX, "a.docx")])
def test_a_link_leads_to_the_block_at_its_place(data: bytes, name: str) -> None:
    tree = read(data, name)
    assert led(tree) == [("后文", f"{LEAD}，这一段就是。")]
    assert remarks(tree) == ["Links to places that the document does not have: 1; their words are kept."]


@pytest.mark.parametrize(("target", "heading"), [
    ("一总则", "一、总则"), ("%E4%B8%80%E6%80%BB%E5%88%99", "一、总则"), ("一总则-1", "一总则"),
    ("the-rest-of-it", "The Rest of It")])
def test_headings_of_markdown_are_named_by_their_words(target: str, heading: str) -> None:
    text = (f"# 修桥记\n\n{LEAD}，见[后文](#{target})。\n\n## 一、总则\n\n{LEAD}。\n\n## 一总则\n\n{LEAD}。\n\n"
            f"## The Rest of It\n\n{LEAD}。\n")
    assert led(read(text.encode(), "a.md")) == [("后文", heading)]


@pytest.mark.parametrize("name", ["{#tree}", " {#tree .a}", " {: #tree}", "\n{: .a #tree}"])
def test_attributes_of_markdown_name_places(name: str) -> None:
    text = f"# 修桥记\n\n{LEAD}，见[后文](#tree)。\n\n## 一、总则{name}\n\n{OTHER}。\n"
    assert led(read(text.encode(), "a.md")) == [("后文", "一、总则")]


def test_blocks_of_markdown_have_names() -> None:
    text = f"# 修桥记\n\n{LEAD}，见[[#^tree|后文]]。\n\n{OTHER}。 ^tree\n"
    assert led(read(text.encode(), "a.md")) == [("后文", f"{OTHER}。")]


@pytest.mark.parametrize("kind", ["REF", "PAGEREF"])
def test_a_reference_of_word_leads_to_its_bookmark(kind: str) -> None:
    def field(switch: str) -> str:
        return f'<w:fldSimple w:instr=" {kind} two{switch} ">{r("后文")}</w:fldSimple>'
    body = (f'<w:p>{r(f"{LEAD}，见")}{field(f" {chr(92)}h")}{r("，不见")}{field("")}{r("。")}</w:p>{p(f"{OTHER}。")}'
            f'<w:p><w:bookmarkStart w:id="1" w:name="two"/>{r(f"{LEAD}，这一段就是。")}<w:bookmarkEnd w:id="1"/></w:p>')
    assert led(read(package(body), "a.docx")) == [("后文", f"{LEAD}，这一段就是。")]


def test_a_page_of_a_book_is_a_place() -> None:
    data = book(f'<h1>一、修桥</h1><p>{LEAD}，见<a href="p2.xhtml">后文</a>。</p>',
                f"<h1>二、造船</h1><p>{OTHER}。</p>")
    assert led(read(data, "a.epub")) == [("后文", "二、造船")]


def test_a_field_of_word_leads_to_a_bookmark_between_paragraphs() -> None:
    field = f'<w:fldSimple w:instr=" HYPERLINK \\l &quot;two&quot; ">{r("后文")}</w:fldSimple>'
    body = (f'<w:p>{r(f"{LEAD}，见")}{field}{r("。")}</w:p>{p(f"{OTHER}。")}'
            f'<w:bookmarkStart w:id="1" w:name="two"/>{p(f"{LEAD}，这一段就是。")}<w:bookmarkEnd w:id="1"/>')
    assert led(read(package(body), "a.docx")) == [("后文", f"{LEAD}，这一段就是。")]


def test_a_heading_that_leads_to_itself_is_no_link() -> None:
    page = (f'<h1>修桥记</h1><p>{LEAD}。</p><h2 id="a"><a href="#a">一、总则</a></h2>'
            f'<p>{LEAD}，见<a href="#a">前文</a>。</p>')
    assert led(read(page.encode(), "a.html")) == [("前文", "一、总则")]


def test_a_place_behind_the_last_word_is_in_the_last_block() -> None:
    page = f'<h1>修桥记</h1><p>{LEAD}，见<a href="#end">末尾</a>。</p><p>{OTHER}。</p><p><a name="end"></a></p>'
    assert led(read(page.encode(), "a.html")) == [("末尾", f"{OTHER}。")]


# what is written is read again

def linked_seed(name: str) -> Document:
    """A seed, with a link from its first paragraph to a heading, or to its last paragraph."""
    tree = seed_tree(name)
    paragraphs = list(tree.article.iter("p"))
    target = next(tree.article.iter("heading"), paragraphs[-1])
    first = paragraphs[0]
    words, first.text = first.text[:4], None
    link = add(first, "link", target=target.get("id"))
    link.text, link.tail = words, seed_tree(name).article.find(".//p").text[4:]
    return tree


@pytest.mark.parametrize("form", ["xml", "tei", "epub", "docx", "pdf"])
@pytest.mark.parametrize("name", NAMES)
def test_links_of_a_seed_come_back(form: str, name: str) -> None:
    tree = linked_seed(name)
    assert led(send(tree, form)) == led(tree) != []


@pytest.mark.parametrize("form", ["xml", "tei", "epub", "docx", "pdf"])
def test_links_between_all_elements_come_back(form: str) -> None:
    assert led(send(whole_tree(), form)) == led(whole_tree()) != []


def test_word_gets_a_bookmark_for_each_block_that_a_link_leads_to() -> None:
    body = ('<p>见<link target="two">后文</link>，<link target="note">注</link>，<link target="fact">文号</link>'
            '<ref target="note">①</ref>。</p><p id="two">后文。</p><note id="note">注文。</note>')
    data = render(small_tree(body))
    document = part(data)
    links = {text_of(link): link.get(f"{W}anchor") for link in document.iter(f"{W}hyperlink")}
    names = [mark.get(f"{W}name") for root in (document, part(data, "word/footnotes.xml"))
             for mark in root.iter(f"{W}bookmarkStart")]
    assert links == {"后文": "_place_two", "注": "_place_note"}
    assert sorted(name for name in names if name.startswith("_place_")) == ["_place_note", "_place_two"]
    assert check_structure(data, "a.docx") == []
    assert led(read(data, "a.docx")) == [("后文", "后文。"), ("注", "注文。")]


LINKED = ('<p>见<link target="two">后文</link>，<link target="cell">表</link>，<link target="note">注</link>，'
          '<link target="fact">文号</link><ref target="note">①</ref>。</p>'
          '<section><heading id="two" at="0:1">后文</heading><p>说后文。</p></section>'
          '<table><row><cell id="cell" at="0:1">格中文字</cell></row></table><note id="note" n="1">注文。</note>')


@pytest.mark.parametrize("style", list_styles())
def test_links_of_a_pdf_lead_to_the_first_line_of_a_block(style: str) -> None:
    out = io.BytesIO()
    PdfWriter().write(small_tree(LINKED), load_style(style), out)
    found = {}
    with pymupdf.open(stream=out.getvalue()) as file:
        for page in file:
            for link in (each for each in page.get_links() if each["kind"] == pymupdf.LINK_GOTO):
                x, y = link["to"]
                words = [word for word in file[link["page"]].get_text("words") if word[3] > y and word[0] > x - 2]
                first = min(words, key=lambda word: (round((word[1] - y) / 20), word[0]))[4]
                found[page.get_textbox(link["from"]).strip()[-2:].lstrip("，")] = first
    assert (found["后文"], found["表"]) == ("后文", "格中文字")
    assert "注" in found


@pytest.mark.parametrize("form", ["docx", "epub"])
def test_links_to_cells_and_notes_come_back(form: str) -> None:
    assert led(send(small_tree(LINKED), form)) == [("后文", "后文"), ("表", "格中文字"), ("注", "注文。")]


@pytest.mark.parametrize("style", list_styles())
def test_links_come_back_from_a_pdf_in_every_style(style: str) -> None:
    tree = small_tree(LINKED)
    assert [(words, text.lstrip("①")) for words, text in led(send(tree, "pdf", style))] == [
        ("后文", "后文"), ("表", "格中文字"), ("注", "注文。")]


@pytest.mark.skipif(bool(verapdf.why_absent()), reason=verapdf.why_absent() or "present")
def test_verapdf_finds_nothing_in_links_to_blocks(tmp_path: Path) -> None:
    paths = []
    for style in list_styles():
        paths.append(tmp_path / f"{style}.pdf")
        with paths[-1].open("wb") as out:
            PdfWriter().write(small_tree(LINKED), load_style(style), out)
    assert [verdict.failed for verdict in verapdf.validate(paths)] == [[]] * 3 * len(paths)


def test_epubcheck_finds_nothing_in_links_across_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(split, "LONGEST", 1500)
    filler = "".join(f"<p>{LEAD}。</p>" for _ in range(40))
    body = (f'<p id="one">见<link target="two">后文</link>。</p>{filler}'
            f'<p id="two">见<link target="one">前文</link>，<link target="lost">别处</link>。</p>')
    with (tmp_path / "a.epub").open("wb") as out:
        EpubWriter().write(small_tree(body), load_style("plain"), out)
    assert led(read((tmp_path / "a.epub").read_bytes(), "a.epub")) == [
        ("后文", "见前文，别处。"), ("前文", "见后文。")]
    assert check_books([tmp_path / "a.epub"]) == []
