"""Trees for tests: made from outline rows, so that writers are tested apart from the reader."""

from __future__ import annotations

import csv
import hashlib
from copy import deepcopy
from pathlib import Path

from convert.recovery.references import link_notes
from convert.tree.audit import audit
from convert.tree.build import load, make
from convert.tree.grow import grow
from convert.tree.nodes import Document, Node
from convert.tree.record import Excision, Settled, Source

HERE = Path(__file__).parent
SEEDS = HERE.parent / "seeds"
GOLD = HERE / "gold"
NAMES = sorted(path.stem for path in GOLD.glob("*.tsv"))
"""Stems of the five seeds."""

STANDARD = {"索引号": "identifier", "文号": "number", "主题分类": "subject", "发文单位": "publisher", "名称": "title",
            "发布日期": "date", "有效性": "validity", "发文日期": "issued", "来源": "source"}


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of an outline."""
    with path.open(encoding="utf-8", newline="") as handle:
        return [{k: v or "" for k, v in row.items()} for row in csv.DictReader(handle, delimiter="\t",
                                                                           quoting=csv.QUOTE_NONE)]


def tree_from_rows(rows: list[dict[str, str]], name: str = "made.txt", language: str = "zh-Hans") -> Document:
    """A tree with these blocks; its source text is the rows, a line each."""
    blocks, cuts, text = [], [], ""
    for row in rows:
        kind = row["kind"].split("|")[0]
        start = len(text)
        if kind != "article":
            text += row["text"] + "\n"
            end = len(text) - 1
            cuts.append(Excision(((end, end + 1),), "line/end"))
        if kind == "noise":
            cuts.append(Excision(((start, end),), "noise/made"))
            continue
        spans = ((start, end),) if kind != "article" else ()
        if kind == "row":
            blocks.append(Settled("row"))
            kind = "cell"
        blocks.append(Settled(kind, row["text"], spans, "made/row", level=int(row["level"] or 0), key=row["key"],
                              name=STANDARD.get(row["key"], "other") if kind == "meta" else ""))
    data = text.encode()
    source = Source(name, text, hashlib.sha256(data).hexdigest(), len(data), "utf-8")
    return audit(grow(source, link_notes(blocks), cuts, language=language), text)


def printed(node: Node) -> str:
    """The text of an element as it is printed: with the numbers of notes that its source counts."""
    made = deepcopy(node)
    for ref in made.iter("ref"):
        ref.text = ref.text or ref.get("n")
    return made.text_content


def whole_tree() -> Document:
    """A tree with every element of the vocabulary, that of `whole_tree.xml`; its source is its leaves, a line each."""
    tree = load((HERE / "whole_tree.xml").read_bytes().replace(b"\n", b""))
    record, text = tree.record, ""
    edits = {edit.now: edit for edit in record.edits}
    for leaf in [*tree.xpath("//*[@at]"), *record.cuts]:
        leaf.set("at", f"{len(text)}:{len(text + leaf.text_content)}")
        if leaf.text_content in edits:
            edit = edits[leaf.text_content]
            edit.set("at", leaf.get("at"))
            text += edit.was
        else:
            text += leaf.text_content
        record.insert(1, make("cut", at=f"{len(text)}:{len(text) + 1}", by="line/end"))
        record[1].text = "\n"
        text += "\n"
    data, source = text.encode(), record.source
    for name, value in (("sha256", hashlib.sha256(data).hexdigest()), ("text-sha256", hashlib.sha256(data).hexdigest()),
                        ("bytes", len(data)), ("length", len(text))):
        source.set(name, str(value))
    return audit(tree, text)


def seed_tree(name: str) -> Document:
    """The tree a careful reader makes of a seed."""
    language = "zh-Hant" if name.startswith("002") else "zh-Hans"
    return tree_from_rows(read_rows(GOLD / f"{name}.tsv"), f"{name}.txt", language)
