"""The pictures of a book, with their bytes where they are in it and within limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from convert.formats.archive import MOST_PICTURES, normal
from convert.formats.epub.reading.book import Book
from convert.formats.epub.reading.places import resolve
from convert.recovery.text import Picture


class Plates:
    """Fills the pictures that pages show with what the book holds of them."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.cover = _find_cover(book)
        self.media = book.media()
        self.count = 0
        self.told: set[str] = set()

    def fill(self, part: str, pictures: Iterable[Picture], bare: bool) -> Iterator[Picture]:
        """The pictures of a part; on a page that is `bare` of text that of the cover is none of the book's text."""
        for picture in pictures:
            address = resolve(part, picture.source)
            if address is None or picture.data:
                yield picture
            elif bare and normal(address.part) == self.cover:
                self._tell(address.part, "is that of the cover and left out", "note")
            elif self.count < MOST_PICTURES:
                self.count += 1
                yield self._fill(picture, address.part)

    def _fill(self, picture: Picture, part: str) -> Picture:
        container = self.book.container
        if part not in container:
            self._tell(part, "is not in the book")
            return picture
        data, why = container.picture(part)
        if why:
            self._tell(part, why)
        return picture._replace(source=part, media=self.media.get(normal(part), "") if data else "", data=data)

    def _tell(self, part: str, why: str, severity: str = "warning") -> None:
        if part not in self.told:
            self.told.add(part)
            self.book.container.find("picture", f"The picture {part} {why}.", severity)


def _find_cover(book: Book) -> str:
    """The name of the picture of the cover, as packages compare them; empty where the book names none."""
    named = next((meta.get("content", "") for meta in book.root.iter("{*}meta") if meta.get("name") == "cover"), "")
    item = next((item for item in book.items.values() if "cover-image" in item.properties), book.items.get(named))
    return normal(item.part) if item is not None else ""
