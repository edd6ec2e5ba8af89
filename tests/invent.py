"""Invented documents: random official prose in random layouts, each with the outline a careful reader makes of it.

Every choice (front matter, numbering of each level, run-in or standing headings, lists, back matter, several articles
in one file) is drawn from a seeded generator, so that a document is named by its seed. `mess.py` can then be let loose
on it.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from mess import HAN, Mess, Row, print_clean


def words(text: str) -> list[str]:
    return text.split()


PLACES = words("青岩 临泽 柳河 东坪 云溪 石桥 白沙 望江 清源 南屏")
SURNAMES = "赵钱孙周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜"
GIVEN = words("建国 晓梅 志强 海燕 文博 思远 玉兰 立新 春生 明华 佳怡 永福")
WHO = words("各部门 各乡镇 全县上下 有关单位 广大干部 基层组织 农业部门 教育系统 市场监管部门 各级党组织")
HOW = words("认真 扎实 全面 稳步 着力 持续 大力 积极 依法 有序")
VERBS = words("推进 落实 完善 加强 深化 优化 改进 抓好 巩固 规范")
WHAT = words("水利设施建设 学前教育普及 粮食安全责任 农村道路养护 医疗服务能力 文化惠民工程 企业技术改造 生态环境治理 "
             "安全生产监管 就业创业服务 基层治理创新 旅游市场秩序 产业园区配套 养老服务体系 数字政府建设")
TAILS = ("，群众反映较好", "，完成投资{n}亿元", "，比上年增长{n}.{d}%", "，惠及群众{n}万余人", "，新建改建项目{n}个",
         "，为今后发展打下了基础", "，切实解决了一批难题", "，做到件件有着落、事事有回音")
OPENINGS = ("今年以来，", "去年，", "当前，", "与此同时，", "下一步，", "近年来，", "", "", "", "")
HEADLINES = words("昔日荒滩披绿装 小山村有了大变化 一条路走出新天地 老厂房迎来新住户 家门口的好日子")

Rng = random.Random


def clause(rng: Rng) -> str:
    return f"{rng.choice(WHO)}{rng.choice(HOW)}{rng.choice(VERBS)}{rng.choice(WHAT)}"


def sentence(rng: Rng) -> str:
    tail = rng.choice(TAILS).format(n=rng.randrange(2, 98), d=rng.randrange(10))
    more = f"，{rng.choice(HOW)}{rng.choice(VERBS)}{rng.choice(WHAT)}" if rng.random() < 0.5 else ""
    return f"{rng.choice(OPENINGS)}{clause(rng)}{more}{tail}。"


def prose(rng: Rng) -> str:
    return "".join(sentence(rng) for _ in range(rng.randrange(2, 6)))


def name(rng: Rng) -> str:
    return rng.choice(SURNAMES) + rng.choice(GIVEN)


def phrase(rng: Rng) -> str:
    """A heading's words."""
    one = f"{rng.choice(VERBS)}{rng.choice(WHAT)}"
    return f"{one}，{rng.choice(VERBS)}{rng.choice(WHAT)}" if rng.random() < 0.25 else one


def han(value: int) -> str:
    tens, ones = divmod(value, 10)
    return ("" if tens < 2 else HAN[tens - 1]) + ("十" if tens else "") + (HAN[ones - 1] if ones else "")


def _date(rng: Rng) -> str:
    year, month, day = rng.randrange(1988, 2026), rng.randrange(1, 13), rng.randrange(1, 29)
    digits = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year))
    return rng.choice((f"{year}年{month}月{day}日", f"{digits}年{han(month)}月{han(day)}日",
                       f"（{year}年{month}月{day}日）"))


Scheme = tuple[Callable[[int], str], ...]
SCHEMES: dict[str, Scheme] = {
    "gongwen": (lambda n: f"{han(n)}、", lambda n: f"（{han(n)}）", lambda n: f"{n}."),
    "gongwen half": (lambda n: f"{han(n)}、", lambda n: f"({han(n)})", lambda n: f"{n}、"),
    "full width": (lambda n: f"{han(n)}、", lambda n: f"（{han(n)}）", lambda n: f"{n}．"),
    "part": (lambda n: f"第{han(n)}部分　", lambda n: f"{han(n)}、", lambda n: f"（{han(n)}）"),
    "chapter": (lambda n: f"第{han(n)}章　", lambda n: f"第{han(n)}节　", lambda n: f"{han(n)}、"),
    "decimal": (lambda n: f"{n} ", lambda n: f"{{}}.{n} ", lambda n: f"{{}}.{n} "),
    "paren first": (lambda n: f"（{han(n)}）", lambda n: f"{n}.", lambda n: f"（{n}）"),
    "arabic": (lambda n: f"{n}.", lambda n: f"（{n}）"),
    "big": (lambda n: f"{'壹貳參肆伍陸柒捌玖拾'[n - 1]}、", lambda n: f"{han(n)}、", lambda n: f"（{han(n)}）"),
    "bare": (lambda n: "",),
    "mixed": (lambda n: f"{han(n)}、", lambda n: f"{n}、", lambda n: f"{'①②③④⑤⑥⑦⑧⑨⑩'[n - 1]}"),
}


class Inventor:
    """One document in the making."""

    def __init__(self, seed: str) -> None:
        self.rng = Rng(seed)
        self.rows: list[Row] = []
        self.features: list[str] = []
        """What was chosen, for finding what a reader is bad at."""

    def add(self, kind: str, text: str = "", level: int = 0, key: str = "") -> None:
        self.rows.append(Row(kind, str(level) if level else "", key, text))

    def chance(self, share: float, feature: str) -> bool:
        taken = self.rng.random() < share
        if taken:
            self.features.append(feature)
        return taken

    def pick(self, options: dict[str, float], about: str) -> str:
        chosen = self.rng.choices(list(options), list(options.values()))[0]
        self.features.append(f"{about} {chosen}")
        return chosen

    def document(self) -> None:
        number = int(self.pick({"1": 0.8, "2": 0.12, "3": 0.08}, "articles"))
        for _ in range(number):
            if number > 1:
                self.add("article")
            self.article()

    def article(self) -> None:
        genre = self.pick({"report": 0.3, "notice": 0.3, "speech": 0.2, "news": 0.2}, "genre")
        getattr(self, f"front_{genre}")()
        scheme = self.pick(dict.fromkeys(SCHEMES, 1.0), "scheme") if genre != "news" else self.pick(
            {"bare": 0.5, "none": 0.5}, "scheme")
        if scheme == "none":
            self.paragraphs(4, 8)
        else:
            self.sections(scheme)
        getattr(self, f"back_{genre}")()

    # Front matter

    def front_report(self) -> None:
        place = self.rng.choice(PLACES)
        self.add("title", f"{place}县{self.rng.choice(('政府工作报告', '经济社会发展情况的报告', '财政工作情况报告'))}")
        if self.chance(0.7, "occasion subtitle"):
            self.add("subtitle", f"——{self.rng.randrange(1990, 2026)}年1月{self.rng.randrange(5, 29)}日在"
                                 f"{place}县第{han(self.rng.randrange(9, 19))}届人民代表大会"
                                 f"第{han(self.rng.randrange(1, 6))}次会议上")
        if self.chance(0.7, "office byline"):
            self.add("byline", f"{place}县人民政府县长　{name(self.rng)}")
        self.add("salutation", self.rng.choice(("各位代表：", "各位代表:", "主任、各位副主任、各位委员：")))
        if self.chance(0.7, "opening paragraph"):
            self.add("p", "现在，我代表县人民政府向大会报告工作，请予审议。")

    def front_notice(self) -> None:
        place = self.rng.choice(PLACES)
        self.add("title", f"{place}县人民政府{self.rng.choice(('', '办公室'))}关于{self.rng.choice(HOW)}"
                          f"{phrase(self.rng)}的{self.rng.choice(('通知', '意见', '实施意见', '决定'))}")
        if self.chance(0.6, "document number"):
            self.add("meta", f"{place[0]}政{self.rng.choice(('发', '办发', '函'))}"
                             f"〔{self.rng.randrange(2000, 2026)}〕{self.rng.randrange(1, 99)}号")
        if self.chance(0.8, "addressee"):
            self.add("addressee", "各乡镇人民政府，县政府各部门：")
        self.add("p", f"为{self.rng.choice(HOW)}{phrase(self.rng)}，经县政府同意，现就有关事项"
                      f"{self.rng.choice(('通知如下。', '通知如下：', '提出如下意见。'))}")

    def front_speech(self) -> None:
        place = self.rng.choice(PLACES)
        self.add("title", f"在全县{self.rng.choice(WHAT)}会议上的讲话")
        if self.chance(0.7, "bare name"):
            self.add("byline", name(self.rng))
        if self.chance(0.8, "date under the title"):
            self.add("date", _date(self.rng))
        self.add("salutation", self.rng.choice(("同志们：", "同志们:", "各位领导、同志们：", "各位来宾，女士们：")))
        self.add("p", f"这次会议的主要任务是，总结{place}县前一阶段工作，部署下一阶段任务。下面，我讲几点意见。")

    def front_news(self) -> None:
        place = self.rng.choice(PLACES)
        if self.chance(0.25, "kicker"):
            self.add("kicker|title", f"{place}县{self.rng.choice(VERBS)}{self.rng.choice(WHAT)}")
        self.add("title|subtitle" if self.rows and self.rows[-1].kinds == "kicker|title" else "title",
                 self.rng.choice(HEADLINES))
        if self.chance(0.3, "dash subtitle"):
            self.add("subtitle", f"——{place}县{self.rng.choice(VERBS)}{self.rng.choice(WHAT)}纪实")
        form = self.pick({"reporter": 0.5, "reporter and correspondent": 0.3, "none": 0.2}, "byline")
        if form != "none":
            self.add("byline", f"本报记者　{name(self.rng)}" + (f"　通讯员　{name(self.rng)}" if "and" in form else ""))
        if self.chance(0.5, "dateline"):
            self.add("p", f"本报{place}{self.rng.randrange(1, 13)}月{self.rng.randrange(1, 29)}日电　{prose(self.rng)}")

    # Body

    def paragraphs(self, least: int, most: int) -> None:
        for _ in range(self.rng.randrange(least, most + 1)):
            self.add("p", prose(self.rng))

    def sections(self, scheme: str) -> None:
        depth = self.rng.randrange(1, min(3, len(SCHEMES[scheme])) + 1)
        self.features.append(f"depth {depth}")
        run_in = depth if scheme not in ("chapter", "part", "bare", "decimal") and self.chance(0.4, "run-in") else 0
        self.level(scheme, 1, depth, run_in, "")

    def level(self, scheme: str, at: int, depth: int, run_in: int, above: str) -> None:
        form = SCHEMES[scheme][at - 1]
        for number in range(1, self.rng.randrange(2, 5) + (at == 1) + 1):
            printed = form(number).format(above)
            words = phrase(self.rng)
            self.add("heading", f"{printed}{words}" + ("。" if at == run_in else ""), at)
            if at == run_in:
                self.add("run-in", prose(self.rng))
                continue
            if at == depth or self.rng.random() < 0.3:
                self.paragraphs(1, 2)
                if at == depth and self.rng.random() < 0.12:
                    self.items()
            if at < depth:
                self.level(scheme, at + 1, depth, run_in, f"{above}.{number}".strip("."))

    def items(self) -> None:
        """A list under a paragraph that leads into it."""
        mark = self.pick({"●": 1, "—— ": 1, "· ": 1, "（%s）": 1}, "list")
        self.add("p", f"{self.rng.choice(WHO)}要做好以下工作：")
        for number in range(1, self.rng.randrange(3, 6)):
            printed = mark.replace("%s", han(number)) if "%s" in mark else mark
            kinds = "li|p" if "%s" in mark else "li"
            self.add(kinds, f"{printed}{self.rng.choice(VERBS)}{self.rng.choice(WHAT)}；")
        self.rows[-1] = Row(self.rows[-1].kinds, "", "", self.rows[-1].text[:-1] + "。")

    # Back matter

    def back_report(self) -> None:
        if self.chance(0.6, "closing appeal"):
            self.add("p", "各位代表，让我们团结起来，开拓进取，为实现全年目标任务而努力奋斗！")

    def back_notice(self) -> None:
        if self.chance(0.4, "attachment"):
            self.add("p|li|note", f"附件：{self.rng.choice(WHAT)}任务分工表")
        place = self.rng.choice(PLACES)
        if self.chance(0.9, "signature"):
            self.add("signature", f"{place}县人民政府")
            self.add("date", _date(self.rng).strip("（）"))
        if self.chance(0.3, "disclosure note"):
            self.add("note|p", "（此件公开发布）")

    def back_speech(self) -> None:
        if self.chance(0.6, "closing appeal"):
            self.add("p", "同志们，任务已经明确，关键在于落实。希望大家振奋精神，扎实工作，努力完成各项任务。")

    def back_news(self) -> None:
        if self.chance(0.2, "source bracket"):
            self.add("note", f"（来源：{self.rng.choice(PLACES)}日报）")


def invent(seed: str) -> Inventor:
    """A document by its seed."""
    made = Inventor(seed)
    made.document()
    return made


def print_invented(made: Inventor) -> Mess:
    """The clean print of an invented document: run-in headings share the line of their paragraph."""
    mess = print_clean(replace(row, kinds="p") if row.kinds == "run-in" else row for row in made.rows)
    for owner in [at for at, row in enumerate(made.rows) if row.kinds == "run-in"]:
        line = mess.owners.index(owner)
        mess.lines[line - 1 : line + 1] = ["".join(mess.lines[line - 1 : line + 1])]
        del mess.owners[line - 1]
    return mess
