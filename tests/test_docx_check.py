"""Departures of a DOCX from GB/T 9704-2012: none in ours, each planted one in the right clause."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from commands import call
from docx_files import notice, render
from office_facts import FACTS

from convert.check import check_docx
from convert.check.official import RULES
from convert.check.roles import find_roles
from convert.errors import UsageError
from convert.style.sheet import list_styles

OFFICE = {"default": FACTS, "letter": FACTS | {"格式": "信函"}, "sealed": FACTS | {"印章": "加盖印章"}, "bare": {}}


@pytest.mark.parametrize("office", OFFICE)
def test_our_official_documents_keep_to_every_rule(office: str) -> None:
    assert check_docx(render(notice(annex=True), "gongwen", dispatch=OFFICE[office]), "notice.docx", "gongwen") == []


def test_other_styles_depart_and_say_where() -> None:
    found = check_docx(render(notice(), "plain"), "notice.docx", "gongwen")
    rows = {(row.clause.split()[-1], row.item.partition("：")[0]): (row.found, row.expected) for row in found}
    assert rows["5.2.1", "天头"] == ("25.0 mm", "37 mm")
    assert rows["5.2.3", "每行字数"] == ("36", "28 字")
    assert rows["5.2.2", "正文字体"] == ("宋体", "仿宋")
    assert rows["7.5", "双页页码"] == ("与单页相同", "单页居右、双页居左")


def replant(part: str, was: str, now: str) -> bytes:
    """The notice with something changed in a part."""
    out = io.BytesIO()
    given = FACTS | {"主送机关": ""}
    with zipfile.ZipFile(io.BytesIO(render(notice(annex=True), "gongwen", dispatch=given))) as sound, \
            zipfile.ZipFile(out, "w") as changed:
        for entry in sound.namelist():
            text = sound.read(entry).decode()
            if entry == part:
                assert re.search(was, text), f"{was} is not in {part}"
                text = re.sub(was, now, text, count=1)
            changed.writestr(entry, text)
    return out.getvalue()


DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"


def in_style(name: str, was: str, now: str) -> tuple[str, str, str]:
    return STYLES, rf'(w:styleId="{name}".*?){was}', rf"\g<1>{now}"


PLANTED = {
    "US Letter": ("5.1", (DOCUMENT, 'w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"')),
    "a top margin of an inch": ("5.2.1", (DOCUMENT, r'w:top="\d+"', 'w:top="1440"')),
    "a body in song": ("5.2.2", in_style("BodyText", "仿宋", "宋体")),
    "a body in 小四": ("5.2.2", in_style("BodyText", 'w:sz w:val="32"', 'w:sz w:val="24"')),
    "30 pt from line to line": ("5.2.3", in_style("BodyText", 'w:line="579"', 'w:line="600"')),
    "no fitting of characters": ("5.2.3", in_style("BodyText", '<w:spacing w:val="-5"/>', "")),
    "a grey body": ("5.2.4", in_style("BodyText", r"<w:sz ", r'<w:color w:val="808080"/><w:sz ')),
    "a copy number of three digits": ("7.2.1", (DOCUMENT, ">000001<", ">001<")),
    "secrecy in song": ("7.2.2", in_style("Marking", 'eastAsia="黑体', 'eastAsia="宋体')),
    "a blue issuer": ("7.2.4", in_style("Issuer", "FF0000", "0000FF")),
    "square brackets round the year": ("7.2.5", (DOCUMENT, "〔2021〕", "[2021]")),
    "a number with a leading zero": ("7.2.5", (DOCUMENT, "〔2021〕8号", "〔2021〕08号")),
    "no red line": ("7.2.7", (DOCUMENT, "<w:pBdr>.*?</w:pBdr>", "")),
    "a title at the left": ("7.3.1", in_style("Title", 'w:jc w:val="center"', 'w:jc w:val="left"')),
    "a title in hei": ("7.3.1", in_style("Title", 'eastAsia="方正小标宋简体', 'eastAsia="黑体')),
    "an addressee with a half-width colon": ("7.3.2", (DOCUMENT, "市政府各部门：", "市政府各部门:")),
    "an addressee moved in": ("7.3.2", in_style("Addressee", 'w:firstLine="0"', 'w:firstLine="630"')),
    "a body without indent": ("7.3.3", in_style("BodyText", r'w:firstLineChars="200" w:firstLine="\d+"', "")),
    "a first heading in kai": ("7.3.3", in_style("Heading1", 'eastAsia="黑体', 'eastAsia="楷体')),
    "a second heading in hei": ("7.3.3", in_style("Heading2", "楷体", "黑体")),
    "a heading with half-width brackets": ("7.3.3", (DOCUMENT, "（一）工作", "(一)工作")),
    "attachments with a full stop": ("7.3.4", (DOCUMENT, "报告表格式样", "报告表格式样。")),
    "attachments right below the body": ("7.3.4", in_style("Attachment", r'w:beforeLines="100" w:before="\d+"', "")),
    "a date with leading zeros": ("7.3.5.4", (DOCUMENT, "2021年4月8日", "2021年04月08日")),
    "a date in Chinese numerals": ("7.3.5.4", (DOCUMENT, "2021年4月8日", "二〇二一年四月八日")),
    "a date at the left": ("7.3.5", in_style("Date", 'w:jc w:val="right"', 'w:jc w:val="left"')),
    "a signature right below the text": ("7.3.5.2", (
        DOCUMENT, r'(w:val="Signature"/>.{0,99})w:beforeLines="100" w:before="579"',
        r'\g<1>w:before="0" w:beforeLines="0"')),
    "a remark in square brackets": ("7.3.6", (DOCUMENT, "（此件公开发布）", "(此件公开发布)")),
    "an annex that runs on": ("7.3.7", in_style("Annex", "<w:pageBreakBefore/>", "")),
    "copies in 三号": ("7.4.2", in_style("Imprint", 'w:sz w:val="28"', 'w:sz w:val="32"')),
    "copies without full stop": ("7.4.2", (DOCUMENT, "市中级人民法院。", "市中级人民法院")),
    "a date of printing without 印发": ("7.4.3", in_style("Imprint", "仿宋", "宋体")),
    "an issuer too low": ("7.2.4", (DOCUMENT, 'w:line="247"', 'w:line="847"')),
    "签发人 with a half-width colon": ("7.2.6", (DOCUMENT, "签发人：", "签发人:")),
    "the name of 签发人 in hei": ("7.2.6", (DOCUMENT, 'eastAsia="楷体"', 'eastAsia="黑体"')),
    "a red line far below": ("7.2.7", (DOCUMENT, 'w:space="11"', 'w:space="25"')),
    "a title close to the red line": ("7.3.1", (DOCUMENT, 'w:beforeLines="200" w:before="1158"', 'w:before="300"')),
    "an addressee close to the title": ("7.3.2", in_style("Title", r'w:after="\d+"', 'w:after="0"')),
    "a title broken inside a word": ("7.3.1", (DOCUMENT, "债务(.*?<w:br/>.*?)风险", r"债\g<1>务风险")),
    "thick lines of 版记": ("7.4.1", (DOCUMENT, '(w:fill="000000"/><w:spacing [^>]*)w:line="20"', r'\g<1>w:line="40"')),
    "page numbers too low": ("7.5", (DOCUMENT, r'w:footer="\d+"', 'w:footer="400"')),
    "page numbers in 小四": ("7.5", in_style("Footer", 'w:sz w:val="28"', 'w:sz w:val="24"')),
    "page numbers between hyphens": ("7.5", ("word/footer1.xml", "— ", "- ")),
    "page numbers in the middle": ("7.5", ("word/footer2.xml", 'w:jc w:val="left"', 'w:jc w:val="center"')),
}


@pytest.mark.parametrize("departure", PLANTED)
def test_a_planted_departure_is_found_in_its_clause(departure: str) -> None:
    clause, (part, was, now) = PLANTED[departure]
    found = check_docx(replant(part, f"(?s){was}", now), "changed.docx", "gongwen")
    assert clause in {row.clause.removeprefix("GB/T 9704-2012 ") for row in found}


def test_every_rule_concerns_a_part_that_can_be_told() -> None:
    from convert.check.effective import read_blocks
    from convert.check.structure import open_package

    given = FACTS | {"附注": "此件公开发布"}
    told: set[str] = set()
    for office in (given, given | {"签发人": ""}):
        _, parts = open_package(render(notice(annex=True), "gongwen", dispatch=office), "notice.docx")
        told |= set(find_roles(read_blocks(parts)))
    assert {rule.role for rule in RULES} - told == {"四级标题"}


def test_a_document_of_someone_else_is_checked_too(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("关于某事的通知", 0)
    document.add_paragraph("各单位：")
    document.add_paragraph("正文。")
    document.save(tmp_path / "other.docx")
    found = check_docx((tmp_path / "other.docx").read_bytes(), "other.docx", "gongwen")
    assert {"5.1", "5.2.1", "7.5"} <= {row.clause.split()[-1] for row in found}


@pytest.mark.parametrize(("was", "now"), [
    ('w:top="[0-9]+"', 'w:top="37mm"'), ('w:sz w:val="32"', 'w:sz w:val="16pt"'), ('w:line="579"', 'w:line="28.95pt"'),
    ('w:sz w:val="32"', 'w:sz w:val="large"'), ("FF0000", "red"), ('w:firstLineChars="200"', 'w:firstLineChars="two"'),
    ('w:line="579"', 'w:line="-1"'), ('<w:sz w:val="32"/>', '<w:sz/>'), ('w:linePitch="579"', "")])
def test_odd_measures_of_other_programs_are_read_or_counted_as_none(was: str, now: str) -> None:
    part = STYLES if was in ("FF0000", 'w:firstLineChars="200"') or "w:sz" in was or "line=" in was else DOCUMENT
    rows = check_docx(replant(part, was, now), "odd.docx", "gongwen")
    assert all(row.expected for row in rows)
    assert now != 'w:top="37mm"' or not [row for row in rows if row.item == "天头"]


def test_a_style_without_standard_is_refused() -> None:
    with pytest.raises(UsageError, match="'book' follows no standard"):
        check_docx(b"", "a.docx", "book")
    assert "gongwen" in list_styles()


def test_the_command_prints_departures_and_exits_with_one(tmp_path: Path) -> None:
    (tmp_path / "plain.docx").write_bytes(render(notice(), "plain"))
    (tmp_path / "gongwen.docx").write_bytes(render(notice(), "gongwen"))

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return call(tmp_path, "check", *arguments, "--style", "gongwen")

    bad = run("plain.docx", "--json")
    assert bad.returncode == 1
    rows = [list(row.values()) for row in json.loads(bad.stdout)]
    assert ["GB/T 9704-2012 5.2.1", "天头", "25.0 mm", "37 mm"] in rows
    assert "25.0 mm" in run("plain.docx").stdout
    good = run("gongwen.docx")
    assert (good.returncode, good.stdout) == (0, "gongwen.docx: no departures\n")
    assert run("missing.docx").returncode == 66
