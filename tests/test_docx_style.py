"""What a style sheet says is what the parts of a DOCX say."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx_files import W, names_of, part, render, text_of
from lxml import etree
from pdf_files import small_tree

from convert.chinese.prohibition import NO_START
from convert.style.sheet import load_style

BODY = """<front><title @>论“新”与‘旧’</title></front><section><heading @>甲</heading>
<p @>他说“don’t”，见<name kind="person">王小明</name><ref target="n1">①</ref>。</p><section><heading @>乙</heading>
<section><heading @>丙</heading><p @>完。</p><note id="n1" @ n="1"><label>①</label>注</note>
</section></section></section>""".replace("@", 'at="0:1"')


@pytest.fixture
def write(tmp_path: Path):
    def make(sheet: str, body: str = BODY, language: str = "zh-Hans") -> bytes:
        path = tmp_path / "mine.toml"
        path.write_text(sheet, encoding="utf-8")
        load_style.cache_clear()
        return render(small_tree(body, language), str(path))

    return make


def normal(data: bytes) -> etree._Element:
    styles = part(data, "word/styles.xml")
    return next(style for style in styles.iter(f"{W}style") if style.get(f"{W}styleId") == "Normal")


def switch(data: bytes, name: str) -> bool:
    return normal(data).find(f"{W}pPr/{W}{name}").get(f"{W}val") != "0"


def text(data: bytes) -> str:
    return "".join(map(text_of, part(data).iter(f"{W}p")))


def test_commas_hang_where_the_sheet_lets_them(write):
    assert not switch(write(""), "overflowPunct")
    assert switch(write("page.hanging = true"), "overflowPunct")


def test_what_may_not_begin_a_line_is_said_by_its_level(write):
    def rules(data: bytes) -> dict[str, str]:
        settings = part(data, "word/settings.xml")
        return {rule.get(f"{W}lang"): rule.get(f"{W}val") for rule in settings.iter(f"{W}noLineBreaksBefore")}

    assert switch(write(""), "kinsoku")
    assert rules(write("")) == {"zh-CN": NO_START["strict"]}
    assert rules(write('page.prohibition = "basic"')) == {"zh-CN": NO_START["basic"]}
    assert rules(write('page.prohibition = "none"')) == {}
    assert not switch(write('page.prohibition = "none"'), "kinsoku")


def test_the_contents_are_as_deep_as_the_sheet_says(write):
    for depth in (1, 2, 3):
        data = write(f'extends = "book"\npage.contents-depth = {depth}')
        assert len(list(part(data).iter(f"{W}hyperlink"))) == depth


def test_quotation_marks_are_those_of_the_sheet(write):
    assert "论“新”与‘旧’" in text(write(""))
    data = write('page.quotes = "corner"')
    assert "论「新」与『旧』" in text(data)
    assert "他说「don’t」" in text(data)
    assert part(data, "docProps/core.xml").findtext("{*}title") == "论“新”与‘旧’"
    headed = write('extends = "book"\npage.quotes = "corner"')
    assert "论「新」与『旧』" in "".join(part(headed, "word/header1.xml").itertext())


def test_faces_and_language_are_those_of_the_region(write):
    def speaks(data: bytes) -> tuple[str, str]:
        default = part(data, "word/styles.xml").find(f".//{W}rPrDefault/{W}rPr")
        return default.find(f"{W}lang").get(f"{W}eastAsia"), default.find(f"{W}rFonts").get(f"{W}eastAsia")

    assert speaks(write("")) == speaks(write('page.region = "cn"', language="zh-Hant")) == ("zh-CN", "宋体")
    assert speaks(write('page.region = "hk"')) == speaks(write("", language="zh-Hant")) == ("zh-TW", "新細明體")
    assert not list(part(write('page.region = "cn"', language="zh-Hant")).iter(f"{W}lang"))


def test_names_have_a_line_where_the_sheet_wants_one(write):
    assert not list(part(write("")).iter(f"{W}u"))
    runs = [run for run in part(write("page.name-line = true")).iter(f"{W}r") if run.find(f"{W}rPr/{W}u") is not None]
    assert [text_of(run) for run in runs] == ["王小明"]


def test_notes_stand_where_the_sheet_wants_them(write):
    assert "word/footnotes.xml" in names_of(write(""))
    assert "word/footnotes.xml" in names_of(write('page.notes = "foot"'))
    placed = write('page.notes = "place"')
    assert "word/footnotes.xml" not in names_of(placed)
    assert text(placed).count("①") == 2


def test_a_rule_of_no_thickness_is_none(write):
    def rules(data: bytes) -> list[str]:
        return [rule.get(f"{W}sz") for rule in part(data, "word/styles.xml").iterfind(f".//{W}pBdr/{W}top")]

    assert rules(write('type.note.rule-above = "1pt"')) == ["8"]
    assert rules(write('type.note.rule-above = "0pt"')) == []


def test_a_kicker_stands_on_the_title_page_of_its_title(write):
    body = '<front><kicker at="0:1">引</kicker><title at="0:1">题</title></front><p at="0:1">文</p>'
    kicker, title = list(part(write('extends = "book"', body)).iter(f"{W}p"))[:2]
    assert [text_of(kicker), text_of(title)] == ["引", "题"]
    assert title.find(f"{W}pPr/{W}pageBreakBefore").get(f"{W}val") == "0"


@pytest.mark.parametrize(("sheet", "language", "bold"), [
    ("", "zh-Hans", True), ("", "zh-Hant", True), ('extends = "gongwen"', "zh-Hans", False),
    ('extends = "gongwen"', "zh-Hant", True)])
def test_titles_are_bold_where_their_face_may_be_missing(write, sheet: str, language: str, bold: bool):
    styles = part(write(sheet, language=language), "word/styles.xml")
    title = next(style for style in styles.iter(f"{W}style") if style.get(f"{W}styleId") == "Title")
    assert (title.find(f"{W}rPr/{W}b") is not None) is bold
    fonts = title.find(f"{W}rPr/{W}rFonts")
    assert fonts.get(f"{W}ascii") == fonts.get(f"{W}eastAsia")  # letters and figures are as heavy


def test_word_shows_chinese_names_of_styles_and_closes_up_marks(write):
    for sheet in ("", 'extends = "gongwen"'):
        data = write(sheet)
        styles = {style.get(f"{W}styleId"): style.find(f"{W}name").get(f"{W}val")
                  for style in part(data, "word/styles.xml").iter(f"{W}style")}
        assert [styles[id_] for id_ in ("Kicker", "Byline", "Addressee", "Lead")] == [
            "引题", "作者", "主送机关", "段首句"]
        assert [styles[id_] for id_ in ("Title", "Heading1", "BodyText")] == ["Title", "heading 1", "Body Text"]
        control = part(data, "word/settings.xml").find(f"{W}characterSpacingControl")
        assert control.get(f"{W}val") == "compressPunctuation"


def test_faces_name_what_offices_have(write):
    fonts = {font.get(f"{W}name"): font.find(f"{W}altName").get(f"{W}val").split(",")
             for font in part(write(""), "word/fontTable.xml").iter(f"{W}font")}
    assert "仿宋_GB2312" in fonts["仿宋"]
    assert "楷体_GB2312" in fonts["楷体"]
    assert "华文中宋" in fonts["方正小标宋简体"]
