"""What stands inside a text, in TEI: labels, emphasis, names, readings, places that look wrong or are lost."""

from __future__ import annotations

from lxml import etree

from convert.formats.tei import vocabulary as tei
from convert.formats.tei.register import Register
from convert.formats.tei.vocabulary import Element, tag
from convert.formats.walk import Walker
from convert.tree.nodes import Node
from convert.tree.vocabulary import children

sub = etree.SubElement

_LABEL, _SEG = tag("label"), tag("seg")


class InlineWriter(Walker[[Element], Element]):
    """Writes inline elements into an element, and gives what was made of each."""

    who = "The TEI writer"

    def __init__(self, register: Register) -> None:
        self.register = register
        self.simple = register.simple

    def fill(self, node: Node, made: Element) -> Element:
        """The text of an element and what is marked in it, into another, which is given back."""
        made.text = node.text
        if len(node):
            self.write_inside(node, made)
        return made

    def write_inside(self, node: Node, made: Element) -> None:
        """What is marked in the text of an element, and the text after each."""
        for child in children(node):
            self.visit(child, made).tail = child.tail

    def visit_label(self, node: Node, parent: Element) -> Element:
        """`label`, or a `seg` of that type where TEI takes no label; type counted where the source has no such text."""
        kind = {} if node.get("counted") is None else {"type": "counted"}
        narrow = parent.tag in tei.NARROW
        return self.fill(node, sub(parent, _SEG, {"type": "label"} | kind) if narrow else sub(parent, _LABEL, kind))

    def visit_lead(self, node: Node, parent: Element) -> Element:
        """`seg type="lead"`."""
        return self.fill(node, sub(parent, _SEG, type="lead"))

    def visit_em(self, node: Node, parent: Element) -> Element:
        """`hi`; @rend says how."""
        return self.fill(node, sub(parent, tag("hi"), rend=node.get("rend", "strong")))

    def visit_link(self, node: Node, parent: Element) -> Element:
        """`ref type="link"`, to an address or to the xml:id of a block."""
        block = node.get("target")
        target = node.get("href", "") if block is None else f"#{self.register.prefix}{tei.escape_id(block)}"
        return self.fill(node, sub(parent, tag("ref"), type="link", target=target))

    def visit_ref(self, node: Node, parent: Element) -> Element:
        """`ref type="note"`; @n the number of a mark that the source does not print."""
        made = sub(parent, tag("ref"), type="note")
        name = f"{self.register.prefix}{tei.escape_id(node.get('target', ''))}"
        made.set("target", f"#{name}")
        self.register.calls.setdefault(name, made)
        if (n := node.get("n")) is not None:
            made.set("n", n)
        made.text = self.text_of(node) or None
        return made

    def visit_math(self, node: Node, parent: Element) -> Element:
        """`formula`; the account has its MathML."""
        made = sub(parent, tag("formula"))
        made.text = self.text_of(node) or None
        if (markup := node.get("markup")) is not None and not self.simple:
            name = self.register.ids.make("f")
            made.set(tei.XML_ID, name)
            self.register.formulas.append((name, markup))
        return made

    def visit_name(self, node: Node, parent: Element) -> Element:
        """`persName`, `orgName` or `placeName`; `name` with its type in simplePrint."""
        kind = node.get("kind", "person")
        made = sub(parent, tag("name"), type=kind) if self.simple else sub(parent, tag(tei.NAMES[kind]))
        return self.fill(node, made)

    def visit_ruby(self, node: Node, parent: Element) -> Element:
        """`ruby` with `rb` and `rt`; segs of those types in simplePrint."""
        kinds = ({"type": "ruby"}, {"type": "base"}, {"type": "reading"}) if self.simple else ({}, {}, {})
        names = ("seg", "seg", "seg") if self.simple else ("ruby", "rb", "rt")
        made, base, reading = (etree.Element(tag(name), kind) for name, kind in zip(names, kinds, strict=True))
        base.text = node.text
        reading.text = "".join(map(self.text_of, self.only(node, "rt")))
        made.extend((base, reading))
        parent.append(made)
        return made

    def visit_gap(self, node: Node, parent: Element) -> Element:
        """`gap`; with what the source prints instead, both in a `seg type="placeholder"`."""
        reason, printed = node.get("reason", "lost"), self.text_of(node)
        if node.text is None:
            return sub(parent, tag("gap"), reason=reason)
        made = sub(parent, _SEG, type="placeholder")
        sub(made, tag("gap"), reason=reason).tail = printed
        return made

    def visit_sic(self, node: Node, parent: Element) -> Element:
        """`sic`; the account says why."""
        made = sub(parent, tag("sic"))
        if (why := node.get("why")) is not None and not self.simple:
            name = self.register.ids.make("d")
            made.set(tei.XML_ID, name)
            self.register.doubts.append((name, why))
        return self.fill(node, made)
