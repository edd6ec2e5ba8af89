"""EPUB: valid, navigable, complete, the same bytes every time."""

from __future__ import annotations

import hashlib
import io
import random
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from epub_files import NS, XHTML, open_book, page, paged, render, seeds_collection, text_of
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from lxml import etree
from PIL import Image
from score_round_trips import rows_of
from strategies import make_tree, trees
from trees import HERE, NAMES, seed_tree, tree_from_rows, whole_tree
from validators.epubcheck import check_books

import convert
from convert.collection import Collection, Member, Part
from convert.errors import SourceError, UsageError
from convert.formats.epub import EpubWriter, split
from convert.formats.epub.cover import break_title, size_columns, size_lines
from convert.formats.epub.dates import calendar_date
from convert.formats.epub.metadata import parse_moment
from convert.formats.epub.xhtml import add, open_page, print_page
from convert.formats.writer import GENERATOR
from convert.sources import read
from convert.style.sheet import list_styles, load_style
from convert.tree.canon import digest
from convert.tree.identity import identify, name_text, state_title
from convert.tree.nodes import INLINE, Document, Heading, Node, Title


def test_books_have_no_finding_in_epubcheck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All kinds of books at once, since EPUBCheck takes seconds to start and little for one book more."""
    works: dict[str, tuple[Document | Collection, str, dict[str, bool]]] = {
        f"{name[:3]}-{style}": (seed_tree(name), style, {})
        for name, style in zip(NAMES, [*list_styles(), "book"], strict=True)}
    works["full"] = whole_tree(), "newspaper", {}
    works["vertical"] = whole_tree(), "book", {"vertical": True, "fonts": True}
    works["collection"] = seeds_collection(), "book", {}
    works["collection-vertical"] = seeds_collection(), "gongwen", {"vertical": True}
    works |= {f"random-{number}": (make_tree(random.Random(number)), "book", {}) for number in range(8)}
    works["paged"] = paged("[7]", "甲甲", "乙[8]乙", "[9]", "丙"), "book", {}
    for name, (work, style, options) in works.items():
        (tmp_path / f"{name}.epub").write_bytes(render(work, style, **options))
    monkeypatch.setattr(split, "LONGEST", 9000)
    (tmp_path / "split.epub").write_bytes(render(seeds_collection()))
    assert check_books(sorted(tmp_path.glob("*.epub"))) == []


def labels(listing: etree._Element) -> list[tuple[int, str]]:
    """Depth and text of every entry of the contents, in order."""
    return [(sum(1 for above in link.iterancestors(f"{XHTML}ol")), text_of(link))
            for link in listing.iter(f"{XHTML}a")]


@pytest.mark.parametrize("name", NAMES)
def test_contents_are_the_titles_and_headings_of_the_tree(name: str) -> None:
    tree = seed_tree(name)
    nav = page(open_book(render(tree)), "nav.xhtml").find(".//h:nav[@id='toc']", NS)
    assert nav is not None
    wanted = [node.text_content for node in tree.article.iter() if isinstance(node, Title | Heading)]
    assert [text for _, text in labels(nav)] == wanted


def test_contents_nest_as_the_tree_does() -> None:
    files = open_book(render(whole_tree()))
    nav = page(files, "nav.xhtml").find(".//h:nav[@id='toc']", NS)
    assert nav is not None
    expected = [(1, "正题汉"), (2, "一、首节"), *((depth, text) for depth, text in enumerate("二三四五六七", 3)),
                (3, "接排。"), (2, "内篇"), (3, "内节"), (2, "无题之节")]
    assert [(depth, text.replace("hàn", "")) for depth, text in labels(nav)] == expected
    points = page(files, "toc.ncx").iterfind(".//ncx:navPoint/ncx:navLabel/ncx:text", NS)
    assert [point.text for point in points] == [text for _, text in labels(nav)]


def test_every_entry_of_the_contents_leads_to_its_heading() -> None:
    files = open_book(render(seeds_collection()))
    nav = page(files, "nav.xhtml")
    pages = {name: page(files, name) for name in {link.get("href", "").partition("#")[0]
             for link in nav.iterfind(".//h:nav[@id='toc']//h:a", NS)}}
    for link in nav.iterfind(".//h:nav[@id='toc']//h:a", NS):
        name, _, target = link.get("href", "").partition("#")
        (found,) = pages[name].xpath("//*[@id=$id]", id=target) if target else [pages[name]]
        heading = next(element for element in found.iter() if element.tag in {f"{XHTML}h{n}" for n in range(1, 7)})
        assert text_of(heading) == text_of(link)


def strike_added(article: etree._Element) -> None:
    """Empties what the edition adds, and gives formulas their text."""
    for made in article.xpath("//h:span[contains(@class, 'mark')]", namespaces=NS):
        made.text = ""
    for made in article.xpath("//h:span[@class='added']", namespaces=NS):
        made[:] = []
    for formula in article.iter("{http://www.w3.org/1998/Math/MathML}math"):
        del formula[:]
        formula.text = formula.get("alttext")


@pytest.mark.parametrize("tree", [whole_tree(), *map(seed_tree, NAMES)], ids=["full", *NAMES])
def test_every_printed_character_of_the_tree_is_on_the_page(tree: Document) -> None:
    article = page(open_book(render(tree)), "text/article.xhtml")
    strike_added(article)
    shown = {element.get("id"): text_of(element) for element in article.iter() if element.get("id")}
    leaves = [node for node in tree.iter() if isinstance(node, Node) and node.get("at") is not None and node.id
              and node.tag not in INLINE]
    assert leaves
    assert {node.id: node.text_content for node in leaves} == {node.id: shown[node.id] for node in leaves}


@settings(derandomize=True, max_examples=25, deadline=None)
@given(trees())
def test_any_tree_is_shown_whole_and_can_be_navigated(tree: Document) -> None:
    files = open_book(render(tree))
    article = page(files, "text/article.xhtml")
    strike_added(article)
    shown = {element.get("id"): text_of(element) for element in article.iter() if element.get("id")}
    leaves = [node for node in tree.iter() if isinstance(node, Node) and node.id and "at" in node.attrib]
    assert {node.id: shown[node.id] for node in leaves} == {node.id: node.text_content for node in leaves}
    nav = page(files, "nav.xhtml").find(".//h:nav[@id='toc']", NS)
    assert nav is not None
    named = [name_text(node) for node in tree.article.iter() if isinstance(node, Title | Heading)
             and node.text_content.strip()]
    wanted = [*filter(None, [state_title(tree)]), *named]
    assert [text for _, text in labels(nav)] == (wanted or [identify(tree).title])


@pytest.mark.parametrize(("date", "known"), [
    ("2021-04-08", "2021-04-08"), ("2021-02-30", "2021-02"), ("2021-13", "2021"), ("2021", "2021"), ("0000", ""),
    ("今年", "")])
def test_dates_that_no_calendar_has_are_cut_to_what_it_has(date: str, known: str) -> None:
    assert calendar_date(date) == known
    assert f"{parse_moment(known):%Y-%m-%d}".startswith(known or "2000-01-01")


def test_headings_never_skip_a_level() -> None:
    for work in (whole_tree(), seed_tree(NAMES[2])):
        article = page(open_book(render(work)), "text/article.xhtml")
        levels = [int(element.get("aria-level") or str(element.tag)[-1]) for element in article.iter()
                  if element.get("aria-level") or str(element.tag)[-2:] in {"h1", "h2", "h3", "h4", "h5", "h6"}]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


def refinements(files: dict[str, bytes]) -> dict[str, Counter[tuple[str, str]]]:
    """File of each article → the facts its manifest item carries."""
    package = page(files, "content.opf")
    hrefs = {f"#{item.get('id')}": item.get("href", "") for item in package.iterfind(".//opf:item", NS)}
    found: dict[str, Counter[tuple[str, str]]] = {}
    for meta in package.iterfind(".//opf:meta[@refines]", NS):
        if meta.get("refines") in hrefs:
            found.setdefault(hrefs[meta.get("refines", "")], Counter())[meta.get("property", ""), meta.text or ""] += 1
    return found


def test_metadata_tell_every_fact_of_every_article() -> None:
    found = refinements(open_book(render(seeds_collection())))
    assert set(found) == {f"text/m{name[:3]}.xhtml" for name in NAMES}
    for name in NAMES:
        tree, facts = seed_tree(name), found[f"text/m{name[:3]}.xhtml"]
        identity = identify(tree)
        assert facts["dcterms:title", identity.title] == 1
        assert facts["dcterms:language", identity.language] == 1
        assert facts["huozi:sha256", identity.sha256] == 1
        assert all(facts["dcterms:creator", creator] == 1 for creator in identity.creator_names)
        values = {value for _, value in facts}
        assert all(field.text_content in values or field.name in ("date", "issued") for field in tree.meta.fields)
    assert found[f"text/m{NAMES[3][:3]}.xhtml"]["dcterms:issued", "2021-04-08"] == 1
    assert found[f"text/m{NAMES[3][:3]}.xhtml"]["huozi:validity", "有效"] == 1


def test_metadata_tell_the_facts_of_articles_inside_an_article() -> None:
    files = open_book(render(seeds_collection()))
    metas = page(files, "content.opf").iterfind(".//opf:meta[@refines]", NS)
    told = {(meta.get("refines"), meta.get("property"), meta.text) for meta in metas}
    for name in NAMES:
        tree = seed_tree(name)
        for article in (each for each in tree.article.iterdescendants("article") if each.title is not None):
            target = f"text/m{name[:3]}.xhtml#m{name[:3]}-{article.get('id')}"
            facts = identify(tree, article)
            assert (target, "dcterms:title", facts.title) in told
            assert all((target, "dcterms:creator", creator) in told for creator in facts.creator_names)
            assert page(files, f"text/m{name[:3]}.xhtml").xpath("//*[@id=$id]", id=target.partition("#")[2])


def test_metadata_tell_how_the_book_was_made() -> None:
    tree = seed_tree(NAMES[0])
    package = page(open_book(render(tree, "gongwen")), "content.opf")
    told = {meta.get("property") or meta.get("name"): meta.text or meta.get("content")
            for meta in package.iterfind(".//opf:meta", NS)}
    assert told["huozi:style"] == "gongwen"
    assert told["generator"] == GENERATOR
    assert told["huozi:tree-sha256"] == digest(tree)


def list_terms(of: etree._Element) -> dict[str, str]:
    """Terms and what is said of them."""
    return dict(zip((text_of(term) for term in of.iter(f"{XHTML}dt")),
                    (text_of(fact) for fact in of.iter(f"{XHTML}dd")), strict=True))


def test_facts_stand_under_the_headline_and_at_the_end_of_the_chapter() -> None:
    article = page(open_book(render(seed_tree(NAMES[3]))), "text/article.xhtml")
    (under,) = article.findall(".//h:div[@class='front']/h:dl[@class='dateline']", NS)
    (end,) = article.findall(".//h:section/h:dl[@class='colophon']", NS)
    assert list_terms(under) == {"发布日期": "2021年04月08日"}
    assert list_terms(end)["发文单位"] == "咸宁市人民政府"
    assert not list_terms(under).keys() & list_terms(end).keys()


def test_colophon_tells_source_and_counts() -> None:
    tree = seed_tree(NAMES[3])
    told = list_terms(page(open_book(render(tree)), "colophon1.xhtml"))
    assert told["来源"] == "咸宁市人民政府"
    assert told["日期"] == "2021年4月8日"
    assert told["原文件"] == f"{NAMES[3]}.txt"
    assert told["SHA-256"] == identify(tree).sha256
    kept = sum(end - start for node in tree.iter() if isinstance(node, Node) and node.tag != "cut"
               and node.tag not in ("edit", "remark") for start, end in node.at)
    assert f"收入正文 {kept:,}" in told["字符"]


def test_what_the_edition_adds_to_a_text_says_so() -> None:
    files = open_book(render(whole_tree()))
    article = page(files, "text/article.xhtml")
    assert list(list_terms(page(files, "colophon1.xhtml"))) == [
        "题名", "作者", "日期", "制作", "原文件", "SHA-256", "字符"]
    missing = article.findall(".//h:p[@class='missing mark']", NS)
    pictures = [figure.get("href") for figure in whole_tree().iter("figure") if not figure.get("picture")]
    assert [mark.get("data-src") for mark in missing] == pictures


def test_the_name_of_a_file_is_no_title() -> None:
    article = page(open_book(render(paged("甲"))), "text/article.xhtml")
    assert [(title.get("class"), title.text) for title in article.iter(f"{XHTML}h1")] == []


def test_the_title_of_a_part_is_told_from_that_of_an_article() -> None:
    files = open_book(render(seeds_collection()))
    part = next(name for name in files if "/part-" in name)
    assert etree.fromstring(files[part]).find(".//h:h1", NS).get("class") == "title part-title"


def test_a_collection_lists_its_sources_and_names() -> None:
    files = open_book(render(seeds_collection()))
    sources = page(files, "sources1.xhtml")
    assert [link.get("href") for link in sources.iter(f"{XHTML}a")] == [f"text/m{name[:3]}.xhtml" for name in NAMES]
    listed = [text_of(entry) for entry in sources.iter(f"{XHTML}li")]
    assert all(name in entry for name, entry in zip(NAMES, listed, strict=True))
    assert "咸宁市人民政府，2021年4月8日" in listed[3]
    index, first = page(files, "index1.xhtml"), identify(seed_tree(NAMES[0])).title
    assert [text_of(entry) for entry in index.iter(f"{XHTML}h2", f"{XHTML}h3", f"{XHTML}li")] == [
        "人名", "C", f"陈坤　{first}", "P", f"潘勇　{first}", "W", f"王远远　{first}",
        "Z", f"周荣华　{first}", f"朱哲　{first}", f"邹雪峰　{identify(seed_tree(NAMES[4])).title}",
        "机构", "X", f"咸宁日报　{first}", f"咸宁市人民政府　{identify(seed_tree(NAMES[3])).title}"]


def test_creators_are_parted_and_filed_by_their_initials() -> None:
    text = "春天的信\n\n青江日报记者 王明、李强\n\n今天召开会议。会议强调，要抓好落实。\n"
    tree = convert.read(text.encode(), "a.txt")
    package = page(open_book(render(tree)), "content.opf")
    assert [each.text for each in package.iterfind(".//dc:creator", NS)] == ["王明", "李强"]
    told = [(meta.get("refines"), meta.get("property"), meta.text) for meta in package.iterfind(".//opf:meta", NS)
            if (meta.get("refines") or "").startswith("#aut")]
    assert told[:3] == [("#aut1", "role", "aut"), ("#aut1", "file-as", "W 王明"),
                        ("#aut1", "huozi:office", "青江日报记者")]
    assert ("#aut2", "file-as", "L 李强") in told


def test_a_collection_has_a_drawn_cover_that_is_told_to_those_who_do_not_see_it() -> None:
    files = open_book(render(seeds_collection()))
    with Image.open(io.BytesIO(files["EPUB/cover.png"])) as picture:
        colours = picture.convert("RGB").getcolors(1 << 16) or []
        assert picture.size == (1200, 1800)
        assert len(colours) > 100
        assert 0.005 < sum(times for times, (red, _, _) in colours if red < 60) / (1200 * 1800) < 0.1
    (image,) = page(files, "cover.xhtml").iter(f"{XHTML}img")
    assert image.get("alt") == "封面：经济工作文集，某某 编，某社"
    assert "EPUB/cover.png" not in open_book(render(whole_tree()))
    assert "EPUB/cover.png" in open_book(render(whole_tree(), cover=True))


def test_a_collection_may_bring_its_cover(tmp_path: Path) -> None:
    (tmp_path / "mine.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 3" onload="x()">'
                                       '<script>x()</script><image href="http://a.cn/b.png"/></svg>', encoding="utf-8")
    files = open_book(render(replace(seeds_collection(), cover=tmp_path / "mine.svg")))
    assert files["EPUB/cover.svg"].endswith(b'viewBox="0 0 2 3"><image/></svg>')
    assert open_book(render(seed_tree(NAMES[0]), cover=str(tmp_path / "mine.svg")))["EPUB/cover.svg"] == files[
        "EPUB/cover.svg"]
    item = page(files, "content.opf").find(".//opf:item[@id='cover-image']", NS)
    assert item is not None
    assert (item.get("media-type"), item.get("properties")) == ("image/svg+xml", "cover-image")
    with pytest.raises(UsageError, match=r"It takes \.png"):
        render(replace(seeds_collection(), cover=tmp_path / "mine.tiff"))
    with pytest.raises(SourceError, match=r"none\.png"):
        render(replace(seeds_collection(), cover=tmp_path / "none.png"))
    (tmp_path / "cut.png").write_bytes(files["EPUB/cover.svg"])
    with pytest.raises(SourceError, match=r"cut\.png is no PNG"):
        render(replace(seeds_collection(), cover=tmp_path / "cut.png"))


def test_a_new_part_leaves_the_pages_of_others_alone() -> None:
    first, second = seeds_collection().parts
    names = [set(open_book(render(Collection("集", parts)))) for parts in ((second,), (first, second))]
    assert names[0] < names[1]
    twice = open_book(render(Collection("集", (first, replace(second, title=first.title)))))
    assert len([name for name in twice if "/part-" in name]) == 2


@pytest.mark.parametrize(("title", "lines"), [
    ("经济工作文集", ["经济工作文集"]), ("二〇二一年经济工作文集", ["二〇二一年", "经济工作文集"]),
    ("上篇 下篇", ["上篇", "下篇"]), ("一二三四，五六", ["一二三四，五六"]),
    ("一二三四，五六七八九", ["一二三四，", "五六七八九"]),
])
def test_titles_are_broken_between_words(title: str, lines: list[str]) -> None:
    assert break_title(title, size_lines) == break_title(title, size_columns) == lines


def test_a_cover_breaks_no_word_to_have_larger_type() -> None:
    title = "全国人民代表大会常务委员会工作报告汇编"
    assert break_title(title, size_lines) == ["全国人民代表大会常务委员会", "工作报告汇编"]
    assert len(break_title("x" * 60, size_lines)) > 1


def test_embedded_faces_hold_what_is_set_in_them() -> None:
    data = render(whole_tree(), "book", fonts=True)
    files = open_book(data)
    faces = {name: TTFont(io.BytesIO(content)) for name, content in files.items() if name.startswith("EPUB/fonts/")}
    assert {Path(name).stem for name in faces} >= {"song", "hei", "kai", "title", "song-hant"}
    assert all(face.flavor == "woff2" for face in faces.values())
    assert set("正题汉") <= set(map(chr, faces["EPUB/fonts/title.woff2"].getBestCmap()))
    assert set("引文") <= set(map(chr, faces["EPUB/fonts/kai.woff2"].getBestCmap()))
    assert ord("正") not in faces["EPUB/fonts/kai.woff2"].getBestCmap()
    assert b'url("fonts/song.woff2")' in files["EPUB/style.css"]
    assert render(whole_tree(), "book", fonts=True) == data


def test_a_long_document_is_split_and_stays_navigable(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = open_book(render(seeds_collection()))
    monkeypatch.setattr(split, "LONGEST", 9000)
    files = open_book(render(seeds_collection()))
    order = [name for name in files if name.startswith("EPUB/text/m002")]
    assert order[:3] == ["EPUB/text/m002.xhtml", "EPUB/text/m002-2.xhtml", "EPUB/text/m002-3.xhtml"]
    assert "".join(text_of(etree.fromstring(files[name])[1]) for name in order) == text_of(
        etree.fromstring(whole["EPUB/text/m002.xhtml"])[1])
    homes = {element.get("id"): name for name in files if name.endswith(".xhtml")
             for element in etree.fromstring(files[name]).iter() if element.get("id")}
    for link in page(files, "nav.xhtml").iterfind(".//h:nav[@id='toc']//h:a", NS):
        name, _, target = link.get("href", "").partition("#")
        assert f"EPUB/{name}" == (homes[target] if target else f"EPUB/{name}")
    assert {name for name, _ in refinements(files).items() if "-2" in name} == set()


def test_the_pages_of_a_split_chapter_are_parts_of_one_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """To move a table of n cells from one document of lxml to another takes time by the square of n."""
    monkeypatch.setattr(split, "LONGEST", 90)
    html, body = open_page("题", "zh-Hans", "style.css")
    chapter = add(body, "section")
    for number in range(9):
        add(chapter, "p", f"第{number}段：" + "正文" * 20)
    pages = split.split_page(html, "style.css")
    assert len(pages) == 9
    roots = [made.getroottree().getroot() for made in (html, *pages)]
    assert all(root is roots[0] for root in roots)
    assert print_page(pages[1]).startswith(b"<?xml version='1.0' encoding='utf-8'?>\n<!DOCTYPE html>\n<html xmlns=")


def test_no_file_of_a_long_book_is_too_long_and_its_chapters_open_pages() -> None:
    rows = [{"kind": "title", "level": "", "key": "", "text": "大书"}]
    for part in ("上部", "下部"):
        rows.append({"kind": "heading", "level": "1", "key": "", "text": part})
        for number in range(500):
            rows.append({"kind": "heading", "level": "2", "key": "", "text": f"第{number + 1}章　题目"})
            rows.append({"kind": "p", "level": "", "key": "", "text": "正文文字一段，说些别的话。" * 12})
    tree = tree_from_rows(rows)
    data = render(tree)
    files = {name: content for name, content in open_book(data).items() if name.startswith("EPUB/text/")}
    assert max(map(len, files.values())) < split.LONGEST * 1.01
    pages = [etree.fromstring(content) for content in files.values()]
    assert [re.sub("[0-9]+", "", page.findtext(".//h:title", None, NS)) for page in pages] == [
        "大书", "上部", "第章 题目", "下部", "第章 题目"]
    opening = [section for page in pages for section in page.iter(f"{XHTML}section")
               if "opening" in section.get("class", "")]
    assert len(opening) == 1002
    assert rows_of(read(data, "a.epub")) == rows_of(tree)


def test_each_language_is_said_where_it_begins() -> None:
    files = open_book(render(seeds_collection()))
    assert page(files, f"text/m{NAMES[2][:3]}.xhtml").get("lang") == "zh-Hant"
    assert page(files, f"text/m{NAMES[0][:3]}.xhtml").get("lang") == "zh-Hans"
    said = [element.text for element in page(files, "content.opf").iterfind(".//dc:language", NS)]
    assert said == ["zh-Hans", "zh-Hant"]
    for name in ("nav.xhtml", "sources1.xhtml"):
        spoken = [text_of(element)[:4] for element in page(files, name).iterfind(".//*[@lang]", NS)]
        assert spoken == [identify(seed_tree(NAMES[2])).title[:4]]


def test_readings_and_lost_places_are_shown() -> None:
    article = page(open_book(render(whole_tree())), "text/article.xhtml")
    assert [text_of(ruby) for ruby in article.iter(f"{XHTML}ruby")] == ["汉hàn"]
    assert [text_of(span) for span in article.xpath("//h:span[contains(@class, 'gap')]", namespaces=NS)] == [
        "X", "〔原文缺〕", "〔原文至此中断〕"]


def test_a_picture_that_is_not_embedded_is_told() -> None:
    notices = EpubWriter().write(whole_tree(), load_style("plain"), io.BytesIO())
    assert [notice.code for notice in notices] == ["figure/not-embedded"]


def test_vertical_books_turn_pages_from_right_to_left() -> None:
    files = open_book(render(whole_tree(), vertical=True))
    spine = page(files, "content.opf").find(".//opf:spine", NS)
    assert spine is not None
    assert spine.get("page-progression-direction") == "rtl"
    assert b"-epub-writing-mode: vertical-rl" in files["EPUB/style.css"]


def test_bytes_do_not_depend_on_the_process() -> None:
    code = ("import hashlib, trees, epub_files as t; "
            "print(hashlib.sha256(t.render(t.seeds_collection()) + t.render(trees.whole_tree())).hexdigest())")
    here = {"PATH": "", "PYTHONPATH": str(HERE.parent)}
    runs = {subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=HERE,
                           env=here | {"PYTHONHASHSEED": seed, "TZ": zone}).stdout.strip()
            for seed, zone in (("0", "UTC"), ("1", "Asia/Shanghai"))}
    assert runs == {hashlib.sha256(render(seeds_collection()) + render(whole_tree())).hexdigest()}


def test_a_changed_article_leaves_the_files_of_the_others_alone() -> None:
    def change(member: Member) -> Member:
        tree = member.load()
        next(iter(tree.walk(Heading))).text = "改"
        return Member(member.id, lambda: tree)

    work = seeds_collection()
    first, *rest = work.parts[0].members
    changed = Collection(work.title, (Part("上编", (change(first), *rest)), work.parts[1]), creators=work.creators,
                         publisher=work.publisher)
    before, after = open_book(render(work)), open_book(render(changed))
    assert {name for name in before if before[name] != after[name]} == {
        f"EPUB/text/{first.id}.xhtml", "EPUB/nav.xhtml", "EPUB/toc.ncx", "EPUB/content.opf"}


def test_short_numbers_stand_upright_in_columns() -> None:
    text = "2021年4月8日12时，3.5％，10:30，共7人，第123号。"
    tree = tree_from_rows([{"kind": "p", "level": "", "key": "", "text": text}])
    files = open_book(render(tree, vertical=True))
    marks = page(files, "text/article.xhtml").findall(".//h:span[@class='upright']", NS)
    assert [mark.text for mark in marks] == ["4", "8", "12", "7"]
    assert text_of(page(files, "text/article.xhtml")[1]) == text
    assert b"text-combine-upright" in files["EPUB/style.css"]
    modes = [meta.get("content") for meta in page(files, "content.opf").iterfind(".//opf:meta[@name]", NS)
             if meta.get("name") == "primary-writing-mode"]
    assert modes == ["vertical-rl"]
    flat = open_book(render(tree))
    assert not page(flat, "text/article.xhtml").findall(".//h:span", NS)
    assert b"primary-writing-mode" not in flat["EPUB/content.opf"]
