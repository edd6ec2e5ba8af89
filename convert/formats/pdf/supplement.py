"""What an official document says and its source lacks, added to a copy of its tree before that is composed."""

from __future__ import annotations

from copy import deepcopy
from typing import cast

from convert.formats.official.attachments import find_announced
from convert.formats.official.dispatch import Dispatch
from convert.formats.official.measures import is_annex
from convert.tree.build import add, make
from convert.tree.nodes import Article, Document, Node


def complete(tree: Document, facts: Dispatch) -> Document:
    """A copy of a tree with 主送机关, 附件说明, 署名, 成文日期 and 附注, those that are given and the tree lacks."""
    whole = deepcopy(tree)
    article = whole.article
    if facts.addressee and article.find(".//addressee") is None:
        add(_find_front(article), "addressee").text = f"{facts.addressee.rstrip('：:')}："
    closing: list[Node] = [node for node in article.iter("signature", "date") if _closes(node)]
    known = {str(node.tag) for node in (*closing, *article.iter("attachment"))}
    known |= {"attachment"} if find_announced(article) else set()
    given = {"attachment": _number_names(facts.attachments), "signature": [facts.signature], "date": [facts.date]}
    before, after = ([_block(tag, text) for tag in tags if tag not in known for text in given[tag] if text]
                     for tags in (("attachment", "signature"), ("date",)))
    if facts.remark:
        after.append(_block("p", f"（{facts.remark.strip('（）()')}）"))
    if closing:
        for node in before:
            closing[0].addprevious(node)
        for node in reversed(after):
            closing[-1].addnext(node)
    else:
        _add_closing(_find_back(article), before + after)
    return whole


def _closes(node: Node) -> bool:
    """Whether a signature or date stands under a text, not over it."""
    above = node.getparent()
    return above is not None and above.tag != "front"


def _block(tag: str, text: str) -> Node:
    node = make(tag)
    node.text = text
    return node


def _number_names(names: tuple[str, ...]) -> list[str]:
    """附件说明 from names: numbered where there are several (7.3.4)."""
    numbered = [f"{number}. {name}" for number, name in enumerate(names, 1)] if len(names) > 1 else list(names)
    return [f"附件：{text}" if place == 0 else text for place, text in enumerate(numbered)]


def _find_front(article: Article) -> Node:
    """The front of an article, a new one where it has none."""
    if article.front is None:
        _insert(article, 0 if article.meta is None else 1, make("front"))
    return cast(Node, article.front)


def _find_back(article: Article) -> Node:
    """The back of an article, a new one before its annexes where it has none."""
    if article.back is None:
        annexes = (at for at, inner in enumerate(article) if isinstance(inner, Article) and _opens_annex(inner))
        _insert(article, next(annexes, len(article)), make("back"))
    return cast(Node, article.back)


def _insert(parent: Node, place: int, node: Node) -> None:
    parent.insert(place, node)


def _opens_annex(article: Article) -> bool:
    kicker = article.find("front/kicker")
    return isinstance(kicker, Node) and is_annex(kicker)


def _add_closing(back: Node, nodes: list[Node]) -> None:
    """Adds blocks above 抄送 and notes."""
    place = next((at for at, node in enumerate(back) if node.tag in ("copyto", "note")), len(back))
    back[place:place] = nodes
