"""Any value as TOML has it, and as nothing has it where it is no value of TOML."""

from __future__ import annotations


def print_toml(value: object) -> str:
    """The inline form of a value; all but letters and digits are escaped in texts."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{print_toml(str(key))} = {print_toml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(print_toml, value)) + "]"
    if isinstance(value, str):
        return '"' + "".join(f"\\U{ord(c):08x}" if not c.isalnum() else c for c in value) + '"'
    return str(value).lower()
