"""One bad element costs that element: the rest of a reading stays what it is, and a remark says where."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from settled import settle_seed

from convert.recovery.assembly import assemble
from convert.recovery.joining import drop_between
from convert.tree.audit import restore
from convert.tree.nodes import Document
from convert.tree.record import Change, Finding, Inline, Settled

Broken = Callable[[Settled], Settled]


def leaves(tree: Document) -> set[tuple[str, str, str]]:
    """Every leaf by what it is, where it stands, and its text."""
    return {(str(leaf.tag), leaf.get("at", ""), leaf.text_content) for leaf in tree.iter("*")
            if leaf.get("at") and leaf.tag not in ("cut", "edit", "remark")}


def mended(tree: Document) -> Sequence[str]:
    return [remark.get("at") or "" for remark in tree.record.remarks if remark.code == "reader/piece"]


FAULTS: dict[str, Broken] = {
    "another text": lambda block: block._replace(text=block.text + "多"),
    "less text": lambda block: block._replace(text=block.text[1:]),
    "twice": lambda block: block._replace(spans=block.spans * 2, text=block.text * 2),
    "beyond the end": lambda block: block._replace(spans=((0, 10**9),)),
    "backwards": lambda block: block._replace(spans=tuple((end, start) for start, end in block.spans)),
    "the neighbour's": lambda block: block._replace(spans=((block.spans[0][0] - 9, block.spans[-1][1]),)),
    "an edit of nothing": lambda block: block._replace(changes=(Change(block.spans[0], "甲乙", "丙", "x/y"),)),
    "a rule that is none": lambda block: block._replace(by="No Rule"),
    "a kind that is none": lambda block: block._replace(kind="thing"),
    "a kind that prints nothing": lambda block: block._replace(kind="article"),
    "a kind that opens a row": lambda block: block._replace(kind="row"),
    "a character that XML cannot hold": lambda block: block._replace(text="\x01" + block.text[1:]),
    "a name that XML cannot hold": lambda block: block._replace(key="\x01", label="\x0b", n="\ufffe"),
    "a mark that is none": lambda block: block._replace(inlines=(Inline(0, 1, "ref", "\x00"), Inline(9, 10**6, "em"))),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_bad_block_is_printed_and_the_rest_stays(fault: str) -> None:
    text, blocks, cuts = settle_seed()
    whole = assemble(text, blocks, cuts)
    assert not mended(whole)
    broken = [number for number, block in enumerate(blocks) if len(block.text) > 9]
    for number in random.Random(fault).sample(broken, 3):
        made = [FAULTS[fault](block) if at == number else block for at, block in enumerate(blocks)]
        tree = assemble(text, made, cuts)
        assert restore(tree) == text.source.text
        lost = {(kind, said) for kind, _, said in leaves(whole) - leaves(tree)}
        assert all(set(said) for _, said in lost)
        assert len(lost) <= 2, lost
        assert len(mended(tree)) == 1 or (not mended(tree) and leaves(tree) == leaves(whole))


def test_many_bad_blocks_leave_those_between_them() -> None:
    text, blocks, cuts = settle_seed()
    whole = leaves(assemble(text, blocks, cuts))
    for seed in range(30):
        chance = random.Random(seed)
        made = [chance.choice(list(FAULTS.values()))(block) if block.spans and chance.random() < 0.2 else block
                for block in blocks]
        chance.shuffle(cuts)
        tree = assemble(text, made, [*cuts, *cuts[:3]])
        assert restore(tree) == text.source.text
        assert len(leaves(tree) & whole) > len(whole) / 3


def test_nothing_is_dropped_between_places_in_no_order() -> None:
    assert drop_between([(0, 9), (12, 20)], 2, 14) == [(0, 2), (14, 20)]
    assert drop_between([(0, 9), (12, 20)], 14, 2) == [(0, 9), (12, 14), (14, 20)]


def test_a_remark_may_quote_what_xml_cannot_hold() -> None:
    text, blocks, cuts = settle_seed()
    tree = assemble(replace(text, findings=(Finding("made/remark", "note", "Of\x00 this\ufffe."),)), blocks, cuts)
    assert [remark.text for remark in tree.record.remarks if remark.code == "made/remark"] == ["Of this."]


def test_an_empty_row_costs_the_row() -> None:
    text, blocks, cuts = settle_seed()
    at = next(number for number, block in enumerate(blocks) if block.kind == "p")
    tree = assemble(text, [*blocks[:at], Settled("row"), Settled("row"), *blocks[at:]], cuts)
    assert leaves(tree) == leaves(assemble(text, blocks, cuts))
    assert len(mended(tree)) == 1
