"""Wrong uses of the command line end in one line that says what to do, and never in a traceback."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from misuses import Misuse, lay_out, list_misuses
from packed import make_zip
from printed_toml import print_toml
from score_misuses import judge
from score_misuses import run as run_alone
from trees import whole_tree

from convert.check.structure import check_structure
from convert.cli import main
from convert.compilation import compile_plan
from convert.compilation.request import make_plan
from convert.errors import HuoziError, SourceError
from convert.formats.docx import DocxWriter
from convert.formats.docx.cleansing import cleanse
from convert.style.sheet import load_style

T = TypeVar("T")

EVERY = 5
"""Of so many uses one is tried here; `score_misuses.py` tries all."""


def is_plain(misuse: Misuse) -> bool:
    """Whether a use can be tried in this process: no streams, no workers."""
    typed = all(isinstance(argument, str) for argument in misuse.arguments)
    return typed and not misuse.shell and not misuse.environment and misuse.arguments[:1] != ("batch",)


PLAIN = [misuse for misuse in list_misuses() if is_plain(misuse)]
OTHER = [misuse for misuse in list_misuses() if not is_plain(misuse)]


def test_there_are_many_wrong_uses():
    assert len(list_misuses()) >= 500


@pytest.mark.parametrize("misuse", PLAIN[::EVERY], ids=lambda misuse: ascii(misuse.name)[:60])
def test_a_wrong_use_is_told_in_a_line(tmp_path, monkeypatch, capfd, misuse):
    lay_out(tmp_path, misuse)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    with pytest.raises(SystemExit) as end:
        main(list(map(str, misuse.arguments)))
    assert judge(misuse, int(end.value.code or 0), capfd.readouterr().err) == ""


@pytest.mark.parametrize("misuse", OTHER[:: 4 * EVERY], ids=lambda misuse: ascii(misuse.name)[:60])
def test_and_in_a_process_of_its_own(misuse):
    assert judge(misuse, *run_alone(misuse)) == ""


def test_a_bug_is_told_with_its_place_and_how_to_report_it(tmp_path, monkeypatch, capfd):
    def fail(*_: object, **__: object) -> None:
        raise KeyError("a bug")

    monkeypatch.setattr("convert.sources.read", fail)
    with pytest.raises(SystemExit) as end:
        main(["convert", "a.txt", "-o", "b.xml"])
    said = capfd.readouterr().err
    assert end.value.code == 70
    assert said.startswith("huozi: Huozi failed in ")
    assert "KeyError: 'a bug'. This is a bug of Huozi: please report this line with the file" in said
    assert said.count("\n") == 1
    with pytest.raises(KeyError):
        main(["--traceback", "convert", "a.txt", "-o", "b.xml"])


VALUES = st.recursive(
    st.one_of(st.text(max_size=8), st.integers(), st.booleans(), st.floats(), st.none(),
              st.sampled_from(["in", "in/a.txt", "*", "../*", "/etc", "name", "a\x01", ".", "in/*"])),
    lambda held: st.one_of(st.lists(held, max_size=3), st.dictionaries(st.text(max_size=5), held, max_size=3)),
    max_leaves=5)
KEYS = st.sampled_from(["title", "subtitle", "editor", "publisher", "date", "identifier", "language", "order", "parts",
                        "duplicates", "exclude", "titles", "preface", "cover", "fields", "sources", "part", "else"])


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(KEYS, VALUES, max_size=5), st.booleans())
def test_any_manifest_is_a_book_or_is_refused(tmp_path_factory, manifest, sound):
    folder = tmp_path_factory.getbasetemp() / "manifests"
    (folder / "in").mkdir(parents=True, exist_ok=True)
    (folder / "in/a.txt").write_text("正文。", encoding="utf-8")
    path = folder / "m.toml"
    lines = [f"{key} = {print_toml(value)}" for key, value in ({"sources": ["in"]} if sound else {}).items()]
    lines += [f"{key} = {print_toml(value)}" for key, value in manifest.items() if not (sound and key == "sources")]
    path.write_text("\n".join(lines), encoding="utf-8", errors="replace")
    book = end_well(lambda: compile_plan(make_plan([path])))
    assert book is None or list(book.members())


def end_well(do: Callable[[], T]) -> T | None:
    """What a call gives; None where it is refused with a word on what to do."""
    try:
        return do()
    except HuoziError as error:
        told = error.hint or "not one of" in error.message
    assert told
    return None


def make_reference() -> bytes:
    document = io.BytesIO()
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "某某公司"
    made.save(document)
    return document.getvalue()


REFERENCE = make_reference()


def unpack(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


PARTS = unpack(REFERENCE)


@pytest.mark.unmeasured
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_reference_document_is_taken_or_refused(tmp_path_factory, data):
    """Bytes of the package are changed, or of one of its parts, or one element or attribute of it goes."""
    name = data.draw(st.sampled_from(sorted(PARTS)))
    how = data.draw(st.sampled_from(["package", "part", "element", "element", "element"]))
    if how == "package":
        package = mutate(REFERENCE, data)
    elif how == "element" and name.endswith((".xml", ".rels")):
        package = make_zip({**PARTS, name: prune(PARTS[name], data)})
    else:
        package = make_zip({**PARTS, name: mutate(PARTS[name], data)})
    path = tmp_path_factory.getbasetemp() / "r.docx"
    path.write_bytes(package)
    out = io.BytesIO()
    written = end_well(lambda: DocxWriter(reference=path).write(whole_tree(), load_style("plain"), out))
    assert written is None or check_structure(out.getvalue(), "a.docx") is not None


def mutate(held: bytes, data: st.DataObject) -> bytes:
    """Bytes with a few changes: cut, doubled, or overwritten in places."""
    changed = bytearray(held)
    pieces = st.one_of(st.binary(max_size=6), st.sampled_from([b"", b"<", b'="x"', b"</w:p>", b"-1", b"w:"]))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(changed)))
        changed[place : place + data.draw(st.integers(0, 40))] = data.draw(pieces)
    return bytes(changed)


def prune(held: bytes, data: st.DataObject) -> bytes:
    """XML without an element, without an attribute, or with another value of one."""
    root = etree.fromstring(held)
    elements = list(root.iter("*"))
    for _ in range(data.draw(st.integers(1, 3))):
        element = elements[data.draw(st.integers(0, len(elements) - 1))]
        parent = element.getparent()
        if element.attrib and data.draw(st.booleans()):
            name = data.draw(st.sampled_from(sorted(map(str, element.attrib))))
            element.set(name, data.draw(st.sampled_from(["", "x", "-1", "0", "9" * 30, "rId1", "/word/document.xml"])))
        elif parent is not None:
            parent.remove(element)
    return etree.tostring(root)


HOSTILE = Path(__file__).parents[1] / "../shared/faults/reliability/20-reference-macros-remote-template.docx"


@pytest.mark.skipif(not HOSTILE.exists(), reason="the shared material is not here")
def test_macros_and_remote_templates_do_not_come_along():
    out = io.BytesIO()
    notices = DocxWriter(reference=HOSTILE).write(whole_tree(), load_style("plain"), out)
    assert [notice.message for notice in notices if notice.code == "docx/reference"] == [
        f"{HOSTILE.name} has more than a page needs, which is left out: macros, an embedded object, "
        "a template elsewhere."]
    made = unpack(out.getvalue())
    assert not [name for name in made if "vba" in name or "thumbnail" in name or ".." in name]
    assert not [name for name, held in made.items() if b"External" in held or b"attachedTemplate" in held]
    assert check_structure(out.getvalue(), "a.docx") == []


def test_fields_and_objects_of_a_header_go_and_page_numbers_stay():
    fields = ('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDE</w:instrText></w:r>'
              '<w:r><w:instrText>AUTO cmd</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
              '<w:r><w:t>旧值</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
              '<w:fldSimple w:instr="INCLUDEPICTURE &quot;http://a.cn/b&quot;"><w:r><w:t>图</w:t></w:r></w:fldSimple>'
              '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:object/></w:r></w:p></w:hdr>')
    name = next(name for name in PARTS if "header" in name and name.endswith(".xml"))
    header = PARTS[name].replace(b"</w:hdr>", fields.encode())
    taken = cleanse(make_zip({**PARTS, name: header}), "r.docx")
    kept = unpack(taken.data)[name].decode()
    assert set(taken.left_out) == {"fields", "an embedded object"}
    assert all(word in kept for word in ("旧值", "图", " PAGE ", "某某公司"))
    assert not [word for word in ("DDE", "INCLUDEPICTURE", "w:object", "instrText") if word in kept]


def test_a_reference_that_unpacks_to_too_much_is_refused(tmp_path):
    with pytest.raises(SourceError, match="unpacks to more than any document needs"):
        cleanse(make_zip({**PARTS, "word/styles.xml": b"<a>" + b" " * (70 << 20) + b"</a>"}), "r.docx")
