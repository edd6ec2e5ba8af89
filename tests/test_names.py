"""Names that bylines, facts and signatures give, and their order in an index."""

from __future__ import annotations

import pytest
from trees import NAMES, seed_tree

from convert.formats.names import ORGANISATION, PERSON, Named, find_initial, find_names, sort_key
from convert.tree.build import make
from convert.tree.identity import identify

BYLINES = {
    "■本报记者 邹雪峰": ["邹雪峰"], "国务院总理李鹏": ["李鹏"], "国务院总理 李克强": ["李克强"], "新华社": ["@新华社"],
    "北京市市长 殷勇": ["殷勇"], "自治区人民政府主席 张雨浦": ["张雨浦"], "记者王五 文/图": ["王五"],
    "新华社记者 张三 李四": ["@新华社", "张三", "李四"], "作者：赵六、钱七": ["赵六", "钱七"],
    "省委書記 陳敏爾": ["陳敏爾"], "本报评论员": [], "人民日报记者李明": ["@人民日报", "李明"],
    "（通讯员 周星星）": ["周星星"],
    "阿卜杜拉·买买提": ["阿卜杜拉·买买提"],
    "国家发展和改革委员会": ["@国家发展和改革委员会"], "综合": [], "本报讯 长期关注经济工作的人": [], "": [],
}


@pytest.mark.parametrize(("byline", "names"), BYLINES.items())
def test_a_byline_gives_its_names(byline: str, names: list[str]) -> None:
    tree = seed_tree(NAMES[0])
    front = tree.article.front if tree.article.front is not None else make("front")
    tree.article.insert(0, front)
    line = make("byline", at="")
    line.text = byline
    front.append(line)
    wanted = [Named(ORGANISATION, name[1:]) if name[0] == "@" else Named(PERSON, name) for name in names]
    assert find_names(tree, identify(tree)) == wanted


def test_a_publisher_is_an_organisation() -> None:
    tree = seed_tree(NAMES[3])
    assert Named(ORGANISATION, "咸宁市人民政府") in find_names(tree, identify(tree))


def test_an_index_is_in_the_order_of_pinyin() -> None:
    names = ["邹雪峰", "李克强", "张三", "張雨浦", "高秀昌", "欧阳明", "区明", "闫妮"]
    assert sorted(names, key=sort_key) == ["高秀昌", "李克强", "欧阳明", "区明", "张三", "張雨浦", "邹雪峰", "闫妮"]
    assert [find_initial(name) for name in names] == ["Z", "L", "Z", "Z", "G", "O", "Q", ""]
