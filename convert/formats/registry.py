"""The formats, one row each: how its files are named and known, who reads them and who writes them.

What is built in stands in `FORMATS`; other people's readers and writers are entry points, looked for only under a name
or suffix that nobody here knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from inspect import signature
from typing import Any, NamedTuple, cast

from convert.errors import SourceError, UsageError
from convert.formats.obedience import NO_LOOK, Obedience, obey
from convert.formats.writer import Writer
from convert.recovery.text import Text
from convert.tree.nodes import Document

Reader = Callable[[bytes, str], Text | Document]
"""Bytes and a file name → a text with marks, whose structure is still to be told, or the tree that the file holds."""


class Option(NamedTuple):
    """An option of a writer."""

    name: str
    """That of its argument."""
    does: str
    """What it does, for the list of options."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format. Readers and writers are named as `module:name` and imported when they are asked for."""

    name: str
    """What `--to` calls it."""
    suffixes: tuple[str, ...]
    """How its files end; the first is that of our own outputs."""
    media_type: str
    """Its registered media type (IANA)."""
    reader: str = ""
    """Where its reader is; empty where it is not read."""
    writer: str = ""
    """Where its writer is; empty where it is not written."""
    sign: bytes = b""
    """A pattern that the bytes open with, where the suffix alone does not tell whether the reader knows them."""
    options: tuple[Option, ...] = ()
    """What its writer may be asked."""
    obedience: Obedience = NO_LOOK
    """Which keys of a style sheet its writer obeys."""


_FACTS = Option("dispatch", "facts of an official document that its text does not hold, or a TOML file of them")
_PRINT = ("paper top bottom inner outer lines chars columns column-gap two-sided mirrored number number-place "
          "number-face number-size number-below running-head direction title-page contents contents-depth region "
          "prohibition quotes hanging name-line notes form")
"""Keys of [page] that formats with pages obey."""
_TYPE = "face size leading indent left right before after align colour keep-next new-page shape rule-above rule-below"
"""Keys of types that every format with a look obeys."""
_OFFICE = "marking issuer number annex imprint"
"""Elements that only formats with pages have."""


FORMATS = (
    Format("docx", (".docx",), "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
           writer="convert.formats.docx:DocxWriter",
           options=(_FACTS,
                    Option("reference", "takes styles, page and headers from a `.docx` of one's own"),
                    Option("remarks", "prints what the reader noticed as comments"),
                    Option("level", "how hard to deflate, 1 to 9")),
           obedience=obey(f"{_PRINT} {_TYPE} latin numbers faces", only={"shape": ("kicker", "title", "subtitle")},
                          but="number.leading,rule-below field.align")),
    Format("pdf", (".pdf",), "application/pdf", writer="convert.formats.pdf:PdfWriter", options=(_FACTS,),
           obedience=obey(
               f"{_PRINT} {_TYPE} latin breaking",
               but="cell.indent,left,right,before,after,keep-next,new-page,shape,rule-above,rule-below "
                   "field.keep-next footnote.before,after annex.shape "
                   "marking.after,keep-next,new-page issuer.leading,before,after,keep-next,new-page,shape "
                   "number.leading,after,keep-next,new-page imprint.before,after,keep-next,new-page")),
    Format("epub", (".epub",), "application/epub+zip", writer="convert.formats.epub:EpubWriter",
           options=(Option("vertical", "sets the text in columns from right to left"),
                    Option("cover", "draws a cover, or none"),
                    Option("fonts", "embeds the faces, cut down to what is set in them "
                                    "(needs `pip install huozi[woff2]`)")),
           obedience=obey(f"direction region prohibition quotes hanging name-line {_TYPE} faces",
                          but=f"title.shape kicker.shape subtitle.shape footnote {_OFFICE}")),
    Format("tei", (".tei.xml", ".tei", ".xml"), "application/tei+xml", writer="convert.formats.tei:TeiWriter",
           reader="convert.formats.tei.read:read_tei",
           sign=rb'(?s)\s*(<\?xml[^>]*>\s*)?<(TEI|teiCorpus) .*<application ident="huozi-tree"',
           options=(Option("flavour", "`full` keeps the account and reads back to the same tree; `reading` keeps to "
                                      "TEI simplePrint"),
                    Option("lines", "keeps line and page breaks"),
                    Option("variants", "shows both forms of what was put in another script"),
                    Option("publisher", "who publishes the TEI file"), Option("date", "when"),
                    Option("licence", "under which licence")),
           obedience=obey(f"direction region {_TYPE} faces", but=f"cell lead field footnote {_OFFICE}")),
    Format("xml", (".xml",), "application/xml", writer="convert.formats.xml.write:XmlWriter",
           reader="convert.formats.xml.read:read_tree", sign=rb"\s*(<\?xml[^>]*>\s*)?<document version="),
    Format("text", (".txt", ".text", ".md", ".markdown"), "text/plain", reader="convert.formats.text.read:read_text"),
)
"""All that is built in, in the order in which help lists them."""

PLAIN = "convert.formats.text.read:read_text"
"""The reader of whatever no row knows."""

READERS, WRITERS = "huozi.readers", "huozi.writers"
"""The entry-point groups: a reader's name is the suffix it reads, without the dot, a writer's is that of its format."""


def written() -> tuple[str, ...]:
    """The names of the formats that are written."""
    return tuple(each.name for each in FORMATS if each.writer)


def read_suffixes() -> tuple[str, ...]:
    """How the files of a folder end that are taken for documents: those that a suffix alone tells."""
    return tuple(suffix for each in FORMATS if each.reader and not each.sign for suffix in each.suffixes)


def find_reader(name: str, data: bytes) -> Reader:
    """The reader for a file; raises SourceError where it is plainly no text and no reader knows its suffix."""
    target = next((each.reader for each in FORMATS if _fits(each, name, data)), None) or _foreign_reader(name) or PLAIN
    if target == PLAIN:
        _refuse_binary(name, data)
    return cast(Reader, _load(target))


def find_writer(name: str, **options: Any) -> Writer:
    """The writer of a format, made with its options; raises UsageError naming the known formats or options."""
    make = _load(locate_writer(name))
    _check_options(name, options, [] if make.__init__ is object.__init__ else list(signature(make).parameters))
    return cast(Writer, make(**options))


def locate_writer(name: str) -> str:
    """Where the writer of a format is, as `module:class`, not imported yet; raises UsageError for an unknown one."""
    target = next((each.writer for each in FORMATS if each.name == name), "") or _find_entry_point(WRITERS, name)
    if not target:
        raise UsageError(f"No writer is called {name!r}.", f"Known formats: {', '.join(written())}.")
    return target


def format_of(filename: str) -> str:
    """The format that a file name asks for: `a.tei.xml` is tei; raises UsageError where the suffix says none."""
    _, dot, suffix = filename.rpartition(".")
    if not dot:
        raise UsageError(f"{filename!r} has no suffix that names a format.", f"Known formats: {', '.join(written())}.")
    endings = ((ending, each.name) for each in FORMATS if each.writer for ending in each.suffixes[:2])
    return next((name for ending, name in endings if filename.lower().endswith(ending)), suffix.lower())


def _fits(form: Format, name: str, data: bytes) -> bool:
    if not form.reader or not name.endswith(form.suffixes):
        return False
    return not form.sign or re.match(form.sign, data) is not None


def _foreign_reader(name: str) -> str:
    """Where another package's reader for such a file is; a suffix that everybody knows asks for none."""
    _, dot, suffix = name.rpartition(".")
    known = {ending for each in FORMATS for ending in each.suffixes}
    return _find_entry_point(READERS, suffix.lower()) if dot and f".{suffix.lower()}" not in known else ""


def _refuse_binary(name: str, data: bytes) -> None:
    from convert.formats.text.decode import is_binary

    if is_binary(data):
        raise SourceError(f"{name} holds no text: it is a binary file.",
                          "Text is read in any encoding; save other files as text first.")


def _check_options(name: str, options: Mapping[str, Any], known: list[str]) -> None:
    for option in options:
        if option not in known:
            hint = f"It has {', '.join(known)}." if known else "It has none."
            raise UsageError(f"The {name} writer has no option {option!r}.", hint)


def _load(target: str) -> Any:
    module, _, attribute = target.partition(":")
    return getattr(import_module(module), attribute)


def _find_entry_point(group: str, name: str) -> str:
    from importlib.metadata import entry_points  # scanning costs 0.1 s: only for unknown names

    return next((point.value for point in entry_points(group=group) if point.name == name), "")
