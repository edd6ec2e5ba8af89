"""Official documents in DOCX, as GB/T 9704-2012 lays them out."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from commands import call
from docx_files import W, notice, part, render, style_of, text_of
from office_facts import FACTS
from trees import NAMES, seed_tree, tree_from_rows

from convert.check import check_docx
from convert.check.structure import check_structure
from convert.errors import SourceError, UsageError
from convert.formats.official.dispatch import Dispatch, make_dispatch
from convert.formats.official.measures import closing_indents
from convert.style.sheet import list_styles


def paragraphs(data: bytes) -> list:
    return [p for p in part(data).iter(f"{W}p") if text_of(p)]


def texts(data: bytes) -> list[tuple[str, str]]:
    return [(style_of(p), text_of(p)) for p in paragraphs(data)]


def find(data: bytes, text: str):
    return next(p for p in paragraphs(data) if text in text_of(p))


def setting(paragraph, path: str, name: str) -> str | None:
    element = paragraph.find("/".join(f"{W}{step}" for step in ("pPr", *path.split("/"))))
    return None if element is None else element.get(W + name)


def test_what_the_office_gives_stands_in_the_order_of_the_standard() -> None:
    data = render(notice(), "gongwen", dispatch=FACTS)
    assert texts(data)[:7] == [
        ("Marking", "000001"), ("Marking", "机密★1年"), ("Marking", "特急"), ("Issuer", "某某市人民政府文件"),
        ("Number", "某政发〔2021〕8号签发人：李某某"),
        ("Title", "关于进一步加强地方政府性债务风险应急处置工作有关事项的通知"),
        ("Addressee", "各县、市、区人民政府，市政府各部门：")]
    assert texts(data)[-5:] == [
        ("Signature", "某某市人民政府"), ("Date", "2021年4月8日"), ("BodyText", "（此件公开发布）"),
        ("Imprint", f"抄送：{FACTS['抄送']}。"), ("Imprint", "某某市人民政府办公室2021年4月9日印发")]
    assert check_structure(data, "notice.docx") == []


def test_nothing_is_invented() -> None:
    for tree in (notice(), seed_tree(NAMES[3])):
        written = {style for style, _ in texts(render(tree, "gongwen"))}
        assert written.isdisjoint({"Marking", "Issuer", "Number", "Imprint"})


def test_what_the_tree_lacks_is_taken_from_the_office_and_what_it_has_is_not() -> None:
    given = {"主送机关": "各单位", "署名": "某办公室", "成文日期": "2020年1月1日", "附件": ["甲表", "乙表"]}
    bare = texts(render(seed_tree(NAMES[1]), "gongwen", dispatch=given))
    assert ("Addressee", "各单位：") in bare
    assert bare[-4:] == [("Attachment", "附件：1. 甲表"), ("Attachment", "2. 乙表"), ("Signature", "某办公室"),
                         ("Date", "2020年1月1日")]
    full = [text for _, text in texts(render(notice(), "gongwen", dispatch=given))]
    assert not {"各单位：", "附件：1. 甲表", "某办公室", "2020年1月1日"} & set(full)


def test_the_red_line_stands_under_the_number_as_wide_as_the_type_area() -> None:
    number = find(render(notice(), "gongwen", dispatch=FACTS), "某政发")
    assert setting(number, "pBdr/bottom", "color") == "FF0000"
    assert setting(number, "ind", "left") is None
    issuer_size = [size.get(f"{W}val") for size in find(
        render(notice(), "gongwen", dispatch={"发文机关标志": "某某省" * 12}), "某某省某某省").iter(f"{W}sz")]
    assert issuer_size == ["24"]


@pytest.mark.parametrize(("signature", "date", "seal", "expected"), [
    (7, 6, "none", (3, 2)), (12, 6, "none", (2, 6)), (6, 9, "none", (7, 2)), (7, 6, "seal", (3.5, 4)),
    (20, 6, "seal", (0, 4)), (7, 6, "signature", (4, 4)), (7, 0, "none", (2, 2))])
def test_signature_and_date_stand_where_the_standard_puts_them(
        signature: float, date: float, seal: str, expected: tuple[float, float]) -> None:
    assert closing_indents(signature, date, seal) == expected


def test_without_seal_the_date_begins_two_characters_right_of_the_signature() -> None:
    data = render(notice(), "gongwen")
    signature, date = find(data, "某某市人民政府"), find(data, "2021年4月8日")
    assert (setting(signature, "ind", "rightChars"), setting(date, "ind", "rightChars")) == ("425", "200")
    assert setting(signature, "spacing", "beforeLines") == "100"
    sealed = render(notice(), "gongwen", dispatch={"印章": "加盖印章"})
    assert setting(find(sealed, "2021年4月8日"), "ind", "rightChars") == "400"


def test_attachments_hang_on_the_first_character_of_their_names() -> None:
    data = render(notice(), "gongwen")
    first, second = find(data, "附件：1."), find(data, "2.风险")
    assert (setting(first, "ind", "leftChars"), setting(first, "ind", "hangingChars")) == ("575", "375")
    assert (setting(second, "ind", "leftChars"), setting(second, "ind", "hangingChars")) == ("575", "75")


def test_an_annex_opens_a_page_with_its_title_on_the_third_line() -> None:
    data = render(notice(annex=True), "gongwen", dispatch=FACTS)
    written = [style for style, _ in texts(data)]
    assert written[written.index("Date") : written.index("Annex") + 1] == ["Date", "BodyText", "Annex"]
    assert texts(data)[written.index("Annex")] == ("Annex", "附件1")
    assert written[-1] == "Imprint"
    annex = next(s for s in part(data, "word/styles.xml") if s.get(f"{W}styleId") == "Annex")
    assert annex.find(f"{W}pPr/{W}pageBreakBefore") is not None


def test_a_closing_and_an_annex_inside_a_section_are_laid_out_as_such() -> None:
    rows = [("title", "", "关于某事的通知"), ("heading", "1", "一、要求"), ("p", "", "请照办。"),
            ("p", "", "某某市人民政府"), ("date", "", "2021年4月8日"), ("heading", "1", "附件1"),
            ("heading", "2", "任务分工表"), ("p", "", "分工如下。")]
    tree = tree_from_rows([{"kind": kind, "level": level, "key": "", "text": text} for kind, level, text in rows])
    data = render(tree, "gongwen", dispatch={"附注": "此件公开发布"})
    assert [style for style, _ in texts(data)] == [
        "Title", "Heading1", "BodyText", "Signature", "Date", "BodyText", "Heading1", "Heading2", "BodyText"]
    assert texts(data)[5] == ("BodyText", "（此件公开发布）")
    assert setting(find(data, "附件1"), "ind", "firstLineChars") == "0"
    assert find(data, "附件1").find(f"{W}pPr/{W}pageBreakBefore") is not None
    assert setting(find(data, "任务分工表"), "jc", "val") == "center"
    assert check_docx(data, "annex.docx", "gongwen") == []


def test_a_letter_has_its_issuer_and_double_lines_on_the_first_page_only() -> None:
    data = render(notice(), "gongwen", dispatch=FACTS | {"格式": "信函", "发文机关标志": "某某市人民政府"})
    assert check_structure(data, "letter.docx") == []
    header, footer = part(data, "word/header3.xml"), part(data, "word/footer3.xml")
    assert text_of(header) == "某某市人民政府"
    assert header.find(f".//{W}bottom").get(f"{W}val") == "thickThinSmallGap"
    assert footer.find(f".//{W}top").get(f"{W}val") == "thinThickSmallGap"
    assert not list(footer.iter(f"{W}fldChar"))
    assert texts(data)[0] == ("Marking", "000001某政发〔2021〕8号")
    assert [text for style, text in texts(data) if style == "Imprint"] == [f"抄送：{FACTS['抄送']}。"]


@pytest.mark.parametrize("style", list_styles())
def test_a_long_title_has_breaks_between_words(style: str) -> None:
    rows = [("kicker", "——某某市第十五届人民代表大会常务委员会第三十五次会议文件之一某某市人民政府文件"),
            ("title", "国务院办公厅关于进一步加强地方政府性债务风险应急处置工作有关事项的通知"), ("p", "文。")]
    tree = tree_from_rows([{"kind": kind, "level": "", "key": "", "text": text} for kind, text in rows])
    body = part(render(tree, style))
    breaks = {style_of(p): [list(p).index(r) for r in p.iter(f"{W}r") if r.find(f"{W}br") is not None]
              for p in body.iter(f"{W}p")}
    lines = {style_of(p): [r.findtext(f"{W}t") for r in p.iter(f"{W}r") if r.find(f"{W}t") is not None]
             for p in body.iter(f"{W}p")}
    three = ["国务院办公厅关于进一步加强", "地方政府性债务风险应急", "处置工作有关事项的通知"]
    two = ["国务院办公厅关于进一步加强地方政府性债务", "风险应急处置工作有关事项的通知"]
    assert lines["Title"] == (three if style == "plain" else two)  # 20 characters are a little too wide for plain
    assert len(breaks["Title"]) == len(lines["Title"]) - 1
    assert "".join(lines["Kicker"]) == rows[0][1]
    assert len(breaks["Kicker"]) == len(lines["Kicker"]) - 1


def test_facts_come_from_a_file_by_their_chinese_or_english_names(tmp_path: Path) -> None:
    path = tmp_path / "facts.toml"
    path.write_text('发文字号 = "某发〔2021〕1号"\ncopy-to = "某局"\n附件 = ["甲", "乙"]\n', encoding="utf-8")
    assert make_dispatch(path) == Dispatch(number="某发〔2021〕1号", copy_to="某局", attachments=("甲", "乙"))
    with pytest.raises(UsageError, match=r"'发文字'\. Did you mean '发文字号'"):
        make_dispatch({"发文字": "x"})
    with pytest.raises(UsageError, match="seal cannot be 'yes'"):
        make_dispatch({"seal": "yes"})
    with pytest.raises(SourceError, match=r"none\.toml"):
        make_dispatch(tmp_path / "none.toml")
    path.write_text("发文字号 = ", encoding="utf-8")
    with pytest.raises(UsageError, match="is not TOML"):
        make_dispatch(path)


def test_the_command_takes_facts_from_a_file_and_one_by_one(tmp_path: Path) -> None:
    facts = '发文机关标志 = "某某市人民政府文件"\n发文字号 = "某发〔2021〕1号"\n'
    (tmp_path / "facts.toml").write_text(facts, encoding="utf-8")
    (tmp_path / "text.txt").write_text("关于某事的通知\n\n各单位：\n\n　　请照办。\n", encoding="utf-8")
    command = ["convert", "text.txt", "-o", "a.docx", "--style", "gongwen", "--facts", "facts.toml"]

    def run(*more: str) -> subprocess.CompletedProcess[str]:
        return call(tmp_path, *command, *more)

    done = run("--fact", "密级=秘密", "--fact", "发文字号=某发〔2021〕2号")
    assert done.returncode == 0, done.stderr
    written = texts((tmp_path / "a.docx").read_bytes())
    assert written[:3] == [("Marking", "秘密"), ("Issuer", "某某市人民政府文件"), ("Number", "某发〔2021〕2号")]
    assert run("--fact", "密级").returncode == 2
    assert "Did you mean '发文字号'" in run("--fact", "发文号=1").stderr
