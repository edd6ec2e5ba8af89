"""Messy copies of a document with exactly known structure, made from a gold outline.

`print_clean` gives the lines of an outline; each operation changes lines, outline or both, so that what a careful
reader sees in the messy text stays known. Operations on one document compose in the order of OPERATIONS.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from convert.chinese.dictionary import read_dictionary


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an outline; its kind may be two, `p|li`."""

    kinds: str
    level: str
    key: str
    text: str

    @property
    def kind(self) -> str:
        """The first of its kinds."""
        return self.kinds.partition("|")[0]


@dataclass(slots=True)
class Mess:
    """A text in the making: printed lines with the row each came from (-1 for noise), and its outline."""

    rows: list[Row]
    lines: list[str]
    owners: list[int]
    noise: list[str] = field(default_factory=list)
    newline: str = "\n"
    last_newline: bool = True
    encoding: str = "utf-8"

    @property
    def data(self) -> bytes:
        text = self.newline.join(self.lines) + (self.newline if self.last_newline else "")
        return text.encode(self.encoding, "replace")

    @property
    def outline(self) -> list[Row]:
        return self.rows + [Row("noise", "", "", line) for line in self.noise if re.search(r"[^\W_]", line)]

    def kind(self, line: int) -> str:
        owner = self.owners[line]
        return self.rows[owner].kind if owner >= 0 else "noise"

    def alter(self, change: Callable[[str], str]) -> None:
        """The same change in the outline and in the lines."""
        self.rows = [replace(row, key=change(row.key), text=change(row.text)) for row in self.rows]
        self.lines = [change(line) for line in self.lines]

    def alter_row(self, owner: int, change: Callable[[str], str]) -> None:
        """A change in one row and in its line, which must still be whole."""
        self.rows[owner] = replace(self.rows[owner], text=change(self.rows[owner].text))
        for line in range(len(self.lines)):
            if self.owners[line] == owner:
                self.lines[line] = change(self.lines[line])

    def insert(self, at: int, lines: Sequence[str]) -> None:
        """Noise lines before the line `at`."""
        self.lines[at:at] = lines
        self.owners[at:at] = [-1] * len(lines)
        self.noise += lines

    def split(self, cut: Callable[[str, int], list[str]]) -> None:
        """Each line cut in pieces that keep its owner."""
        pieces = [(piece, owner) for line, owner in zip(self.lines, self.owners, strict=True)
                  for piece in cut(line, owner)]
        self.lines, self.owners = [piece for piece, _ in pieces], [owner for _, owner in pieces]


def print_clean(rows: Iterable[Row]) -> Mess:
    """An outline's text, a line a row, noise left out."""
    kept = [row for row in rows if row.kind != "noise"]
    mess = Mess(kept, [], [])
    for owner, row in enumerate(kept):
        if row.kind != "article":
            mess.lines.append(f"{row.key}：{row.text}" if row.kind == "meta" and row.key else row.text.strip())
            mess.owners.append(owner)
    return mess


NUMBER = re.compile(r"^(第?[一二三四五六七八九十百]+[、章节節]|[(（][一二三四五六七八九十]+[)）]|\d{1,2}[.．、])")
HAN = "一二三四五六七八九十"
Operation = Callable[[Mess, random.Random], None]


def _headings(mess: Mess) -> list[int]:
    return [owner for owner, row in enumerate(mess.rows) if row.kind == "heading"]


# Characters

def _map_of(source: str, target: str) -> Callable[[str], str]:
    table = str.maketrans(source, target)
    return lambda text: text.translate(table)


def full_digits(mess: Mess, rng: random.Random) -> None:
    """Digits and Latin letters full-width, as in the newspapers of the 1990s."""
    mess.alter(_map_of("0123456789.%", "０１２３４５６７８９．％"))


def half_digits(mess: Mess, rng: random.Random) -> None:
    mess.alter(_map_of("０１２３４５６７８９．％", "0123456789.%"))


def traditional(mess: Mess, rng: random.Random) -> None:
    """Characters one by one to Traditional, as careless converters do."""
    table = {ord(key): value.split()[0] for key, value in read_dictionary("STCharacters.txt").items()
             if len(key) == 1 and len(value.split()[0]) == 1}
    mess.alter(lambda text: text.translate(table))


def brackets(mess: Mess, rng: random.Random) -> None:
    """Brackets and colons in the other width."""
    wide = "".join(mess.lines).count("（") >= "".join(mess.lines).count("(")
    mess.alter(_map_of("（）：", "():") if wide else _map_of("():", "（）："))


def dots(mess: Mess, rng: random.Random) -> None:
    """Another mark behind the numbers of one document: 1. or 1． or 1、, 一、 or 一. or 一，."""
    arabic, han = rng.choice(["．", "、", ". "]), rng.choice([".", "．", "、 "])

    def change(text: str) -> str:
        text = re.sub(r"^(\d{1,2})[.．、](?!\d)", rf"\g<1>{arabic}", text)
        return re.sub(r"^([一二三四五六七八九十]{1,3})、", rf"\g<1>{han}", text)

    for owner in _headings(mess):
        mess.alter_row(owner, change)


def space_after_number(mess: Mess, rng: random.Random) -> None:
    for owner in _headings(mess):
        mess.alter_row(owner, lambda text: NUMBER.sub(lambda found: found[0] + "　", text, count=1))


def _is_article(text: str) -> bool:
    """第三条 alone on its line."""
    return bool(re.fullmatch(r"第 ?[\d一二三四五六七八九十百]+ ?[条條].{0,3}", text))


def heading_stop(mess: Mess, rng: random.Random) -> None:
    """Headings end with a space or a full stop."""
    end = rng.choice(["。", "  ", "　"])
    for owner in _headings(mess):
        mess.alter_row(owner, lambda text: text if text[-1:] in "。？！：" or _is_article(text) else text + end)


def bracket_headings(mess: Mess, rng: random.Random) -> None:
    """Headings without a number stand in 【】."""
    for owner in _headings(mess):
        text = mess.rows[owner].text
        if not re.match(r"[第\d(（①-⒇]", text) and not NUMBER.match(text) and len(text) < 30:
            mess.alter_row(owner, lambda text: f"【{text}】")


def wide_titles(mess: Mess, rng: random.Random) -> None:
    """Short titles and headings are spaced out."""
    for owner, row in enumerate(mess.rows):
        if row.kind in ("title", "heading") and re.fullmatch(r"[\u4e00-\u9fff]{2,4}", row.text):
            mess.alter_row(owner, "　".join)


def double_spaces(mess: Mess, rng: random.Random) -> None:
    """Two spaces where a scraper dropped a tag."""
    def change(line: str, owner: int) -> list[str]:
        places = [found.start() + 1 for found in re.finditer(r"[\u4e00-\u9fff](?=[\u4e00-\u9fff])", line)]
        for place in sorted(rng.sample(places, k=len(places) // 60), reverse=True):
            if place > 6:
                line = line[:place] + "  " + line[place:]
        return [line]

    mess.split(change)


def no_break_spaces(mess: Mess, rng: random.Random) -> None:
    mess.lines = [line.replace(" ", "\u00a0").replace("　", "\u00a0\u00a0") for line in mess.lines]


def lost_characters(mess: Mess, rng: random.Random) -> None:
    """Some characters became question marks."""
    for owner, row in enumerate(mess.rows):
        if row.kind == "p" and len(row.text) > 60 and rng.random() < 0.2:
            lost = row.text[rng.randrange(20, len(row.text) - 20)]
            if "\u4e00" <= lost <= "\u9fff":
                mess.alter_row(owner, lambda text, lost=lost: text.replace(lost, "?", 1))


def footnote_marks(mess: Mess, rng: random.Random) -> None:
    number = 0
    for owner, row in enumerate(mess.rows):
        if row.kind == "p" and len(row.text) > 60 and rng.random() < 0.15:
            number += 1
            mess.alter_row(owner, lambda text, mark=f"[{number}]": text + mark)


# Series

def gap(mess: Mess, rng: random.Random) -> None:
    """One number of a series is left out: from there on each is one too high."""
    _renumber(mess, rng, 1)


def repeat(mess: Mess, rng: random.Random) -> None:
    """One number of a series stands twice."""
    _renumber(mess, rng, -1)


def _renumber(mess: Mess, rng: random.Random, step: int) -> None:
    for run in _runs(mess):
        if len(run) >= 4:
            for owner in run[rng.randrange(2, len(run)) :]:
                mess.alter_row(owner, lambda text: _shift(text, step))


def _runs(mess: Mess) -> list[list[int]]:
    """Headings of one depth and one style under one parent."""
    runs: dict[tuple[object, ...], list[int]] = {}
    path: list[int] = [0] * 12
    for owner, row in enumerate(mess.rows):
        if row.kind == "article":
            path = [-owner] * 12
        elif row.kind == "heading":
            level = int(row.level)
            found = NUMBER.match(row.text)
            style = re.sub(r"[一二三四五六七八九十百\d]+", "N", found[0]) if found else ""
            if style:
                runs.setdefault((level, style, *path[:level]), []).append(owner)
            path[level] = owner
    return list(runs.values())


def _shift(text: str, step: int) -> str:
    def change(found: re.Match[str]) -> str:
        printed = found[0]
        if printed.isdecimal():
            return str(int(printed) + step)
        return _han(_value(printed) + step)

    return re.sub(r"\d+|[一二三四五六七八九十]+", change, text, count=1)


def _value(printed: str) -> int:
    tens, ten, ones = printed.partition("十")
    if not ten:
        return HAN.index(tens) + 1
    return (HAN.index(tens) + 1 if tens else 1) * 10 + (HAN.index(ones) + 1 if ones else 0)


def _han(value: int) -> str:
    tens, ones = divmod(value, 10)
    return ("" if tens < 2 else HAN[tens - 1]) + ("十" if tens else "") + (HAN[ones - 1] if ones else "")


# Lines

def article_order(mess: Mess, rng: random.Random) -> None:
    """The articles of a file in another order; what stands before the first stays."""
    starts = [owner for owner, row in enumerate(mess.rows) if row.kind == "article"]
    if len(starts) < 2:
        return
    parts = [mess.rows[a:b] for a, b in zip(starts, [*starts[1:], len(mess.rows)], strict=True)]
    rng.shuffle(parts)
    fresh = print_clean([*mess.rows[: starts[0]], *(row for part in parts for row in part)])
    mess.rows, mess.lines, mess.owners = fresh.rows, fresh.lines, fresh.owners


def indented(mess: Mess, rng: random.Random) -> None:
    """Paragraphs begin with half-width spaces, no-break spaces or a tab."""
    lead = rng.choice(["  ", "    ", "\t", "\u00a0\u00a0\u00a0\u00a0", "　　 "])
    mess.lines = [lead + line if mess.kind(at) in ("p", "li") else line for at, line in enumerate(mess.lines)]


def centred(mess: Mess, rng: random.Random) -> None:
    """Titles are centred with spaces, headings stand at the indent of paragraphs."""
    mess.lines = [" " * 12 + line if mess.kind(at) in ("title", "subtitle", "date", "byline") else "　　" + line
                  for at, line in enumerate(mess.lines)]


def ragged(mess: Mess, rng: random.Random) -> None:
    """Wrapped at the width of a page, half-width characters counted half, no mark at the beginning of a line."""
    columns = rng.randrange(26, 42) * 2

    def cut(line: str, owner: int) -> list[str]:
        pieces, start, width = [], 0, 0
        for at, character in enumerate(line):
            width += 1 if character < "\u0100" else 2
            if width > columns and character not in "，。、；：？！）》”’,.;:)":
                pieces.append(line[start:at])
                start, width = at, 1 if character < "\u0100" else 2
        return [*pieces, line[start:]]

    mess.split(cut)


def wrap_indented(mess: Mess, rng: random.Random) -> None:
    """Paragraphs with a first-line indent, wrapped at a fixed width that includes it."""
    width = rng.randrange(24, 42)
    mess.lines = ["　　" + line if mess.kind(at) in ("p", "heading", "li") else line
                  for at, line in enumerate(mess.lines)]
    mess.split(lambda line, owner: [line[at : at + width] for at in range(0, len(line), width)] or [""])


def running_heads(mess: Mess, rng: random.Random) -> None:
    """A running head with the page number, between lines."""
    title = next((row.text[:16] for row in mess.rows if row.kind == "title"), "会议文件汇编")
    every, sign = rng.randrange(24, 40), rng.choice(["·", "　", "  ", " — "])
    for page, at in reversed(list(enumerate(range(every, len(mess.lines), every), 1))):
        mess.insert(at, [f"{title}{sign}{page}"])


def page_numbers(mess: Mess, rng: random.Random) -> None:
    """A page number between lines, with a blank line before and after."""
    form = rng.choice(["{}", "- {} -", "·{}·", "第 {} 页 共 40 页", "{}/40"])
    every, first = rng.randrange(20, 36), rng.randrange(1, 60)
    for page, at in reversed(list(enumerate(range(every, len(mess.lines), every), first))):
        mess.insert(at, ["", form.format(page), ""])


def line_numbers(mess: Mess, rng: random.Random) -> None:
    """Every fifth line carries its number before the text."""
    for at in range(4, len(mess.lines), 5):
        mess.noise.append(str(at + 1))
        mess.lines[at] = f"{at + 1:>3}  {mess.lines[at]}"


def blank_spaces(mess: Mess, rng: random.Random) -> None:
    """Blank lines that hold spaces, between all lines."""
    mess.split(lambda line, owner: [line, rng.choice(["", "　　", "  ", "\t"])])


def tags(mess: Mess, rng: random.Random) -> None:
    """Rests of HTML around the lines."""
    mess.lines = [f"<p>{line}</p>" if line else line for line in mess.lines]


def entities(mess: Mess, rng: random.Random) -> None:
    mess.lines = ["&nbsp;&nbsp;&nbsp;&nbsp;" + line if mess.kind(at) == "p" else line
                  for at, line in enumerate(mess.lines)]


def adverts(mess: Mess, rng: random.Random) -> None:
    """A reprinter's name inside sentences."""
    forms = ["公众号“材料帮”整理", "（更多范文请关注某某范文网）", "【公众号：公文写作圈】"]
    for at in range(len(mess.lines)):
        if mess.kind(at) == "p" and len(mess.lines[at]) > 120 and rng.random() < 0.08:
            advert, place = rng.choice(forms), rng.randrange(40, len(mess.lines[at]) - 40)
            mess.lines[at] = mess.lines[at][:place] + advert + mess.lines[at][place:]
            mess.noise.append(advert)


SITES = {
    "newspaper": ("数字报 | 版面导航 | 标题导航\n第A02版：要闻\n上一版  下一版\n放大 缩小 默认\n朗读本文",
                  "上一篇　　下一篇\n版面PDF下载\n本报新闻热线：0512-65801234\n未经本报授权不得转载、摘编\n返回目录"),
    "wiki": ("跳转到导航\n跳转到搜索\n条目 | 讨论 | 编辑 | 查看历史\n维基文库，自由的图书馆\n大陆简体",
             "取自“https://zh.example.org/index.php?title=a&oldid=123”\n分类：2019年文件 | 政府报告\n隐藏分类：\n"
             "本页面最后修订于2023年5月1日 (星期一) 08:12。\n隐私政策  关于本站  免责声明"),
    "taiwan": ("跳到主要內容區塊\n:::\n網站導覽 | 回首頁 | English\n字級：小 中 大\n分享至Facebook",
               "友善列印\n回上一頁\n點閱數：1520\n回頂端\n隱私權及安全政策 | 政府網站資料開放宣告"),
    "blog": ("已关注\n阅读 2.3万\n收藏 56\n展开全文\n12 人赞同了该文章",
             "点赞 36 评论 5\n赞赏作者\n版权声明：本文为博主原创文章，转载请附上原文出处链接。\n"
             "返回搜狐，查看更多\n举报/反馈"),
    "library": ("VIP专享\n下载积分：5\n45KB\n共18页\n上传者：小编\n全屏预览",
                "该文档贡献者很忙，什么也没留下。\n剩余12页未读，继续阅读\n下载文档到电脑，查找使用更方便\n"
                "您可能关注的文档\n版权申诉 | 举报"),
    "portal": ("无障碍 | 关怀版 | 登录 | 注册\n您当前的位置：首页 > 政府信息公开 > 政府工作报告\n"
               "打印  收藏\n[ 大 中 小 ]\n浏览量：8,312",
               "微信扫一扫，分享到朋友圈\n主办：某某市人民政府办公室　　承办：某某市大数据中心\n"
               "网站标识码：3301000012　浙ICP备05000001号\n"
               "建议使用1440*900分辨率浏览本站\n您是第1234567位访客"),
}


def _chrome(site: str) -> Operation:
    def operation(mess: Mess, rng: random.Random) -> None:
        top, end = (part.splitlines() for part in SITES[site])
        mess.insert(len(mess.lines), end)
        mess.insert(0, top)

    return operation


def top_chrome_between(mess: Mess, rng: random.Random) -> None:
    """Site furniture between the title and the text."""
    at = next((line + 1 for line in range(len(mess.lines)) if mess.kind(line) == "title"), 0)
    mess.insert(at, ["【字体：大 中 小】", "打印本页", "分享到："])


# Bytes

def crlf(mess: Mess, rng: random.Random) -> None:
    mess.newline = "\r\n"


def no_last_newline(mess: Mess, rng: random.Random) -> None:
    mess.last_newline = False


def gb18030(mess: Mess, rng: random.Random) -> None:
    mess.encoding = "gb18030"


def utf16(mess: Mess, rng: random.Random) -> None:
    mess.encoding = rng.choice(["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])


OPERATIONS: dict[str, Operation] = {
    "articles": article_order, "gap": gap, "repeat": repeat, "dots": dots, "number-space": space_after_number,
    "heading-stop": heading_stop, "heading-bracket": bracket_headings, "wide": wide_titles, "lost": lost_characters,
    "marks": footnote_marks, "traditional": traditional, "full-digits": full_digits, "half-digits": half_digits,
    "brackets": brackets, "adverts": adverts, "double-space": double_spaces, "indented": indented, "centred": centred,
    "ragged": ragged, "wrap-indent": wrap_indented, "page-number": page_numbers, "running-head": running_heads,
    "line-number": line_numbers, "blank-space": blank_spaces, "tags": tags, "entities": entities,
    **{f"site-{site}": _chrome(site) for site in SITES}, "between": top_chrome_between, "nbsp": no_break_spaces,
    "crlf": crlf, "no-newline": no_last_newline, "gb18030": gb18030, "utf16": utf16,
}
"""In the order in which they are applied."""


def make_mess(rows: Iterable[Row], names: Iterable[str], seed: str) -> Mess:
    """A messy copy; the same seed gives the same copy."""
    return soil(print_clean(rows), names, seed)


def soil(mess: Mess, names: Iterable[str], seed: str) -> Mess:
    """The operations of these names, done in their order to a text."""
    rng, chosen = random.Random(seed), set(names)
    for name, operation in OPERATIONS.items():
        if name in chosen:
            operation(mess, rng)
    return mess
