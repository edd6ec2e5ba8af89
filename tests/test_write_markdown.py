"""Markdown as it is written: for other programs CommonMark, for our reader the same blocks."""

from __future__ import annotations

import io
import random
import re

import pytest
import yaml
from markdown_it import MarkdownIt
from pdf_files import small_tree
from score_round_trips import compare, find_trees, name_sections, send
from strategies import make_tree
from trees import NAMES, seed_tree, tree_from_rows, whole_tree

import convert
from convert.collection import Collection, Member, Part
from convert.formats.markdown.writing.spelling import spell, spell_code, spell_line, stress
from convert.formats.registry import find_writer
from convert.style.sheet import load_style
from convert.tree.nodes import Document


def written(work: Document | Collection) -> str:
    out = io.BytesIO()
    find_writer("markdown").write(work, load_style("plain"), out)
    return out.getvalue().decode()


def shown(line: str) -> str:
    """The text that CommonMark shows of a line."""
    parsed = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(line)
    return "".join(part.content for token in parsed for part in token.children or ())


def front_of(text: str) -> dict[str, object]:
    found: dict[str, object] = yaml.safe_load(text.split("---\n")[1])
    return found


@pytest.mark.parametrize("line", [
    "# 一", "- 一", "+ 一", "> 一", "1. 一", "12) 一", "=== ", "---", "* * *", "***一***", "a_b_c", "`一`", "[一](二)",
    "![一](二)", "<b>一</b>", "&amp; &#20; & 一", "一\\", "\\*一", "~~一~~", "| 一 | 二 |", "$1$", "a.cn/b_c_d", "一 #",
    "：一", ": 一", "[^1] 一", "[^1]: 一", "《一》**二**", "<!-- 一 -->", "    一"])
def test_no_character_of_a_text_is_taken_for_a_mark(line: str) -> None:
    assert shown(spell_line(spell(line))) == line.strip()


@pytest.mark.parametrize(("before", "inner", "after"), [
    ("", "重点", ""), ("文", "重点", "文"), ("文", "“重点”", "文"), ("，", "“重点”", "。"), ("文", "（重）点", "文"),
    ("a", "b", "c"), ("*", "重", ""), ("", "重 ", "文")])
@pytest.mark.parametrize("tag", ["strong", "em", "del"])
def test_emphasis_holds_beside_chinese_punctuation(before: str, inner: str, after: str, tag: str) -> None:
    line = spell(before) + stress(spell(inner), tag, before, after) + spell(after)
    made = MarkdownIt("commonmark", {"html": True}).enable("strikethrough").render(line)
    assert made.replace("<s>", "<del>").replace("</s>", "</del>").strip() == \
        f"<p>{before}<{tag}>{inner}</{tag}>{after}</p>"


def test_code_with_ticks_is_code() -> None:
    assert shown(spell_code("`a``b`")) == "`a``b`"


def test_front_matter_says_what_the_document_is() -> None:
    front = front_of(written(whole_tree()))
    assert (front["title"], front["author"], front["date"]) == ("正题汉hàn", ["张三"], "2021-04-08")
    assert front["facts"] == [{"文号": "国发1号"}, {"有效性": "有效"}]


def test_every_leaf_of_the_vocabulary_is_shown() -> None:
    text = written(whole_tree())
    for line in ("引题 <!-- kicker -->", "## 一、首节", "###### 七 <!-- heading 7 -->", "诗一\\\n诗二", "> 引文",
                 "[^①]: 注", "<!-- article -->\n\n# 内篇", "抄送：市委办公室。 <!-- copyto -->",
                 '<th colspan="2">头</th>'):
        assert line in text, line
    assert "](<data:image/png;base64," in text


def test_printed_numbers_that_count_on_are_those_of_a_list() -> None:
    rows = [{"kind": "li", "level": "", "key": "", "text": text} for text in ("3. 甲", "4. 乙")]
    assert "\n3. 甲\n4. 乙\n" in written(tree_from_rows(rows))
    rows[1]["text"] = "6. 乙"
    assert "\n- 3\\. 甲\n- 6\\. 乙\n" in written(tree_from_rows(rows))


def test_a_table_without_spans_is_one_of_bars() -> None:
    rows = [{"kind": "row", "level": "", "key": "", "text": text} for text in ("甲|乙", "丙")]
    assert "|  |\n| --- |\n| 甲\\|乙 |\n| 丙 |\n" in written(tree_from_rows(rows))


@pytest.mark.parametrize("name", NAMES)
def test_a_seed_comes_back_whole(name: str) -> None:
    tree = seed_tree(name)
    assert compare(tree, send(tree, "markdown"), "markdown").differences == ()


@pytest.mark.unmeasured
def test_gold_comes_back() -> None:
    trips = [compare(tree, send(tree, "markdown"), "markdown") for kind, _, tree in find_trees(0, False)
             if kind == "gold"]
    assert [trip.differences for trip in trips if not trip.whole] == []


def test_trees_of_any_shape_come_back() -> None:
    trees = [name_sections(make_tree(random.Random(seed))) for seed in range(40)]
    trips = [compare(tree, send(tree, "markdown"), "markdown") for tree in trees]
    assert [trip.differences for trip in trips if not trip.whole] == []


LINKED = '<table><row><cell cols="2"><link target="end">修桥</link></cell></row></table>'
NOTE = '<note id="one" n="1">注。</note>'


@pytest.mark.parametrize("body", [
    '<p>修<em rend="strong">桥，</em><em rend="italic">修渠</em>。</p>',
    '<p>修<em rend="struck">桥，</em><math>渠</math>。</p>',
    '<p>修<em rend="strong">桥，</em><gap reason="redacted">渠</gap>。</p>',
    "<p>修&lt;<math>b</math>&gt;桥&amp;<math>lt</math>;</p>",
    '<p>修桥，<lead>修<lead>渠</lead>，修“路</lead>船。</p>',
    '<p>修<em rend="code">桥<ruby>渠<rt>qú</rt></ruby>*</em>。</p>',
    f'<p>修<link href="https://example.org/?a&amp;b">桥<ref n="1" target="one">①</ref>渠</link>。</p>{NOTE}',
    f'<table><row><cell cols="2">修桥<ref n="1" target="one"/></cell></row></table>{NOTE}',
    '<quote><table><row><cell cols="2">修\u2028桥</cell></row><row><cell>修\x85渠</cell></row></table></quote>',
    f'<list><item>{LINKED}</item></list><p id="end">渠</p>',
    '<article><back/></article><p>修桥。</p><article><p at="0:1">修渠。</p></article>',
    '<article/><article><article/><article><p at="0:1">修渠。</p></article></article>',
])
def test_what_stands_side_by_side_and_inside_comes_back(body: str) -> None:
    tree = small_tree(body)
    assert compare(tree, send(tree, "markdown"), "markdown").differences == ()


def test_an_article_without_text_keeps_the_numbers_of_facts() -> None:
    fact = '<meta><field name="date" label="日期" at="0:1">一月</field></meta>'
    tree = small_tree(f"<p>前文。</p><article/><article>{fact}<p>修渠。</p></article>")
    inner = [article for article in send(tree, "markdown").article.iterdescendants("article")
             if article.find("meta") is not None]
    assert [article.text_content for article in inner] == ["一月修渠。"]


def test_a_link_that_holds_the_mark_of_a_note_leads_where_it_did() -> None:
    link = '<link href="https://example.org/?a&amp;b">桥<ref n="1" target="one">①</ref></link>'
    tree = small_tree(f"<p>修{link}。</p>{NOTE}")
    back = send(tree, "markdown").article
    assert [link.get("href") for link in back.iter("link")] == ["https://example.org/?a&b"]
    assert [ref.text for ref in back.iter("ref")] == ["①"]


def test_a_collection_is_one_file_whose_notes_have_names_of_their_own() -> None:
    members = tuple(Member(name, whole_tree) for name in ("a", "b"))
    text = written(Collection("全集", (Part("上编", members),), creators=("编者",)))
    assert front_of(text)["author"] == ["编者"]
    assert re.findall(r"^\[\^(.+?)\]: ", text, re.MULTILINE) == ["①", "①-2"]
    back = convert.read(text.encode(), name="a.md")
    assert [each.text_content for each in back.article.iter("title")] == ["全集", "上编", *["正题汉hàn", "内篇"] * 2]
    assert len(list(back.article.iter("ref"))) == 2


def test_what_a_person_adds_to_the_file_is_read_too() -> None:
    text = written(seed_tree(NAMES[0])) + "\n## 新的一节\n\n新的一段。\n"
    back = convert.read(text.encode(), name="a.md")
    assert [heading.text_content for heading in back.article.iter("heading")][-1] == "新的一节"
    assert back.article.text_content.endswith("新的一段。")
