"""What an official document says beside its text: facts that the issuing office knows and no text holds.

GB/T 9704-2012, clause 7: 版头, 主体 and 版记. Nothing is invented: what is not given is not printed.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from convert.chinese.dates import read_date_field
from convert.chinese.lexicon import Pattern
from convert.errors import UsageError, suggest
from convert.files import load_source
from convert.tree.characters import find_unfit

SEALS = ("none", "seal", "signature")
FORMS = ("document", "letter")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """The facts of an official document; those that its tree holds as well are taken from the tree."""

    copy: str = ""
    """份号: six digits."""
    secrecy: str = ""
    """密级和保密期限."""
    urgency: str = ""
    """紧急程度."""
    issuer: str = ""
    """发文机关标志, as it is printed in red."""
    number: str = ""
    """发文字号."""
    signatory: str = ""
    """签发人, of a document that goes upwards."""
    addressee: str = ""
    """主送机关, without colon."""
    attachments: tuple[str, ...] = ()
    """Names of attachments, for 附件说明."""
    signature: str = ""
    """署名."""
    date: str = ""
    """成文日期, as it is printed."""
    seal: str = "none"
    """none, seal (加盖印章) or signature (签名章): where 署名 and date stand."""
    remark: str = ""
    """附注, without brackets."""
    copy_to: str = ""
    """抄送机关, without `抄送：` and full stop."""
    printer: str = ""
    """印发机关."""
    printed: str = ""
    """印发日期, without 印发."""
    form: str = ""
    """document or letter; empty as the style has it."""


CHINESE = {
    "份号": "copy", "密级": "secrecy", "密级和保密期限": "secrecy", "紧急程度": "urgency", "发文机关标志": "issuer",
    "发文字号": "number", "签发人": "signatory", "主送机关": "addressee", "附件": "attachments", "署名": "signature",
    "成文日期": "date", "印章": "seal", "附注": "remark", "抄送机关": "copy_to", "抄送": "copy_to",
    "印发机关": "printer", "印发日期": "printed", "格式": "form",
}
"""The names of the standard, which may be used as well."""

def list_given(facts: Dispatch, names: Iterable[str] = ()) -> list[tuple[str, str]]:
    """The facts that are given, of all or of some fields: their names in the standard and their values."""
    standard = {name: chinese for chinese, name in reversed(CHINESE.items())}
    values = ((name, getattr(facts, name)) for name in names or standard)
    return [(standard[name], "、".join(value) if isinstance(value, tuple) else value) for name, value in values
            if value and name != "form" and (name, value) != ("seal", "none")]


_CHINESE_KEY = Pattern(r"^\s*([\u4e00-\u9fff]+)(?=\s*=)", re.MULTILINE)
"""A key that TOML wants in quotation marks; people leave them out."""

_CHOICES = {"seal": SEALS, "form": ("", *FORMS)}
_WORDS = {"不加盖印章": "none", "加盖印章": "seal", "签名章": "signature", "公文": "document", "信函": "letter"}


_SENSE: dict[str, tuple[str, str]] = {
    "copy": (r"[0-9]{1,6}", "份号 is a number of six digits, such as 000001."),
    "secrecy": ("[绝絕机機秘]密.*", "密级 is 绝密, 机密 or 秘密, with ★ and a term: 机密★1年."),
    "urgency": ("特提|特急|加急|平急", "紧急程度 is 特急 or 加急, of a telegram also 特提 or 平急."),
}
"""What values of some facts look like (7.2.1 to 7.2.3), and what to say where one does not."""

_DATES = ("date", "printed")


def make_dispatch(given: Dispatch | Mapping[str, Any] | Path | str | None) -> Dispatch:
    """The facts that are given themselves, by name, in a TOML file or as JSON.

    Raises UsageError for a name nobody knows and a value that makes no sense.
    """
    if isinstance(given, Dispatch):
        return given
    if isinstance(given, str) and given.startswith("{"):
        given = dict(json.loads(given))
    if isinstance(given, (str, Path)):
        given = read_facts(Path(given))
    return Dispatch(**{_name(key): _value(_name(key), value) for key, value in (given or {}).items()})


def read_facts(path: Path) -> Mapping[str, Any]:
    """The facts of a TOML file by the names they have there; raises SourceError or UsageError where it has none."""
    try:
        return tomllib.loads(_CHINESE_KEY.sub(r'"\1"', load_source(path).decode()))
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path} is not TOML: {error}.", 'Write lines such as 印章 = "加盖印章".') from error


MEANT = 0.8
"""How alike two names are of which one was meant: 发文号 and 发文字号, but not 发布日期 and 印发日期."""


def is_official(name: str) -> bool:
    """Whether the standard has a fact of this name, or of one that was meant."""
    from difflib import get_close_matches  # only where a fact is given

    return bool(get_close_matches(name, CHINESE, 1, MEANT))


def _name(key: str) -> str:
    known = [field.name for field in fields(Dispatch)]
    name = CHINESE.get(key, key.replace("-", "_"))
    if name not in known:
        hint = suggest(key, known if key.isascii() else CHINESE)
        raise UsageError(f"No fact of an official document is called {key!r}.", hint)
    return name


def _value(name: str, value: Any) -> Any:
    values = value if name == "attachments" and isinstance(value, (list, tuple)) else [value]
    for each in values:
        if isinstance(each, (list, tuple, Mapping)) or find_unfit(str(each)):
            raise UsageError(f"{name} cannot be {str(each)[:80]!r}.", "It takes a text without control characters.")
    if name == "attachments":
        return tuple(map(str, values))
    _check_sense(name, str(value).strip())
    text = _WORDS.get(str(value), str(value)) if name in _CHOICES else str(value)
    if name in _CHOICES and text not in _CHOICES[name]:
        raise UsageError(f"{name} cannot be {value!r}.", f"Known: {', '.join(filter(None, _CHOICES[name]))}.")
    return text


def _check_sense(name: str, text: str) -> None:
    """Raises UsageError where a date is no day of the calendar, or a number or word is none that there is."""
    if not text:
        return
    if name in _DATES and not read_date_field(text.removesuffix("印发")):
        raise UsageError(f"{name} cannot be {text[:80]!r}: there is no such day.", "Write a date such as 2024年5月1日.")
    pattern, hint = _SENSE.get(name, ("", ""))
    if pattern and not re.fullmatch(pattern, text):
        raise UsageError(f"{name} cannot be {text[:80]!r}.", hint)
