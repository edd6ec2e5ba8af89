"""Whether line ends part letters that belong together."""

from __future__ import annotations

import pytest
from recovery_texts import atoms_of, survey_of

from convert.recovery.features import describe
from convert.recovery.seams import count_neighbours

TEXT = ("青云县的老渠道修好了，沿渠道的村子今年都用上了水，群众说这是几十年来最好的一件事。县里又为群众修了新渠道，"
        "来年的水稻和小麦都不怕天旱，村里的老人说，从前挑水要走十里路。")


@pytest.mark.parametrize(("pair", "seam"), [
    ("渠道", "bound"), ("群众", "bound"), ("怕路", "apart"), ("，沿", ""), ("好1", ""), ("的村", "bound"),
])
def test_letters_are_bound_that_stand_side_by_side(pair: str, seam: str) -> None:
    assert count_neighbours(atoms_of(f"{TEXT}\n")).judge(*pair) == seam


def test_two_frequent_letters_may_meet_by_chance() -> None:
    neighbours = count_neighbours(atoms_of("的人来了。" * 9 + "的水来了。" * 9 + "人的人的水。\n"))
    assert neighbours.judge("的", "人") == "met"


def cut(lines: list[str], blank: str) -> str:
    """Paragraphs of three lines, each cut inside the word 渠道."""
    return "\n".join(f"{line}，大家都在修渠\n{blank}道，{line}。" for line in lines)


LINES = ["张家湾的老人来了", "李家坪的孩子来了", "王家寨的媳妇来了", "赵家沟的汉子来了", "陈家嘴的渡船来了"]


@pytest.mark.parametrize("blank", ["", "\n"])
def test_line_ends_that_part_words_are_told_from_those_that_were_meant(blank: str) -> None:
    broken = survey_of(f"{TEXT}\n\n{cut(LINES, blank)}\n")
    meant = survey_of(f"{TEXT}\n\n" + f"\n{blank}".join(LINES) + "\n")
    over = bool(blank)
    assert (broken.seams[over], meant.seams[over]) == (1, 0)
    place = next(i for i, atom in enumerate(broken.atoms) if atom.plain.startswith("道"))
    assert {f"j:sewn=many/bound/{over}", "j:seam=bound/ss"} <= set(describe(broken)[place])


def test_few_line_ends_say_nothing_of_the_others() -> None:
    assert survey_of(f"{TEXT}\n\n{cut(LINES[:2], '')}\n").seams == (None, None)


def test_what_goes_on_over_full_lines_is_told_by_its_first() -> None:
    wrapped = f"渠道章程\n\n{TEXT[:36]}\n{TEXT[36:72]}\n{TEXT[72:]}\n"
    own = [{name for name in names if name.startswith("on")} for names in describe(survey_of(wrapped))]
    assert own == [set(), {"on=apart/f", "on:lines=2/f"}, {"on=apart/f", "on:lines=1/f"}, set()]
