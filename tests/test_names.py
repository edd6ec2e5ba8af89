"""Names that bylines, signatures, fields and datelines give, their offices, and their order in an index.

A row says what a line must give: persons as they are, `@` before a body, `#` before a place, an office in brackets
behind its person.
"""

from __future__ import annotations

import io
import re
import zipfile
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import convert
from convert.chinese.collation import file_as, find_initial, sort_key
from convert.chinese.lexicon import words
from convert.chinese.name_forms import is_body, is_generic, is_person, is_place, split_persons
from convert.chinese.names import (
    DATE,
    ORGANISATION,
    PERSON,
    PLACE,
    ROLE,
    Creator,
    Name,
    read_creators,
    read_dateline,
    read_names,
    split_creators,
)
from convert.formats.docx import DocxWriter
from convert.formats.epub import EpubWriter
from convert.formats.pdf import PdfWriter
from convert.formats.tei import TeiWriter
from convert.style.sheet import load_style
from convert.tree.build import make
from convert.tree.identity import identify
from convert.tree.mentions import find_names
from convert.tree.nodes import Document

BYLINES = {
    # reporters
    "本报记者陈雪频实习记者唐翔发自上海": "陈雪频(本报记者) 唐翔(实习记者) #上海",
    "本报记者 张某": "张某(本报记者)",
    "■本报记者 邹雪峰": "邹雪峰(本报记者)",
    "（通讯员 周星星）": "周星星(通讯员)",
    "青江日报全媒体记者 朱哲 通讯员 潘勇": "@青江日报 朱哲(青江日报全媒体记者) 潘勇(通讯员)",
    "新华社记者 张三 李四": "@新华社 张三(新华社记者) 李四(新华社记者)",
    "新华社记者 庞兴雷摄": "@新华社 庞兴雷(新华社记者)",
    "新华社记者 鞠 鹏摄": "@新华社 鞠鹏(新华社记者)", "林 君摄": "林君(摄)",
    "人民日报记者李明": "@人民日报 李明(人民日报记者)",
    "本报特约记者 王 明": "王明(本报特约记者)",
    "首席记者 王明 见习记者 李强": "王明(首席记者) 李强(见习记者)",
    "记者张三、李四 摄影 王五": "张三(记者) 李四(记者) 王五(摄影)",
    "记者王五 文/图": "王五(记者)",
    "记者王明（右）": "王明(记者)",
    "采写/本报记者 王明": "王明(采写/本报记者)",
    "本报记者李明上海报道": "李明(本报记者) #上海",
    "本报记者 周华 张家口报道": "周华(本报记者) #张家口",
    "记者张三李四": "张三(记者) 李四(记者)",
    "记者王明和李强": "王明(记者) 李强(记者)",
    "《乡土科技》记者 米兰": "米兰(记者)",
    # offices
    "国务院总理李鹏": "@国务院 李鹏(国务院总理)",
    "国务院总理 李克强": "@国务院 李克强(国务院总理)",
    "省委书记 王某某": "王某某(省委书记)",
    "北河市市长 殷勇": "#北河市 殷勇(北河市市长)",
    "自治区人民政府主席 张雨浦": "张雨浦(自治区人民政府主席)",
    "云溪县人民政府县长 鲁建平": "@云溪县人民政府 鲁建平(云溪县人民政府县长)",
    "柳河县财政局局长 乔国栋": "@柳河县财政局 乔国栋(柳河县财政局局长)",
    "县委副书记、政法委书记 桂一平": "桂一平(县委副书记、政法委书记)",
    "市委常委、宣传部部长 李丽": "李丽(市委常委、宣传部部长)",
    "总 理 周 某": "周某(总理)",
    "县长 乌兰": "乌兰(县长)",
    "县长张三同志": "张三(县长)",
    "总书记习近平": "习近平(总书记)",
    "青山大学教授 李明": "@青山大学 李明(青山大学教授)",
    "主任委员 王明": "王明(主任委员)",
    "记者站站长 张明": "张明(记者站站长)",
    "办公室主任王明": "王明(办公室主任)",
    "青山省作家协会副主席 张明": "@青山省作家协会 张明(青山省作家协会副主席)",
    # courts
    "审 判 长 周 宁": "周宁(审判长)",
    "书 记 员　　丁 丽": "丁丽(书记员)",
    "代理审判员 王 丽 丽": "王丽丽(代理审判员)",
    # roles behind the name
    "王某 摄": "王某(摄)",
    "庞小雷摄": "庞小雷(摄)",
    "李明 教授": "李明(教授)",
    "张三/文 李四/图": "张三(文) 李四(图)",
    "查尔斯·达尔文 著 王明 译": "查尔斯·达尔文(著) 王明(译)",
    # labels
    "作者：赵六、钱七": "赵六(作者) 钱七(作者)",
    "文/张三 图/李四": "张三(文) 李四(图)",
    "图/文 王明": "王明(图/文)",
    "文 王 明": "王明(文)",
    "责任编辑：张三 校对：李四 审核：王五": "张三(责任编辑) 李四(校对) 王五(审核)",
    "编辑：定慧": "定慧(编辑)", "编辑|张三 灯光|李四": "张三(编辑) 李四",
    "读者 钱玉华": "钱玉华(读者)",
    # names alone
    "王 明": "王明", "王　明": "王明", "（莫 言 平）": "莫言平", "张三 李四 王五": "张三 李四 王五",
    "王 明  李 强": "王明 李强", "王 明 李 强": "王明 李强",
    "张三,李四；王五／赵六": "张三 李四 王五 赵六",
    "林晚舟、周小满、吴青": "林晚舟 周小满 吴青",
    "习近平": "习近平", "习近平同志": "习近平", "张三等": "张三",
    "欧阳修": "欧阳修", "司马光明": "司马光明", "林郑月娥": "林郑月娥",
    "感古 司马扎": "司马扎",
    "阿卜杜拉·买买提": "阿卜杜拉·买买提", "艾尼瓦尔•买合木提": "艾尼瓦尔•买合木提",
    "美国总统巴拉克·奥巴马": "巴拉克·奥巴马(美国总统)",
    "John Smith": "John Smith", "作者：Mary Ann Jones、李明": "Mary Ann Jones(作者) 李明(作者)",
    # bodies
    "新华社": "@新华社", "新华社记者": "@新华社", "人民日报评论员": "@人民日报", "China Daily": "@China Daily",
    "国家发展和改革委员会": "@国家发展和改革委员会", "省委政策研究室": "@省委政策研究室",
    "市委党校课题组": "@市委党校课题组",
    "中共青山县委员会 青山县人民政府": "@中共青山县委员会 @青山县人民政府",
    "青山县人民代表大会常务委员会": "@青山县人民代表大会常务委员会",
    "石坪小学 韦秀兰": "@石坪小学 韦秀兰", "记者 王明 石坪小学 韦秀兰": "王明(记者) @石坪小学 韦秀兰",
    "青山县财政局 2023年12月25日": "@青山县财政局",
    # Traditional
    "省委書記 陳敏爾": "陳敏爾(省委書記)", "唐鳳、劉澄真、薛雅婷": "唐鳳 劉澄真 薛雅婷", "縣長 邱明德": "邱明德(縣長)",
    "聯合報記者林小明／台北報導": "@聯合報 林小明(聯合報記者) #台北", "行政院院長 蘇大昌": "@行政院 蘇大昌(行政院院長)",
    "總編輯 張 三": "張三(總編輯)",
    # nobody
}

NOBODY = """
……|本报评论员|本报综合|综合|佚名|作者：佚名|责任编辑：综合|编辑：新媒体|本刊编辑部|县委
本报讯 长期关注经济工作的人|长期关注经济工作的人|记者从会上获悉，今年将有变化。|记者走基层|记者手记|记者会
市长热线|省长 会议|市民 李先生|高度|周末|安徽|江苏 南京|和平 发展|安全 生产|年度工作报告|全市经济工作会议
2021-04-08|二〇二一年四月八日|陈方安生|赵钱孙李|记者王小明李小强|老 木|同上|（右）|据新华社电|《李白》
"""
BYLINES |= dict.fromkeys(["", *re.split(r"[|\n]", NOBODY.strip())], "")


def shown(names: list[Name]) -> str:
    """The names as the table above has them."""
    marks = {PERSON: "", ORGANISATION: "@", PLACE: "#"}
    return " ".join(marks[name.kind] + name.text + (f"({name.role})" if name.role else "")
                    for name in names if name.kind != ROLE)


@pytest.mark.parametrize(("line", "names"), BYLINES.items())
def test_a_line_gives_its_names(line: str, names: str) -> None:
    assert shown(read_names(line)) == names


@pytest.mark.parametrize("line", BYLINES)
def test_names_stand_where_they_say(line: str) -> None:
    names = read_names(line)
    assert [name.start for name in names] == sorted(name.start for name in names)
    assert all(before.end <= after.start for before, after in pairwise(names))
    assert ["".join(line[name.start : name.end].split()) for name in names] == ["".join(n.text.split()) for n in names]


PARTS = [*"王李明的、 　；：/（）·•A張\né𠀀", "记者", "本报", "县长", "人民政府", "发自", "摄"]


@settings(deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PARTS), max_size=12).map("".join))
def test_any_text_is_read_without_error(text: str) -> None:
    names = read_names(text)
    assert all(0 <= name.start < name.end <= len(text) and name.text for name in names)
    assert bool(read_creators(text)) == any(map(str.isalnum, text))
    assert all(creator.name for creator in read_creators(text))
    assert all(split_creators(text))


CREATORS = {
    "县委书记 王明、李强": [Creator("王明", PERSON, "县委书记"), Creator("李强", PERSON, "县委书记")],
    "青江日报记者 朱哲": [Creator("朱哲", PERSON, "青江日报记者")],
    "新华社记者": [Creator("新华社", ORGANISATION)],
    "白石市教育局 白石市财政局": [Creator("白石市教育局", ORGANISATION), Creator("白石市财政局", ORGANISATION)],
    "林晚舟、雨苍、周小满": [Creator("林晚舟", PERSON), Creator("雨苍"), Creator("周小满", PERSON)],
    "■本报评论员": [Creator("本报评论员")], "（本刊编辑部）": [Creator("本刊编辑部")], "雨苍": [Creator("雨苍")],
    "[美]海明威": [Creator("[美]海明威")], "": [], "　": [],
}


@pytest.mark.parametrize(("line", "creators"), CREATORS.items())
def test_creators_are_persons_else_bodies_else_what_is_printed(line: str, creators: list[Creator]) -> None:
    assert read_creators(line) == creators


def test_a_long_text_is_no_byline() -> None:
    assert read_names("记者王明" + "春" * 400) == []
    assert [creator.kind for creator in read_creators("记者王明" + "春" * 400)] == [""]


@pytest.mark.parametrize(("value", "names"), [
    ("张三、李四", ["张三", "李四"]), ("张三 李四", ["张三", "李四"]), ("王 明", ["王明"]), ("某某", ["某某"]),
    ("另一人；第二人", ["另一人", "第二人"]), ("Smith, John", ["Smith, John"]), ("张三,李四", ["张三", "李四"]),
    ("青山县 志书 编写组", ["青山县 志书 编写组"]), ("", []), ("、", []),
])
def test_several_editors_in_one_value_are_parted(value: str, names: list[str]) -> None:
    assert split_creators(value) == names


@pytest.mark.parametrize(("head", "names"), [
    ("新华社北京4月8日电 今天", "新华社/organisation 北京/place 4月8日/date"),
    ("新华社北京4月8日电（记者张三、李四）今天",
     "新华社/organisation 北京/place 4月8日/date 记者/role 张三/person 李四/person"),
    ("本报武汉2021年4月8日讯（记者", "武汉/place 2021年4月8日/date"),
    ("今天上午9月10日电影节开幕", ""), ("", ""),
])
def test_a_dateline_gives_agency_place_and_date(head: str, names: str) -> None:
    found = read_dateline(head)
    assert " ".join(f"{head[name.start : name.end]}/{name.kind}" for name in found) == names
    assert {name.kind for name in found} <= {PERSON, ORGANISATION, PLACE, ROLE, DATE}


def test_forms_of_names() -> None:
    assert [text for text in ("王明", "王小明", "欧阳明", "欧阳小明", "林郑月娥") if not is_person(text)] == []
    none = ("晓王", "王", "王的明", "周末", "王编辑", "李主任", "王小明明", "任务书")
    assert [text for text in none if is_person(text)] == []
    assert [text for text in words("ordinary") if is_person(text)] == []
    assert is_body("青山县人民政府")
    assert not is_body("全市经济工作会议")
    assert is_generic("市人民政府")
    assert not is_generic("镇江市人民政府")
    assert is_place("青山县")
    assert split_persons("王明李强") == []
    assert split_persons("王明李小强") == [(0, 2), (2, 5)]
    assert split_persons("王伟李小强") == [(0, 2), (2, 5)]


def test_a_long_row_of_names_is_parted_at_once() -> None:
    """Each 和 once multiplied what was tried by four."""
    names = ["王明", "李小强", "张华", "刘伟"] * 200
    spans = split_persons("和".join(names))
    assert [end - start for start, end in spans] == [len(name) for name in names]
    assert split_persons("和".join([*names, "的是了"])) == []
    assert split_persons("的了和" * 3000) == []


# order

def test_an_index_is_in_the_order_of_pinyin() -> None:
    names = ["邹雪峰", "李克强", "张三", "張雨浦", "高秀昌", "欧阳明", "区明", "闫妮"]
    assert sorted(names, key=sort_key) == ["高秀昌", "李克强", "欧阳明", "区明", "张三", "張雨浦", "邹雪峰", "闫妮"]
    assert [find_initial(name) for name in names] == ["Z", "L", "Z", "Z", "G", "O", "Q", ""]
    assert [file_as(name) for name in ("李克强", "張雨浦", "闫妮", "John Smith")] == [
        "L 李克强", "Z 張雨浦", "闫妮", "John Smith"]


# documents

TEXT = """春天的工作

青江日报记者 王明、李强 通讯员 周星星

新华社青江4月8日电（记者赵六）今天召开会议。会议强调，要抓好落实，要讲求实效。

会议还听取了汇报，讨论了下一步的工作。

青山县人民政府

2021年4月8日
"""


@pytest.fixture
def tree() -> Document:
    return convert.read(TEXT.encode(), "a.txt")


def test_a_document_names_whom_its_leaves_name(tree: Document) -> None:
    assert {(name.kind, name.text) for name in find_names(tree)} == {
        (PERSON, "王明"), (PERSON, "李强"), (PERSON, "周星星"), (PERSON, "赵六"),
        (ORGANISATION, "青江日报"), (ORGANISATION, "新华社"), (ORGANISATION, "青山县人民政府")}
    assert identify(tree).creator_names == ("王明", "李强", "周星星")


def test_names_that_the_source_marks_stand_for_its_byline(tree: Document) -> None:
    line = next(tree.iter("byline"))
    line.text = "口述 "
    marked = make("name", kind="person")
    marked.text, marked.tail = "定慧", "，记者王五"
    line.append(marked)
    assert identify(tree).creators == (Creator("定慧", PERSON),)
    assert not {"王五", "王明"} & {name.text for name in find_names(tree)}


def test_all_formats_name_the_same_creators(tree: Document) -> None:
    made = {}
    for writer in (EpubWriter(), DocxWriter(), PdfWriter(), TeiWriter()):
        out = io.BytesIO()
        writer.write(tree, load_style("plain"), out)
        made[writer.name] = out.getvalue()
    with zipfile.ZipFile(io.BytesIO(made["docx"])) as file:
        assert "<dc:creator>王明; 李强; 周星星</dc:creator>" in file.read("docProps/core.xml").decode()
    with zipfile.ZipFile(io.BytesIO(made["epub"])) as file:
        package = file.read("EPUB/content.opf").decode()
    assert re.findall(r"<dc:creator[^>]*>([^<]*)", package) == ["王明", "李强", "周星星"]
    packet = made["pdf"].decode("utf-8", "replace")
    listed = re.search(r"<dc:creator>.*?</dc:creator>", packet, re.DOTALL)
    assert listed is not None
    assert re.findall(r"<rdf:li>([^<]*)", listed[0]) == ["王明", "李强", "周星星"]
    root = etree.fromstring(made["tei"])
    authors = root.xpath("//t:sourceDesc//t:author", namespaces={"t": "http://www.tei-c.org/ns/1.0"})
    assert [["".join(child.itertext()) for child in author] for author in authors] == [
        ["青江日报记者", "王明"], ["青江日报记者", "李强"], ["通讯员", "周星星"]]
