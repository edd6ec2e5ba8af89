"""Questions to a corpus of speeches, asked with XPath of its TEI alone.

    huozi collect seeds -o speeches.tei.xml --title 文集
    python tests/examples/query_tei.py speeches.tei.xml

Prints the headings of level one of every document, who wrote what and when, and what was cut, by reason. Nothing but
lxml is needed; any other XPath processor gives the same.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

NS = {"t": "http://www.tei-c.org/ns/1.0"}

TITLE = "string(t:teiHeader/t:fileDesc/t:titleStmt/t:title[@type='main'])"
DATE = "string(t:teiHeader/t:profileDesc/t:creation/t:date/@when)"
PEOPLE = ".//t:byline//t:persName | .//t:signed//t:persName"
LEVEL_ONE = ".//t:div[@type='article']/t:div[@type='section']/t:head"
CUTS = "t:standOff/t:listAnnotation/t:note[@type='cut'][starts-with(@ana, concat('#', $member, 'huozi.rule.noise.'))]"
REASON = "string(//t:category[@xml:id = substring($ana, 2)]/t:catDesc)"


def list_documents(corpus: etree._ElementTree) -> list[etree._Element]:
    """The documents of a file: one, or those of a collection in their order."""
    return corpus.xpath("//t:TEI", namespaces=NS)


def list_headings(document: etree._Element) -> Iterator[str]:
    """The headings of level one, as printed."""
    for head in document.xpath(LEVEL_ONE, namespaces=NS):
        yield " ".join("".join(head.itertext()).split())


def count_cuts(document: etree._Element) -> Counter[str]:
    """How many characters were cut, by reason."""
    name = document.get("{http://www.w3.org/XML/1998/namespace}id")
    member = f"{name}-" if name else ""
    cuts: Counter[str] = Counter()
    for note in document.xpath(CUTS, namespaces=NS, member=member):
        cuts[document.xpath(REASON, namespaces=NS, ana=note.get("ana"))] += len(note.text or "")
    return cuts


def main(path: Path) -> None:
    total: Counter[str] = Counter()
    for document in list_documents(etree.parse(path)):
        people = dict.fromkeys("".join(name.itertext()) for name in document.xpath(PEOPLE, namespaces=NS))
        facts = [document.xpath(DATE, namespaces=NS), "、".join(people)]
        print(document.xpath(TITLE, namespaces=NS), *(fact for fact in facts if fact), sep="  ")
        for heading in list_headings(document):
            print(f"    {heading}")
        total += count_cuts(document)
    print("\ncharacters cut, by reason")
    for reason, characters in total.most_common():
        print(f"{characters:8}  {reason}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
