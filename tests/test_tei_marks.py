"""What TEI puts into the text: names, gaps, line breaks, both forms of converted characters."""

from __future__ import annotations

import io
import random

import pytest
from lxml import etree
from strategies import make_tree
from trees import NAMES, seed_tree

import convert
from convert.formats.tei import TeiWriter
from convert.formats.tei.read import read_tei
from convert.style.sheet import load_style
from convert.tree.canon import canonical
from convert.tree.nodes import Document

NS = {"t": "http://www.tei-c.org/ns/1.0"}


def encode(tree: Document, **options: object) -> etree._Element:
    out = io.BytesIO()
    TeiWriter(**options).write(tree, load_style("plain"), out)
    return etree.fromstring(out.getvalue())


def pick(root: etree._Element, path: str) -> list[etree._Element]:
    return root.xpath(path, namespaces=NS)


@pytest.mark.parametrize(("text", "names"), [
    ("青江日报全媒体记者 朱哲 通讯员 陈坤",
     "青江日报/orgName 全媒体记者/roleName 朱哲/persName 通讯员/roleName 陈坤/persName"),
    ("本报记者 邹 雪", "本报记者/roleName 邹 雪/persName"),
    ("北河市市长 殷勇", "北河市/placeName 市长/roleName 殷勇/persName"),
    ("新華社記者 張三", "新華社/orgName 記者/roleName 張三/persName"),
])
def test_names_are_marked_where_they_stand(text: str, names: str) -> None:
    tree = convert.read(f"新闻标题\n\n{text}\n\n今天召开会议。会议强调，要抓好落实。\n".encode(), "a.txt")
    byline = pick(encode(tree), "//t:text//t:byline")[0]
    assert " ".join(f"{part.text}/{etree.QName(part).localname}" for part in byline) == names
    assert "".join(byline.itertext()) == text


def test_a_byline_names_its_people_and_reads_back() -> None:
    source = "新闻标题\n\n咸宁日报全媒体记者 朱哲\n\n新华社武汉2021年4月8日电 今天召开会议。会议强调，要抓好落实。\n"
    tree = convert.read(source.encode(), "a.txt")
    root = encode(tree)
    assert [person.text for person in pick(root, "//t:text//t:byline/t:persName")] == ["朱哲"]
    assert [person.text for person in pick(root, "//t:sourceDesc//t:author/t:persName")] == ["朱哲"]
    assert [place.text for place in pick(root, "//t:p/t:placeName")] == ["武汉"]
    assert [date.get("when") for date in pick(root, "//t:p/t:date")] == ["2021-04-08"]
    assert canonical(read_tei(etree.tostring(root), "a.tei.xml")) == canonical(tree)


def test_dates_that_were_understood_have_when() -> None:
    root = encode(seed_tree(NAMES[3]))
    assert pick(root, "//t:creation/t:date/@when") == ["2021-04-08"]




def test_a_gap_stands_where_noise_was_cut_and_points_at_what_it_was() -> None:
    for number in range(30):
        tree = make_tree(random.Random(number))
        root = encode(tree)
        noise = [cut for cut in tree.record.cuts if (cut.by or "").startswith("noise/")]
        gaps = pick(root, "//t:text//t:gap[@unit='chars']")
        notes = {note.get("target"): note for note in pick(root, "//t:listAnnotation/t:note[@type='cut'][@target]")}
        assert len(gaps) == len(notes) == (len(noise) if tree.article.xpath(".//*[@at][not(self::field)]") else 0)
        for gap in gaps:
            note = notes["#" + gap.get("{http://www.w3.org/XML/1998/namespace}id")]
            if note.get("n") is None:
                assert int(gap.get("quantity")) == len(note.text)


def test_lines_are_numbered_as_in_the_source() -> None:
    source = "甲乙丙丁\n\n第一段第一行，\n第二行，\r\n第三行。\n\n最后一段。\n"
    tree = convert.read(source.encode(), "a.txt")
    root = encode(tree, lines=True)
    lines = source.replace("\r\n", "\n").split("\n")
    breaks = pick(root, "//t:text//t:lb")
    assert len(breaks) == sum(1 for line in lines if line)
    for lb in breaks:
        assert lines[int(lb.get("n")) - 1].startswith((lb.tail or "")[:3])
    assert canonical(read_tei(etree.tostring(root), "a.tei.xml")) == canonical(tree)


def test_both_forms_of_converted_characters_are_shown() -> None:
    tree = convert.to_script(convert.read("中国经济发展。\n".encode(), "a.txt"), "zh-Hant")
    root = encode(tree, variants=True)
    pairs = [(choice[0].text, choice[1].text) for choice in pick(root, "//t:text//t:choice")]
    assert pairs == [("国", "國"), ("经", "經"), ("济", "濟"), ("发", "發")]
    assert canonical(read_tei(etree.tostring(root), "a.tei.xml")) == canonical(tree)


@pytest.mark.parametrize("options", [{"lines": True}, {"variants": True}, {"lines": True, "variants": True}])
def test_marks_do_not_change_what_is_read_back(options: dict[str, bool]) -> None:
    for number in range(60):
        tree = make_tree(random.Random(number))
        assert canonical(read_tei(etree.tostring(encode(tree, **options)), "a.tei.xml")) == canonical(tree)


def test_pages_of_the_source_begin_with_their_printed_numbers() -> None:
    paragraph = "段说的是经济工作的总体要求，要抓好各项任务的落实。\n\n"
    pages = ["".join(f"第{page}页第{n}{paragraph}" for n in "一二三") for page in "一二三"]
    source = "工作报告\n\n" + "".join(f"{text}- {number} -\n\n" for number, text in enumerate(pages, 1))
    tree = convert.read(source.encode(), "a.txt")
    root = encode(tree, lines=True)
    assert [pb.get("n") for pb in pick(root, "//t:text//t:pb")] == ["1", "2", "3"]
    assert canonical(read_tei(etree.tostring(root), "a.tei.xml")) == canonical(tree)
