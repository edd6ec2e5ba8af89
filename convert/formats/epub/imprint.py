"""What a book says of itself on its cover and title page."""

from __future__ import annotations

from dataclasses import dataclass

from convert.chinese.dates import print_date
from convert.collection import Collection, join_names
from convert.formats.epub.words import words
from convert.tree.identity import Identity


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a cover says."""

    title: str
    subtitle: str
    editors: str
    publisher: str
    date: str
    """As Chinese text has it."""
    language: str

    def told(self) -> str:
        """The same for those who do not see it."""
        said = [self.title, self.subtitle, self.editors, self.publisher, self.date]
        return words(self.language)["cover-of"].format("，".join(filter(None, said)))


def imprint_of(identity: Identity) -> Imprint:
    """The imprint of a single document."""
    return Imprint(identity.title, "".join(identity.subtitles[:1]), join_names(identity.creator_names),
                   identity.publisher, print_date(identity.date), identity.language)


def imprint_of_collection(work: Collection) -> Imprint:
    """The imprint of a collection; its creators are editors."""
    edited = words(work.language)["edited"].format(join_names(work.creators)) if work.creators else ""
    return Imprint(work.title, work.subtitle, edited, work.publisher, print_date(work.date), work.language)
