"""What an official document says beside its text: facts that the issuing office knows and no text holds.

GB/T 9704-2012, clause 7: 版头, 主体 and 版记. Nothing is invented: what is not given is not printed.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from convert.errors import UsageError
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


_CHINESE_KEY = re.compile(r"^\s*([\u4e00-\u9fff]+)(?=\s*=)", re.MULTILINE)
"""A key that TOML wants in quotation marks; people leave them out."""

_CHOICES = {"seal": SEALS, "form": ("", *FORMS)}
_WORDS = {"不加盖印章": "none", "加盖印章": "seal", "签名章": "signature", "公文": "document", "信函": "letter"}


def make_dispatch(given: Dispatch | Mapping[str, Any] | Path | str | None) -> Dispatch:
    """The facts that are given themselves, by name, or in a TOML file; raises UsageError for a name nobody knows."""
    if isinstance(given, Dispatch):
        return given
    if isinstance(given, (str, Path)):
        given = read_facts(Path(given))
    return Dispatch(**{_name(key): _value(_name(key), value) for key, value in (given or {}).items()})


def read_facts(path: Path) -> Mapping[str, Any]:
    """The facts of a TOML file by the names they have there; raises SourceError or UsageError where it has none."""
    try:
        return tomllib.loads(_CHINESE_KEY.sub(r'"\1"', load_source(path).decode()))
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path} is not TOML: {error}.", 'Write lines such as 印章 = "加盖印章".') from error


def _name(key: str) -> str:
    known = [field.name for field in fields(Dispatch)]
    name = CHINESE.get(key, key.replace("-", "_"))
    if name not in known:
        near = difflib.get_close_matches(key, [*known, *CHINESE], 1)
        hint = f"Did you mean {near[0]!r}?" if near else f"Known: {', '.join(CHINESE)}."
        raise UsageError(f"No fact of an official document is called {key!r}.", hint)
    return name


def _value(name: str, value: Any) -> Any:
    values = value if name == "attachments" and isinstance(value, (list, tuple)) else [value]
    for each in values:
        if isinstance(each, (list, tuple, Mapping)) or find_unfit(str(each)):
            raise UsageError(f"{name} cannot be {str(each)[:80]!r}.", "It takes a text without control characters.")
    if name == "attachments":
        return tuple(map(str, values))
    text = _WORDS.get(str(value), str(value)) if name in _CHOICES else str(value)
    if name in _CHOICES and text not in _CHOICES[name]:
        raise UsageError(f"{name} cannot be {value!r}.", f"Known: {', '.join(filter(None, _CHOICES[name]))}.")
    return text
