"""Fonts: glyphs by HarfBuzz, faces in their order of fallback, and the codes a file uses for them.

A code (CID) stands for one glyph *and* the text it prints, so that a glyph shown for two texts (the full-width comma
for a source's half-width one, a substitute for what no font has) is still read, copied and searched as in the source.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from typing import NamedTuple

import uharfbuzz as hb

from convert.chinese.prohibition import PAUSES, SHOUTS
from convert.formats.pdf.cff import read_cids
from convert.formats.pdf.marks import HAN, LATIN, OTHER, MarkShape, shapes
from convert.formats.writer import Notice
from convert.style.faces import ADVICE, FaceFile, fallback_faces, find_any_face, find_face, has_face

SUBSTITUTES = "〓□?"
"""Shown for a character that no face has: 〓 is the printers' sign for a missing type."""

QUOTES, FULL = "“”‘’", "\ufe01"
"""Marks that some faces have in the width of letters, and what asks such a face for those one em wide."""

CENTRED = frozenset(PAUSES + SHOUTS)
"""Marks that stand in the middle of their box in Taiwan and Hong Kong, at its edge on the mainland."""

MARKS_OF = "song"
"""The role whose Traditional face gives those marks to a face that has none for that script."""

LYING = "—–―～…⋯"
"""Signs that lie on their side in vertical setting where a font has no form for it."""

TOP = 880
"""From the baseline up to the origin of vertical setting, as PDF has it (ISO 32000-1, 9.7.4.3)."""

COMBINING = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u302a-\u302f\u3099\u309a"


class Font:
    """A font file as HarfBuzz sees it; widths in thousandths of an em."""

    def __init__(self, file: FaceFile) -> None:
        self.file = file
        self.face = hb.Face(hb.Blob.from_file_path(str(file.path)), file.index)
        self.font = hb.Font(self.face)
        self.scale: float = 1000 / self.face.upem
        self.full: dict[str, int] = {}
        self.is_cff = is_cff = "CFF " in self.face.table_tags
        self.cids = read_cids(bytes(self.face.reference_table("CFF ").data), self.face.glyph_count) if is_cff else []
        """The codes a PDF gives the glyphs of a CID-keyed CFF font; empty for any other."""

    def find_glyph(self, char: str) -> int:
        """The glyph of a character, 0 where the font has none."""
        if len(char) > 1:
            found = self.font.get_variation_glyph(ord(char[0]), ord(char[1])) if len(char) == 2 else None
            return int(found or 0)
        return int(self.font.get_nominal_glyph(ord(char)) or 0)

    def turn(self, glyph: int, char: str) -> int:
        """The glyph's form for vertical setting, itself where the font has none; some have it for one language only."""
        for language in ("zh-Hans", "zh-Hant"):
            buffer = hb.Buffer()
            buffer.add_str(char)
            buffer.direction, buffer.script, buffer.language = "ttb", "Hani", language
            hb.shape(self.font, buffer, {"vert": True})
            turned = int(buffer.glyph_infos[0].codepoint)
            if turned not in (0, glyph):
                return turned
        return glyph

    def advance(self, glyph: int) -> int:
        """How far the pen moves."""
        advance: float = self.font.get_glyph_h_advance(glyph) * self.scale
        return round(advance)

    def full_glyph(self, char: str) -> int:
        """The glyph of a Han character that is one em wide; 0 where the font has none."""
        glyph = self.full.get(char)
        if glyph is None:
            glyph = self.find_glyph(char)
            glyph = self.full[char] = glyph if glyph and self.advance(glyph) == 1000 else 0
        return glyph

    def ink(self, glyph: int, vertical: bool = False) -> tuple[int, int]:
        """Where the ink of a glyph begins and ends along the line."""
        extents = self.font.get_glyph_extents(glyph)
        if vertical:
            top = TOP - extents.y_bearing * self.scale
            return round(top), round(top - extents.height * self.scale)
        return round(extents.x_bearing * self.scale), round((extents.x_bearing + extents.width) * self.scale)


@cache
def open_font(file: FaceFile) -> Font:
    """The font of a file, opened once."""
    return Font(file)


@dataclass(eq=False)
class FontUse:
    """What one PDF file uses of a font: `codes` numbers pairs of glyph and text in the order of their first use."""

    font: Font
    name: str
    codes: dict[tuple[int, str], int] = field(default_factory=dict)
    vertical: bool = False
    """Whether the file also sets it from top to bottom."""

    twin: FontUse | None = None
    """The same CFF font once more, for glyphs that print a second text."""

    def code(self, glyph: int, text: str) -> str:
        """Four hexadecimal digits for a glyph that prints a text; only for a use that `take` gave."""
        text = text.replace("\ufeff", "") or text
        own = self.font.cids[glyph] if self.font.cids else glyph
        number = own if self.font.is_cff else len(self.codes) + 1
        return f"{self.codes.setdefault((glyph, text), number):04x}"

    def take(self, glyph: int, text: str) -> FontUse:
        """The use in which a glyph may print a text.

        The codes of a TrueType font are ours, by its CIDToGIDMap; a CFF font fixes the code of each glyph.
        """
        if not self.font.is_cff or all(known != glyph or printed == text for known, printed in self.codes):
            return self
        if self.twin is None:
            self.twin = FontUse(self.font, self.name + "t")
        return self.twin.take(glyph, text)

    def uses(self) -> Iterator[FontUse]:
        """Itself and its twins."""
        yield self
        if self.twin is not None:
            yield from self.twin.uses()


class GlyphCell(NamedTuple):
    """A character ready to be set: `origin` is where its glyph's origin lies from the start of its visible part."""

    use: FontUse
    font: str
    """Name of the font resource: with V where the glyph is set from top to bottom."""
    code: str
    glyph: int
    kind: str
    visible: int
    origin: int
    advance: int


class GlyphWord(NamedTuple):
    """A word or number ready to be set: where each letter after the first begins, and how long the whole is."""

    codes: str
    steps: list[int]
    length: int
    font: str


class Typeface:
    """A face of a style sheet in one region and direction: gives cells, from fallback faces where it must."""

    def __init__(self, case: TypeCase, file: FaceFile, region: str, vertical: bool) -> None:
        self.case = case
        self.use = case.use(file)
        self.file = file
        self.region = region
        self.vertical = vertical
        self.latin = self
        """The face of words and numbers."""
        self.signs: FontUse | None = None
        """The font that gives the signs which the face lacks by its makers' plan."""
        self.marks: FontUse | None = None
        """The font that gives the marks of a region which the face sets as another region does."""
        self.font = self.use.name + "V" * vertical
        self.shapes = shapes(region, vertical)
        self.cells: dict[tuple[str, str], GlyphCell] = {}
        self.words: dict[str, GlyphWord | None] = {}
        self.plain: dict[str, str] = {}
        """Codes of Han characters that are one em wide in the face itself."""

    def cell(self, shown: str, text: str) -> GlyphCell:
        """The cell that shows a character, or a cluster, and prints `text`."""
        found = self.cells.get((shown, text))
        if found is None:
            found = self.cells[shown, text] = self._make(shown, text)
        return found

    def codes(self, run: str) -> str | None:
        """The codes of Han characters; None where one of them is not one em wide in the face itself."""
        plain = self.plain
        try:
            return "".join([plain[char] for char in run])
        except KeyError:
            for char in run:
                if char not in plain and not self._add_plain(char):
                    return None
        return "".join([plain[char] for char in run])

    def _add_plain(self, char: str) -> bool:
        glyph = 0 if self.vertical or self.use.font.is_cff else self.use.font.full_glyph(char)
        if glyph:
            self.plain[char] = self.use.code(glyph, char)
        else:
            cell = self.cell(char, char)
            if cell.kind == HAN and cell.use is self.use and cell[5:] == (1000, 0, 1000):
                self.plain[char] = cell.code
        return char in self.plain

    def word(self, text: str) -> GlyphWord | None:
        """A word of this face's own glyphs; None where one of them comes from another face."""
        if text not in self.words:
            cells = [self.cell(char, char) for char in text]
            whole = all(cell.use is self.use and cell.font == cells[0].font and cell.visible == cell.advance
                        for cell in cells)
            steps = list(accumulate((cell.visible for cell in cells), initial=0))
            codes = "".join(cell.code for cell in cells)
            self.words[text] = GlyphWord(codes, steps[1:-1], steps[-1], cells[0].font) if whole else None
        return self.words[text]

    def _make(self, shown: str, text: str) -> GlyphCell:
        use, glyph = self._find(shown)
        turned = use.font.turn(glyph, shown[0]) if self.vertical else glyph
        upright = self.vertical and shown[0] >= "\u2000" and (turned != glyph or shown not in LYING)
        if upright:
            glyph = turned
        use = use.take(glyph, text)
        use.vertical |= upright
        advance = 1000 if upright else use.font.advance(glyph)
        shape = self.shapes.get(shown) or _plain_shape(shown, advance)
        name = use.name + "V" * upright
        origin = _origin(shape, advance)
        return GlyphCell(use, name, use.code(glyph, text), glyph, shape.kind, shape.visible, origin, advance)


    def _find(self, shown: str) -> tuple[FontUse, int]:
        """The font that a character is set in, and its glyph there."""
        first = self.marks if self.marks and shown in CENTRED else self.use
        glyph = (shown in QUOTES and first.font.find_glyph(shown + FULL)) or first.font.find_glyph(shown)
        if not glyph and self.signs and unicodedata.category(shown[0]) != "Lo":
            first, glyph = self.signs, self.signs.font.find_glyph(shown)
        return (first, glyph) if glyph else self.case.find(self.case.order(self.file), shown)


def _plain_shape(shown: str, advance: int) -> MarkShape:
    if is_latin(shown):
        return MarkShape(LATIN, advance, 0, 0)
    return MarkShape(HAN if advance == 1000 else OTHER, advance, 0, 0)


def _origin(shape: MarkShape, advance: int) -> int:
    """A glyph as wide as the whole box keeps its place in it; a narrower one goes to the middle of the visible part."""
    if advance == shape.left + shape.visible + shape.right:
        return -shape.left
    return (shape.visible - advance) // 2


def is_latin(shown: str) -> bool:
    """Whether a character is a letter or digit of an alphabet: those that take a gap beside Han."""
    char = shown[0]
    return char < "\u2000" and char.isalnum()


class TypeCase:
    """All type of one file: its fonts, and what had to be set otherwise than asked."""

    def __init__(self) -> None:
        self.uses: dict[FaceFile, FontUse] = {}
        self.faces: dict[tuple[str, str, bool, str], Typeface] = {}
        self.place = ""
        """Where the text being set stands, for notices."""
        self.fallbacks: dict[tuple[str, str], str] = {}
        self.missing: dict[str, str] = {}
        self.instead: dict[str, str] = {}

    def face(self, role: str, region: str, vertical: bool = False, latin: str = "") -> Typeface:
        """The face of a role, with that of the role `latin` for words and numbers if there is a file for it."""
        key = role, region, vertical, latin
        if key not in self.faces:
            file = find_any_face(role, region != "cn")
            if file.instead_of:
                self.instead.setdefault(file.instead_of, file.family)
            self.faces[key] = face = Typeface(self, file, region, vertical)
            letters = latin if latin not in ("", role) and has_face(latin) else file.latin
            if letters:
                face.latin = self.face(letters, region, vertical)
            if file.latin:
                face.signs = self.use(find_any_face(file.latin, region != "cn"))
            if region != "cn" and not file.role.endswith("-hant"):
                face.marks = self.use(find_face(MARKS_OF, traditional=True))
        return self.faces[key]

    def use(self, file: FaceFile) -> FontUse:
        """The use of a font in this file."""
        file = FaceFile("", file.family, file.path, file.index)
        if file not in self.uses:
            self.uses[file] = FontUse(open_font(file), f"F{len(self.uses) + 1}")
        return self.uses[file]

    def order(self, file: FaceFile) -> list[FontUse]:
        """A face and those asked after it: its like for the other script, then the fallback faces."""
        traditional = file.role.endswith("-hant")
        like = [find_face(file.role.removesuffix("-hant"))] if traditional else []
        others = sorted(fallback_faces(), key=lambda face: traditional and not face.role.endswith("-hant"))
        return list(dict.fromkeys(map(self.use, (file, *like, *others))))

    def find(self, order: Sequence[FontUse], shown: str) -> tuple[FontUse, int]:
        """The first font that has a character, and its glyph; a substitute where none has it."""
        forms, first = _forms(shown), order[0]
        for use in order:
            glyph = next((glyph for form in forms if (glyph := use.font.find_glyph(form))), 0)
            if glyph:
                if use is not first:
                    names = first.font.file.family, use.font.file.family
                    self.fallbacks[names] = self.fallbacks.get(names, "") + shown
                return use, glyph
        self.missing.setdefault(shown, self.place)
        return next((use, glyph) for char in SUBSTITUTES for use in order if (glyph := use.font.find_glyph(char)))

    def notices(self) -> list[Notice]:
        """What a reader of the file should know of its type."""
        told = [Notice("face/instead", f"No face has the role {role}: {family} stands in. {ADVICE.format(role)}")
                for role, family in self.instead.items()]
        told += [Notice("glyph/fallback", f"{family} has no {' '.join(chars)}: set in {other}.")
                 for (family, other), chars in self.fallbacks.items()]
        told += [Notice("glyph/missing", f"No face has {shown} ({_points(shown)}), first in {place}: set as 〓.")
                 for shown, place in self.missing.items()]
        return told


def _forms(shown: str) -> list[str]:
    """What a font may have for a cluster, the best first: composed, with its variation selector, its base alone."""
    composed = unicodedata.normalize("NFC", shown)
    return list(dict.fromkeys((composed, shown, *((shown[0],) if _is_varied(shown) else ()))))


def _is_varied(shown: str) -> bool:
    """Whether a base is followed by nothing but selectors and other characters without ink."""
    return len(shown) > 1 and all(unicodedata.category(char) == "Cf" or is_selector(char) for char in shown[1:])


def is_selector(char: str) -> bool:
    """Whether a character chooses a variant of the one before it."""
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def _points(text: str) -> str:
    return " ".join(f"U+{ord(char):04X}" for char in text)

