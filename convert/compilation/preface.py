"""A preface written in Markdown, as a document like any other: its source is the text that Markdown means.

Read by markdown-it-py after CommonMark. What the tree has no element for (links, pictures, code) keeps its text.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from convert.tree.audit import audit
from convert.tree.build import add, append_text
from convert.tree.grow import grow
from convert.tree.nodes import Document, Node
from convert.tree.record import Excision, Settled, Source

MARKS = {"strong_open": "strong", "em_open": "dots"}
"""Markdown's emphasis → `rend`: Chinese sets dots under the characters for the weaker one."""

_HAN_BREAK = re.compile(r"(?<=[^\x00-\x7f])\n(?=[^\x00-\x7f])")
"""A line end between Chinese characters, which Markdown would make a space."""


class MarkedText(NamedTuple):
    """Characters of one block that are marked alike; `rend` is empty for plain ones."""

    text: str
    rend: str


def read_preface(data: bytes, name: str, language: str) -> Document:
    """The tree of a preface; its first heading of the first level is its title."""
    markdown = _HAN_BREAK.sub("", data.decode("utf-8-sig", "replace").replace("\r\n", "\n"))
    drafts = list(_draft(MarkdownIt("commonmark").parse(markdown)))
    text, blocks, cuts = "", [], []
    for block, _ in drafts:
        start, end = len(text), len(text) + len(block.text)
        blocks.append(block._replace(spans=((start, end),)))
        cuts.append(Excision(((end, end + 1),), "line/end"))
        text += block.text + "\n"
    source = Source(name, text, hashlib.sha256(data).hexdigest(), len(data), "utf-8", media="text/markdown")
    tree = grow(source, blocks, cuts, language=language)
    tree.article.set("kind", "preface")
    leaves = {leaf.get("id"): leaf for leaf in tree.iter() if isinstance(leaf, Node)}
    for number, (_, runs) in enumerate(drafts, 1):  # grow numbers the blocks as they come
        _mark(leaves[f"b{number}"], runs)
    return audit(tree, text)


Draft = tuple[Settled, list[MarkedText]]


def _draft(tokens: Sequence[Token]) -> Iterator[Draft]:
    """Every block of text with its runs; containers are kept on a stack."""
    stack: list[Token] = []
    titled = False
    for token in tokens:
        if token.nesting == 1:
            stack.append(token)
        elif token.nesting == -1:
            stack.pop()
        elif token.type in ("inline", "code_block", "fence"):
            block, runs = _make_block(stack, list(_read_runs(token)), titled)
            titled = titled or block.kind == "title"
            if block.text.strip():
                yield block, runs


def _make_block(stack: Sequence[Token], runs: list[MarkedText], titled: bool) -> Draft:
    text = "".join(run.text for run in runs)
    above = [token.type for token in stack]
    if above[-1:] == ["heading_open"]:
        level = int(stack[-1].tag[1:])
        if level == 1 and not titled:
            return Settled("title", text, by="preface/heading"), runs
        return Settled("heading", text, by="preface/heading", level=max(level - 1, 1), place="own"), runs
    if "list_item_open" in above:
        item = next(token for token in reversed(stack) if token.type == "list_item_open")
        if "ordered_list_open" in above:
            label = f"{item.info}{item.markup} "
            numbered = Settled("li", label + text, by="preface/number", label=label, n=item.info)
            return numbered, [MarkedText(label, ""), *runs]
        return Settled("li", text, by="preface/bullet"), runs
    return Settled("p", text, by="preface/paragraph"), runs


def _read_runs(token: Token) -> Iterator[MarkedText]:
    rends: list[str] = []
    for child in token.children if token.children is not None else [token]:
        if child.type in MARKS:
            rends.append(MARKS[child.type])
        elif child.type in ("strong_close", "em_close"):
            rends.pop()
        else:
            text = " " if child.type in ("softbreak", "hardbreak") else child.content
            yield MarkedText(text, rends[-1] if rends else "")


def _mark(leaf: Node, runs: Sequence[MarkedText]) -> None:
    """Puts emphasis into a leaf that holds the runs' text as it stands."""
    if not any(run.rend for run in runs):
        return
    label = leaf.find("label")
    leaf.text, rest = None, runs if label is None else runs[1:]
    if label is not None:
        label.tail = None
    for run in rest:
        if run.rend:
            add(leaf, "em", rend=run.rend).text = run.text
        else:
            append_text(leaf, run.text)
