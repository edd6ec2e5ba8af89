"""Random trees over the whole vocabulary, whose account closes: for property tests of readers, writers and transforms.

    @given(trees())
    def test_…(tree): …

    tree = make_tree(random.Random(7))          # the same without Hypothesis
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable

from hypothesis import strategies as st

from convert.span import print_spans
from convert.tree.audit import audit
from convert.tree.build import add, make
from convert.tree.nodes import XML_LANG, Document, Node
from convert.version import TREE_VERSION

CHARACTERS = "一二三中国经济工作会议的和是，。：；“”（）《》、！？　 abcXYZ019%&<>'\"-—…·々〇﹏𠀀𡿨"
ODD_CHARACTERS = "\t\n\r\u0085\u2028\u200b\ufeff\u00a0]"
CONTROLS = "\x00\x01\x0b\x1f\ufffe"
RULES = ("made/block", "heading/han-comma", "noise/share-counter", "line/end", "wrap", "noise/advert/injected")
NOTED = ("subtitle", "byline", "date", "addressee", "salutation", "note", "figure", "caption", "kicker")
CLOSING = ("attachment", "signature", "date", "copyto", "note")
BLOCKS = ("p", "p", "p", "p", "list", "quote", "verse", "figure", "caption", "table", "note", "salutation", "subtitle",
          "byline", "date", "signature", "attachment", "copyto", "addressee")
FIELDS = ("title", "creator", "publisher", "date", "issued", "identifier", "number", "subject", "validity", "source",
          "other")
PICTURE = ("iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP8z8DAwMDAxMDAwMDAAAAN"
           "HQEDasKb6QAAAABJRU5ErkJggg==")
DIGEST = "be21aef17f0baf04b1bf148f8a23bda4e879b346a64637fdd711bea012e646a8"
MATHML = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>'
DATES = ("2021-04-08", "2021-04", "2021", "2021-02-30", "今年", "")


def trees(size: int = 4) -> st.SearchStrategy[Document]:
    """Valid trees whose account closes; `size` bounds the children of each element and the depth of sections."""
    return st.builds(make_tree, st.randoms(use_true_random=False), st.just(size))


def make_tree(choose: random.Random, size: int = 4) -> Document:
    """One random tree; the same random generator gives the same tree."""
    return _Maker(choose, size).make()


class _Maker:
    """Writes a source and the tree that accounts for it, side by side."""

    def __init__(self, choose: random.Random, size: int) -> None:
        self.choose = choose
        self.size = size
        self.text = ""
        self.events: list[Node] = []
        self.ids = 0
        self.blocks: dict[str, Callable[[Node], None]] = {
            "list": self.make_list, "quote": self.make_quote, "verse": self.make_verse, "figure": self.make_figure,
            "table": self.make_table,
        }

    # chance

    def chance(self, of: float) -> bool:
        return self.choose.random() < of

    def times(self, least: int = 0) -> int:
        return self.choose.randint(least, max(least, self.size))

    def words(self, least: int = 0, most: int = 12) -> str:
        odd = ODD_CHARACTERS if self.chance(0.1) else ""
        return "".join(self.choose.choice(CHARACTERS + odd) for _ in range(self.choose.randint(least, most)))

    def rule(self) -> str:
        return self.choose.choice(RULES)

    # the document

    def make(self) -> Document:
        tree = make("document", version=TREE_VERSION)
        tree.set(XML_LANG, self.choose.choice(("zh-Hans", "zh-Hant")))
        self.make_meta(tree)
        self.make_article(tree, depth=1)
        self.lead_references(tree)
        self.lead_links(tree)
        self.cut()
        record = add(tree, "record")
        data = self.text.encode("utf-8", "surrogatepass")
        digest = hashlib.sha256(data).hexdigest()
        add(record, "source", name=self.words(most=5) + ".txt", sha256=digest, text_sha256=digest, bytes=str(len(data)),
            length=str(len(self.text)), encoding="utf-8", bom="yes" if self.chance(0.2) else None,
            newline=self.choose.choice(("lf", "crlf", "cr", "mixed", "none")), media="text/plain")
        self.choose.shuffle(self.events)
        record.extend(self.events)
        for _ in range(self.times() // 2):
            at = self.choose.choice((None, "0:1", ""))
            remark = add(record, "remark", code="series/gap", severity="warning", at=at)
            remark.text = self.words()
        if next(tree.iterfind(".//figure[@picture]"), None) is not None:
            add(record, "picture", sha256=DIGEST, media="image/png", width="2").text = PICTURE
        return audit(tree, self.text)  # type: ignore[arg-type]

    def lead_references(self, tree: Node) -> None:
        """Each reference to a note that has an id; where there is none, it becomes a mere label."""
        names = [name for note in tree.iter("note") if (name := note.get("id"))]
        for ref in [*tree.iter("ref")]:
            if names:
                ref.set("target", self.choose.choice(names))
            else:
                ref.tag = "label"
                ref.attrib.clear()

    def lead_links(self, tree: Node) -> None:
        """Each link within the document to a block that is printed, another than its own; an address where none is."""
        leaves = [leaf for leaf in tree.iter("*") if leaf.get("id") and leaf.get("at") is not None
                  and leaf.tag != "field" and "".join(leaf.itertext()).strip()]
        for link in tree.iter("link"):
            others = [leaf.get("id") for leaf in leaves if leaf not in link.iterancestors()]
            if link.get("href") is None and others:
                link.set("target", self.choose.choice(others))
            elif link.get("href") is None:
                link.set("href", "https://example.org/")

    def mark(self, node: Node, *, id_chance: float = 0.6) -> Node:
        """Attributes that any element may have."""
        if self.chance(id_chance):
            self.ids += 1
            node.set("id", self.choose.choice(("b", "s", "huozi.n", "题")) + str(self.ids))
        if self.chance(0.1):
            node.set(XML_LANG, "en")
        if self.chance(0.5):
            node.set("by", self.rule())
        if self.chance(0.2):
            node.set("cert", self.choose.choice(("0.5", "0.95", "1", "0")))
        return node

    def make_meta(self, parent: Node) -> None:
        meta = add(parent, "meta")
        for _ in range(self.times()):
            value = self.choose.choice((None, *DATES))
            label = self.choose.choice((None, "发布日期", ""))
            self.fill(add(meta, "field", name=self.choose.choice(FIELDS), label=label, value=value))

    def make_article(self, parent: Node, depth: int) -> None:
        kind = self.choose.choice((None, "speech", "news"))
        article = self.mark(add(parent, "article", kind=kind))
        if self.chance(0.3):
            self.make_meta(article)
        if self.chance(0.8):
            self.make_front(article)
        for _ in range(self.times()):
            self.choose.choice((self.make_block, self.make_block, self.make_section, self.make_nested))(article, depth)
        if self.chance(0.5):
            back = add(article, "back")
            for _ in range(self.times()):
                self.make_leaf(back, self.choose.choice(CLOSING))

    def make_nested(self, parent: Node, depth: int) -> None:
        if depth < 3:
            self.make_article(parent, depth + 1)

    def make_front(self, article: Node) -> None:
        front = add(article, "front")
        names = [self.choose.choice(NOTED) for _ in range(self.times())]
        if self.chance(0.8):
            names.insert(self.choose.randint(0, len(names)), "title")
        for name in names:
            if name == "figure":
                self.make_figure(front)
            else:
                self.make_leaf(front, name)

    def make_section(self, parent: Node, depth: int) -> None:
        section = self.mark(add(parent, "section", n=self.choose.choice((None, "1", "12", ""))))
        heading = add(section, "heading", place=self.choose.choice((None, "own", "run-in", "glued")))
        self.fill(heading)
        for _ in range(self.times()):
            if depth < self.size and self.chance(0.3):
                self.make_section(section, depth + 1)
            else:
                self.make_block(section, depth)

    # blocks

    def make_block(self, parent: Node, depth: int) -> None:
        kind = self.choose.choice(BLOCKS)
        if kind in self.blocks:
            self.blocks[kind](parent)
        else:
            self.make_leaf(parent, kind)

    def make_leaf(self, parent: Node, kind: str) -> None:
        node = add(parent, kind)
        if kind == "date" and self.chance(0.7):
            node.set("when", self.choose.choice(DATES))
        if kind == "note" and self.chance(0.5):
            node.set("n", self.choose.choice(("1", "")))
        self.fill(node)

    def make_few(self, parent: Node) -> None:
        """One to three blocks, containers among them only while the tree is not deep."""
        deep = sum(1 for _ in parent.iterancestors()) > 8
        for _ in range(self.choose.randint(1, 3)):
            if deep:
                self.make_leaf(parent, "p")
            else:
                self.make_block(parent, 9)

    def make_list(self, parent: Node) -> None:
        made = self.mark(add(parent, "list", kind=self.choose.choice(("bullet", "number", "plain"))))
        for _ in range(self.times(1)):
            item = add(made, "item", n=self.choose.choice((None, "3")))
            if self.chance(0.8):
                self.fill(item)
            else:
                self.make_few(self.mark(item))

    def make_quote(self, parent: Node) -> None:
        self.make_few(self.mark(add(parent, "quote")))

    def make_verse(self, parent: Node) -> None:
        verse = self.mark(add(parent, "verse"))
        for _ in range(self.times(1)):
            self.make_leaf(verse, "line")

    def make_figure(self, parent: Node) -> None:
        figure = self.mark(add(parent, "figure", missing="yes" if self.chance(0.4) else None,
                               href="pictures/%E5%9B%BE.png" if self.chance(0.4) else None,
                               alt=self.words() if self.chance(0.2) else None,
                               picture=DIGEST if self.chance(0.3) else None))
        if self.chance(0.6):
            self.make_leaf(figure, "caption")

    def make_table(self, parent: Node) -> None:
        table = self.mark(add(parent, "table"))
        if self.chance(0.3):
            self.make_leaf(table, "caption")
        for _ in range(self.times(1)):
            row = self.mark(add(table, "row", role="head" if self.chance(0.2) else None))
            for _ in range(self.times(1)):
                cols, rows = self.choose.choice((None, None, "2")), self.choose.choice((None, None, None, "3"))
                role = "head" if self.chance(0.1) else None
                self.fill(add(row, "cell", cols=cols, rows=rows, role=role))

    # leaves and the source under them

    def fill(self, node: Node) -> None:
        """Content of a leaf, its spans, and the source characters they cover."""
        self.mark(node)
        if self.chance(0.5):
            self.cut()
        if self.chance(0.95):
            self.make_inline(node, depth=0)
        printed = "".join(node.itertext())
        spans, start = [], 0
        for end in sorted({*(self.choose.randint(0, len(printed)) for _ in range(self.choose.choice((0, 0, 0, 1, 2)))),
                           len(printed)}):
            if end == start:
                continue
            begin = len(self.text)
            self.print(printed[start:end])
            spans.append((begin, len(self.text)))
            start = end
            if end < len(printed):
                self.cut(least=1)
        node.set("at", print_spans(spans))

    def print(self, printed: str) -> None:
        """Appends source characters that are printed so, sometimes with an edit between."""
        if not self.chance(0.2):
            self.text += printed
            return
        start, end = sorted(self.choose.randint(0, len(printed)) for _ in "ab")
        was = self.words(least=1, most=3)
        at = len(self.text) + start
        self.text += printed[:start] + was + printed[end:]
        self.events.append(make("edit", at=f"{at}:{at + len(was)}", by="script/made", was=was, now=printed[start:end]))

    def cut(self, least: int = 0) -> None:
        controls = self.choose.choice(CONTROLS) if self.chance(0.1) else ""
        characters = self.words(least=least, most=4) + self.choose.choice(("", "\n", "\r\n", "\n\n")) + controls
        if not characters:
            return
        at = f"{len(self.text)}:{len(self.text) + len(characters)}"
        element = make("cut", at=at, by=self.rule())
        if controls:
            element.set("code", " ".join(f"{ord(character):X}" for character in characters))
        else:
            element.text = characters
        self.text += characters
        self.events.append(element)

    def make_inline(self, node: Node, depth: int) -> None:
        node.text = self.words(least=1)
        for _ in range(self.choose.choice((0, 0, 0, 1, 2)) if depth < 3 else 0):
            kind = self.choose.choice(("label", "lead", "em", "link", "ref", "math", "name", "ruby", "gap", "sic"))
            child = add(node, kind)
            if kind in ("lead", "em", "link"):
                self.make_inline(child, depth + 1)
            elif kind != "gap" or self.chance(0.5):
                child.text = self.words()
            self.qualify(child)
            if child.get("markup"):
                child.text = "x"  # what the markup says
            child.tail = self.words()

    def qualify(self, child: Node) -> None:
        if child.tag == "em":
            child.set("rend", self.choose.choice(("strong", "italic", "dots", "line", "kai", "struck", "sub", "sup",
                                                  "code")))
        elif child.tag == "label" and self.chance(0.2):
            child.set("counted", "yes")
        elif child.tag == "link" and self.chance(0.7):  # others are led to a block
            child.set("href", self.choose.choice(("https://example.org/a?b=1", "../a.html#b", "mailto:a@example.org")))
        elif child.tag == "ref":
            child.set("n", self.choose.choice(("1", "")))
        elif child.tag == "math" and self.chance(0.5):
            child.set("markup", self.choose.choice((MATHML, "")))
        elif child.tag == "name":
            child.set("kind", self.choose.choice(("person", "organisation", "place")))
        elif child.tag == "gap":
            child.set("reason", self.choose.choice(("redacted", "lost", "truncated")))
        elif child.tag == "ruby":
            add(child, "rt").text = self.words()
        elif child.tag == "sic" and self.chance(0.5):
            child.set("why", self.choose.choice(("错字", "")))
