"""Long titles in lines: a trapezoid or a diamond, no word broken (GB/T 9704-2012, 7.3.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations, pairwise
from math import ceil

from convert.chinese.widths import width

_OFFICIAL = (
    "关于 工作 会议 发展 经济 社会 通知 意见 讲话 报告 统筹 推进 疫情 防控 视频 全市 全省 "
    "全县 全区 全国 人民 政府 办公 办公室 领导 小组 进一步 加强 加快 促进 推动 建设 管理 "
    "实施 方案 规划 办法 规定 条例 决定 公告 通告 批复 请示 印发 转发 开展 做好 落实 深化 "
    "改革 创新 企业 产业 农业 农村 城市 城镇 教育 卫生 环境 生态 保护 安全 生产 质量 服务 "
    "体系 机制 制度 年度 思路 任务 主要 重点 持续 确保 完成 目标 全年 圆满 高质量 专项 "
    "行动 计划 动员 大会 总结 部署 座谈会 常委会 全体 委员 委员会 代表 国务院 省委 市委 "
    "县委 区委 主席 总书记 市长 省长")
"""Words that titles of official documents are made of, beyond those of the dictionaries."""

_NOT_FIRST = " \u3000的了和与及或等、，。；：！？》）”’〕」』之者化性"
_NOT_LAST = "《（“‘〔「『和与及或在对从向第"
_SPACES = " \u3000"
_MOST_LINES = 4
_LONGEST_WORD = 6


def break_title(text: str, measure: float) -> list[str]:
    """The lines of a title, each of at most `measure` full-width characters; the text itself where it fits one."""
    if width(text) <= measure:
        return [text]
    least = ceil(width(text) / measure)
    for count in range(least, max(least, _MOST_LINES) + 1):
        cuts = min(_cuts(text, count, measure), key=lambda cut: _cost(text, cut), default=None)
        if cuts is not None:
            return [text[a:b] for a, b in pairwise((0, *cuts, len(text)))]
    return [text]


def _cuts(text: str, count: int, measure: float) -> Iterator[tuple[int, ...]]:
    """Where a title may be cut into lines that fit; near the middle of each share only, so that they stay few."""
    share = len(text) / count
    reach = max(4, round(share * 0.45))
    near = sorted({place for line in range(1, count) for place in range(round(share * line) - reach,
                                                                      round(share * line) + reach + 1)
                   if 0 < place < len(text)})
    for cut in combinations(near, count - 1):
        if all(width(text[a:b]) <= measure for a, b in pairwise((0, *cut, len(text)))):
            yield cut


def _cost(text: str, cuts: Sequence[int]) -> float:
    lengths = [width(text[a:b].strip()) for a, b in pairwise((0, *cuts, len(text)))]
    words = find_boundaries(text)
    broken = sum(place not in words or text[place] in _NOT_FIRST or text[place - 1] in _NOT_LAST for place in cuts)
    steps = [b - a for a, b in pairwise(lengths)]
    mean = sum(lengths) / len(lengths)
    spaces = sum(text[place - 1] in _SPACES for place in cuts)
    return 20 * broken - 10 * spaces + _shape_cost(steps) + sum(abs(length - mean) for length in lengths) / len(lengths)


def _shape_cost(steps: Sequence[float]) -> float:
    """0 for a trapezoid, 1 for a diamond, more for a rectangle, most for an hourglass."""
    if all(step > 0 for step in steps) or all(step < 0 for step in steps):
        return 0
    turns = [a > 0 > b for a, b in pairwise(steps)]
    return 1 if turns.count(True) == 1 and 0 not in steps else 4 if 0 in steps else 8


def find_boundaries(text: str) -> set[int]:
    """Where words begin and end, by the longest match from the left; spaces and punctuation are words of their own."""
    words, places, at = _words(), {0}, 0
    while at < len(text):
        longest = min(_LONGEST_WORD, len(text) - at)
        at += next((size for size in range(longest, 1, -1) if text[at : at + size] in words), 1)
        places.add(at)
    return places


@cache
def _words() -> frozenset[str]:
    """Words of both scripts: the phrases of OpenCC, and those of official titles."""
    from convert.chinese.dictionary import read_dictionary  # 49,000 entries: only for long titles

    phrases = read_dictionary("STPhrases.txt")
    return frozenset({*phrases, *phrases.values(), *_OFFICIAL.split()})
