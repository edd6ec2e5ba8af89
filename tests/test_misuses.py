"""Wrong uses of the command line end in one line that says what to do, and never in a traceback."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from misuses import Misuse, lay_out, list_misuses
from packed import make_zip
from score_misuses import judge
from score_misuses import run as run_alone

from convert.cli import main
from convert.compilation import compile_plan
from convert.compilation.request import make_plan
from convert.errors import HuoziError
from convert.formats.docx.cleansing import cleanse

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


def print_toml(value: object) -> str:
    """A value as TOML has it, or as nothing has it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{print_toml(str(key))} = {print_toml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(print_toml, value)) + "]"
    if isinstance(value, str):
        return '"' + "".join(f"\\U{ord(c):08x}" if not c.isalnum() else c for c in value) + '"'
    return str(value).lower()


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
    try:
        book = compile_plan(make_plan([path]))
    except HuoziError as error:
        assert error.hint or "not one of" in error.message
    else:
        assert list(book.members())


def make_reference() -> bytes:
    document = io.BytesIO()
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "某某公司"
    made.save(document)
    return document.getvalue()


REFERENCE = make_reference()


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_reference_document_is_taken_or_refused(data):
    """Bytes of the package are changed, or of one of its parts, which is then packed again."""
    if data.draw(st.booleans()):
        mutated = mutate(REFERENCE, data)
    else:
        with zipfile.ZipFile(io.BytesIO(REFERENCE)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        name = data.draw(st.sampled_from(sorted(parts)))
        mutated = make_zip({**parts, name: mutate(parts[name], data)})
    try:
        taken = cleanse(mutated, "r.docx")
    except HuoziError as error:
        assert error.hint
    else:
        assert b"word/" in taken.data
    try_to_fill(mutated)


def mutate(held: bytes, data: st.DataObject) -> bytes:
    """Bytes with a few changes: cut, doubled, or overwritten in places."""
    changed = bytearray(held)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(changed)))
        piece = data.draw(st.one_of(st.binary(max_size=6), st.sampled_from([b"", b"<", b'="x"', b"</w:p>", b"-1", b"w:"])))
        changed[place : place + data.draw(st.integers(0, 40))] = piece
    return bytes(changed)


def try_to_fill(data: bytes) -> None:
    """Writes into a reference document, or is told why not."""
    import tempfile
    from pathlib import Path

    import convert

    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "r.docx").write_bytes(data)
        try:
            convert.write(convert.read_text("正文。\n\n一、甲\n\n乙。"), Path(place) / "a.docx",
                          reference=Path(place) / "r.docx")
        except HuoziError as error:
            assert error.hint
