"""附件说明 that no element tells: a paragraph that opens with 附件 and a colon, and the numbered lines under it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from convert.tree.lists import words_of
from convert.tree.nodes import Node

_OPENS = re.compile(r"\s*附\s*件\s*[:：]\s*(?P<name>.?)")
_NUMBERED = re.compile(r"\s*[0-9０-９]{1,3}\s*[.．、]")


def find_announced(work: Node) -> dict[Node, bool]:
    """The paragraphs and items that announce attachments (7.3.4), in order, and whether each is the first."""
    return {line: place == 0 for opening in work.iter("p") for place, line in enumerate(_list_lines(opening))}


def _list_lines(opening: Node) -> list[Node]:
    """A paragraph that announces attachments and the lines that go on with it; none where it announces nothing."""
    match = _OPENS.match(opening.text_content) if (opening.text or "附").lstrip()[:1] == "附" else None
    if match is None:
        return []
    under = [*_follow(opening)]
    return [opening, *under] if match["name"] or under else []


def _follow(opening: Node) -> Iterator[Node]:
    """The numbered lines right under a paragraph, in a list or not."""
    for block in opening.itersiblings():
        items = block.iterchildren("item") if block.tag == "list" else [block] if block.tag == "p" else []
        lines = [words for item in items if isinstance(item, Node)
                 for words in [words_of(item) if item.tag == "item" else item] if words is not None]
        if not lines or not all(_NUMBERED.match(line.text_content) for line in lines):
            return
        yield from lines
