"""Archives and files of records for tests, made in memory."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from collections.abc import Mapping, Sequence


def make_zip(entries: Mapping[str, str | bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive of names and what they hold."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", packing) as archive:
        for name, held in entries.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = packing
            archive.writestr(info, held)
    return file.getvalue()


def make_tar(entries: Mapping[str, str | bytes], packing: str = "", links: Mapping[str, str] | None = None) -> bytes:
    """A TAR archive of names and what they hold, and of symbolic links."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=f"w:{packing}") as archive:
        for name, held in entries.items():
            data = held.encode() if isinstance(held, str) else held
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
        for name, target in (links or {}).items():
            member = tarfile.TarInfo(name)
            member.type, member.linkname = tarfile.SYMTYPE, target
            archive.addfile(member)
    return file.getvalue()


def make_lines(records: Sequence[Mapping[str, object]]) -> bytes:
    """JSON Lines."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()
