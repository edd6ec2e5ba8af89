"""Fonts as composite fonts of a PDF file (ISO 32000-1, 9.7): the subset in use, its widths, what its codes print."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import uharfbuzz as hb

from convert.formats.pdf.font import FontUse
from convert.formats.pdf.objects import ObjectFile, print_array, print_dict, refer

DROPPED = ("GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "name", "post", "OS/2", "DSIG", "STAT", "gasp",
           "cmap")
"""Tables a viewer does not read from an embedded font."""

ASCENT, DESCENT = 880, -120
"""The em box of Han characters."""


def add_font(file: ObjectFile, use: FontUse) -> dict[str, int]:
    """Embeds what is used of a font; resource name → number of its font object."""
    glyphs = sorted({glyph for glyph, _ in use.codes})
    digest = hashlib.sha256(repr(sorted(use.codes.items())).encode("utf-8", "surrogatepass")).digest()
    name = "".join(chr(65 + byte % 26) for byte in digest[:6]) + "+" + _postscript(use)
    data, places = _subset(use, glyphs)
    program = _add_program(file, use, data)
    descriptor = file.add(print_dict({
        "Type": "/FontDescriptor", "FontName": f"/{name}", "Flags": 4, "FontBBox": "[-1000 -1000 3000 2000]",
        "ItalicAngle": 0, "Ascent": ASCENT, "Descent": DESCENT, "CapHeight": 730, "StemV": 80, **program}))
    mapping = None if use.font.is_cff else refer(file.add_stream(_glyph_map(use, places)))
    descendant = file.add(print_dict({
        "Type": "/Font", "Subtype": "/CIDFontType0" if use.font.is_cff else "/CIDFontType2", "BaseFont": f"/{name}",
        "CIDSystemInfo": "<</Registry (Adobe) /Ordering (Identity) /Supplement 0>>",
        "FontDescriptor": refer(descriptor), "DW": 1000, "W": _widths(use), "CIDToGIDMap": mapping}))
    text = refer(file.add_stream(_unicode_map(use)))
    return {use.name + suffix: file.add(print_dict({
        "Type": "/Font", "Subtype": "/Type0", "BaseFont": f"/{name}", "Encoding": encoding,
        "DescendantFonts": f"[{refer(descendant)}]", "ToUnicode": text}))
        for suffix, encoding in (("", "/Identity-H"), ("V", "/Identity-V")) if not suffix or use.vertical}


def _postscript(use: FontUse) -> str:
    name = "".join(char for char in use.font.file.family if char.isascii() and char.isalnum())
    return name or "Face"


def _subset(use: FontUse, glyphs: list[int]) -> tuple[bytes, dict[int, int]]:
    """The font cut down to some glyphs, and where each of them is now."""
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).set(set(glyphs))
    wanted.sets(hb.SubsetInputSets.UNICODE).set(set())
    wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(int.from_bytes(tag.encode(), "big") for tag in DROPPED)
    wanted.flags = hb.SubsetFlags.NO_HINTING
    if use.font.is_cff and not use.font.cids:
        wanted.flags |= hb.SubsetFlags.RETAIN_GIDS
    plan = hb.SubsetPlan(use.font.face, wanted)
    places = dict(plan.old_to_new_glyph_mapping)
    return bytes(plan.execute().blob.data), places


def _add_program(file: ObjectFile, use: FontUse, data: bytes) -> dict[str, str]:
    if use.font.is_cff:
        table = hb.Face(hb.Blob(data)).reference_table("CFF ").data
        return {"FontFile3": refer(file.add_stream(bytes(table), {"Subtype": "/CIDFontType0C"}))}
    return {"FontFile2": refer(file.add_stream(data, {"Length1": len(data)}))}


def _glyph_map(use: FontUse, places: dict[int, int]) -> bytes:
    """From codes to glyphs of the subset, two bytes each."""
    glyphs = [0, *(glyph for glyph, _ in use.codes)]
    return b"".join(places[glyph].to_bytes(2, "big") for glyph in glyphs)


def _widths(use: FontUse) -> str:
    """Widths that are not one em, runs of codes together."""
    widths = sorted({code: use.font.advance(glyph) for (glyph, _), code in use.codes.items()}.items())
    runs: list[tuple[int, list[int]]] = []
    for code, width in widths:
        if width == 1000:
            continue
        if not runs or code != runs[-1][0] + len(runs[-1][1]):
            runs.append((code, []))
        runs[-1][1].append(width)
    return print_array(f"{first} {print_array(run)}" for first, run in runs)


_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
{}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


def _unicode_map(use: FontUse) -> bytes:
    """From codes to text (ISO 32000-1, 9.10.3)."""
    return _CMAP.format("\n".join(_mappings(use))).encode("ascii")


def _mappings(use: FontUse) -> Iterator[str]:
    texts: dict[int, str] = {}
    for (_, text), code in use.codes.items():
        texts.setdefault(code, text)
    entries = [f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for code, text in sorted(texts.items())]
    for start in range(0, len(entries), 100):
        block = entries[start : start + 100]
        yield "\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"])
