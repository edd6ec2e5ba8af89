"""Measures how often blocks of each margin are right in sources that taught nothing, and how true the claims are.

    python tests/score_certainty.py [--write]

Five times weights are learned as those of the package are, but without a fifth of the sources, and the documents of
that fifth are read, those that are as they were found: messy copies only teach. A block is right where the outline has
it, in order, with its kind, text and level; a fact where the outline has one of the same text. --write makes the table
`convert/recovery/certainty.tsv` of all five fifths.

Printed is what a table of four fifths claims of the last: the blocks sorted by what is claimed, in five equal bins,
the mean claim against the share that is right.

Needs numpy (extra `learn`).
"""

from __future__ import annotations

import argparse
import random
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

from learn_weights import FOLDS, gather, learn_without, make_sample
from outlined import Outlined
from scoring import Line, make_line, settle
from trainer import Sample

from convert.recovery.certainty import OTHER, find_weakest
from convert.recovery.labelling import Model
from convert.recovery.reader import read_stages
from convert.recovery.settling import settle as settle_blocks
from convert.resources import PACKAGE
from convert.tree.agreement import BLOCKS
from convert.tree.record import Settled

LEAST = 400
"""Blocks that a kind must have for rows of its own; rows of fewer say less of other sources than those of all kinds."""

STEP = 80
"""Blocks that a row must have."""

MOST = 50
"""Blocks of one document that count, drawn by lot: those of a collection of poems are right or wrong together."""

BINS = 5
"""Parts of equal size in which claims are compared with what is right."""

HEAD = (
    "# How sure blocks are, by their margin.",
    "#",
    "# kind         label of the block; `other` stands for kinds too rare to be measured alone",
    "# margin       nats from which a row holds: the least by which the score falls where an atom of the block or that",
    "#              behind it is called otherwise and all others stay as they are",
    "# probability  that a block of such a margin is right in kind, text and level: (right + 1) / (blocks + 2)",
    "# blocks       how many of such a margin were read, of one document 50 at most",
    "# right        how many of them were right",
    "#",
    "# A margin in nats is no probability: weights are learned to part labels, not to say how often they do. So it was",
    "# measured on sources that taught nothing to the weights they were read by (tests/score_certainty.py). What a",
    "# table of four fifths of the sources claims of the last fifth, and what is right, from the least sure fifth of",
    "# the blocks to the surest:",
)


class Judged(NamedTuple):
    """A block that was read."""

    fold: int
    """Which part of the sources it comes from."""
    kind: str
    """Its label."""
    margin: float
    """In nats."""
    right: bool
    """Whether the outline has it."""


class Row(NamedTuple):
    """A row of the table."""

    margin: float
    """Nats from which it holds."""
    blocks: int
    """How many of such a margin were read."""
    right: int
    """How many of them were right."""

    @property
    def probability(self) -> float:
        """That such a block is right."""
        return (self.right + 1) / (self.blocks + 2)


Table = dict[str, list[Row]]
"""Kind of a block → its rows."""


def judge_all(documents: Sequence[Outlined], samples: Sequence[Sample]) -> Iterator[Judged]:
    """Blocks of every document as it was found, read with weights that no document of its source taught."""
    sources = sorted({document.source for document in documents})
    random.Random(3).shuffle(sources)
    for fold in range(FOLDS):
        left = set(sources[fold::FOLDS])
        model = learn_without(left, documents, samples)
        for document in documents:
            if document.source in left and document.kind != "dirty":
                judged = list(judge(document, model, fold))
                yield from judged if len(judged) <= MOST else random.Random(document.name).sample(judged, MOST)


def judge(document: Outlined, model: Model, fold: int) -> Iterator[Judged]:
    """The blocks of one document."""
    reading = read_stages(document.text(), model)
    margins = [find_weakest(draft, reading.margins) for draft in reading.drafted.drafts]
    settled, _ = settle_blocks(reading.context, reading.drafted, reading.text, reading.context.plain, margins)
    blocks = list(_whole_rows(settled))
    made = [make_line(block.kind, str(block.level) if block.kind == "heading" else "", block.key, block.text)
            for block in blocks]
    for block, right in zip(blocks, _find_right(document.lines(), made), strict=True):
        yield Judged(fold, block.kind, block.cert, right)


def _whole_rows(settled: Iterable[Settled]) -> Iterator[Settled]:
    """The blocks, the cells of a row as one."""
    row: Settled | None = None
    for block in settled:
        if block.kind == "cell" and row is not None:
            row = row._replace(text=f"{row.text} {block.text}")
            continue
        if row is not None:
            yield row
        row = block if block.kind == "row" else None
        if block.kind not in ("row", "article"):
            yield block
    if row is not None:
        yield row


def _find_right(gold: Sequence[Line], made: Sequence[Line]) -> list[bool]:
    settled = settle(gold, made)
    facts = {row.print for row in settled if row.kind == "meta"}
    wanted = [row.identity for row in settled if row.kind in BLOCKS and row.kind != "article"]
    places = [place for place, row in enumerate(made) if row.kind in BLOCKS]
    matcher = SequenceMatcher(None, wanted, [made[place].identity for place in places], autojunk=False)
    right = {places[at] for _, start, size in matcher.get_matching_blocks() for at in range(start, start + size)}
    return [place in right if row.kind in BLOCKS else row.print in facts for place, row in enumerate(made)]


def make_table(judged: Sequence[Judged]) -> Table:
    """The rows of each kind: probabilities rise with margins, and every row has some blocks."""
    counts = Counter(one.kind for one in judged)
    kinds: dict[str, list[Judged]] = {OTHER: []}
    for one in judged:
        kinds.setdefault(one.kind if counts[one.kind] >= LEAST else OTHER, []).append(one)
    return {kind: _raise(members) for kind, members in sorted(kinds.items()) if members}


def _raise(members: Sequence[Judged]) -> list[Row]:
    """Pools neighbours until every row has enough blocks and probabilities rise (pool adjacent violators)."""
    rows: list[Row] = []
    ordered = sorted(members)
    for margin in sorted({one.margin for one in ordered}):
        same = [one for one in ordered if one.margin == margin]
        rows.append(Row(margin, len(same), sum(one.right for one in same)))
        while len(rows) > 1 and (rows[-2].blocks < STEP or rows[-2].probability >= rows[-1].probability):
            last, before = rows.pop(), rows.pop()
            rows.append(Row(before.margin, before.blocks + last.blocks, before.right + last.right))
    if len(rows) > 1 and rows[-1].blocks < STEP:
        last, before = rows.pop(), rows.pop()
        rows.append(Row(before.margin, before.blocks + last.blocks, before.right + last.right))
    return rows


def claim(table: Table, one: Judged) -> float:
    """What a table says of a block."""
    rows = table.get(one.kind) or table[OTHER]
    return rows[max(0, bisect_right([row.margin for row in rows], one.margin) - 1)].probability


def claim_all(judged: Sequence[Judged]) -> list[tuple[float, bool]]:
    """What a table of the other parts claims of each block, and whether it is right."""
    found = []
    for fold in range(FOLDS):
        table = make_table([one for one in judged if one.fold != fold])
        found += [(claim(table, one), one.right) for one in judged if one.fold == fold]
    return found


def compare(claims: Iterable[tuple[float, bool]]) -> list[tuple[float, float]]:
    """Mean claim and share right, from the least sure fifth to the surest."""
    ordered = list(claims)
    random.Random(1).shuffle(ordered)
    ordered.sort(key=lambda one: one[0])
    bounds = [len(ordered) * number // BINS for number in range(BINS + 1)]
    bins = [ordered[low:high] for low, high in pairwise(bounds)]
    return [(sum(one[0] for one in part) / len(part), sum(one[1] for one in part) / len(part)) for part in bins if part]


def print_bins(bins: Sequence[tuple[float, float]]) -> str:
    """Claims against what is right, in one line."""
    return "  ".join(f"{claimed:.3f}/{right:.3f}" for claimed, right in bins)


def print_table(table: Table, bins: Sequence[tuple[float, float]]) -> str:
    """The text of the file."""
    rows = (f"{kind}\t{row.margin:.2f}\t{min(row.probability, 0.99):.3f}\t{row.blocks}\t{row.right}"
            for kind, members in table.items() for row in members)
    return "\n".join((*HEAD, f"# {print_bins(bins)}", "kind\tmargin\tprobability\tblocks\tright", *rows)) + "\n"


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the table of the package")
    given = parser.parse_args(arguments)
    documents = gather()
    judged = list(judge_all(documents, [make_sample(document) for document in documents]))
    claims = claim_all(judged)
    print(f"blocks {len(judged)}, right {sum(one.right for one in judged) / len(judged):.3f}")
    print(print_bins(compare(claims)))
    if given.write:
        path = PACKAGE / "recovery" / "certainty.tsv"
        path.write_text(print_table(make_table(judged), compare(claims)), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
