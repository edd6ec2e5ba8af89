"""Older word processor files (.doc, .wps, .rtf, .odt), turned into DOCX by LibreOffice where it is installed."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

from convert.errors import SourceError
from convert.formats.archive import FAULTS

PROGRAMS = ("soffice", "libreoffice")
"""What LibreOffice's program is called."""
LIMIT = 120
"""Seconds that a conversion may take."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What the compound files of old Office begin with ([MS-CFB] 2.2)."""
_SECTOR, _FIB = 512, b"\xec\xa5"
"""Bytes of the least sector of such a file, and what the block begins with that describes a document of Word."""
RTF = b"{\\rtf"
FILTERS = {"doc": "MS Word 97", "rtf": "Rich Text Format", "odt": "writer8", "xml": "MS Word 2003 XML"}
"""LibreOffice's names for the kinds of file; without one it takes what it does not know for plain text."""
_MANIFEST = 1_000_000
"""Bytes of a manifest that are looked at."""
_HINT = "Install LibreOffice, or open it in Word or WPS and save it as .docx."

_ITEM = ('<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="%s" oor:op="fuse">'
         "<value>%s</value></prop></item>")
_SETTINGS = "".join((
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">',
    *(_ITEM % row for row in (("MacroSecurityLevel", "3"), ("DisableMacrosExecution", "true"),
                              ("BlockUntrustedRefererLinks", "true"))),
    "</oor:items>"))
"""A profile that runs no macros and fetches nothing that a document links to."""


def find_kind(data: bytes) -> str:
    """Which of `FILTERS` the content asks for; `locked` for encrypted files; empty for anything else."""
    if data.startswith(OLE):
        if _wide("EncryptedPackage") in data or _wide("DRMContent") in data or _is_scrambled(data):
            return "locked"
        return "doc" if _wide("WordDocument") in data else ""
    if data.startswith(RTF):
        return "rtf"
    if data[30:].startswith(b"mimetypeapplication/vnd.oasis.opendocument.text"):
        return "locked" if _is_locked(data) else "odt"
    return "xml" if b"schemas.microsoft.com/office/word/2003/wordml" in data[:4096] else ""


def _is_locked(data: bytes) -> bool:
    """Whether parts of an OpenDocument are encrypted: its manifest says so (OpenDocument 1.3, part 2, 3.4)."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("META-INF/manifest.xml") as manifest:
            return b"encryption-data" in manifest.read(_MANIFEST)
    except FAULTS:
        return False


def _is_scrambled(data: bytes) -> bool:
    """Whether a document of Word 97 is encrypted: its first block says so ([MS-DOC] 2.5.2, fEncrypted)."""
    block = next((at for at in range(_SECTOR, len(data), _SECTOR) if data.startswith(_FIB, at)), None)
    return block is not None and bool(data[block + 11 : block + 12]) and bool(data[block + 11] & 1)


def convert_to_docx(data: bytes, name: str, kind: str) -> bytes:
    """The file as a DOCX; raises SourceError where LibreOffice is missing, fails, or takes too long."""
    program = next((found for each in PROGRAMS if (found := shutil.which(each))), None)
    if program is None:
        raise SourceError(f"{name} is no DOCX but an older kind of file ({kind}) that LibreOffice must convert.", _HINT)
    with tempfile.TemporaryDirectory(prefix="huozi-") as folder:
        place = Path(folder)
        source = place / f"source.{kind}"
        source.write_bytes(data)
        profile = place / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        command = [program, "--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation={profile.as_uri()}",
                   f"--infilter={FILTERS[kind]}", "--convert-to", "docx:MS Word 2007 XML",
                   "--outdir", str(place / "out"), str(source)]
        said = _run(command, name)
        made = place / "out" / "source.docx"
        if not made.is_file():
            last = (said.strip().split("\n") or [""])[-1][:200]
            raise SourceError(f"LibreOffice cannot convert {name}{': ' + last if last else ''}.",
                              "It may be damaged or encrypted: open it in Word or WPS and save it as .docx.")
        return made.read_bytes()


def _run(command: list[str], name: str) -> str:
    """What the program says; it is stopped with all that it started when its time is over."""
    environment = {**os.environ, "http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,  # noqa: S603 - no shell
                               stdin=subprocess.DEVNULL, env=environment, start_new_session=True)
    try:
        out, _ = process.communicate(timeout=LIMIT)
    except subprocess.TimeoutExpired as error:
        _stop(process)
        raise SourceError(f"LibreOffice takes more than {LIMIT} seconds for {name}.", _HINT) from error
    return out.decode("utf-8", "replace")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ends the program and its children: its script starts the real one."""
    if os.name == "posix":
        os.killpg(process.pid, 9)
    else:
        process.kill()
    process.communicate()


def _wide(name: str) -> bytes:
    return name.encode("utf-16-le")
