"""The formats, one row each: how its files are named and known, who reads them and who writes them.

What is built in stands in `FORMATS`; other people's readers and writers are entry points, looked for only under a name
or suffix that nobody here knows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from importlib import import_module
from inspect import signature
from typing import Any, NamedTuple, cast

from convert.errors import HuoziError, SourceError, UsageError, suggest
from convert.formats.obedience import NO_LOOK, Obedience, obey
from convert.formats.options import COVER, FACTS, LEVEL, PATH, SWITCH, TEXT, Option, take_options
from convert.formats.recognition import ARCHIVES, HEAD, recognise, strip_marks
from convert.formats.writer import Writer
from convert.recovery.text import Text
from convert.tree.nodes import Document
from convert.tree.record import Finding

Reader = Callable[[bytes, str], Text | Document]
"""Bytes and a file name → a text with marks, whose structure is still to be told, or the tree that the file holds."""


class Format(NamedTuple):
    """One format. Readers and writers are named as `module:name` and imported when they are asked for."""

    name: str
    """What `--to` calls it."""
    suffixes: tuple[str, ...]
    """How its files end; the first is that of our own outputs."""
    media_type: str
    """Its registered media type (IANA)."""
    holds: str = ""
    """What people know its files as, for the list of formats."""
    reader: str = ""
    """Where its reader is; empty where it is not read."""
    writer: str = ""
    """Where its writer is; empty where it is not written."""
    others: tuple[str, ...] = ()
    """How files end that its reader takes too."""
    signed: bool = False
    """Whether only the content tells that a file is of it: one with its suffix may be any text."""
    begins: bytes = b""
    """What a file with its suffix begins with that is of it, whatever else its content tells."""
    options: tuple[Option, ...] = ()
    """What its writer may be asked."""
    obedience: Obedience = NO_LOOK
    """Which keys of a style sheet its writer obeys."""


_FACTS = Option("dispatch", "facts of an official document that its text does not hold, or a TOML file of them", FACTS)
_PRINT = ("paper top bottom inner outer lines chars columns column-gap two-sided mirrored number number-place "
          "number-face number-size number-below running-head direction title-page contents contents-depth region "
          "prohibition quotes hanging name-line notes form")
"""Keys of [page] that formats with pages obey."""
_TYPE = "face size leading indent left right before after align colour keep-next new-page shape rule-above rule-below"
"""Keys of types that every format with a look obeys."""
_OFFICE = "marking issuer number annex imprint"
"""Elements that only formats with pages have."""
_PAGES = obey(f"direction region prohibition quotes hanging name-line {_TYPE} faces",
              but=f"title.shape kicker.shape subtitle.shape footnote {_OFFICE}")
"""What formats obey that are made of XHTML and CSS."""


FORMATS = (
    Format("docx", (".docx",), "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
           "Word; older and other word processors through LibreOffice", signed=True,
           others=(".docm", ".dotx", ".dotm", ".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt", ".ott"),
           reader="convert.formats.docx.read:read_docx",
           writer="convert.formats.docx:DocxWriter",
           options=(_FACTS,
                    Option("reference", "takes styles, page and headers from a `.docx` of one's own", PATH),
                    Option("remarks", "prints what the reader noticed as comments", SWITCH),
                    Option("level", "how hard to deflate, 1 to 9", LEVEL)),
           obedience=obey(f"{_PRINT} {_TYPE} latin numbers faces", only={"shape": ("kicker", "title", "subtitle")},
                          but="number.leading,rule-below")),
    Format("pdf", (".pdf",), "application/pdf", "PDF with a text layer", signed=True,
           reader="convert.formats.pdf.read:read_pdf", writer="convert.formats.pdf:PdfWriter", options=(_FACTS,),
           obedience=obey(
               f"{_PRINT} {_TYPE} latin breaking",
               but="cell.indent,left,right,before,after,keep-next,new-page,shape,rule-above,rule-below "
                   "field.keep-next footnote.before,after annex.shape "
                   "marking.after,keep-next,new-page issuer.leading,before,after,keep-next,new-page,shape "
                   "number.leading,after,keep-next,new-page imprint.before,after,keep-next,new-page")),
    Format("epub", (".epub",), "application/epub+zip", "books", signed=True, writer="convert.formats.epub:EpubWriter",
           reader="convert.formats.epub.read:read_epub",
           options=(Option("vertical", "sets the text in columns from right to left", SWITCH),
                    Option("cover", "draws a cover, or none, or takes a picture", COVER),
                    Option("fonts", "embeds the faces, cut down to what is set in them "
                                    "(needs `pip install huozi[woff2]`)", SWITCH)),
           obedience=_PAGES),
    Format("tei", (".tei.xml", ".tei"), "application/tei+xml", "TEI P5 that Huozi wrote", signed=True,
           writer="convert.formats.tei:TeiWriter", reader="convert.formats.tei.read:read_tei",
           options=(Option("flavour", "`full` keeps the account and reads back to the same tree; `reading` keeps to "
                                      "TEI simplePrint", TEXT),
                    Option("lines", "keeps line and page breaks", SWITCH),
                    Option("variants", "shows both forms of what was put in another script", SWITCH),
                    Option("publisher", "who publishes the TEI file", TEXT), Option("date", "when", TEXT),
                    Option("licence", "under which licence", TEXT)),
           obedience=obey(f"direction region {_TYPE} faces", but=f"cell lead field footnote {_OFFICE}")),
    Format("xml", (".xml",), "application/xml", "the tree itself", signed=True,
           writer="convert.formats.xml.write:XmlWriter", reader="convert.formats.xml.read:read_tree"),
    Format("xml-foreign", (), "application/xml", "XML of others: TEI, Akoma Ntoso, feeds, any", signed=True,
           begins=b"<", others=(".xml", ".tei", ".rss", ".rdf", ".atom", ".akn"),
           reader="convert.formats.xml.foreign:read_foreign"),
    Format("html", (".html",), "text/html", "pages, templates of servers, pages saved with their parts",
           others=(".htm", ".xhtml", ".xht", ".shtml", ".php", ".jsp", ".jspx", ".asp", ".aspx", ".mht",
                   ".mhtml"),
           reader="convert.formats.html.read:read_html", writer="convert.formats.html.writing.writer:HtmlWriter",
           options=(Option("vertical", "sets the text in columns from right to left", SWITCH),), obedience=_PAGES),
    Format("markdown", (".md",), "text/markdown", "Markdown", others=(".markdown", ".mdx", ".mkd"),
           writer="convert.formats.markdown.writing.writer:MarkdownWriter", obedience=obey("quotes"),
           reader="convert.formats.markdown.read:read_markdown"),
    Format("restructured", (), "text/x-rst", "reStructuredText", others=(".rst",),
           reader="convert.formats.markdown.read:read_restructured"),
    Format("text", (".txt",), "text/plain", "plain text in any encoding", others=(".text",),
           reader="convert.formats.text.read:read_text", writer="convert.formats.text.write:TextWriter",
           obedience=obey("quotes")),
)
"""All that is built in, in the order in which help lists them."""

PLAIN = "convert.formats.text.read:read_text"
"""The reader of whatever no row knows."""

READERS, WRITERS = "huozi.readers", "huozi.writers"
"""The entry-point groups: a reader's name is the suffix it reads, without the dot, a writer's is that of its format."""


def written() -> tuple[str, ...]:
    """The names of the formats that are written."""
    return tuple(each.name for each in FORMATS if each.writer)


def written_suffixes() -> dict[str, str]:
    """Format → how the files end that are written in it."""
    return {each.name: each.suffixes[0] for each in FORMATS if each.writer}


def heeding(option: str) -> tuple[str, ...]:
    """The names of the formats whose writers have an option of this name."""
    return tuple(each.name for each in FORMATS if any(own.name == option for own in each.options))


def read_suffixes() -> tuple[str, ...]:
    """How files end that are taken for documents, each once."""
    return tuple(dict.fromkeys(suffix for each in FORMATS if each.reader for suffix in (*each.suffixes, *each.others)))


def find_reader(name: str, data: bytes, *, text: bool = False) -> Reader:
    """The reader for a file, by its content, then by its suffix; SourceError where it is no document at all.

    What is named as text, or not at all, and only begins like something else is read as text, which a remark says.
    `text` says that characters are given: they are no binary file, whatever they begin like.
    """
    kind, known = recognise(data), _find_by_suffix(name, b"")
    if kind and (known is None or known.reader == PLAIN) and (text or not _is_binary(data)):
        return partial(_read_or_print, kind, name)
    return _choose_reader(name, data, kind)


def _read_or_print(kind: str, name: str, data: bytes, printed: str) -> Text | Document:
    """What the reader of a kind makes of a file, or its characters where that refuses it."""
    try:
        return _choose_reader(name, data, kind)(data, printed)
    except SourceError as error:
        what = f"It begins like {kind}, and was read as plain text: {error.message}"
        found: Text = _load(PLAIN)(data, printed)
        return replace(found, findings=(*found.findings, Finding("text/kind", "warning", what)))


def _choose_reader(name: str, data: bytes, kind: str) -> Reader:
    form = next((each for each in FORMATS if each.name == kind and each.reader), None)
    if form is None:
        form = None if kind else _find_by_suffix(name, data)
        if form is None and (foreign := _foreign_reader(name)):
            return cast(Reader, _load_foreign(foreign, name))
        if kind or form is None or not form.signed:
            _refuse_binary(name, data, kind)
    return cast(Reader, _load(form.reader if form is not None else PLAIN))


def find_writer(name: str, **options: Any) -> Writer:
    """The writer of a format, made with its options; raises UsageError naming the known formats or options."""
    target = locate_writer(name)
    make = _load(target) if name in written() else _load_foreign(target, name)
    known = [] if make.__init__ is object.__init__ else list(signature(make).parameters)
    ours = next((each.options for each in FORMATS if each.name == name), ())
    return cast(Writer, make(**take_options(name, options, known, ours)))


def locate_writer(name: str) -> str:
    """Where the writer of a format is, as `module:class`, not imported yet; raises UsageError for an unknown one."""
    target = next((each.writer for each in FORMATS if each.name == name), "") or _find_entry_point(WRITERS, name)
    if not target:
        raise UsageError(f"No writer is called {name!r}.", suggest(name, written(), "Known formats"))
    return target


def format_of(filename: str) -> str:
    """The format that a file name asks for: `a.tei.xml` is tei; raises UsageError where the suffix says none."""
    _, dot, suffix = filename.rpartition(".")
    if not dot:
        raise UsageError(f"{filename!r} has no suffix that names a format.", f"Known formats: {', '.join(written())}.")
    endings = ((ending, each.name) for each in FORMATS if each.writer for ending in each.suffixes)
    return next((name for ending, name in endings if filename.lower().endswith(ending)), suffix.lower())


def _find_by_suffix(name: str, data: bytes) -> Format | None:
    """The format of a suffix; that of plain text where the content should have told and is some text instead."""
    forms = [each for each in FORMATS if each.reader and name.lower().endswith((*each.suffixes, *each.others))]
    if not forms or not all(each.signed for each in forms) or not data:
        return forms[0] if forms else None
    if _is_binary(data):
        return forms[0]
    begun = (each for each in forms if each.begins and strip_marks(data[:HEAD]).lstrip().startswith(each.begins))
    return next(begun, None) or next(each for each in FORMATS if each.reader == PLAIN)


def _is_binary(data: bytes) -> bool:
    from convert.formats.text.decode import is_binary  # what knows encodings: only where content does not tell

    return is_binary(data)


def _foreign_reader(name: str) -> str:
    """Where another package's reader for such a file is; a suffix that everybody knows asks for none."""
    _, dot, suffix = name.rpartition(".")
    return _find_entry_point(READERS, suffix.lower()) if dot and f".{suffix.lower()}" not in read_suffixes() else ""


def _refuse_binary(name: str, data: bytes, kind: str) -> None:
    """Raises SourceError for what is plainly no text: of a kind that nobody here reads, or of none that is known."""
    if kind in ARCHIVES:
        raise SourceError(f"{name} is an archive.", "Give its documents one by one, or unpack it first.")
    if kind or _is_binary(data):
        what = f"a file of {kind}" if kind in (each.name for each in FORMATS) else kind or "a binary file"
        raise SourceError(f"{name} holds no text: it is {what}.",
                          "Text is read in any encoding; save other files as text first.")


def _load(target: str) -> Any:
    module, _, attribute = target.partition(":")
    return getattr(import_module(module), attribute)


def _load_foreign(target: str, name: str) -> Any:
    """A reader or writer of another package; raises HuoziError where that fails, whatever it raises."""
    try:
        return _load(target)
    except Exception as error:  # another's code
        what = f"{target} of another package, asked for {name}, cannot be loaded: {type(error).__name__}: {error}."
        raise HuoziError(what, "Tell its makers, or uninstall it; `huozi doctor` looks at all of them.") from error


def _find_entry_point(group: str, name: str) -> str:
    from importlib.metadata import entry_points  # scanning costs 0.1 s: only for unknown names

    return next((point.value for point in entry_points(group=group) if point.name == name), "")
