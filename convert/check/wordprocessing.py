"""The grammar of WordprocessingML as far as the checks need it, from ISO/IEC 29500-1 (transitional), as tables.

Elements of other namespaces are left to whoever defines them.
"""

from __future__ import annotations

import re

_RANGES = ("bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd moveFromRangeStart moveFromRangeEnd "
           "moveToRangeStart moveToRangeEnd customXmlInsRangeStart customXmlInsRangeEnd customXmlDelRangeStart "
           "customXmlDelRangeEnd permStart permEnd proofErr ins del moveFrom moveTo")
_BLOCKS = f"p tbl sdt customXml altChunk {_RANGES}"
_INLINE = f"r hyperlink fldSimple sdt customXml smartTag dir bdo subDoc {_RANGES}"
_BORDERS = "top left start bottom right end insideH insideV tl2br tr2bl"
_NOTE_SETTINGS = "pos numFmt numStart numRestart footnote endnote"

_SEQUENCES = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
           "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi "
           "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection "
           "textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss "
           "imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr "
           "shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange",
    "numPr": "ilvl numId numberingChange ins",
    "pBdr": "top left bottom right between bar",
    "sectPr": "headerReference|footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
              "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings "
              "sectPrChange",
    "tbl": f"{_RANGES.replace(' ', '|')} tblPr tblGrid tr|sdt|customXml|{_RANGES.replace(' ', '|')}",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
             "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange",
    "tblGrid": "gridCol tblGridChange",
    "tr": f"tblPrEx trPr tc|sdt|customXml|{_RANGES.replace(' ', '|')}",
    "tc": f"tcPr {_BLOCKS.replace(' ', '|')}",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark "
            "headers cellIns cellDel cellMerge tcPrChange",
    "body": f"{_BLOCKS.replace(' ', '|')} sectPr",
    "document": "background body",
    "p": f"pPr {_INLINE.replace(' ', '|')}",
    "r": "rPr br|t|delText|instrText|delInstrText|noBreakHyphen|softHyphen|dayShort|monthShort|yearShort|dayLong|"
         "monthLong|yearLong|annotationRef|footnoteRef|endnoteRef|separator|continuationSeparator|sym|pgNum|cr|tab|object|"
         "pict|fldChar|ruby|footnoteReference|endnoteReference|commentReference|drawing|ptab|lastRenderedPageBreak|"
         "contentPart",
    "hyperlink": _INLINE.replace(" ", "|"),
    "ruby": "rubyPr rt rubyBase",
    "rubyPr": "rubyAlign hps hpsRaise hpsBaseText lid dirty",
    "rt": _INLINE.replace(" ", "|"), "rubyBase": _INLINE.replace(" ", "|"),
    "sdt": "sdtPr sdtEndPr sdtContent",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
             "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "styles": "docDefaults latentStyles style", "docDefaults": "rPrDefault pPrDefault",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "num": "abstractNumId lvlOverride", "lvlOverride": "startOverride lvl",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "fonts": "font",
    "font": "altName panose1 charset family notTrueType pitch sig embedRegular embedBold embedItalic embedBoldItalic",
    "hdr": _BLOCKS.replace(" ", "|"), "ftr": _BLOCKS.replace(" ", "|"), "footnotes": "footnote", "comments": "comment",
    "footnote": _BLOCKS.replace(" ", "|"), "comment": _BLOCKS.replace(" ", "|"), "footnotePr": _NOTE_SETTINGS,
    "tblBorders": _BORDERS, "tcBorders": _BORDERS,
}

ORDERS: dict[str, dict[str, int]] = {
    parent: {name: place for place, group in enumerate(groups.split()) for name in group.split("|")}
    for parent, groups in reversed(_SEQUENCES.items())}
"""Parent → child → its place; children of equal place stand in any order."""

LAST_WINS = frozenset({"tbl"})
"""Parents where a name may stand in two places."""

_WITH_VALUE = ("pStyle", "rStyle", "tblStyle", "basedOn", "numId", "ilvl", "abstractNumId", "sz", "jc", "gridSpan",
               "name", "outlineLvl")
_WITH_ID = ("bookmarkEnd", "footnoteReference", "footnote", "commentReference", "commentRangeStart", "commentRangeEnd")

REQUIRED = {
    **dict.fromkeys(_WITH_VALUE, ("val",)), **dict.fromkeys(_WITH_ID, ("id",)),
    "num": ("numId",), "abstractNum": ("abstractNumId",), "lvl": ("ilvl",), "fldChar": ("fldCharType",),
    "bookmarkStart": ("id", "name"), "comment": ("id", "author"), "headerReference": ("type",),
    "footerReference": ("type",), "font": ("name",),
}
"""Attributes that an element must have, all in the namespace of WordprocessingML."""

_NUMBER = re.compile(r"-?\d+(\.\d+(mm|cm|in|pt|pc|pi))?")
_WHOLE = re.compile(r"\d+")
_SWITCH = re.compile("true|false|on|off|0|1")


def _one_of(words: str) -> re.Pattern[str]:
    return re.compile("|".join(words.split()))


_ALIGN = _one_of("left center right both start end distribute thaiDistribute numTab lowKashida mediumKashida "
                 "highKashida")
_SIDES = _one_of("even default first")
_SWITCHES = ("b", "i", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "kinsoku", "overflowPunct",
             "autoSpaceDE", "autoSpaceDN", "snapToGrid", "vanish")

VALUES: dict[tuple[str, str], re.Pattern[str]] = {
    ("jc", "val"): _ALIGN, ("lvlJc", "val"): _ALIGN,
    ("fldChar", "fldCharType"): _one_of("begin separate end"),
    ("spacing", "lineRule"): _one_of("auto exact atLeast"),
    ("vMerge", "val"): _one_of("restart continue"),
    ("vertAlign", "val"): _one_of("baseline superscript subscript"),
    ("em", "val"): _one_of("none dot comma circle underDot"),
    ("br", "type"): _one_of("page column textWrapping"),
    ("docGrid", "type"): _one_of("default lines linesAndChars snapToChars"),
    ("headerReference", "type"): _SIDES, ("footerReference", "type"): _SIDES,
    ("style", "type"): _one_of("paragraph character table numbering"),
    ("suff", "val"): _one_of("tab space nothing"), ("tblLayout", "type"): _one_of("fixed autofit"),
    ("outlineLvl", "val"): re.compile("[0-9]"), ("ilvl", "val"): re.compile("[0-8]"),
    **{(name, "val"): _WHOLE for name in ("sz", "szCs", "gridSpan", "startOverride", "start")},
    **{("pgSz", name): _WHOLE for name in ("w", "h")},
    **{("pgMar", name): _NUMBER for name in ("top", "bottom", "left", "right", "header", "footer", "gutter")},
    **{("ind", name): _NUMBER for name in ("left", "right", "firstLine", "hanging", "leftChars", "rightChars",
                                           "firstLineChars", "hangingChars")},
    **{("spacing", name): _NUMBER for name in ("before", "after", "line", "beforeLines", "afterLines", "val")},
    **{(name, "val"): _SWITCH for name in _SWITCHES},
}
"""What an attribute may say, for the elements and attributes that a writer sets most."""
