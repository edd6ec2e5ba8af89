"""The container of an EPUB (OCF 3.3; OCF 2.0.1): the ZIP, what of it is encrypted, where its package document is."""

from __future__ import annotations

from collections.abc import Iterator

from convert.errors import SourceError
from convert.formats.archive import Archive, Element, normal
from convert.formats.epub.reading.places import resolve
from convert.tree.record import Finding

CONTAINER, ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"

_AGAIN = "Get it again, or open it in calibre or Sigil and save it there as EPUB."
_ANEW = "save it again in calibre or Sigil."
_OBFUSCATION = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
"""Algorithms that only keep embedded fonts from being taken out (EPUB 3.3, 4.3; Adobe): no protection of the text."""
_LONGEST = 200
"""Characters of a media type that a message shows."""


class Container(Archive):
    """The parts of a book; raises SourceError where it is damaged, a bomb, no EPUB, or without a package document."""

    def __init__(self, data: bytes, name: str) -> None:
        super().__init__(data, name, _AGAIN, _ANEW)
        self.findings: list[Finding] = []
        self._check_mimetype()
        self.encrypted: frozenset[str] = frozenset()
        """Names of the parts that only those who hold a licence can read, as packages compare them."""
        self.encrypted = frozenset(self._encrypted())
        self.package = self._find_package()
        """The name of the package document."""

    def find(self, code: str, message: str, severity: str = "note") -> None:
        """Tells something that was noticed."""
        self.findings.append(Finding(f"epub/{code}", severity, message))

    def read(self, part: str, damaged: bytes | None = None) -> bytes:
        """The bytes of a part; encrypted ones are as good as damaged."""
        if normal(part) not in self.encrypted:
            return super().read(part, damaged)
        if damaged is not None:
            return damaged
        raise SourceError(f"{self.name} is protected (DRM): its text is encrypted.",
                          "Ask its publisher for a copy without protection.")

    def _check_mimetype(self) -> None:
        """What the first file of an EPUB says must be what EPUB is; only one that says nothing is forgiven."""
        stated = super().read("mimetype", damaged=b"")[:_LONGEST].decode("utf-8-sig", "replace").strip()
        if not stated:
            self.find("mimetype", "The file does not say that it is an EPUB: its mimetype is missing.")
        elif stated.casefold() != "application/epub+zip":
            said = " ".join("".join(sign if sign.isprintable() else " " for sign in stated).split())
            raise SourceError(f"{self.name} is no EPUB: it calls itself {said}.",
                              "Give it the suffix of what it is, or save it as EPUB.")

    def _encrypted(self) -> Iterator[str]:
        root = self.tree(ENCRYPTION) if ENCRYPTION in self else None
        for entry in root.iter("{*}EncryptedData") if root is not None else ():
            method = next(entry.iter("{*}EncryptionMethod"), None)
            if method is not None and method.get("Algorithm", "") in _OBFUSCATION:
                continue
            for reference in entry.iter("{*}CipherReference"):
                address = resolve("", reference.get("URI", ""))
                if address is not None:
                    yield normal(address.part)

    def _find_package(self) -> str:
        """The first package document that the container names, else the only one in it."""
        root = self.tree(CONTAINER) if CONTAINER in self else None
        for file in _rootfiles(root):
            if file in self:
                return file
        others = [entry.filename for name, entry in self.entries.items() if name.endswith(".opf")]
        if others:
            self.find("container", f"The container names no package document that it holds; {others[0]} is taken.")
            return others[0]
        if "word/document.xml" in self or "content.xml" in self:
            raise SourceError(f"{self.name} is no EPUB but a document of a word processor.", "Give it its own suffix.")
        raise SourceError(f"{self.name} is no EPUB, or it is damaged: it has no package document (.opf).", _AGAIN)


def _rootfiles(root: Element | None) -> Iterator[str]:
    for file in root.iter("{*}rootfile") if root is not None else ():
        address = resolve("", file.get("full-path", ""))
        if address is not None and file.get("media-type", "").strip() in ("", "application/oebps-package+xml"):
            yield address.part
