"""Trees of the examples in the catalogue of rules, made as the trees of each rule are made."""

from __future__ import annotations

import re
from dataclasses import replace

from docx_parts import package
from texts import text_of

import convert
from convert.compilation.preface import read_preface
from convert.corrections import Corrected, Corrections, tell_corrected
from convert.corrections.record import COMMAND, TABLE, Stated
from convert.errors import AuditError
from convert.formats.markdown.read import read_restructured
from convert.formats.pdf.reading.folding import find_folded
from convert.recovery import assembly
from convert.recovery.account import settle_account
from convert.recovery.catalogue import Entry
from convert.recovery.lost import LOST
from convert.recovery.reader import read
from convert.recovery.text import Run, Text
from convert.transforms.repair import repair_script
from convert.transforms.targets import CONFIGS
from convert.tree.nodes import XML_LANG, Document
from convert.tree.stating import retitle


def make_tree(entry: Entry, document: str) -> Document:
    """The tree of an example."""
    if entry.by == "docx":
        return read(text_of(package(document), "例.docx"))
    data = document.encode()
    if entry.by == "rst":
        return read(read_restructured(data, "例.rst"))
    if entry.by == "preface":
        return read_preface(data, "preface.md", "zh-Hans")
    if entry.by == "fault":
        return make_faulty(document)
    if entry.by == "layer":
        return read(lose_private(text_of(data, "例.txt")))
    suffix = entry.by if entry.by in ("txt", "md", "mdx", "html", "xml") else "txt"
    if entry.by == "corrected":
        return tell_corrected(text_of(data, "例.txt"), CORRECTIONS)
    tree = read(text_of(data, f"例.{suffix}"))
    if entry.by == "collection":
        return retitle(tree, "新题", "collection/title")
    if entry.by == "repair":
        return repair_script(tree)
    return _convert(entry, tree) if entry.by == "script" else tree


CORRECTIONS = Corrections(
    facts={"publisher": ("某局",)},
    blocks=(Corrected("过去一年新建厂房", "li"), Corrected("本站推荐", "cut"), Corrected("过去一年各项工作", "p")),
    beside=(Stated(COMMAND, {"creator": ("某人",)}), Stated(TABLE, {"date": ("2020-01-01",)})))
"""What an editor says of the examples."""


def lose_private(text: Text) -> Text:
    """The text with what is for private use in it marked as lost, as the reader of PDF marks broken layers."""
    found = re.finditer("[\ue000-\uf8ff]+", text.view.text)
    return replace(text, runs=tuple(Run(*match.span(), LOST) for match in found))


def make_faulty(document: str) -> Document:
    """The tree of a text whose account does not close."""
    found = text_of(document.encode(), "例.txt")
    block = assembly.Settled("p", "另一句", ((0, len(document.strip())),))
    try:
        return assembly.assemble(found, [block], ())
    except AuditError:  # would be a fault of the assembly
        raise AssertionError("A fault of a reading reached its user.") from None


def _convert(entry: Entry, tree: Document) -> Document:
    config = entry.id.partition("/")[2]
    source, target = next(pair for pair, configs in CONFIGS.items() if config in configs)
    tree.set(XML_LANG, source)
    return convert.to_script(tree, target, vocabulary=config != CONFIGS[source, target][0])


def find_rules(entry: Entry, document: str) -> set[str]:
    """The ids that an example gives."""
    if entry.by == "account":
        return {cut.by for cut in settle_account(document, (), ())}
    if entry.by == "folding":
        return {change.by for change in find_folded(document)}
    return rules_of(make_tree(entry, document))


def rules_of(tree: Document) -> set[str]:
    """The ids that stand in a tree."""
    return {str(element.get("by")) for element in tree.iter() if element.get("by")}
