"""CSS made from a style sheet, for EPUB and any other page: sizes relative to the text, so that readers can scale them.

Colours are given only where a sheet asks for one that is not black, so that night modes keep working. Properties of
CSS Text 4 and CSS Writing Modes stand beside the prefixed names of older reading systems (EPUB 3.3, appendix E).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from convert.style.keys import DEEPEST
from convert.style.style import Style
from convert.style.values import Length

Declarations = dict[str, str]

ALIGN = {"left": "start", "centre": "center", "right": "end", "justify": "justify"}
"""`align` of a sheet → text-align."""

INNER = tuple(("title", depth, ".article" + " > .article" * (depth - 1) + " > .front > .title")
              for depth in range(2, DEEPEST + 1))
"""The titles of articles inside others."""

SELECTORS: tuple[tuple[str, int, str], ...] = (
    ("kicker", 0, ".kicker"), ("title", 1, ".title"), *INNER, ("subtitle", 0, ".subtitle"), ("byline", 0, ".byline"),
    ("date", 0, ".date"), ("addressee", 0, ".addressee"), ("salutation", 0, ".salutation"),
    ("heading", 0, ".heading"), *(("heading", depth, f".d{depth}") for depth in range(1, DEEPEST + 1)),
    ("item", 0, "li"), ("quote", 0, "blockquote p"), ("line", 0, ".line"), ("caption", 0, ".caption"),
    ("cell", 0, "td, th"), ("note", 0, ".note"), ("attachment", 0, ".attachment"), ("signature", 0, ".signature"),
    ("copyto", 0, ".copyto"), ("date", 0, ".dateline"), ("field", 0, ".colophon"),
)
"""Element of the tree, depth, and where it stands in a page."""

SMALLEST = 0.75
"""Of the text: smaller type than this cannot be read on a telephone."""

BLACK = (0.0, 0.0, 0.0)

INHERITED = ("font-family", "font-size", "line-height")
"""What elements have from the page where they do not differ from it; the rest is always said."""

APART = {"title": ("text-wrap", "break-before", "page-break-before"), "kicker": ("text-wrap",),
         "subtitle": ("text-wrap",)}
"""What a page decides by itself: headlines are balanced, and what begins a page is not they but their article."""

STRICTNESS = {"none": "loose", "basic": "loose", "gb": "normal", "strict": "strict"}
"""`prohibition` of a sheet → the nearest of the three that reading systems know (CSS Text 3, 5.2)."""


class Embedded(NamedTuple):
    """A face whose file goes with the page: the role it is used for, its family, the way to its file."""

    role: str
    family: str
    file: str


HEAVY = ("title", "hei")
"""Roles whose faces are heavier than text by themselves: what stands in for one is set bold."""


@lru_cache(maxsize=16)
def make_css(style: Style, vertical: bool = False, embedded: tuple[Embedded, ...] = ()) -> str:
    """The whole sheet for a page; `vertical` sets columns from right to left."""
    if embedded:
        style = _put_first(style, embedded)
    rules = [*map(_font_face, embedded), *_heavy_faces(style), ("html", _base(style, vertical)),
             ("body", _lines(style)), *_types(style, vertical), *_articles(style), *_insides(style),
             *FIXED, *_turned(vertical)]
    return "\n".join(print_rule(selector, settings) for selector, settings in rules if settings) + "\n"


def _put_first(style: Style, embedded: Iterable[Embedded]) -> Style:
    """The style with embedded faces before those of the system."""
    first = {face.role: (face.family, *style.faces.get(face.role, ())) for face in embedded}
    return replace(style, faces={**style.faces, **first})


def _font_face(face: Embedded) -> tuple[str, Declarations]:
    weight = {"font-weight": ANY_WEIGHT} if face.role.removesuffix("-hant") in HEAVY else {}
    return "@font-face", {"font-family": f'"{face.family}"', "src": f'url("{face.file}") format("woff2")', **weight}


ANY_WEIGHT = "100 900"
"""The weight of a heavy face: it is taken as it is where text is bold, and not made heavier still."""


def _heavy_faces(style: Style) -> Iterator[tuple[str, Declarations]]:
    """Heavy faces of the system, taken as they are; a face of text in their place is made bold."""
    roles = [(role, script) for role in HEAVY for script in ("", "-hant") if role + script in style.faces]
    for role, script in roles:
        text = style.faces.get(style.type_of("p")["face"] + script, ())
        own = [name for name in style.faces[role + script] if name not in text and name not in GENERIC]
        if own:
            yield "@font-face", {"font-family": f'"{own[0]}"', "src": ", ".join(f'local("{name}")' for name in own),
                                 "font-weight": ANY_WEIGHT}


def print_rule(selector: str, settings: Mapping[str, str]) -> str:
    """One rule of CSS."""
    return f"{selector} {{ {' '.join(f'{name}: {value};' for name, value in settings.items())} }}"


def declare(style: Style, element: str, depth: int = 0, vertical: bool = False) -> Declarations:
    """The declarations of an element, relative to the size of the text (that of `p`).

    Margins are physical, for readers that know no logical ones: in columns from right to left, `before` is the right.
    """
    sides = ("left", "before", "right", "after") if vertical else ("before", "right", "after", "left")
    settings = style.type_of(element, depth)
    size, leading = settings["size"].points(), settings["leading"].points()
    ratio = max(size / style.type_of("p")["size"].points(), SMALLEST)

    def em(key: str) -> str:
        length: Length = settings.get(key, Length())
        return number(length.points(size, leading) / size, "em")

    made = {
        "font-family": family(style, settings["face"]),
        "font-size": number(ratio, "em"),
        "line-height": number(leading / size),
        "text-indent": em("indent"),
        "margin": " ".join(em(key) for key in sides),
        "text-align": ALIGN[settings["align"]],
    }
    if is_heavy(style, settings):
        made["font-weight"] = "bold"
    for key, side in (("rule-above", SIDES["before"][vertical]), ("rule-below", SIDES["after"][vertical])):
        if settings.get(key, Length()).points():
            made[f"border-{side}"] = f"{em(key)} solid"
    return made | _extras(settings)


def is_heavy(style: Style, settings: Mapping[str, Any]) -> bool:
    """Whether a type has a face that is heavier than that of the text."""
    return settings["face"] in HEAVY and settings["face"] != style.type_of("p")["face"]


SIDES = {"before": ("top", "right"), "after": ("bottom", "left")}
"""Before and after an element: its side in lines and in columns."""


def choose_role(style: Style, role: str, language: str) -> str:
    """The role of a face for text of a language, or of the sheet's region where it names one."""
    region = style.page["region"]
    traditional = language.startswith("zh-Hant") if region == "auto" else region != "cn"
    return f"{role}-hant" if traditional and f"{role}-hant" in style.faces else role


def family(style: Style, role: str, language: str = "") -> str:
    """The names of a face, best first, as font-family."""
    names = style.faces.get(choose_role(style, role, language), ())
    return ", ".join(name if name in GENERIC else f'"{name}"' for name in names)


GENERIC = frozenset({"serif", "sans-serif", "monospace"})


def number(value: float, unit: str = "") -> str:
    """A number of CSS, at most three decimals, without a unit where it is nothing."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("0", "-0") else text + unit


def _extras(settings: Mapping[str, Any]) -> Declarations:
    made: Declarations = {}
    if settings.get("keep-next"):
        made |= {"break-after": "avoid", "page-break-after": "avoid"}
    if settings.get("new-page"):
        made |= {"break-before": "page", "page-break-before": "always"}
    if settings.get("shape") == "trapezoid":
        made["text-wrap"] = "balance"
    colour = settings.get("colour", BLACK)
    if colour != BLACK:
        made["color"] = "#" + "".join(f"{round(part * 255):02x}" for part in colour)
    return made


UNSAID = {"color": "inherit", "font-weight": "normal", "text-wrap": "wrap",
          "break-after": "auto", "page-break-after": "auto", "break-before": "auto", "page-break-before": "auto",
          **{f"border-{side}": "none" for side in ("top", "right", "bottom", "left")}}
"""What takes back a declaration of `p`, or of an element without its depth, that does not hold for an element."""


def _base(style: Style, vertical: bool) -> Declarations:
    base = {key: value for key, value in declare(style, "p").items() if key in ("font-family", "line-height")}
    if vertical:
        base |= {f"{prefix}writing-mode": "vertical-rl" for prefix in ("-epub-", "-webkit-", "")}
        base |= {f"{prefix}text-orientation": "mixed" for prefix in ("-epub-", "-webkit-", "")}
    return base


UPRIGHT: tuple[str, Declarations] = (".upright", {
    "-epub-text-combine": "horizontal", "-webkit-text-combine": "horizontal", "text-combine-upright": "all"})
"""Numbers that stand upright on one place of a column."""


def _lines(style: Style) -> Declarations:
    """Line breaking and spacing of Chinese text: CLREQ 3.1; CSS Text 4, sections 5.3, 8 and 9."""
    strictness = STRICTNESS[style.page["prohibition"]]
    return {
        "margin": "0", "text-align": "justify", "-webkit-line-break": strictness, "-epub-line-break": strictness,
        "line-break": strictness, "-epub-word-break": "normal", "word-break": "normal", "overflow-wrap": "break-word",
        "text-spacing-trim": "normal", "text-autospace": "normal",
        "hanging-punctuation": "allow-end" if style.page["hanging"] else "none", "orphans": "2", "widows": "2",
    }


def _types(style: Style, vertical: bool) -> Iterator[tuple[str, Declarations]]:
    """Rules of the elements: what differs from the page's own type; then the faces of Traditional text."""
    base = declare(style, "p", 0, vertical)
    yield "p", {key: value for key, value in base.items() if key not in INHERITED}
    faces: dict[str, list[str]] = {style.type_of("p")["face"]: [""]}
    faces.setdefault(style.type_of("lead")["face"], []).append(".lead")
    for element, depth, selector in SELECTORS:
        changed = _differ(style, element, depth, vertical)
        if "font-family" in changed:
            faces.setdefault(style.type_of(element, depth)["face"], []).extend(selector.split(", "))
        yield selector, changed
    for role, selectors in faces.items():
        if family(style, role) != family(style, role, "zh-Hant"):
            places = ", ".join(f"{selector}:lang(zh-Hant)" for selector in selectors)
            yield places, {"font-family": family(style, role, "zh-Hant")}


def _differ(style: Style, element: str, depth: int, vertical: bool) -> Declarations:
    """What an element has otherwise than text, or than the same without its depth; titles begin at the first."""
    deep = depth > (element == "title")
    above = declare(style, element if deep else "p", int(element == "title") if deep else 0, vertical)
    own = declare(style, element, depth, vertical)
    changed = {key: value for key, value in own.items()
               if above.get(key) != value or not (deep or key in INHERITED)}
    changed |= {key: UNSAID[key] for key in above if key not in own}
    return {key: value for key, value in changed.items() if key not in APART.get(element, ())}


def _articles(style: Style) -> Iterator[tuple[str, Declarations]]:
    """Articles with a title inside others begin a page where the title of their depth does; the outermost always do."""
    for depth in range(2, DEEPEST + 1):
        wanted = style.type_of("title", depth)["new-page"]
        if f"title {depth}" in style.types or (wanted and depth == 2):
            selector = ".article" + " > .article" * (depth - 1) + "[aria-labelledby]"
            value = ("page", "always") if wanted else ("auto", "auto")
            yield selector, dict(zip(("break-before", "page-break-before"), value, strict=True))


def _insides(style: Style) -> Iterator[tuple[str, Declarations]]:
    """What stands inside a line: topic sentences in their face, proper names with their line where a sheet wants it."""
    lead = style.type_of("lead")
    weight = "bold" if is_heavy(style, lead) else "normal"
    yield ".lead", {"font-weight": weight, "font-family": family(style, lead["face"])}
    if style.page["name-line"]:
        yield ".name", {"text-decoration": "underline", "text-underline-position": "under left"}


FIXED: tuple[tuple[str, Declarations], ...] = (
    ("h1, h2, h3, h4, h5, h6", {"font-size": "1em", "font-weight": "normal"}),
    ("section, article, figure, blockquote, dl, dd", {"margin": "0", "padding": "0"}),
    ("ul, ol", {"margin": "0", "padding": "0"}),
    ("ul.bullet", {"list-style-type": "disc"}),
    ("ul.plain, ol.number, nav ol", {"list-style-type": "none"}),
    ("nav li, .apparatus li", {"margin": "0", "text-align": "start"}),
    (".kicker, .title, .subtitle", {"text-wrap": "balance"}),
    (".facts", {"font-size": "0.875em"}),
    ("article .title", {"font-size": "1.25em"}),
    ("nav a, .apparatus a", {"color": "inherit", "text-decoration": "none"}),
    ("ol.number > li", {"text-indent": "-1.5em"}),
    ("li > .item", {"text-indent": "inherit", "margin": "0"}),
    ("ol.number > li > .label, ol.number > li > .item > .label",
     {"display": "inline-block", "min-width": "1.5em", "text-indent": "0"}),
    (".em-dots", {
        "font-style": "normal", "-epub-text-emphasis-style": "filled dot", "-webkit-text-emphasis-style": "filled dot",
        "text-emphasis-style": "filled dot", "-webkit-text-emphasis-position": "under",
        "text-emphasis-position": "under right",
    }),
    ("u", {"text-decoration": "underline"}),
    (".em-kai", {"font-style": "normal", "font-family": "Kaiti SC, STKaiti, KaiTi, serif"}),
    ("a.noteref, span.noteref", {"vertical-align": "super", "font-size": "0.75em", "line-height": "0"}),
    ("ruby", {"-epub-ruby-position": "over", "ruby-position": "over"}),
    ("rt", {"font-size": "0.5em", "text-indent": "0"}),
    ("table", {"border-collapse": "collapse", "margin": "0.5em auto", "text-indent": "0"}),
    ("td, th", {"border": "1px solid currentColor", "padding": "0.25em 0.5em", "vertical-align": "top"}),
    ("td.number", {"text-align": "end", "white-space": "nowrap"}),
    ("figure", {"margin": "1em 0", "text-align": "center"}),
    ("figure img", {"max-width": "100%", "max-height": "90vh"}),
    (".missing, .mark", {"text-indent": "0", "text-align": "center", "font-size": "0.875em"}),
    (".dateline div", {"display": "inline-block", "margin": "0 0.5em"}),
    (".dateline .number", {"display": "block"}),
    (".colophon", {"overflow-wrap": "anywhere"}),
    (".colophon dt", {"font-weight": "bold"}),
    (".dateline dt, .dateline dd, .colophon dt, .colophon dd", {"display": "inline"}),
    (".dateline dt::after, .colophon dt::after", {"content": '"："'}),
    (".dateline .unlabelled dt, .colophon .unlabelled dt", {"display": "none"}),
    (".opening", {"break-before": "page", "page-break-before": "always"}),
    (".cover img", {"max-width": "100%", "max-height": "100vh"}),
    (".cover", {"margin": "0", "text-align": "center"}),
    (".titlepage, .part", {"text-align": "center"}),
    (".imprint", {"text-indent": "0", "text-align": "center"}),
)
"""What no style sheet decides: how lists, tables, ruby and emphasis marks are drawn."""

TURNED: tuple[tuple[str, str, str, str], ...] = (
    ("article", "margin-{}", "top right", "2em"),
    (".colophon", "margin-{}", "top right", "2em"),
    (".colophon", "padding-{}", "top right", "0.5em"),
    (".colophon", "border-{}", "top right", "1px solid currentColor"),
    ("ol.number > li", "margin-{}", "left top", "3.5em"),
    (".titlepage section, .part section", "padding-{}", "top right", "20%"),
    ("nav ol ol", "padding-{}", "left top", "1.5em"),
)
"""Selector, property, its side in lines and in columns, value: what turns with the direction of the text."""


def _turned(vertical: bool) -> Iterator[tuple[str, Declarations]]:
    for selector, name, sides, value in TURNED:
        yield selector, {name.format(sides.split()[vertical]): value}
    if vertical:
        yield UPRIGHT
