"""DOCX: complete, navigable, in Chinese type, the same bytes every time."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx_files import W, names_of, part, read_stories, render, run_in, seeds_collection, style_of, text_of
from pdf_files import small_tree
from trees import NAMES, printed, seed_tree, tree_from_rows, whole_tree

from convert.check.structure import check_structure
from convert.collection import Part
from convert.formats.docx import DocxWriter
from convert.formats.docx.leaves import DATELINE, FACT
from convert.formats.docx.tables import column_widths
from convert.formats.grid import lay_grid
from convert.formats.writer import Notice
from convert.style.sheet import list_styles, load_style
from convert.tree.build import add, load
from convert.tree.nodes import Document, Heading, Node, Title, squeeze


def find_outline(data: bytes) -> list[tuple[int, str]]:
    """Level and text of every paragraph that Word's navigation pane shows."""
    styles = part(data, "word/styles.xml")
    levels = {style.get(f"{W}styleId"): int(level.get(f"{W}val")) + 1 for style in styles.iter(f"{W}style")
              for level in style.iter(f"{W}outlineLvl")}
    return [(levels[style_of(p)], text_of(p)) for p in part(data).iter(f"{W}p") if style_of(p) in levels]


def leaves(tree: Document) -> list[str]:
    """The printed text of the articles, leaf by leaf."""
    return [printed(node) for node in tree.article.iter() if isinstance(node, Node) and node.get("at") is not None
            and node.tag != "field" and node.text_content.strip()]


@pytest.mark.parametrize("style", list_styles())
@pytest.mark.parametrize("tree", [whole_tree(), *map(seed_tree, NAMES)], ids=["full", *NAMES])
def test_the_words_of_a_tree_are_those_of_the_document_in_their_order(tree: Document, style: str) -> None:
    data = render(tree, style)
    paragraphs = (p for story in read_stories(data) for p in story.iter(f"{W}p")
                  if p.find(f"{W}pPr/{W}pStyle") is not None and not style_of(p).startswith(("TOC", DATELINE, FACT)))
    words = "".join(map(text_of, paragraphs))
    assert [word for word in leaves(tree) if word not in words] == []
    assert Counter(words) == Counter("".join(leaves(tree)))


@pytest.mark.parametrize("style", list_styles())
@pytest.mark.parametrize("name", NAMES)
def test_the_outline_shows_every_heading_of_the_tree_and_no_paragraph(name: str, style: str) -> None:
    tree = run_in(seed_tree(name))
    nested = [title for title in tree.walk(Title) if title is not tree.article.title]
    expected = [squeeze(node.text_content) for node in tree.iter("heading", "title")
                if isinstance(node, Heading) or node in nested]
    assert [squeeze(text) for _, text in find_outline(render(tree, style))] == expected


def test_all_seeds_have_73_headings() -> None:
    outlines = [find_outline(render(run_in(seed_tree(name)), "gongwen")) for name in NAMES]
    titles = [sum(1 for _ in seed_tree(name).walk(Title)) - 1 for name in NAMES]
    assert sum(map(len, outlines)) - sum(titles) == 73


def test_sections_lie_below_the_titles_of_their_articles() -> None:
    outline = find_outline(render(seeds_collection(), "book"))
    assert outline[0] == (1, "上编")
    assert (2, "今年经济工作怎么干") in outline
    assert (3, "把稳就业作为重中之重") in outline
    assert (4, "(一)积极融入新发展格局,筑牢发展基石。") in outline


def test_a_run_in_heading_ends_in_a_style_separator_and_is_laid_out_as_its_paragraph() -> None:
    paragraphs = list(part(render(run_in(seed_tree(NAMES[3])), "gongwen")).iter(f"{W}p"))
    heading = next(p for p in paragraphs if text_of(p).startswith("(一)积极融入"))
    assert [child.tag for child in heading.find(f"{W}pPr/{W}rPr")] == [f"{W}vanish", f"{W}specVanish"]
    assert heading.find(f"{W}pPr/{W}ind").get(f"{W}firstLineChars") == "200"
    assert style_of(paragraphs[paragraphs.index(heading) + 1]) == "BodyText"


def test_python_docx_reads_what_is_written_and_may_go_on() -> None:
    document = DocxWriter().open(seed_tree(NAMES[1]), load_style("gongwen"))
    assert isinstance(document, docx.document.Document)
    assert document.core_properties.title == "在全市统筹推进疫情防控和经济社会发展工作视频会议上的讲话"
    assert next(p.text for p in document.paragraphs if p.style.name == "Heading 1") == "第一,着力推动实体经济发展。"
    assert document.sections[0].page_width.mm == pytest.approx(210, abs=0.1)
    document.add_paragraph("后记", style="Body Text")


def test_faces_and_language_are_east_asian_apart_from_latin() -> None:
    styles = part(render(seed_tree(NAMES[0]), "gongwen"), "word/styles.xml")
    assert not [name for element in styles.iter() for name in element.attrib if "Theme" in name]
    fonts = {style.get(f"{W}styleId"): style.find(f"{W}rPr/{W}rFonts") for style in styles.iter(f"{W}style")}
    assert fonts["BodyText"].get(f"{W}eastAsia") == "仿宋"
    assert fonts["BodyText"].get(f"{W}ascii") == "Times New Roman"
    assert styles.find(f".//{W}rPrDefault//{W}lang").get(f"{W}eastAsia") == "zh-CN"


def test_traditional_documents_have_traditional_faces_and_mixed_ones_have_them_run_by_run() -> None:
    whole = render(seed_tree(NAMES[2]))
    assert part(whole, "word/styles.xml").find(f".//{W}rPrDefault//{W}lang").get(f"{W}eastAsia") == "zh-TW"
    assert not list(part(whole).iter(f"{W}lang"))
    mixed = part(render(seeds_collection()))
    run = next(r for r in mixed.iter(f"{W}r") if "".join(r.itertext()).startswith("按照會議安排"))
    assert run.find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia") == "新細明體"
    assert run.find(f"{W}rPr/{W}lang").get(f"{W}eastAsia") == "zh-TW"
    leaf = next(r for r in part(render(whole_tree())).iter(f"{W}r") if "".join(r.itertext()) == "臺灣")
    assert leaf.find(f"{W}rPr/{W}lang").get(f"{W}eastAsia") == "zh-TW"


def test_metadata_names_source_digest_and_fields() -> None:
    data = render(seed_tree(NAMES[3]), "gongwen")
    custom = {e.get("name"): "".join(e.itertext()) for e in part(data, "docProps/custom.xml")}
    assert custom["Style"] == "gongwen"
    assert custom["Source"] == f"{NAMES[3]}.txt"
    assert len(custom["Tree SHA-256"]) == 64
    assert custom["索引号"] == "011336909/2021-11451"
    source = part(data, "customXml/item1.xml")[0]
    assert source.get("sha256") == seed_tree(NAMES[3]).record.source.sha256
    assert ("validity", "有效性", "有效") in [(e.get("name"), e.get("label"), e.text) for e in source]
    assert part(data, "docProps/core.xml").findtext("{*}created") == "2021-04-08T00:00:00Z"


def test_a_picture_that_is_not_there_is_told() -> None:
    notices = DocxWriter().write(whole_tree(), load_style("plain"), io.BytesIO())
    assert Notice("docx/figure", "A picture is left as an empty frame: a.png.") in notices


@pytest.mark.parametrize("style", ["newspaper"])
def test_headlines_span_the_columns_of_their_text(style: str) -> None:
    sections = list(part(render(seed_tree(NAMES[0]), style)).iter(f"{W}sectPr"))
    assert [s.find(f"{W}cols").get(f"{W}num") for s in sections][:4] == ["1", "3", "1", "3"]
    assert {s.find(f"{W}type").get(f"{W}val") for s in sections[1:]} == {"continuous"}


def test_columns_are_level_at_the_end() -> None:
    """A further section on the page makes them so; its own line is as low as a line can be."""
    *_, last, end = part(render(seed_tree(NAMES[0]), "newspaper")).find(f"{W}body")
    assert end.find(f"{W}type").get(f"{W}val") == "continuous"
    assert end.find(f"{W}cols").get(f"{W}num") == "1"
    assert text_of(last) == ""
    assert last.find(f"{W}pPr/{W}spacing").get(f"{W}line") == "20"
    before = last.getprevious().find(f"{W}pPr/{W}sectPr")
    assert before.find(f"{W}cols").get(f"{W}num") == "3"


def test_contents_list_what_is_in_the_outline_with_links_to_it() -> None:
    assert load_style("book").page["contents-depth"] == 2
    parts = seeds_collection()
    whole = replace(parts, parts=(Part("", tuple(member for part in parts.parts for member in part.members)),))
    # Without parts the sections of a work lie second; Word has them on the third level, under articles of articles.
    for work, depth in ((seed_tree(NAMES[3]), 2), (parts, 2), (whole, 3)):
        data = render(work, "book")
        outline = [(level, squeeze(text)) for level, text in find_outline(data) if level <= depth]
        links = list(part(data).iter(f"{W}hyperlink"))
        assert [(int(style_of(link.getparent())[3:]), link.findtext(f"{W}r/{W}t")) for link in links] == outline
        bookmarks = {mark.get(f"{W}name"): mark.getparent() for mark in part(data).iter(f"{W}bookmarkStart")}
        targets = [squeeze(text_of(bookmarks[link.get(f"{W}anchor")])) for link in links]
        assert targets == [text for _, text in outline]
        codes = ["".join(code.itertext()) for code in part(data).iter(f"{W}instrText")]
        assert codes[0] == f' TOC \\o "1-{depth}" \\h \\z '
        assert len(codes) == 1 + len(links)


def test_contents_number_pages_as_they_will_fall() -> None:
    rows = []
    for chapter in range(1, 6):
        rows += [("heading", "1", f"{chapter}章"), *([("p", "", "字" * 37 * 4)] * 8)]
    tree = tree_from_rows([{"kind": kind, "level": level, "key": "", "text": text} for kind, level, text in rows])
    links = part(render(tree, "book")).iter(f"{W}hyperlink")
    pages = [int(link.findall(f"{W}r")[-2].findtext(f"{W}t")) for link in links]
    lines = 213 * 72 / 25.4 // 18
    each = 8 * 5 + 3  # lines of a chapter: five to a paragraph, since the first is indented
    assert pages == [int(each * chapter // lines) + 1 for chapter in range(5)]


def test_a_book_opens_with_a_title_page_and_numbers_its_text_anew() -> None:
    sections = list(part(render(seed_tree(NAMES[3]), "book")).iter(f"{W}sectPr"))
    assert [s.find(f"{W}titlePg") is not None for s in sections] == [True, False, False]
    assert [n.get(f"{W}fmt") for s in sections for n in s.iter(f"{W}pgNumType")] == ["lowerRoman", "decimal"]


def test_a_page_break_stands_before_the_kicker_of_a_title() -> None:
    paragraphs = list(part(render(seeds_collection(), "book")).iter(f"{W}p"))
    kicker = next(p for p in paragraphs if style_of(p) == "Kicker")
    title = paragraphs[paragraphs.index(kicker) + 1]
    assert kicker.find(f"{W}pPr/{W}pageBreakBefore") is not None
    assert title.find(f"{W}pPr/{W}pageBreakBefore").get(f"{W}val") == "0"


def test_a_note_whose_mark_stands_in_the_text_is_a_footnote_with_its_printed_mark() -> None:
    rows = [("title", "题"), ("p", "前文①后文。又一处。②"), ("p", "分三步：①甲；②乙；③丙。"), ("note", "① 注一。"),
            ("note", "②注二。"), ("note", "③不在文中作注。"), ("note", "（本刊综合）")]
    tree = tree_from_rows([{"kind": kind, "level": "", "key": "", "text": text} for kind, text in rows])
    data = render(tree)
    assert check_structure(data, "notes.docx") == []
    body, notes = read_stories(data)
    assert [text_of(note) for note in notes][2:] == ["① 注一。", "②注二。"]
    marks = [ref.getnext().text for ref in body.iter(f"{W}footnoteReference")]
    assert marks == ["①", "②"]
    printed = [text_of(p) for p in body.iter(f"{W}p")]
    assert printed == ["题", "前文①后文。又一处。②", "分三步：①甲；②乙；③丙。", "③不在文中作注。", "（本刊综合）"]
    assert part(data, "word/settings.xml").find(f"{W}footnotePr") is not None


@pytest.mark.parametrize(("marks", "labelled", "counted"), [
    ("①②", True, True), ("12", False, True), ("①③", True, False), ("a*", True, False), ("*†", False, False)])
def test_word_counts_notes_whose_marks_are_a_regular_series(marks: str, labelled: bool, counted: bool) -> None:
    body = "".join(f"<p>文<ref target='n{n}'>{mark}</ref>。</p>" for n, mark in enumerate(marks, 1))
    notes = "".join(f"<note id='n{n}'>{f'<label>{mark}</label> ' if labelled else ''}注{n}。</note>"
                    for n, mark in enumerate(marks, 1))
    data = render(small_tree(f"{body}<back>{notes}</back>"))
    references = list(part(data).iter(f"{W}footnoteReference"))
    assert [reference.get(f"{W}customMarkFollows") is None for reference in references] == [counted] * 2
    assert len(list(part(data, "word/footnotes.xml").iter(f"{W}footnoteRef"))) == 2 * counted
    assert check_structure(data, "counted.docx") == []


def test_remarks_stand_beside_their_paragraphs_on_request_only() -> None:
    tree = seed_tree(NAMES[1])
    second = list(tree.walk(Heading))[1]
    for code, at, text in (("series/gap", second.get("at"), "缺第三"), ("text/truncated", None, "没有结尾")):
        add(tree.record, "remark", code=code, severity="note", at=at).text = text
    assert "word/comments.xml" not in names_of(render(tree))
    data = render(tree, remarks=True)
    assert check_structure(data, "remarks.docx") == []
    comments = [text_of(comment) for comment in part(data, "word/comments.xml")]
    assert comments == ["series/gap：缺第三", "text/truncated：没有结尾"]
    places = {mark.get(f"{W}id"): text_of(mark.getparent()) for mark in part(data).iter(f"{W}commentRangeStart")}
    assert places == {"0": second.text_content, "1": tree.article.title.text_content}


def counted(labels: list[tuple[int, str]], folder: Path) -> tuple[bytes, list[str]]:
    """A document with these numbers of headings, in a style that lets Word count; and what was told."""
    sheet = folder / "counting.toml"
    sheet.write_text('extends = "plain"\n[type.heading]\nnumbers = "list"\n', encoding="utf-8")
    rows = [{"kind": "heading", "level": str(level), "key": "", "text": f"{label}标题"} for level, label in labels]
    tree = tree_from_rows(rows)
    for heading, (_, label) in zip(tree.walk(Heading), labels, strict=True):
        heading.text = ""
        add(heading, "label").text = label
        heading[0].tail = "标题"
    out = io.BytesIO()
    notices = DocxWriter().write(tree, load_style(sheet), out)
    return out.getvalue(), [notice.code for notice in notices]


def test_regular_numbers_are_counted_by_word_where_the_style_asks(tmp_path: Path) -> None:
    labels = [(1, "一、"), (2, "（一）"), (3, "1."), (3, "2."), (2, "（二）"), (3, "1."), (1, "二、"), (2, "（一）"),
              *((1, f"{n}、") for n in ("三", "四", "五", "六", "七", "八", "九", "十", "十一"))]
    data, told = counted(labels, tmp_path)
    assert told == []
    assert check_structure(data, "counted.docx") == []
    assert {text_of(p) for p in part(data).iter(f"{W}p")} == {"标题"}
    shapes = [(level.find(f"{W}numFmt").get(f"{W}val"), level.find(f"{W}lvlText").get(f"{W}val"))
              for level in part(data, "word/numbering.xml")[2].iter(f"{W}lvl")]
    assert shapes == [("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3.")]


@pytest.mark.parametrize("labels", [
    [(1, "一、"), (1, "三、")], [(1, "一、"), (1, "（二）")], [(1, "一、"), (2, ""), (2, "（一）")], [(1, "二、")],
    [(1, "一、"), (2, "（一）"), (1, "二、"), (2, "（二）")], [(1, "50%、")]])
def test_irregular_numbers_stay_text_and_are_told(labels: list[tuple[int, str]], tmp_path: Path) -> None:
    data, told = counted(labels, tmp_path)
    assert told == ["docx/numbers"]
    assert [text_of(p) for p in part(data).iter(f"{W}p")] == [f"{label}标题" for _, label in labels]
    assert not list(part(data).iter(f"{W}numPr"))


def test_cells_that_span_hang_down_and_fill_their_rows() -> None:
    table = load("""<table><row role="head"><cell at="0:1" cols="2" rows="2">甲</cell><cell at="0:1">乙</cell></row>
        <row><cell at="0:1">丙</cell></row><row><cell at="0:1">丁</cell></row></table>""".encode())
    grid = [[(slot.column, slot.span, slot.merge, slot.cell.text if slot.cell is not None else "") for slot in row]
            for row in lay_grid(table)]
    assert grid == [[(0, 2, "restart", "甲"), (2, 1, "", "乙")], [(0, 2, "continue", ""), (2, 1, "", "丙")],
                    [(0, 1, "", "丁"), (1, 1, "", ""), (2, 1, "", "")]]
    assert sum(column_widths(lay_grid(table), 9000)) == 9000


_PRINT_DIGEST = """
import hashlib, sys; sys.path[:0] = [{tests!r}]
from docx_files import NAMES, render, seed_tree, seeds_collection
print(hashlib.sha256(render(seed_tree(NAMES[0]), "book") + render(seeds_collection(), "gongwen")).hexdigest())
"""


def test_two_processes_with_different_hash_seeds_write_the_same_bytes() -> None:
    program = _PRINT_DIGEST.format(tests=str(Path(__file__).parent))
    digests = {subprocess.run([sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, capture_output=True,
                              text=True, check=True).stdout for seed in ("1", "2")}
    own = hashlib.sha256(render(seed_tree(NAMES[0]), "book") + render(seeds_collection(), "gongwen")).hexdigest()
    assert digests == {f"{own}\n"}
