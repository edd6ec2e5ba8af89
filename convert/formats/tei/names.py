"""Persons, organisations, offices and places, as far as bylines, signatures and datelines give them.

Nothing is looked up: a name is what stands where names stand. `咸宁日报全媒体记者 朱哲` is an organisation, an office
and a person; `新华社北京4月8日电` an organisation, a place and a date. What fits no pattern stays untagged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from convert.chinese.folding import fold

Found = tuple[int, int, str]
"""Start and end in the text, and the TEI element that says what it is."""

_HAN = r"[\u4e00-\u9fff]"
_PERSON = rf"{_HAN}[ \u3000]{_HAN}(?!{_HAN})|{_HAN}{{2,4}}(?:·{_HAN}{{1,6}})?"
_OFFICE = ("总书记|总理|省长|市长|州长|区长|县长|乡长|镇长|主席|书记|主任|部长|厅长|局长|处长|科长|院长|检察长|"
           "委员长|会长|董事长|秘书长|司长|署长|行政长官|校长|总编辑|社长|台长")
_WRITER = "记者|通讯员|评论员|实习生|编辑|摄影|作者|撰文|编者"
_ADJECTIVE = "全媒体|融媒体|首席|特约|见习|实习|本报|特派|驻地|责任"

_WRITERS = re.compile(
    rf"(?P<orgName>{_HAN}{{2,12}}?)?(?P<roleName>(?:{_ADJECTIVE})*(?:{_WRITER}))[ \u3000:：]*"
    rf"(?P<persons>(?:{_PERSON})(?:[ \u3000、,，]+(?!(?:{_ADJECTIVE})*(?:{_WRITER}))(?:{_PERSON}))*)")
_OFFICER = re.compile(
    rf"(?P<body>{_HAN}*?)(?P<roleName>(?:常务副|副|代)?(?:{_OFFICE}))[ \u3000]*(?P<persons>{_PERSON})")
_NAMED_PLACE = re.compile(rf"{_HAN}+(?:省|市|县|区|州|盟|旗)")
_BODY = re.compile(rf"{_HAN}+(?:社|报|网|台|部|委|办|局|厅|院|府|会|处|室|司|署|中心|公司|集团|大学|杂志)")
_SURNAMES = ("王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚"
             "沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常温殷包")
_PERSON_ALONE = re.compile(rf"[{_SURNAMES}]{_HAN}{{1,2}}|[{_SURNAMES}][ \u3000]{_HAN}")
_DATELINE = re.compile(
    rf"[（(]?(?P<orgName>本报|新华社|中新社|人民网|新华网|中新网|中国新闻社|{_HAN}{{2,4}}(?:日报|晚报))"
    rf"(?P<placeName>{_HAN}{{2,5}}?)(?P<date>(?:\d{{4}}年)?\d{{1,2}}月\d{{1,2}}日)专?[电讯](?!{_HAN})")
_DISPATCH = re.compile("日[专專]?[电電讯訊]")


def find_author(text: str) -> list[Found]:
    """The names in a byline, a signature or a field that says who wrote."""
    folded = fold(text)
    found = [each for match in _WRITERS.finditer(folded) for each in _read_writers(match)]
    return found or _read_officer(folded) or _read_alone(folded)


def find_dateline(text: str) -> list[Found]:
    """Agency, place and date at the head of a newspaper paragraph."""
    head = text[:40]
    match = _DATELINE.match(fold(head)) if _DISPATCH.search(head) else None
    if match is None:
        return []
    return [(*match.span(name), name) for name in ("orgName", "placeName", "date") if match[name]]


def _read_writers(match: re.Match[str]) -> Iterator[Found]:
    for name in ("orgName", "roleName"):
        if match[name]:
            yield (*match.span(name), name)
    yield from _split_persons(match)


def _read_officer(text: str) -> list[Found]:
    match = _OFFICER.fullmatch(text.strip())
    if match is None:
        return []
    start = len(text) - len(text.lstrip())
    body = "placeName" if _NAMED_PLACE.fullmatch(match["body"]) else "orgName"
    found = [(*match.span("body"), body)] if match["body"] else []
    found += [(*match.span("roleName"), "roleName"), *_split_persons(match)]
    return [(start + a, start + b, name) for a, b, name in found]


def _read_alone(text: str) -> list[Found]:
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    for pattern, name in ((_PERSON_ALONE, "persName"), (_BODY, "orgName")):
        if pattern.fullmatch(text, start, end):
            return [(start, end, name)]
    return []


def _split_persons(match: re.Match[str]) -> Iterator[Found]:
    for person in re.finditer(_PERSON, match["persons"]):
        yield match.start("persons") + person.start(), match.start("persons") + person.end(), "persName"
