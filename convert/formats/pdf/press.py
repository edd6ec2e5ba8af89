"""The objects of a file: pages, fonts, links, structure tree, bookmarks, catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from convert.formats.pdf.embed import add_font
from convert.formats.pdf.font import FontUse
from convert.formats.pdf.images import add_picture
from convert.formats.pdf.metadata import FileFacts, print_srgb, print_xmp
from convert.formats.pdf.objects import ObjectFile, print_array, print_dict, print_text, refer
from convert.formats.pdf.outline import Bookmark, add_bookmarks, destination
from convert.formats.pdf.sheet import Anchor, Geometry
from convert.formats.pdf.tags import Element
from convert.formats.pictures import Raster
from convert.formats.writer import GENERATOR


@dataclass(slots=True)
class DrawnPage:
    """A page that is drawn: its page object, its content stream, its marks and links."""

    object: int
    """Number of its page object."""
    content: int
    """Number of its content stream."""
    marks: list[Element]
    links: list[Anchor]


class Press:
    """Prints what was composed; first the pages, then the structure, then the catalogue."""

    def __init__(self, file: ObjectFile, geometry: Geometry, drawn: Sequence[DrawnPage], root: Element,
                 bookmarks: Bookmark) -> None:
        self.file = file
        self.geometry = geometry
        self.drawn = drawn
        self.pages = [page.object for page in drawn]
        self.root = root
        self.bookmarks = bookmarks
        self.parent = 0
        self.tree = 0
        self.linked: list[Element] = []
        """The elements of the link annotations, in the order of their keys in the parent tree."""

    def print_pages(self, order: Sequence[DrawnPage], uses: Sequence[FontUse], pictures: Mapping[str, Raster]) -> None:
        """The page objects, in reading order, with the fonts and pictures all of them share."""
        fonts = {name: refer(number) for use in uses for name, number in add_font(self.file, use).items()}
        images = {name: refer(add_picture(self.file, raster)) for name, raster in pictures.items()}
        resources = self.file.add(print_dict({"Font": print_dict(fonts),
                                              "XObject": print_dict(images) if images else None}))
        kids = print_array(refer(page.object) for page in order)
        self.parent = self.file.add(print_dict({"Type": "/Pages", "Count": len(order), "Kids": kids}))
        for serial, page in enumerate(self.drawn):
            self._fill_page(serial, page, resources, self._add_links(serial, page))

    def _fill_page(self, serial: int, page: DrawnPage, resources: int, annotations: list[int]) -> None:
        geometry = self.geometry
        self.file.fill(page.object, print_dict({
            "Type": "/Page", "Parent": refer(self.parent), "Resources": refer(resources),
            "Contents": refer(page.content),
            "MediaBox": f"[0 0 {geometry.width:.2f} {geometry.height:.2f}]", "StructParents": serial, "Tabs": "/S",
            "Annots": print_array(map(refer, annotations)) if annotations else None}))

    def _add_links(self, serial: int, page: DrawnPage) -> list[int]:
        """The link annotations of a page; each is a kid of its element."""
        found = []
        for element, box, goal in page.links:
            inside = isinstance(goal, Bookmark)
            if isinstance(goal, Bookmark) and goal.place is None:  # what no page shows: the words are no link
                element.tag = "Span"
                continue
            number = self.file.add(print_dict({
                "Type": "/Annot", "Subtype": "/Link", "Rect": print_array(f"{value:.2f}" for value in box), "F": 4,
                "Border": "[0 0 0]", "Contents": print_text(goal.title if isinstance(goal, Bookmark) else goal),
                "Dest": destination(goal, self.pages) if isinstance(goal, Bookmark) else None,
                "A": None if inside else f"<</S /URI /URI <{str(goal).encode('ascii').hex()}>>>",
                "P": refer(page.object), "StructParent": len(self.drawn) + len(self.linked)}))
            element.kids.append((serial, -number))
            self.linked.append(element)
            found.append(number)
        return found

    def print_structure(self) -> None:
        """The structure tree, with the way back from pages and annotations to it."""
        self.root.prune()
        self.tree = self.file.add()
        numbers = {element: self.file.add() for element in self.root.walk()}
        for element, number in numbers.items():
            parent = numbers[element.parent] if element.parent is not None else self.tree
            self.file.fill(number, _print_element(element, parent, numbers, self.pages))
        nums = [f"{serial} {print_array(refer(numbers[element]) for element in page.marks)}"
                for serial, page in enumerate(self.drawn)]
        nums += [f"{len(self.drawn) + at} {refer(numbers[element])}" for at, element in enumerate(self.linked)]
        ids = sorted((element.id, number) for element, number in numbers.items() if element.id)
        names = print_array(f"({name}) {refer(number)}" for name, number in ids)
        self.file.fill(self.tree, print_dict({
            "Type": "/StructTreeRoot", "K": refer(numbers[self.root]),
            "ParentTree": print_dict({"Nums": print_array(nums)}),
            "ParentTreeNextKey": len(self.drawn) + len(self.linked),
            "IDTree": print_dict({"Names": names}) if ids else None}))

    def print_catalog(self, facts: FileFacts, before: int) -> None:
        """The catalogue and the information dictionary; `before` pages stand before the first numbered one."""
        profile = self.file.add_stream(print_srgb(), {"N": 3})
        intent = print_dict({"Type": "/OutputIntent", "S": "/GTS_PDFA1", "OutputConditionIdentifier": "(sRGB)",
                             "Info": "(sRGB)", "DestOutputProfile": refer(profile)})
        labels = [f"0 {print_dict({'S': '/r'})}"] if before else []
        labels.append(f"{before} {print_dict({'S': '/D'})}")
        marked = any(bookmark.place for _, bookmark in self.bookmarks.walk())
        bookmarks = refer(add_bookmarks(self.file, self.bookmarks, self.pages)) if marked else None
        packet = self.file.add_stream(print_xmp(facts), {"Type": "/Metadata", "Subtype": "/XML"}, compress=False)
        direction = "/R2L" if self.geometry.vertical else None
        self.file.catalog.source = print_dict({
            "Type": "/Catalog", "Pages": refer(self.parent), "Lang": f"({facts.language})",
            "MarkInfo": "<</Marked true>>", "StructTreeRoot": refer(self.tree), "Metadata": refer(packet),
            "OutputIntents": f"[{intent}]", "PageLabels": print_dict({"Nums": print_array(labels)}),
            "ViewerPreferences": print_dict({"DisplayDocTitle": "true", "Direction": direction}),
            "Outlines": bookmarks, "PageMode": "/UseOutlines" if bookmarks else None}).encode("ascii")
        self.file.information.source = print_dict({
            "Title": print_text(facts.title), "Producer": print_text(GENERATOR), "Creator": print_text(GENERATOR),
            "Author": print_text("; ".join(facts.creators)) if facts.creators else None}).encode("ascii")


def _print_element(element: Element, parent: int, numbers: dict[Element, int], pages: list[int]) -> str:
    first = next((kid[0] for kid in element.kids if isinstance(kid, tuple)), None)
    return print_dict({
        "S": f"/{element.tag}", "P": refer(parent), "Pg": None if first is None else refer(pages[first]),
        "K": print_array(_print_kids(element, first, numbers, pages)) if element.kids else None,
        "Lang": f"({element.lang})" if element.lang else None, "Alt": print_text(element.alt) if element.alt else None,
        "ID": f"({element.id})" if element.id else None, "A": element.attributes or None,
        "T": f"({element.title})" if element.title else None})


def _print_kids(element: Element, first: int | None, numbers: dict[Element, int], pages: list[int]) -> Iterator[str]:
    for kid in element.kids:
        if isinstance(kid, Element):
            yield refer(numbers[kid])
            continue
        serial, mark = kid
        if mark < 0:
            yield f"<</Type /OBJR /Obj {refer(-mark)} /Pg {refer(pages[serial])}>>"
        elif serial == first:
            yield str(mark)
        else:
            yield f"<</Type /MCR /Pg {refer(pages[serial])} /MCID {mark}>>"
