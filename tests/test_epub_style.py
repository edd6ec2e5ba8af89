"""What a style sheet says is what the CSS and the text of an EPUB, and the renditions of a TEI file, say."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from pdf_files import small_tree

from convert.formats.epub import EpubWriter
from convert.formats.tei import TeiWriter
from convert.style.sheet import Style, load_style

BODY = """<front><title @>论“新”</title></front><section><heading @>甲</heading>
<p @>他说“don’t”，<lead>见</lead><name kind="person">王小明</name>。</p></section>
<article><front><title @>内题</title></front></article>""".replace("@", 'at="0:1"')


@pytest.fixture
def load(tmp_path: Path):
    def make(sheet: str) -> Style:
        path = tmp_path / "mine.toml"
        path.write_text(sheet, encoding="utf-8")
        load_style.cache_clear()
        return load_style(path)

    return make


def read(style: Style, name: str, language: str = "zh-Hans") -> str:
    """A file of an EPUB."""
    out = io.BytesIO()
    EpubWriter().write(small_tree(BODY, language), style, out)
    return zipfile.ZipFile(out).read(f"EPUB/{name}").decode()


def rule(style: Style, selector: str) -> dict[str, str]:
    """What the CSS says for a selector, in all its rules."""
    found = re.findall(rf"^{re.escape(selector)} {{ (.*) }}$", read(style, "style.css"), re.MULTILINE)
    assert found, selector
    return dict(part.strip().split(": ", 1) for settings in found for part in settings.split(";") if part.strip())


def rendition(style: Style, selector: str) -> str:
    """What a TEI file says for a selector."""
    root = TeiWriter().encode(small_tree(BODY), style)
    return next(each.text for each in root.iter("{*}rendition") if each.get("selector") == selector)


def test_rules_are_borders_before_and_after(load):
    style = load('[type.note]\nrule-above = "1pt"\nrule-below = "2pt"\n')
    size = style.type_of("note")["size"].points()
    found = rule(style, ".note")
    assert found["border-top"] == f"{1 / size:.3f}em solid"
    assert found["border-bottom"] == f"{2 / size:.3f}em solid".replace("0em", "em")
    turned = load('page.direction = "vertical"\n[type.note]\nrule-above = "1pt"\n')
    assert "border-right" in rule(turned, ".note")
    assert "border-top" in rendition(style, "body note, trailer[type=note]")


def test_an_element_begins_a_page(load):
    style = load('[type."heading 1"]\nnew-page = true\n')
    assert rule(style, ".d1")["break-before"] == "page"
    assert "break-before: page" in rendition(style, "div[type=article] > div[type=section] > head")


def test_what_holds_for_text_holds_for_its_other_kinds_unless_they_say_otherwise(load):
    style = load('type.p.colour = "#ff0000"\ntype.quote.colour = "#000000"\ntype.p.keep-next = true')
    assert rule(style, "p")["color"] == rule(style, ".heading")["color"] == "#ff0000"
    assert rule(style, "blockquote p")["color"] == "inherit"
    assert rule(style, ".date")["break-after"] == "avoid"
    assert rule(load('type."heading 2".keep-next = false'), ".d2")["break-after"] == "auto"


def test_lines_are_broken_and_hang_as_the_sheet_says(load):
    strict = rule(load(""), "body")
    assert (strict["line-break"], strict["hanging-punctuation"]) == ("strict", "none")
    loose = rule(load('page.prohibition = "basic"\npage.hanging = true'), "body")
    assert (loose["line-break"], loose["hanging-punctuation"]) == ("loose", "allow-end")


def test_lines_of_like_length(load):
    assert rule(load('type.heading.shape = "trapezoid"'), ".heading")["text-wrap"] == "balance"


def test_topic_sentences_are_set_in_their_face(load):
    assert rule(load('type.lead.face = "kai"'), ".lead")["font-family"].startswith('"楷体"')


def test_names_have_a_line_where_the_sheet_wants_one(load):
    assert ".name {" not in read(load(""), "style.css")
    assert rule(load("page.name-line = true"), ".name")["text-decoration"] == "underline"


def test_faces_are_those_of_the_region(load):
    assert ":lang(zh-Hant)" in read(load(""), "style.css")
    for region, face in (("cn", '"宋体"'), ("tw", '"新細明體"')):
        style = load(f'page.region = "{region}"')
        assert rule(style, "html")["font-family"].startswith(face)
        assert ":lang(" not in read(style, "style.css")


def test_quotation_marks_are_those_of_the_sheet(load):
    style = load('page.quotes = "corner"')
    assert "他说「don’t」" in read(style, "text/article.xhtml")
    assert "论「新」" in read(style, "nav.xhtml")
    assert "他说“don’t”" in read(load(""), "text/article.xhtml")


def test_titles_and_headings_have_a_type_for_each_depth(load):
    style = load('[type."title 2"]\nsize = "四号"\n[type."heading 7"]\nface = "song"\n')
    assert rule(style, ".article > .article > .front > .title")["font-size"] == "1.167em"
    assert rule(style, ".d7")["font-family"].startswith('"宋体"')
    assert "1.167em" in rendition(style, "div[type=article] > div[type=article] > head[type=main]")


def test_columns_from_right_to_left_are_told_in_tei_too(load):
    assert "writing-mode: vertical-rl" in rendition(load('page.direction = "vertical"'), "text")
    assert "writing-mode" not in rendition(load(""), "text")


def test_embedded_faces_hold_the_topic_sentences(load):
    from convert.formats.epub.fonts import FontCase

    case = FontCase(load('type.lead.face = "kai"'))
    case.take(small_tree(BODY))
    assert case.used["kai"] == {"见"}


def test_titles_and_headings_are_bold_where_their_face_is_not_there(load):
    style = load('type."heading 2".face = "kai"')
    assert [rule(style, selector).get("font-weight") for selector in (".title", ".heading", ".d2")] == [
        "bold", "bold", "normal"]
    css = read(style, "style.css")
    local = re.search(r'@font-face { font-family: "方正小标宋简体"; src: (.*); font-weight: 100 900; }', css)
    assert local
    assert "Noto Serif" not in local[1]  # what text is set in too is bold in its place
    assert "font-weight" not in rule(load('type.p.face = "hei"'), ".heading")
