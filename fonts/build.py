"""Makes the faces of `fonts.toml` again, byte for byte, from the packages it names; one without a source is kept.

    python fonts/build.py            needs npm, apt-get, dpkg-deb and the `fonts` extra (fonttools)

Each package is fetched by its own client and checked against its SHA-256. Each face is cut down to a character set by
HarfBuzz, without hints, and takes a family name of ours: the licence of some sources reserves theirs.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import uharfbuzz as hb
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
DROPPED = ("GPOS", "GDEF", "BASE", "STAT", "DSIG", "gasp", "prep")
"""Tables nothing of ours reads; `vhea`, `vmtx` and the `vert` feature stay for vertical setting."""


def main() -> int:
    """Builds every face and says which differ from what `fonts.toml` promises."""
    recipe = tomllib.loads((HERE / "fonts.toml").read_text(encoding="utf-8"))
    changed = 0
    with tempfile.TemporaryDirectory() as folder:
        packages = {name: fetch(source, Path(folder)) for name, source in recipe["source"].items()}
        for role, face in recipe["face"].items():
            if "source" in face:
                data = make_face(extract(packages[face["source"]], face["member"]), face)
                (HERE / face["file"]).write_bytes(data)
            else:
                data = (HERE / face["file"]).read_bytes()
            digest = hashlib.sha256(data).hexdigest()
            changed += digest != face["sha256"]
            state = "" if digest == face["sha256"] else "NEW"
            print(f"{role:11} {face['file']:20} {len(data):>10,} bytes  {digest} {state}")
    return 1 if changed else 0


def fetch(source: dict[str, str], folder: Path) -> Path:
    """The package file of a source, fetched by its registry's client; exits where the digest is another."""
    before = set(folder.iterdir())
    name, version = source["package"], source["version"]
    if source["registry"] == "npm":
        subprocess.run(["npm", "pack", "--silent", f"{name}@{version}"], cwd=folder, check=True)
    else:
        subprocess.run(["apt-get", "download", "-q", f"{name}={version}"], cwd=folder, check=True)
    (path,) = set(folder.iterdir()) - before
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != source["sha256"]:
        sys.exit(f"{name} {version} has the digest {digest}, not the one fonts.toml names.")
    return path


def extract(package: Path, member: str) -> bytes:
    """A file out of a package."""
    if package.suffix == ".deb":
        tar = subprocess.run(["dpkg-deb", "--fsys-tarfile", package], capture_output=True, check=True).stdout
        member = f"./{member}"
    else:
        tar = package.read_bytes()
    with tarfile.open(fileobj=BytesIO(tar)) as archive:
        handle = archive.extractfile(member)
        if handle is None:
            sys.exit(f"{package.name} holds no file {member}.")
        return handle.read()


def make_face(data: bytes, recipe: dict[str, Any]) -> bytes:
    """The subset of a font that a recipe asks for."""
    face = hb.Face(hb.Blob(data))
    keep = SETS[recipe["characters"]]
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.UNICODE).set({point for point in face.unicodes if keep(point)})
    wanted.sets(hb.SubsetInputSets.LAYOUT_FEATURE_TAG).set({tag("vert")})
    wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(map(tag, DROPPED))
    wanted.flags = hb.SubsetFlags.NO_HINTING
    return rename(hb.subset(face, wanted).blob.data, recipe["family"])


def rename(data: bytes, family: str) -> bytes:
    """The same font under another family name; copyright and licence records stay."""
    font = TTFont(BytesIO(data), recalcTimestamp=False)
    names = font["name"]
    names.names = [record for record in names.names if record.nameID in (0, 5, 13, 14) and record.platformID == 3]
    records = {1: family, 2: "Regular", 3: f"{family} for Huozi", 4: family, 6: family.replace(" ", "")}
    for number, text in records.items():
        names.setName(text, number, 3, 1, 0x409)
    out = BytesIO()
    font.save(out, reorderTables=False)
    return out.getvalue()


def tag(name: str) -> int:
    """A four-letter OpenType tag as a number."""
    return int.from_bytes(name.encode(), "big")


def double_bytes(codec: str) -> frozenset[int]:
    """The characters that a double-byte character set holds."""
    pairs = (bytes((lead, trail)).decode(codec, "ignore") for lead in range(0x81, 0xFF) for trail in range(0x40, 0xFF))
    return frozenset(ord(text) for text in pairs if len(text) == 1)


GB2312, BIG5 = double_bytes("gb2312"), double_bytes("big5")


def is_hangul(point: int) -> bool:
    """Whether a character is a Korean syllable, which no face of ours keeps."""
    return 0xAC00 <= point < 0xD7B0


def is_han(point: int) -> bool:
    """Whether a character is a Han ideograph."""
    return 0x3400 <= point < 0xA000 or 0xF900 <= point < 0xFB00 or point >= 0x20000


def is_recent(point: int) -> bool:
    """Whether a character is younger than the double-byte sets: the end of the URO, Extension B and later."""
    return 0x9FA6 <= point < 0xA000 or point >= 0x20000


def is_other(point: int) -> bool:
    """Whether a character is a letter, a digit, a mark or a symbol."""
    return not (is_han(point) or is_hangul(point))


SETS: dict[str, Callable[[int], bool]] = {
    "all": lambda point: not is_hangul(point),
    "core": lambda point: point in GB2312 or point in BIG5 or is_recent(point) or is_other(point),
    "big5-ext": lambda point: point in BIG5 or is_recent(point) or is_other(point),
    "big5": lambda point: point in BIG5 or is_other(point),
}


if __name__ == "__main__":
    sys.exit(main())
