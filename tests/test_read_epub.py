"""The reader of EPUB: order, metadata, contents, notes, pictures and pages of books of other people."""

from __future__ import annotations

import io

import pytest
from ebooklib import epub
from epub_books import PNG, codes, facts, marks, page, proved, read, runs, texts, zipped

NCX = ('<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><head/><docTitle><text>书</text></docTitle><navMap>'
       '<navPoint><navLabel><text>第一章 开头</text></navLabel><content src="p1.xhtml"/>'
       '<navPoint><navLabel><text>一</text></navLabel><content src="p1.xhtml#k"/></navPoint></navPoint></navMap></ncx>')


# order and parts


def test_the_source_is_the_text_of_the_parts_in_reading_order() -> None:
    text = read("<p>甲</p>", "<p>乙</p>", metadata="<dc:title>书</dc:title>")
    assert texts(text) == ["甲", "乙"]
    assert [name for name, _ in text.source.parts] == ["OEBPS/content.opf", "OEBPS/p1.xhtml", "OEBPS/p2.xhtml"]
    pages = [text.source.text[start:end] for _, (start, end) in text.source.parts]
    assert pages == ["书\n", page("<p>甲</p>"), page("<p>乙</p>")]
    assert (text.source.name, text.source.media) == ("某.epub", "application/epub+zip")
    assert [line.gap for line in text.lines] == [0, 1, 1]


def test_what_is_beside_the_reading_order_comes_last_and_beside_the_text() -> None:
    text = read("<p>旁</p>", "<p>正</p>", linear={"p1.xhtml": "no"})
    assert ([line.marks.role for line in text.lines], texts(text, "aside")) == (["", "aside"], ["旁"])
    text = read('<p epub:type="endnote" id="n">注</p>', '<p>正<a epub:type="noteref" href="p1.xhtml#n">1</a></p>',
                linear={"p1.xhtml": "no"}, guide='<guide><reference type="notes" href="p1.xhtml"/></guide>')
    assert marks(text, "note") == [("正1", ""), ("注", "OEBPS/p1.xhtml#n")]


def test_texts_outside_the_spine_are_told() -> None:
    text = read("<p>甲</p>", files={"q.xhtml": page("<p>乙</p>")})
    assert (texts(text), codes(text)) == (["甲"], ["epub/unread"])
    assert "OEBPS/q.xhtml" in text.findings[0].message


def test_a_missing_part_is_told_and_the_others_are_read() -> None:
    files = {"mimetype": "application/epub+zip", "a.opf": (
        '<package><manifest><item id="a" href="a.xhtml"/><item id="b" href="b.xhtml"/></manifest>'
        '<spine><itemref idref="a"/><itemref idref="b"/><itemref idref="b"/><itemref idref="c"/></spine></package>'),
        "b.xhtml": page("<p>乙</p>")}
    text = proved(zipped(files))
    assert (texts(text), codes(text)) == (["乙"], ["epub/container", "epub/missing"])


def test_names_are_found_however_they_are_written() -> None:
    files = {"mimetype": "application/epub+zip\r\n", "META-INF/container.xml": (
        '<container><rootfiles><rootfile full-path="O%20E/./c.opf"/></rootfiles></container>'), "O E/c.opf": (
        '<package><manifest><item id="a" href="../T/%E7%AB%A0.XHTML" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="a"/></spine></package>'), "t/章.xhtml": page("<p>乙</p>")}
    assert texts(proved(zipped(files))) == ["乙"]


def test_a_picture_in_the_spine_and_what_may_stand_for_it() -> None:
    manifest = ('<item id="a" href="a.svg" media-type="image/svg+xml"/>'
                '<item id="b" href="b.pdf" media-type="application/pdf" fallback="c"/>'
                '<item id="c" href="c.xhtml" media-type="application/xhtml+xml"/>'
                '<item id="d" href="d.pdf" media-type="application/pdf"/>')
    spine = '<itemref idref="a"/><itemref idref="b"/><itemref idref="d"/>'
    text = proved(zipped({"x.opf": f"<package><manifest>{manifest}</manifest><spine>{spine}</spine></package>",
                          "a.svg": "<svg/>", "c.xhtml": page("<p>丙</p>"), "d.pdf": "%PDF"}))
    assert texts(text) == ["丙"]
    assert [(each.source, each.media, each.data, each.place) for each in text.pictures] == [
        ("a.svg", "image/svg+xml", b"<svg/>", 0)]
    assert codes(text) == ["epub/mimetype", "epub/container", "epub/unread"]


# metadata


def test_facts_of_epub_3() -> None:
    text = read("<p>甲</p>", metadata=(
        '<dc:title id="t1">正题</dc:title><meta refines="#t1" property="title-type">main</meta>'
        '<dc:title id="t2">副题</dc:title><meta refines="#t2" property="title-type">subtitle</meta>'
        '<dc:creator id="c">鲁迅</dc:creator><meta refines="#c" property="role" scheme="marc:relators">aut</meta>'
        '<meta refines="#c" property="file-as">L</meta><meta property="dcterms:modified">2020-01-01T00:00:00Z</meta>'
        '<meta property="schema:accessMode">textual</meta><meta refines="#p1.xhtml" property="x:y">只此</meta>'
        '<dc:description>&lt;p&gt;说 &lt;b&gt;明&lt;/b&gt;&lt;/p&gt;</dc:description><dc:subject/>'))
    assert facts(text) == [
        ("dc:title", "正题"), ("dc:title.subtitle", "副题"), ("dc:creator.aut", "鲁迅"),
        ("dcterms:modified", "2020-01-01T00:00:00Z"), ("dc:description", "说 明"), ("x:y", "只此")]


def test_facts_of_epub_2_and_older() -> None:
    text = read("<p>甲</p>", version="2.0", metadata=(
        '<dc-metadata><dc:Title>书名</dc:Title></dc-metadata><dc:creator opf:role="trl" opf:file-as="z">某</dc:creator>'
        '<dc:date opf:event="publication">1926</dc:date><dc:identifier opf:scheme="ISBN">978</dc:identifier>'
        '<meta name="cover" content="c"/><meta name="calibre:series" content="丛书"/>'
        '<meta name="calibre:timestamp" content="1"/><meta name="Sigil version" content="1"/>'))
    assert facts(text) == [("dc:title", "书名"), ("dc:creator.trl", "某"), ("dc:date.publication", "1926"),
                           ("dc:identifier.ISBN", "978"), ("calibre:series", "丛书")]


# contents


def test_the_ncx_tells_headings_that_pages_do_not_mark() -> None:
    body = '<p class="c">第一章</p><p>开头</p><p>文</p><p><a id="k"/></p><p>一</p><p>一</p><p>段</p>'
    text = read(body, files={"toc.ncx": NCX}, version="2.0")
    assert marks(text, "heading") == [
        ("第一章", 1), ("开头", 1), ("文", 0), ("一", 2), ("一", 0), ("段", 0)]
    assert texts(text, "contents") == []


def test_a_page_that_marks_its_headings_is_believed() -> None:
    text = read('<h2>第一章 开头</h2><p>文</p><p id="k">一</p>', files={"toc.ncx": NCX})
    assert marks(text, "heading") == [("第一章 开头", 2), ("文", 0), ("一", 0)]


def test_contents_are_beside_the_text() -> None:
    nav = page('<nav epub:type="toc"><h1>目录</h1><ol><li><a href="p1.xhtml">甲</a><ol><li>'
               '<a href="p1.xhtml#b">乙</a></li></ol></li></ol></nav><nav epub:type="landmarks" hidden=""><ol><li>'
               '<a epub:type="titlepage" href="p2.xhtml">书名页</a></li></ol></nav>')
    text = read('<p>甲</p><p>文</p><p id="b">乙</p>', "<p>书名</p>", files={"nav.xhtml": nav},
                properties={"nav.xhtml": "nav"})
    assert marks(text, "heading", "name") == [("甲", 1, ""), ("文", 0, ""), ("乙", 2, ""), ("书名", 0, "titlepage")]
    assert codes(text) == []
    guide = '<guide><reference type="toc" href="p1.xhtml"/></guide>'
    text = read("<p>目录</p><p><a href='p2.xhtml'>甲</a></p>", "<p>甲</p>", guide=guide, version="2.0")
    assert (texts(text), texts(text, "contents")) == (["甲"], ["目录", "甲"])


def test_a_page_of_links_to_other_pages_is_contents() -> None:
    links = "<h2>目录</h2><p><a href='p2.xhtml'>甲</a></p><p><a href='p2.xhtml#b'>乙</a></p>"
    text = read(links, "<h2>甲</h2><p>文</p><p id='b'>见<a href='p1.xhtml'>前</a></p>")
    assert (texts(text, "contents"), texts(text)) == (["目录", "甲", "乙"], ["甲", "文", "见前"])


def test_a_book_of_ebooklib() -> None:
    made = epub.EpubBook()
    made.set_identifier("urn:x")
    made.set_title("呐喊")
    made.set_language("zh")
    made.add_author("鲁迅")
    pages = [epub.EpubHtml(title=title, file_name=f"{number}.xhtml", content=f"<h2>{title}</h2><p>正文</p>")
             for number, title in enumerate(("狂人日记", "孔乙己"))]
    for each in (*pages, epub.EpubNcx(), epub.EpubNav()):
        made.add_item(each)
    made.toc, made.spine = pages, ["nav", *pages]
    out = io.BytesIO()
    epub.write_epub(out, made)
    text = proved(out.getvalue())
    assert marks(text, "heading") == [("狂人日记", 2), ("正文", 0), ("孔乙己", 2), ("正文", 0)]
    assert texts(text, "contents") == ["呐喊", "狂人日记", "孔乙己"]
    assert {("dc:title", "呐喊"), ("dc:creator", "鲁迅"), ("dc:identifier", "urn:x")} <= set(facts(text))


# what elements say


def test_types_and_classes_are_names_and_ids_are_none() -> None:
    text = read('<section epub:type="chapter" class="c1"><h1 epub:type="title" id="x">题</h1>'
                '<p epub:type="subtitle" role="doc-subtitle" class="c2">副</p><p id="y">文</p></section>')
    assert marks(text, "heading", "name") == [("题", 1, "title"), ("副", 0, "subtitle c2"), ("文", 0, "chapter c1")]


def test_heads_feet_and_boxes_of_a_book_are_text() -> None:
    text = read('<header><h1>题</h1></header><aside>框</aside><div class="sidebar ad">栏</div>'
                "<footer>尾</footer><nav>导</nav>")
    assert (texts(text), texts(text, "nav")) == (["题", "框", "栏", "尾"], ["导"])


def test_style_sheets_of_the_book_tell_how_text_looks() -> None:
    text = read('<p class="a">甲</p><p class="b">乙乙乙乙乙</p>', '<p class="a">丙</p>',
                head='<link rel="stylesheet" href="s/a.css"/>',
                files={"s/a.css": ".a{font-weight:bold;font-size:2em;text-align:center} .b{page-break-before:always}"})
    assert marks(text, "bold", "centred", "size", "page") == [
        ("甲", True, True, 200, 0), ("乙乙乙乙乙", False, False, 100, 0), ("丙", True, True, 200, 0)]


def test_pages_are_those_of_the_printed_book() -> None:
    text = read("<p>零</p>", '<div epub:type="pagebreak" id="a">1</div><p>甲</p>',
                '<p>乙<span role="doc-pagebreak" aria-label="3"/>丙</p><p>丁</p>')
    assert marks(text, "page") == [("零", 1), ("甲", 2), ("乙丙", 3), ("丁", 3)]
    assert [cut.by for cut in text.view.cuts] == ["markup/head", "markup/page-number", "markup/tag"]


def test_notes_wherever_they_stand_and_whatever_leads_to_them() -> None:
    text = read(
        '<p>甲<a epub:type="noteref" href="#q">1</a></p><aside epub:type="footnote" id="q"><p>脚注'
        '<a epub:type="backlink" href="#r">↩</a></p><p>又段</p></aside>',
        '<p>乙<sup><a id="r1" href="p3.xhtml#x1">[1]</a></sup><a href="p3.xhtml#x2"><sup>2</sup></a></p>'
        '<p>丙<a class="duokan-footnote" href="#d"><img src="i.png"/></a></p><ol><li id="d"><p>弹注</p></li></ol>',
        '<p id="x1"><sup><a href="p2.xhtml#r1">[1]</a></sup>尾注</p><p><a id="x2"/>二</p>', files={"i.png": PNG})
    names = ["OEBPS/p1.xhtml#q", "OEBPS/p3.xhtml#x1", "OEBPS/p3.xhtml#x2", "OEBPS/p2.xhtml#d"]
    assert marks(text, "note") == [
        ("甲1", ""), ("脚注", names[0]), ("又段", names[0]), ("乙[1]2", ""), ("丙", ""), ("弹注", names[3]),
        ("[1]尾注", names[1]), ("二", names[2])]
    assert [run for run in runs(text) if run[1] == "ref"] == [
        ("1", "ref", names[0]), ("[1]", "ref", names[1]), ("2", "ref", names[2]), ("", "ref", names[3])]
    assert (texts(text, "hidden"), text.pictures) == (["↩"], ())


def test_lists_tables_quotes_captions_readings_and_emphasis() -> None:
    text = read('<ul><li>点<ol><li>甲</li></ol></li></ul><table><caption>表</caption><tr><th>头</th><td>值</td></tr>'
                "<tr><td>一</td><td>二</td></tr></table>", "<table border='1'><tr><td>三</td><td>四</td></tr></table>"
                '<blockquote><p>引</p></blockquote><figure><img src="i.png"/><figcaption>图</figcaption></figure>'
                "<p><ruby>汉<rt>hàn</rt></ruby><em>重</em><strong>粗</strong><u>线</u></p>"
                '<div class="poem"><p>床前<br/>明月</p></div>', files={"i.png": PNG})
    assert marks(text, "item", "bullet", "table", "row", "quote", "caption") == [
        ("点", 1, "•", 0, 0, 0, False), ("甲", 2, "1.", 0, 0, 0, False), ("表", 0, "", 1, 0, 0, True),
        ("头", 0, "", 1, 1, 0, False), ("值", 0, "", 1, 1, 0, False), ("一", 0, "", 1, 2, 0, False),
        ("二", 0, "", 1, 2, 0, False), ("三", 0, "", 2, 1, 0, False), ("四", 0, "", 2, 1, 0, False),
        ("引", 0, "", 0, 0, 1, False), ("图", 0, "", 0, 0, 0, True), ("汉重粗线", 0, "", 0, 0, 0, False),
        ("床前", 0, "", 0, 0, 0, False), ("明月", 0, "", 0, 0, 0, False)]
    assert runs(text) == [("汉", "ruby", "hàn"), ("重", "em", ""), ("粗", "strong", ""), ("线", "em", "line")]
    numbers = [line.marks.paragraph for line in text.lines if line.marks.paragraph]
    assert numbers == sorted(set(numbers))
    picture = text.pictures[0]
    assert (picture.source, picture.media, picture.data) == ("OEBPS/i.png", "image/png", PNG)
    assert text.view.text[picture.place :].startswith("图")


# pictures


@pytest.mark.parametrize("shown", ['<img src="c.jpg"/>', '<svg><image xlink:href="c.jpg"/></svg>'])
@pytest.mark.parametrize("version", ["2.0", "3.0"])
def test_the_cover_is_no_picture_of_the_text(shown: str, version: str) -> None:
    text = read(f"<div>{shown}</div>", "<p>甲<img src='c.jpg'/></p>", files={"c.jpg": b"\xff\xd8\xff"}, version=version,
                metadata='<meta name="cover" content="c.jpg"/>' if version == "2.0" else "",
                properties={"c.jpg": "cover-image"} if version == "3.0" else {})
    assert [(each.source, text.view.text[: each.place]) for each in text.pictures] == [("OEBPS/c.jpg", "甲")]
    assert [(each.code, each.severity) for each in text.findings] == [("epub/picture", "note")]


def test_pictures_that_are_missing_or_elsewhere_are_told_or_named() -> None:
    text = read('<p><img src="x.png" alt="图"/>甲<img src="http://a/b.png"/></p>')
    assert [(each.source, each.alternative, each.data) for each in text.pictures] == [
        ("x.png", "图", b""), ("http://a/b.png", "", b"")]
    assert codes(text) == ["epub/picture"]


def test_a_book_of_pictures_says_that_it_has_no_text() -> None:
    text = read('<p><img src="a.png"/></p>', files={"a.png": PNG})
    assert (len(text.pictures), codes(text)) == (1, ["epub/empty"])
