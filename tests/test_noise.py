"""The table of noise: its own examples, and what it must leave alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from trees import GOLD, read_rows

from convert.chinese.folding import fold
from convert.recovery.rules.noise import ZONES, NoiseRule, find_injected, load_noise, match_noise

pytestmark = pytest.mark.reader

RULES = load_noise()
SHARED = Path(__file__).parents[2] / "shared" / "gold"


def fires(rule: NoiseRule, line: str) -> bool:
    """Whether a row holds for a line, other rows apart."""
    plain = fold(line).strip()
    if rule.zone == "inside":
        return any(found is rule and (end - start) == len(plain) for start, end, found in find_injected(plain))
    matched = match_noise(plain)
    return matched is rule


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_row_is_whole(rule: NoiseRule) -> None:
    assert rule.zone in ZONES
    assert rule.why.endswith(".")
    assert rule.yes
    assert rule.no
    assert rule.words or rule.match
    assert [word for word in rule.words if fold(word).lower() != word] == []
    assert len(set(rule.words)) == len(rule.words)
    assert set(rule.keys) <= {fold(key) for key in rule.keys}


@pytest.mark.parametrize(("rule", "line"), [(rule, line) for rule in RULES for line in rule.yes])
def test_examples_are_noise(rule: NoiseRule, line: str) -> None:
    plain = fold(line).strip()
    if rule.zone == "inside":
        assert fires(rule, line)
    else:
        assert match_noise(plain) is not None


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_row_is_the_one_that_fires_for_some_example(rule: NoiseRule) -> None:
    assert any(fires(rule, line) for line in rule.yes)


@pytest.mark.parametrize(("rule", "line"), [(rule, line) for rule in RULES for line in rule.no])
def test_counterexamples_are_left_alone(rule: NoiseRule, line: str) -> None:
    assert not fires(rule, line)


def rows_of(folder: Path) -> list[tuple[str, str, str]]:
    """Document, kind and folded text of all rows of gold that are given in full."""
    return [(path.stem, row["kind"], fold(row["text"]).strip()) for path in sorted(folder.glob("*.tsv"))
            for row in read_rows(path) if row["text"] and not row["text"].startswith("#")]


def innocent(folder: Path) -> list[tuple[str, str, str]]:
    return [(name, kind, text) for name, kind, text in rows_of(folder)
            if "noise" not in kind and kind != "meta" and (rule := match_noise(text)) and rule.zone == "any"]


def test_no_block_of_the_seeds_is_taken_for_noise() -> None:
    assert innocent(GOLD) == []


@pytest.mark.skipif(not SHARED.is_dir(), reason="the reference outlines are not beside this checkout")
def test_no_block_of_the_reference_outlines_is_taken_for_noise() -> None:
    assert innocent(SHARED) == []


@pytest.mark.skipif(not SHARED.is_dir(), reason="the reference outlines are not beside this checkout")
def test_nothing_is_cut_out_of_sentences_that_have_nothing_in_them() -> None:
    assert [text for _, kind, text in rows_of(SHARED) if "noise" not in kind and list(find_injected(text))] == []


PROSE = """加大投入力度。|全面展开|依法备案。|大中小企业融通发展|一、加强组织领导|(一)深化改革|1.优化环境|第三条
下一步,我们将继续努力。|来源广泛|返回家乡|关注民生|打印设备|分享经济|版权保护|省长 王予波|2021年1月25日
各位代表:|同志们:|目 录|附件|前言|结束语|注释|说明|(1998年3月5日)|——在全市会议上的讲话|(1)|①|3
教育|文化和旅游|统计公报|讨论稿|历史|社会主义核心价值观|关闭落后产能|收藏文物|更多的创新成果|一是|表1|统计
事业单位|主办单位|沿革|〔3〕|[12]|(12)|联系人:李明|附件:1.名单|第二版|注:初步统计数""".replace("\n", "|").split("|")


@pytest.mark.parametrize("line", PROSE)
def test_ordinary_lines_are_never_noise_everywhere(line: str) -> None:
    rule = match_noise(line)
    assert rule is None or rule.zone == "edge"


def test_of_two_rows_the_one_that_holds_anywhere_wins() -> None:
    rule = match_noise("[打印][关闭]")
    assert rule is not None
    assert rule.zone == "any"


def test_a_line_of_several_pieces_of_noise_is_noise() -> None:
    assert match_noise("浏览次数:2051  字体:[ 大 中 小 ]") is not None
    assert match_noise("2023-10-11 16:40  浏览:15,302次") is not None
    assert match_noise("2023-10-11  2023-10-12") is None
    assert match_noise("来源:北京日报  浏览次数:2051") is None


def test_half_a_surrogate_pair_is_a_character_like_any_other() -> None:
    assert match_noise("打印\ud800本页|【字号:大 中 小】") is None
    assert match_noise("打印本页|【字号:大 中 小】") is not None


def test_an_advert_is_found_inside_a_sentence() -> None:
    text = fold("我們要堅持穩中求進公號“老秘帶你寫材料”整理編輯，努力完成任務。")
    ((start, end, rule),) = find_injected(text)
    assert text[start:end] == "公号“老秘带你写材料”整理编辑"
    assert rule.zone == "inside"
