"""Files that are a mapping of keys to entries (people.yaml, papers.yaml): which keys there are, and entries added."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rig_site import yaml_writer
from rig_site.yaml_writer import Value


def keys_of(text: str) -> frozenset[str]:
    r"""Return the keys of a file, given as its text.

    >>> sorted(keys_of("a: Lead A\n'b': {name: Lead B}\n")), keys_of("{}\n"), keys_of("# nobody yet\n")
    (['a', 'b'], frozenset(), frozenset())
    """
    node = _mapping(text)
    return frozenset(str(key.value) for key, _ in node.value) if node else frozenset()


def with_entries(text: str, entries: Mapping[str, Value]) -> str:
    r"""Return the text of a file with entries added at its end; what is there stays, byte for byte.

    >>> print(with_entries("# people\n{}\n", {"a": "Lead A"}), end="")
    # people
    a: Lead A
    >>> print(with_entries("{a: Lead A}", {"b": {"name": "Lead B"}}), end="")
    {a: Lead A, b: {name: Lead B}}
    """
    node = _mapping(text)
    if node and node.flow_style and node.value:
        end = node.end_mark.index - 1
        added = yaml_writer.inline(entries)
        kept = text[:end].rstrip().removesuffix(",")
        return f"{kept}, {added[1:-1]}{text[end:]}"
    if node and node.flow_style:
        text = text[: node.start_mark.index] + text[node.end_mark.index :].lstrip()
    separator = "\n" if text and not text.endswith("\n") else ""
    return text + separator + yaml_writer.document(entries)


def _mapping(text: str) -> Any:
    """Return the mapping that a text in YAML is, as a node; None for one that is empty or cannot be read."""
    import yaml

    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        return None
    return node if isinstance(node, yaml.MappingNode) else None
