"""Masked documents keep the layout of real ones and none of their sentences."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from mask import EDGES, POOL, SHOWN, TITLE, load_words, mask, mask_line

RUN = 16
"""So many letters of words that titles have, and of particles, may stand side by side."""

MASKED = Path(__file__).parent / "masked"
TEXT = ("青云县植树工作总结\n\n一、基本情况\n"
        "今年春天全县干部群众冒着严寒上山种下油松和侧柏两万四千株，比去年多出三成。\n"
        "二、存在问题\n部分山头缺少水源，新栽的树苗到了六月枯死近半，补种花费不小。\n")


def test_a_masked_text_has_the_layout_of_the_real_one() -> None:
    masked, same = mask(TEXT, "a.txt")
    assert [len(line) for line in masked.split("\n")] == [len(line) for line in TEXT.split("\n")]
    assert "一、" in masked
    assert "情况" in masked
    assert "严寒" not in masked
    assert "油松" not in masked
    assert same > 0.5
    assert mask(TEXT, "a.txt") == (masked, same)


def test_what_is_printed_twice_still_is() -> None:
    twice = mask_line("青云志", 0)
    assert mask_line("论青云志", 0).endswith(twice)
    assert mask_line("Mottled", 0) == mask_line("Mottled", 0) != "Mottled"


def test_no_letter_that_masks_is_a_word() -> None:
    assert len(set(POOL)) == len(POOL)
    assert load_words()[0].isdisjoint(POOL)


@pytest.mark.parametrize("path", sorted(path for path in MASKED.glob("*.*") if path.suffix in (".txt", ".md")
                                        and path.stem != "README"), ids=lambda path: path.stem)
def test_no_sentence_is_left(path: Path) -> None:
    widest = max(first for first, _ in EDGES), max(last for _, last in EDGES)
    for line in path.read_text(encoding="utf-8").split("\n"):
        if sum(map(str.isalpha, line)) <= max(TITLE, SHOWN):
            continue
        shown = re.findall(f"[^{POOL}\\W]+", re.sub(r"[^㐀-鿿]", " ", line.strip()[widest[0] : -widest[1]]))
        assert max(map(len, shown), default=0) <= RUN, line
