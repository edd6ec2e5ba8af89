"""Wrong uses of the command line, one row each: what is typed, what lies in the folder, and which ends are right.

The folder always holds a.txt, two documents in `in`, an empty folder, a binary file and a reference document. Rows are
made where one wrong thing can be said in many places.
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import docx
from packed import make_zip

TEXT = "关于春耕的通知\n\n各县人民政府：\n\n一、总体要求\n\n坚持以人为本。\n\n二、保障措施\n\n加强领导。\n"

REFUSED = (2, 66, 73)
"""The command or its material makes no sense, and that is said in a line."""
TOLD = (1, *REFUSED)
"""Also where other documents go on."""
ANY = (0, *TOLD)
"""It may be taken as well."""


class Misuse(NamedTuple):
    """One wrong use."""

    arguments: tuple[str | bytes, ...]
    files: Mapping[str, str | bytes] = {}
    """Name → what lies under it beside the usual files."""
    codes: tuple[int, ...] = REFUSED
    """Exit codes that are right."""
    prepare: Callable[[Path], object] | None = None
    """Makes what no file is: a pipe, a link, a device."""
    environment: Mapping[str, str] = {}
    shell: str = ""
    """What follows the command in a shell: closed and full streams."""

    @property
    def name(self) -> str:
        """For people."""
        typed = " ".join(argument if isinstance(argument, str) else repr(argument) for argument in self.arguments)
        more = [self.shell, *(f"{key}={value}" for key, value in self.environment.items())]
        return " ".join(filter(None, [typed[:90], *more]))


def lay_out(folder: Path, misuse: Misuse) -> None:
    """Puts the usual files and those of a misuse into a folder."""
    document = io.BytesIO()
    docx.Document().save(document)
    usual = {"a.txt": TEXT, "in/a.txt": TEXT, "in/b.txt": "正文。", "binary": bytes(range(256)) * 8,
             "mine.docx": document.getvalue()}
    for name, held in {**usual, **misuse.files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(held if isinstance(held, bytes) else held.encode("utf-8", "surrogatepass"))
    (folder / "empty").mkdir()
    if misuse.prepare is not None:
        misuse.prepare(folder)


@cache
def list_misuses() -> list[Misuse]:
    """All of them."""
    return [misuse for group in (use_styles, use_manifests, use_options, use_references, use_ledgers, use_names,
                                 use_numbers, use_defaults, use_places, use_odd_files, use_damaged, use_streams)
            for misuse in group()]


CONVERT = ("convert", "a.txt", "-o", "b.docx")
BATCH = ("batch", "in", "-o", "out", "--to", "xml")
COLLECT = ("collect", "in", "-o", "b.epub")

STYLES = (
    "extends = 5", "extends = 'nowhere'", "extends = '../../x.toml'", "extends = 'mine.toml'", "page = 3", "type = []",
    "faces = 'song'", "[type]\np = 5", "[faces]\nsong = 5", "[faces]\nsong = [5]", "[faces]\nsong = []",
    "[page]\nlines = 'abc'", "[page]\nlines = -1", "[page]\nlines = 1000000", "[page]\ncolumns = 0",
    "[page]\ncolumns = 99", "[page]\nchars = 100000", "[page]\nchars = 0.5", "[page]\ntop = '400mm'",
    "[page]\ninner = '-4mm'", "[page]\npaper = 'A99'", "[page]\npaper = '0mm×0mm'", "[page]\npaper = '1e9mm×1e9mm'",
    "[page]\nnumber = '{0.__class__}'", "[page]\nnumber = '{'", "[page]\nnumber = 5", "[page]\nregion = 'XX'",
    "[type.p]\nsize = '0pt'", "[type.p]\nsize = '-4pt'", "[type.p]\nsize = '1e400pt'", "[type.p]\nsize = 'NaNpt'",
    "[type.p]\nsize = true", "[type.p]\nleading = '0pt'", "[type.p]\ncolour = 'red-ish'", "[type.p]\nface = 'comic'",
    "[type.p]\nindent = '9999字'", "[type.p]\nsise = '12pt'", "[type.'heading 99']\nsize = '12pt'", "[page",
    "\0", "a = 1" + "0" * 5000, "a = " + "[" * 5000, "a = 2021-13-45", b"\xff\xfe\0", b"\x80abc", "[page]\nlinse = 22",
    "description = 3", "[type.p]\nnumbers = 5", "[type.p]\nkeep-next = 'yes'",
)


def use_styles() -> Iterator[Misuse]:
    """Style sheets that say what no sheet can."""
    for sheet in STYLES:
        yield Misuse((*CONVERT, "--style", "mine.toml"), {"mine.toml": sheet})
    for name in ("", ".", "no.toml", "in", "../etc/x.toml", "x" * 5000, "x" * 5000 + ".toml", "a\nb", "\x1b[2J", "bok"):
        yield Misuse((*BATCH, "--style", name))
    yield Misuse((*CONVERT, "--style", "m.toml"), prepare=lambda folder: os.mkfifo(folder / "m.toml"))
    yield Misuse((*CONVERT, "--style", "m.toml"), prepare=lambda folder: (folder / "m.toml").symlink_to("/dev/zero"))


MANIFESTS = (
    "", "title = 5", "sources = 5", "sources = [5]", "sources = [[]]", "sources = ['in']\nexclude = [5]",
    "sources = ['in']\neditor = [5]", "sources = ['in']\neditor = {}", "part = ['a']", "part = 5",
    "[[part]]\ntitle = 1",
    "[[part]]\ntitle = '甲'\nsources = [5]", "[[part]]\nsourcse = ['in']", "[[part]]", "sources = ['/etc/host*']",
    "sources = ['../*']", "sources = ['**/**/*']\norder = 'sise'", "sources = ['nowhere']", "sources = ['nothing*']",
    "sources = ['']", "sources = ['[']", "sources = ['[z-a]*']", "sources = [\"a\\u0000b\"]",
    "sources = [\"a\\u0000*\"]",
    f"sources = ['{'x' * 5000}']", f"sources = ['{'x' * 5000}*']", "sources = ['in']\n[titles]\n'a.txt' = 5",
    "sources = ['in']\n[titles]\n'z.txt' = '甲'", "sources = ['in']\ntitles = 5", "sources = ['in']\npreface = 'no.md'",
    "sources = ['in']\npreface = '/etc/passwd'", "sources = ['in']\npreface = 'in'", "sources = ['in']\npreface = 5",
    "sources = ['in']\npreface = '../../../etc/passwd'", "sources = ['in']\ncover = 'no.png'",
    "sources = ['in']\ncover = 'a.txt'", "sources = ['in']\ncover = '/etc/passwd'", "sources = ['in']\ncover = 'in'",
    "sources = ['in']\ncover = 'bad.svg'", "sources = ['in']\ncover = 'bad.png'",
    "sources = ['in']\nduplicates = 'eat'",
    "sources = ['in']\nfields = { text = 5 }", "sources = ['in']\nfields = { txet = 'a' }",
    "sources = ['in']\nfields = 5",
    "sources = ['in']\nparts = 'size'", "sources = ['in']\nparts = 5", "sources = ['/etc']", "sources = ['/dev/zero']",
    "sources = ['in']\nlanguage = 'klingon'", "sources = ['in']\nlanguage = \"\\u0001\"", "sourcse = ['in']", "[[part",
    "sources = ['in']\ntitle = \"a\\u0001b\\u009b\"", "sources = ['in']\ndate = 2021-01-01", "\0", b"\xff\xfe", b"\x80",
    "a = " + "[" * 5000, "sources = ['in']\nidentifier = \"\\u0000\"",
)
TAKEN = ("parts = 'size'", "language = 'klingon'")
"""What a manifest may say, though little comes of it."""


def use_manifests() -> Iterator[Misuse]:
    """Manifests that say what no book can be made of."""
    bad = {"bad.svg": "<svg", "bad.png": b"\x89PNG\r\n\x1a\n"}
    for manifest in MANIFESTS:
        fine = isinstance(manifest, str) and any(words in manifest for words in TAKEN)
        yield Misuse(("collect", "m.toml", "-o", "b.epub"), {"m.toml": manifest, **bad}, ANY if fine else REFUSED)
    yield Misuse(("collect", "m.toml", "in", "-o", "b.epub"), {"m.toml": "sources = ['in']"})
    yield Misuse(("collect", "m.toml", "-o", "b.epub"), prepare=lambda folder: os.mkfifo(folder / "m.toml"))


OPTIONS = (
    "docx.reference=yes", "docx.reference=5", "docx.reference=no.docx", "docx.reference=in", "docx.reference=a.txt",
    "docx.reference=", "docx.reference=/dev/zero", "docx.level=99", "docx.level=-1", "docx.level=x", "docx.level=yes",
    "docx.level=" + "9" * 5000, "docx.remarks=5", "docx.remarks=maybe", "docx.dispatch=5", "docx.dispatch=yes",
    "docx.dispatch=no.toml", "docx.dispatch=in", "docx.dispatch=binary", "docx.dispatch=bad.toml", "docx.nothing=1",
    "docx", "docx.", ".level=1", "docx.level", "=", "docx.level.x=1", "doc.level=1", "epub.vertical=sideways",
    "epub.cover=5", "epub.fonts=maybe", "tei.flavour=sweet", "tei.flavour=5", "tei.flavour=yes", "tei.lines=x",
    "tei.variants=5", "tei.publisher=yes", "tei.publisher=a\x01b", "tei.date=tomorrow", "tei.date=2021-13-45",
    "tei.date=5", "tei.licence=5", "tei.licence=\x0b", "pdf.dispatch=no.toml", "pdf.dispatch=7", "pdf.level=1",
    "xml.a=1", "docx.level=²",
)


def use_options() -> Iterator[Misuse]:
    """Values that no option of a writer takes."""
    for option in OPTIONS:
        form = option.partition(".")[0] or "docx"
        form = form if form in ("docx", "pdf", "epub", "tei", "xml") else "docx"
        fine = option in ("tei.publisher=yes", "tei.licence=5", "tei.date=5")
        yield Misuse(("convert", "a.txt", "-o", "out/b", "--to", form, "-O", option), {"bad.toml": "日期 = [[1]]"},
                     ANY if fine else REFUSED)
    for option in ("docx.reference=yes", "docx.level=99", "docx.dispatch=5", "epub.cover=5", "tei.date=tomorrow"):
        yield Misuse(("batch", "in", "-o", "out", "--to", option.partition(".")[0], "-O", option))
    for facts in ("印章 = '盖'", "甲 = 1", "a = [", b"\xff", "附件 = 5", "form = 'poem'", "份号 = 1e999"):
        fine = facts in ("附件 = 5", "份号 = 1e999")
        yield Misuse((*CONVERT, "--facts", "f.toml"), {"f.toml": facts}, ANY if fine else REFUSED)
    yield Misuse((*CONVERT, "--facts", "no.toml"))
    yield Misuse((*CONVERT, "--facts", "in"))
    yield Misuse((*CONVERT, "--fact", "密级"))
    yield Misuse((*CONVERT, "--fact", "甲=乙"))
    yield Misuse((*CONVERT, "--fact", "密级=a\x01"), codes=ANY)


TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'
ENTITY = b"<!DOCTYPE a [<!ENTITY b SYSTEM 'c'>]>"


def use_references() -> Iterator[Misuse]:
    """Reference documents that are none."""
    document = io.BytesIO()
    docx.Document().save(document)
    whole = document.getvalue()
    broken = bytearray(whole)
    middle = whole.index(b"word/document.xml") + 60
    broken[middle : middle + 40] = b"\xff" * 40
    held = {"empty": b"", "text": b"no zip", "cut": whole[: len(whole) // 2], "deflate": bytes(broken),
            "nothing": make_zip({}), "types": make_zip({"[Content_Types].xml": TYPES.format("")}),
            "bomb": make_zip({"[Content_Types].xml": TYPES.format(""), "word/document.xml": b" " * (80 << 20)}),
            "no body": reshape(whole, "word/document.xml", lambda data: _cut(data, b"<w:body>", b"</w:body>")),
            "no styles": reshape(whole, "word/styles.xml", lambda _: b""),
            "entities": reshape(whole, "word/document.xml", lambda data: ENTITY + data),
            "no xml": reshape(whole, "word/styles.xml", lambda _: b"<w:styles"),
            "odd": reshape(whole, "word/numbering.xml", lambda data: data.replace(b'NumId="', b'NumId="x')),
            "xlsx": make_zip({"[Content_Types].xml": TYPES.format(""), "xl/workbook.xml": "<a/>"})}
    for name, data in held.items():
        fine = name in ("no styles", "entities", "odd")
        yield Misuse((*CONVERT, "--reference", f"{name}.docx"), {f"{name}.docx": data}, ANY if fine else REFUSED)
    for name in ("no.docx", "in", "", "x" * 5000, "a.txt", "binary"):
        yield Misuse((*CONVERT, "--reference", name), codes=ANY if not name else REFUSED)
    yield Misuse((*CONVERT, "--reference", "m.docx"), prepare=lambda folder: os.mkfifo(folder / "m.docx"))


def reshape(whole: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A package with one part otherwise."""
    import zipfile

    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        return make_zip({name: change(archive.read(name)) if name == part else archive.read(name)
                         for name in archive.namelist()})


def _cut(data: bytes, start: bytes, end: bytes) -> bytes:
    return data[: data.index(start)] + data[data.index(end) + len(end) :]


LEDGERS = (b"\n", b"{}\n", b"[]\n", b"5\n", b"null\n", b"{\n", b"\xff\xfe{\0}\0\n\0", b"\x80\n", b"\0" * 100 + b"\n",
           b'{"target": 5, "seals": []}\n', b'{"target": "a", "seals": {"xml": "b"}, "outputs": 5}\n',
           b"[" * 5000 + b"\n", b"no json at all\n" * 3,
           b'{"target": "../../a", "seals": {"xml": "b"}, "source": "x", "outputs": {"xml": 1}}\n',
           b'{"source": "in/a.txt", "target": "a", "faults": 5}\n', b'{"source": 5, "target": "a"}\n',
           b"\n" + json.dumps({"source": "in/a.txt", "target": "a", "seals": {"xml": 5, "tei": "s"}}).encode() + b"\n",
           b"a" * 100_000)


def use_ledgers() -> Iterator[Misuse]:
    """Ledgers that something else has written into."""
    for name in ("out/ledger.jsonl", "out/ledger.sqlite"):
        for data in LEDGERS:
            yield Misuse(BATCH, {name: data}, codes=(0, 73))
            yield Misuse(("collect", name, "-o", "b.epub"), {name: data}, codes=ANY)
            yield Misuse(("status", "out"), {name: data}, codes=ANY)
            yield Misuse(("verify", "out"), {name: data}, codes=ANY)
            yield Misuse(("pack", "out", "-o", "packed"), {name: data}, codes=ANY)
        yield Misuse(("collect", name.replace("out", "no"), "-o", "b.epub"))
    yield Misuse(BATCH, prepare=lambda folder: (folder / "out/ledger.sqlite").mkdir(parents=True))
    yield Misuse(BATCH, codes=(0,), prepare=lambda folder: (folder / "out/ledger.jsonl").mkdir(parents=True))
    yield Misuse(("status", "none"))
    yield Misuse(("verify", "in"))
    yield Misuse(("pack", "in", "-o", "packed"))
    yield Misuse(("pack", "in", "-o", "packed", "--documents", "0"))
    yield Misuse(BATCH, {"out/a.xml/x": ""}, codes=(1,))


NAMES = ("x" * 300 + ".txt", "x" * 5000, "a\0b", b"\xff\xfe.txt", "a\nb.txt", "\x1b[31m.txt", "\x9b31m",
         "\u202egpj.txt", "", ".", "..", "a.txt/b", "a.txt/", "//", "/", "~", "a.zip/b.txt", "\udc80.txt",
         "[/x]", "[bold]")
"""Names of files that are none, or are not there."""


def use_names() -> Iterator[Misuse]:
    """Names that no file has, wherever a file is named."""
    for name in NAMES:
        if name == "a\0b":  # no process can be started with it: only a call from Python can
            continue
        fine = name == "a.txt/"  # the slash goes
        for command in (("convert", name, "-o", "b.xml"), ("outline", name), ("check", name), ("trace", name)):
            yield Misuse(command, codes=ANY if fine else REFUSED)
        if name not in ("", ".", "..", "/", "//", "a.txt/"):  # those are folders, and the empty name is the one here
            yield Misuse(("batch", name, "-o", "out", "--to", "xml"), codes=TOLD)
            yield Misuse(("collect", name, "-o", "b.epub"))
        if name not in ("..", "/", "//"):  # a file would be left there
            yield Misuse(("convert", "a.txt", "-o", name, "--to", "xml"), codes=ANY)
        yield Misuse(("explain", name), codes=TOLD)
        yield Misuse(("repair", name), codes=ANY if fine else TOLD)


WORDS: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...] = (
    (BATCH, "--jobs", ("0", "-1", "x", "1e9", "")),
    (BATCH, "--limit", ("-1", "nan", "inf", "x", "-inf", "1e300")),
    (BATCH, "--memory", ("-1", "x", "nan", "1")), (BATCH, "--review", ("-1", "x", "")),
    (BATCH, "--field", ("text", "=", "txet=a", "text=")),
    (BATCH[:-2], "--to", ("", ",", "doc", "docx,doc", "\x1b", "x" * 5000)),
    (COLLECT, "--volume-articles", ("-1", "x", "nan")),
    (COLLECT, "--volume-characters", ("-1", "x", "nan")),
    (COLLECT, "--order", ("size",)), (COLLECT, "--duplicates", ("eat",)), (COLLECT, "--script", ("Hant",)),
    (COLLECT, "--style", ("",)), (COLLECT, "--title", ("a\x01b",)),
    (("convert", "a.txt", "-o", "b.epub"), "--parallel",
     ("zh-Hans", "zh-Hans,zh-Hans", "a,b", "zh-Hant,zh-Hans,zh-Hant")),
    (("convert", "a.txt", "-o", "b.pdf"), "--parallel", ("zh-Hans,zh-Hant",)),
    (("explain", "a.txt:1"), "--part", ("word/x",)), (("trace", "a.txt"), "--stage", ("sift",)),
)
"""A command, an option, and values that it does not take."""

PLACES = ("a.txt:0", "a.txt:9999", "a.txt:1:9999", "a.txt", "no.txt:1", "reader/none", "a.txt:" + "9" * 20)
"""Places that nothing can be explained at."""


def use_numbers() -> Iterator[Misuse]:
    """Numbers, scripts and fields that make no sense."""
    for command, option, values in WORDS:
        yield from (Misuse((*command, option, value)) for value in values)
    yield from (Misuse(("explain", place)) for place in PLACES)
    yield Misuse(("rules", "nowhere"))
    for command in (("prnit",), ("styles", "--josn"), ("batch",), ("collect", "in"), ("convert", "a.txt", "b.txt")):
        yield Misuse(command, codes=(2,))


DEFAULTS = ("tho = 1", "to = 5", "to = [[1]]", "to = {a = 1}", "to = []", "style = ['a', 'b']", "style = true",
            "jobs = 'x'", "jobs = []", "json = 'yes'", "option = 'docx'", "option = 5", "[option]\ndocx = 5",
            "convert = 1", "[convrt]\nto = 'docx'", "[convert]\nlimit = 5", "[batch]\nlimit = 'never'", "[convert",
            "\0", b"\xff\xfe", "a = " + "[" * 5000, "style = 'no.toml'", "out = 5\n[convert.out]\na = 1")
"""What a huozi.toml may say that no command takes."""


def use_defaults() -> Iterator[Misuse]:
    """Defaults that make no sense, and outputs that nobody said where to put or what to be."""
    for text in DEFAULTS:
        yield Misuse(CONVERT, {"huozi.toml": text})
    yield Misuse(("--config", "no.toml", *CONVERT))
    yield Misuse(("--config", "in", *CONVERT))
    yield Misuse(CONVERT, codes=ANY, prepare=lambda folder: os.mkfifo(folder / "huozi.toml"))
    yield Misuse(CONVERT, codes=ANY, prepare=lambda folder: (folder / "huozi.toml").symlink_to("/dev/zero"))
    for words in (("a.txt",), ("a.txt", "-o", "-"), ("-",), ("a.txt", "--to", "text"),
                  ("a.txt", "-o", "b.pdf", "--to", "docx"), ("a.txt", "-o", "b.pdf", "--to", "docx,epub"),
                  ("a.txt", "-o", "-", "--to", "docx,epub"),
                  ("a.txt", "-o", "-", "--to", "docx", "--json")):
        yield Misuse(("convert", *words))
    for words in (("in",), ("-", "--to", "epub"), ("in", "-o", "-"), ("in", "-o", "-", "--to", "epub", "--json"),
                  ("in", "-o", "in", "--to", "html"), ("in", "-o", "-", "--to", "epub", "--volume-articles", "1")):
        yield Misuse(("collect", *words))


def use_places() -> Iterator[Misuse]:
    """Places where nothing can be written, or not what is asked for."""
    for place in ("a.txt/b.xml", "/proc/b.xml", "/dev/null/b.xml", "x" * 300 + ".xml", "/sys/b.xml",
                  "in", "b.doc", "b", "x/" * 3000 + "b.xml", "\udcff/b.xml"):
        yield Misuse(("convert", "a.txt", "-o", place), codes=(0, 73) if place == "\udcff/b.xml" else REFUSED)
    yield Misuse(("convert", "a.txt", "-o", "o.xml"), codes=(73,), prepare=lambda folder: os.mkfifo(folder / "o.xml"))
    yield Misuse(("collect", "in", "-o", "o.pdf"), codes=(73,), prepare=lambda folder: os.mkfifo(folder / "o.pdf"))
    for place in ("a.txt", "/proc/out", "/dev/null", "x" * 300, "/proc", ""):
        yield Misuse(("batch", "in", "-o", place, "--to", "xml"), codes=(0, 73) if not place else TOLD)
    for place in ("a.txt/b.epub", "/proc/b.epub", "b.doc", "b.xml", "in", "x" * 300 + ".epub"):
        yield Misuse(("collect", "in", "-o", place))
    for place in ("a.txt/b.tsv", "/proc/b.tsv", "x" * 300 + ".tsv"):
        yield Misuse(("outline", "a.txt", "-o", place))
    yield Misuse(("outline", "in"))
    yield Misuse(("repair", "a.txt", "-o", "/proc/b.xml"))
    yield Misuse(("convert", "a.txt", "-o", "a.txt", "--to", "xml"))
    yield Misuse(("batch", "empty", "-o", "out"))
    yield Misuse(("collect", "empty", "-o", "b.epub"))


def use_odd_files() -> Iterator[Misuse]:
    """Pipes, devices, loops of links."""
    makers: Mapping[str, Callable[[Path], object]] = {
        "pipe": lambda folder: os.mkfifo(folder / "o.txt"),
        "zero": lambda folder: (folder / "o.txt").symlink_to("/dev/zero"),
        "input": lambda folder: (folder / "o.txt").symlink_to("/dev/stdin"),
        "loop": lambda folder: (folder / "o.txt").symlink_to("o.txt"),
        "nowhere": lambda folder: (folder / "o.txt").symlink_to("nowhere"),
        "folder": lambda folder: (folder / "o.txt").mkdir(),
    }
    for kind, make in makers.items():
        for command in (("convert", "o.txt", "-o", "b.xml"), ("outline", "o.txt"), ("check", "o.tei"),
                        ("trace", "o.txt"), ("batch", "o.txt", "-o", "out", "--to", "xml"),
                        ("collect", "o.txt", "-o", "b.epub"), ("explain", "o.txt:1"), ("repair", "o.txt"),
                        ("rules", "o.txt")):
            yield Misuse(command, codes=TOLD, prepare=make if command[0] != "check" else _make_tei(kind))


def _make_tei(kind: str) -> Callable[[Path], object]:
    targets = {"zero": "/dev/zero", "input": "/dev/stdin", "loop": "o.tei", "nowhere": "nowhere"}
    if kind in targets:
        return lambda folder: (folder / "o.tei").symlink_to(targets[kind])
    if kind == "pipe":
        return lambda folder: os.mkfifo(folder / "o.tei")
    return lambda folder: (folder / "o.tei").mkdir()


def use_damaged() -> Iterator[Misuse]:
    """Files that are not what they are called."""
    for name in ("d.docx", "d.epub", "d.pdf", "d.zip", "d.tar.gz", "d.tei.xml", "d.xml", "d.jsonl", "d.csv", "d.mht"):
        for data in (b"", b"PK\x03\x04" + bytes(40), b"%PDF-1.7\n", b"<", b"{", bytes(range(256)), b"\x1f\x8b\x08\0"):
            yield Misuse(("convert", name, "-o", "b.xml"), {name: data}, codes=ANY)
    for name in ("d.docx", "d.tei.xml"):
        for data in (b"", b"PK", b"<a/>", b"\0"):
            yield Misuse(("check", name), {name: data}, codes=TOLD)
    yield Misuse(("check", "a.docx", "--style", "book"), {"a.docx": b""})
    yield Misuse(("check", "a.docx", "--style", ""), {"a.docx": b""})


def use_streams() -> Iterator[Misuse]:
    """Streams that are closed, full or of another encoding; their exit code may be that of a broken pipe."""
    commands = (("outline", "a.txt"), ("outline", "a.txt", "--json"), ("rules",), ("explain", "a.txt:1"), ("styles",),
                ("trace", "a.txt"), ("fonts",), ("--help",), BATCH)
    for command in commands:
        for shell in (">&-", ">/dev/full", "2>&-", "<&-", "| head -c 1", ">&- 2>&-", "2>/dev/full"):
            yield Misuse(command, shell=shell, codes=(0, 73, 141))
        for environment in ({"PYTHONIOENCODING": "gbk"}, {"PYTHONIOENCODING": "ascii"},
                            {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}):
            yield Misuse(command, environment=environment, codes=(0,))
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    yield Misuse((*COLLECT, "--title", "经济工作文集"), environment=plain, codes=(0,))
    yield Misuse((*COLLECT, "--creator", "王明"), environment=plain, codes=(0,))
    yield Misuse(("convert", "文.txt", "-o", "b.xml"), {"文.txt": TEXT}, environment=plain, codes=(0,))
    yield Misuse(("batch", "文", "-o", "out", "--to", "xml"), {"文/文.txt": TEXT}, environment=plain, codes=(0,))
    yield Misuse((*BATCH, "--field", "text=内容"), environment=plain, codes=(0,))
    yield Misuse(("convert", "-", "-o", "b.xml"), shell="<&-")
