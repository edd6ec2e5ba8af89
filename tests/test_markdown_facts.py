"""Front matter and fences of data: facts with their places."""

from __future__ import annotations

import pytest
from text_account import find_faults

from convert.formats.markdown.read import read_markdown


def facts(source: str) -> list[tuple[str, str]]:
    """Key and value; lines of one value joined by a stroke."""
    text = read_markdown(source.encode(), "甲.md")
    assert find_faults(text) == []
    found: list[tuple[tuple[str, int], list[str]]] = []
    for line in text.lines:
        key = (line.marks.field, line.marks.paragraph)
        if key[0] and (not found or found[-1][0] != key):
            found.append((key, []))
        if key[0]:
            found[-1][1].append(text.view.text[line.start : line.end])
    return [(key, "|".join(values)) for (key, _), values in found]


def bodies(source: str) -> list[str]:
    text = read_markdown(source.encode(), "甲.md")
    assert find_faults(text) == []
    return [text.view.text[line.start : line.end] for line in text.lines if not line.marks.field]


def test_yaml_without_quotes_brackets_and_keys():
    source = (
        '---\ntitle: "老街的\\"早晨\\""\nauthor: \'林\'\'立\'\nempty:\ntags: [甲, "乙"]\n'
        'list:\n  - "[[丙]]"\n  - 丁 # 注\n'
        "draft: false\ndate: 2022-03-05 10:00:00\n---\n\n正文。\n"
    )
    assert facts(source) == [
        ("title", '老街的"早晨"'),
        ("author", "林'立"),
        ("tags", "甲|乙"),
        ("list", "丙|丁"),
        ("draft", "false"),
        ("date", "2022-03-05 10:00:00"),
    ]
    assert bodies(source) == ["正文。"]


def test_nested_and_long_values_of_yaml():
    source = (
        "---\na:\n  b:\n    c: 甲\n  d: [乙]\nmen:\n  - name: 丙\n    age: 3\n  - name: 丁\n"
        "text: |\n  第一行\n\n  第二行\n"
        'fold: 甲乙\n  丙丁\n"q": "\\u4e00\\t\\x4e8\\\n  接"\n---\n'
    )
    assert facts(source) == [
        ("a.b.c", "甲"),
        ("a.d", "乙"),
        ("men.name", "丙"),
        ("men.age", "3"),
        ("men.name", "丁"),
        ("text", "第一行|第二行"),
        ("fold", "甲乙|丙丁"),
        ("q", "一 N8|接"),
    ]


def test_broken_yaml_is_read_line_by_line_and_told():
    source = '---\ntitle: 甲: 乙: "丙\ntags:\n - 丁\nauthor: "林立"\n---\n\n正文。\n'
    text = read_markdown(source.encode(), "甲.md")
    assert facts(source) == [("title", '甲: 乙: "丙'), ("tags", "丁"), ("author", "林立")]
    assert [(finding.code, finding.severity) for finding in text.findings] == [("text/front-matter", "note")]


def test_toml():
    source = (
        '+++\ntitle = "老街 \\u4e00" # 注\ntags = [\'甲\',\n  "乙"]\nweight = 1.5\ndate = 2022-03-05T10:00:00Z\n'
        "[params.a]\nx = {y = \"丙\", z = 3}\n[[men]]\nname = '''丁\n戊'''\n+++\n正文。\n"
    )
    assert facts(source) == [
        ("title", "老街 一"),
        ("tags", "甲|乙"),
        ("weight", "1.5"),
        ("date", "2022-03-05T10:00:00Z"),
        ("params.a.x.y", "丙"),
        ("params.a.x.z", "3"),
        ("men.name", "丁|戊"),
    ]
    assert bodies(source) == ["正文。"]


def test_json_before_the_text_and_in_a_fence():
    data = '{\n\t"term": "6",\n\t"groups": ["甲\\/乙", "丙"], "n": {"m": null}\n}'
    expected = [("term", "6"), ("groups", "甲/乙|丙"), ("n.m", "null")]
    assert facts(f"{data}\n\n正文。\n") == expected
    assert facts(f"# 题\n\n> ```json\n> {data.replace(chr(10), chr(10) + '> ')}\n> ```\n") == expected
    assert facts(f"```yaml\n{data}\n```\n") == expected
    assert bodies(f"```json\n{data}\n```\n正文。\n") == ["正文。"]


@pytest.mark.parametrize(
    "source",
    [
        "---\n\n一段文字，没有键。\n\n---\n\n正文。\n",
        "---\n正文：第一段。\n这是很长的一段，不是什么键值。\n还有一段。\n---\n",
        "{甲乙}\n",
        '{"甲\n',
        "---\n- 甲\n- 乙\n---\n",
    ],
)
def test_what_stands_between_dashes_may_be_text(source):
    assert facts(source) == []


def test_data_that_are_no_table_stay_code():
    assert facts("```json\n[1, 2]\n```\n") == []
    assert bodies('```json\n{"a": \n```\n') == ['{"a":']


@pytest.mark.parametrize("opening", ["[", '{"a":', "- ", "{? "])
def test_no_depth_is_too_deep(opening):
    for fence in ("---", "+++"):
        assert find_faults(read_markdown(f"{fence}\na: {opening * 20000}\n{fence}\n".encode(), "a.md")) == []


def test_aliases_are_not_unfolded():
    bomb = "a: &a [x, x]\n" + "".join(
        f"{new}: &{new} [*{old}, *{old}, *{old}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert facts(f"---\n{bomb}---\n") == [("a", "x|x")]


def test_pandoc_states_title_authors_and_date_behind_percent_signs():
    assert facts("% 村庄里的图书馆\n% 梁小满; 何云\n% 2017年3月\n\n正文。\n") == [
        ("title", "村庄里的图书馆"), ("author", "梁小满|何云"), ("date", "2017年3月")]
    assert facts("% 折扣\n正文。\n") == []


def test_a_line_under_a_headline_is_parted_behind_its_links_and_its_date():
    source = "# 修渠\n\n林远 [青云水务](https://qingyun.example/) *2024年3月5日 09:11* *江西*\n\n渠修好了。\n"
    assert bodies(source) == ["修渠", "林远 青云水务", "2024年3月5日 09:11", "江西", "渠修好了。"]
    text = read_markdown(source.encode(), "甲.md")
    assert [line.marks.link for line in text.lines] == [0, 57, 0, 0, 0]
    assert len({line.marks.paragraph for line in text.lines}) == 5


@pytest.mark.parametrize("line", [
    "会议 *2024年3月5日* [记录](https://qingyun.example/)", "- 林远 *2024年3月5日 09:11*",
    "2024年3月5日 09:11 [记录](https://qingyun.example/) *江西*"])
def test_other_lines_with_dates_stay_whole(line):
    assert len(bodies(f"# 修渠\n\n{line}\n\n渠修好了。\n")) == 3
