"""Values → YAML as a person would type it: plain where plain is safe, quoted where it is not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Value: TypeAlias = "str | bool | Sequence[Value] | Mapping[str, Value] | None"

WIDEST = 118
"""Columns that a value in one line may take."""

_KEYWORD = re.compile(r"(?:true|false|null|yes|no|on|off|y|n|~|)", re.IGNORECASE)
_SAFE = re.compile(
    r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=<~\x00-\x1f\x7f-\x9f\ufeff\ud800-\udfff][^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]*"
)
_SAFE_DASH = re.compile(r"-[^\s,\[\]{}][^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]*")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def document(fields: Mapping[str, Value]) -> str:
    """Return a file of these fields, those that are None left out.

    >>> print(document({"id": "lora", "title": "LoRA: a study", "leads": ["lead-a", "lead-b"], "room": None}), end="")
    id: lora
    title: "LoRA: a study"
    leads: [lead-a, lead-b]
    """
    return "".join(_field(key, value, 0) for key, value in fields.items() if value is not None)


def records(items: Sequence[Mapping[str, Value]]) -> str:
    """Return a file that is a list of records."""
    return "".join(_item(item, 0) for item in items)


def scalar(text: str, *, within: bool = False) -> str:
    """Return a text as YAML on one line, plain where that reads back as the same text; `within` brackets or braces.

    >>> print(scalar("What Should Developers Do?"), scalar("yes"), scalar("a, b", within=True), scalar("#chat"))
    What Should Developers Do? "yes" "a, b" "#chat"
    """
    if _is_plain(text, within=within):
        return text
    return '"' + "".join(_escaped(character) for character in text) + '"'


def inline(value: Value, *, within: bool = False) -> str:
    """Return a value as YAML on one line, lists in brackets and mappings in braces.

    >>> print(inline({"title": "A: B", "authors": ["Lead A", "Lead B"]}))
    {title: "A: B", authors: [Lead A, Lead B]}
    """
    return scalar(value, within=within) if isinstance(value, str) else _flow(value)


def _is_plain(text: str, *, within: bool) -> bool:
    if _KEYWORD.fullmatch(text) or text != text.strip() or ": " in text or " #" in text or text.endswith(":"):
        return False
    if not (_SAFE.fullmatch(text) or (not within and _SAFE_DASH.fullmatch(text))) or text.startswith(("---", "...")):
        return False
    return not (within and re.search(r"[,\[\]{}?]", text)) and text not in ("-", "?", "=", "<<")


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    number = ord(character)
    if character.isprintable() or character == "\u200d" or 0xFE00 <= number <= 0xFE0F:
        return character
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def _field(key: str, value: Value, indent: int) -> str:
    blank = " " * indent
    name = f"{blank}{scalar(key)}:"
    if isinstance(value, str):
        if "\n" in value and _fits_block(value):
            return f"{name} |-\n" + "".join(f"{blank}  {line}".rstrip() + "\n" for line in value.split("\n"))
        return f"{name} {scalar(value)}\n"
    if value is None or isinstance(value, bool):
        return f"{name} {_word(value)}\n"
    line = f"{name} {_flow(value)}"
    if _in_one_line(value) and len(line) <= WIDEST:
        return line + "\n"
    if isinstance(value, Mapping):
        fields = (_field(inner, below, indent + 2) for inner, below in value.items() if below is not None)
        return name + "\n" + "".join(fields)
    return name + "\n" + "".join(_item(item, indent + 2) for item in value)


def _item(value: Value, indent: int) -> str:
    blank = " " * indent
    if isinstance(value, Mapping) and not (_in_one_line(value) and len(_flow(value)) + indent <= WIDEST + 40):
        fields = "".join(_field(key, below, indent + 2) for key, below in value.items() if below is not None)
        return f"{blank}- {fields[indent + 2 :]}"
    return f"{blank}- {_flow(value)}\n"


def _fits_block(text: str) -> bool:
    """Tell whether a text reads back the same from a literal block."""
    lines = text.split("\n")
    safe = not _UNPRINTABLE.search(text) and "\t" not in text and "\r" not in text and "\x85" not in text
    printable = all(character.isprintable() or character == "\n" for character in text)
    return (
        safe
        and printable
        and bool(lines[0])
        and not lines[0].startswith(" ")
        and bool(lines[-1].strip())
        and all(line == line.rstrip() for line in lines)
    )


def _in_one_line(value: Value) -> bool:
    """Tell whether a person would write a value in brackets: records and lists of short texts."""
    if isinstance(value, str):
        return "\n" not in value
    if value is None or isinstance(value, bool):
        return True
    if isinstance(value, Mapping):
        return all(
            (isinstance(below, str) and "\n" not in below) or isinstance(below, bool)
            for below in value.values()
            if below is not None
        )
    return all(isinstance(below, str) and len(below) < 60 for below in value)


def _flow(value: Value) -> str:
    if isinstance(value, str):
        return scalar(value, within=True)
    if value is None or isinstance(value, bool):
        return _word(value)
    if isinstance(value, Mapping):
        pairs = (f"{scalar(key, within=True)}: {_flow(below)}" for key, below in value.items() if below is not None)
        return "{" + ", ".join(pairs) + "}"
    return "[" + ", ".join(_flow(below) for below in value) + "]"


def _word(value: bool | None) -> str:
    return "null" if value is None else str(value).lower()
